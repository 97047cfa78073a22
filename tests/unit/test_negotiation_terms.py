"""What two governments agree on, carried out: rates, days and what each title says of them."""

import datetime as dt
import re

import pytest
from factories import tariff
from standoffs import EMBARGO, negotiators, played, scenario, talk

from sim.agents.policies.rates import standing
from sim.scenario.negotiations import Turn

USA, CHN = 0, 1
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
TODAY = dt.date(2025, 3, 3)
MORE = (
    tariff(0.2, start="2025-01-21", authority="fentanyl", id="us_fentanyl"),
    tariff(0.3, start="2025-01-23", authority="answer", id="cn_more", importer="CHN", exporter="USA"),
    tariff(0.4, start="2025-01-24", authority="retaliation", id="cn_old", importer="CHN", exporter="USA"),
)


class Table:
    """The terms of a negotiation, and all that has been published so far."""

    def __init__(self, measures=(*EMBARGO, *MORE), usa=None, china=None, **negotiation):
        given = {"truce_rates": {"USA": 0.3, "CHN": 0.1}, **negotiation}
        cancels = {"USA": ("nothing", "fentanyl"), "CHN": ("retaliation",)}
        sides = negotiators(
            {"cancellable": cancels["USA"], **(usa or {})}, {"cancellable": cancels["CHN"], **(china or {})}
        )
        self.terms = talk(played(scenario(measures, sides, given), weeks=0)).terms
        self.public = list(measures)

    def do(self, what, *arguments):
        made = getattr(self.terms, what)(self.public, *arguments)
        self.public += made
        return made

    def rates(self, day):
        return self.terms.in_force(self.public, USA, day), self.terms.in_force(self.public, CHN, day)

    def standing(self, who, authority, day):
        """Rates of an authority that are in force on a day, the highest last."""
        seat = self.terms.seats[who]
        rival = self.terms.seats[1 - who].code
        return sorted(each.rate for each in standing(self.public, seat.code, rival, authority, day))


def said_points(made):
    """Points that each title tells, as a fraction."""
    return [float(re.search(r"([\d.]+) points", each.title)[1]) / 100 for each in made]


def turn(state, **keys):
    return Turn(date=TODAY, state=state, **keys)


def test_titles_tell_the_points_that_are_levied():
    over = TODAY + 10 * WEEK
    for made in (
        Table().do("truce", TODAY, TODAY, over),
        Table(lapse_rates={"USA": 0.34, "CHN": 0.5}).do("snap_back", TODAY, TODAY),
        Table(deal_rates={"USA": 0.15, "CHN": 0.05}).do("deal", TODAY, TODAY),
        Table().do("scripted", turn("truce", rates={"USA": 0.2, "CHN": 0.1}, expires=over)),
    ):
        assert made
        assert said_points(made) == pytest.approx([each.rate for each in made])


def test_a_truce_lowers_both_until_it_runs_out_and_returns_to_what_was_before():
    table, over = Table(), TODAY + 10 * WEEK
    table.do("truce", TODAY, TODAY + 2 * DAY, over)
    assert table.rates(TODAY + DAY) == (1.25, 1.25)
    assert table.rates(TODAY + 2 * DAY) == table.rates(over - DAY) == (0.3, 0.1)
    assert table.rates(over) == (1.25, 1.25)


def test_a_deal_keeps_its_rates_for_good_and_those_of_the_truce_where_it_names_none():
    table = Table(deal_rates={"CHN": 0.02})
    table.do("deal", TODAY, TODAY + 2 * DAY)
    assert table.rates(TODAY + 200 * WEEK) == (0.3, 0.02)


def test_who_cancels_everything_gives_up_what_is_at_stake_and_what_it_calls_cancellable():
    table = Table()
    table.do("cancel", USA, TODAY)
    later = TODAY + 2 * DAY
    assert table.standing(USA, "war", TODAY + DAY) == [1.25]
    assert table.standing(USA, "war", later) == table.standing(USA, "fentanyl", later) == [0.0]
    assert table.rates(later)[CHN] == 1.25


def test_who_cancelled_in_vain_puts_back_every_measure_that_it_gave_up():
    table = Table()
    table.do("cancel", CHN, TODAY)
    assert table.rates(TODAY + WEEK)[CHN] == 0.0
    made = table.do("restore", TODAY + WEEK)
    back = TODAY + WEEK + 2 * DAY
    assert {each.start for each in made} == {back}
    assert table.rates(back - DAY)[CHN] == 0.0
    assert table.standing(CHN, "answer", back) == [0.3, 1.25]
    assert table.standing(CHN, "retaliation", back) == [0.4]
    assert table.do("restore", TODAY + 5 * WEEK) == []


def test_nobody_puts_back_what_it_gave_up_in_an_earlier_round():
    """The second followed then, and there was a deal. It has a new rate, and only the first obeys again."""
    table = Table()
    table.do("cancel", USA, TODAY)
    table.do("cancel", CHN, TODAY + WEEK)
    new = tariff(0.6, start="2025-04-07", authority="answer", id="new", importer="CHN", exporter="USA")
    table.public.append(new)
    table.do("cancel", USA, TODAY + 20 * WEEK)
    made = table.do("restore", TODAY + 25 * WEEK)
    assert {each.importer for each in made} == {("USA",)}
    assert table.standing(CHN, "answer", TODAY + 30 * WEEK) == [0.0, 0.6]


def test_a_court_voids_what_stands_however_little_after_two_days():
    table = Table((tariff(0.01, start="2025-01-20", authority="war", id="low"), *EMBARGO[1:]))
    table.do("void", USA, TODAY)
    assert table.rates(TODAY + DAY) == (0.01, 1.25)
    assert table.rates(TODAY + 2 * DAY) == (0.0, 1.25)
    assert table.do("void", USA, TODAY + 3 * DAY) == []


def test_a_turn_of_the_script_sets_the_rates_of_whom_it_names_from_its_day_on():
    table = Table()
    made = table.do("scripted", turn("escalation", rates={"CHN": 0.9}))
    assert {each.importer for each in made} == {("CHN",)}
    assert table.rates(TODAY - DAY) == (1.25, 1.25)
    assert table.rates(TODAY) == (1.25, 0.9)
    late = Table()
    late.do("scripted", turn("escalation", rates={"USA": 0.9}, start=TODAY + WEEK))
    assert (late.rates(TODAY), late.rates(TODAY + WEEK)) == ((1.25, 1.25), (0.9, 1.25))


def test_a_scripted_truce_that_runs_out_returns_to_what_was_before_it():
    table, over = Table(), TODAY + 10 * WEEK
    table.do("scripted", turn("truce", rates={"USA": 0.2, "CHN": 0.1}, expires=over))
    assert table.rates(TODAY + WEEK) == (0.2, 0.1)
    assert table.rates(over) == (1.25, 1.25)
    again = over - DAY
    table.do("scripted", Turn(date=again, state="truce", rates={"USA": 0.2}, expires=over + WEEK))
    assert table.rates(over + WEEK)[USA] == 1.25


def test_a_scripted_truce_without_an_end_stays():
    table = Table()
    table.do("scripted", turn("truce", rates={"USA": 0.2, "CHN": 0.1}))
    assert table.rates(TODAY + 200 * WEEK) == (0.2, 0.1)


def test_each_keeps_its_own_goods_back_once_and_lets_them_leave_again():
    table = Table(controls={"USA": ("semiconductors",), "CHN": ("steel",)})
    made = table.do("control", TODAY, TODAY)
    assert [(each.exporter, each.products) for each in made] == [
        (("USA",), ("semiconductors",)),
        (("CHN",), ("steel",)),
    ]
    assert table.do("control", TODAY + WEEK, TODAY + WEEK) == []
    lifted = table.do("lift_controls", TODAY + 2 * WEEK, TODAY + 2 * WEEK)
    assert [(each.exporter, each.products, each.replaces, each.coverage) for each in lifted] == [
        (before.exporter, before.products, (before.id,), 0.0) for before in made
    ]
    assert table.do("lift_controls", TODAY + 3 * WEEK, TODAY + 3 * WEEK) == []
    assert len(table.do("control", TODAY + 4 * WEEK, TODAY + 4 * WEEK)) == 2


def test_measures_of_every_authority_come_back_each_beside_its_like():
    second = tariff(
        0.15, start="2025-01-25", authority="retaliation", id="cn_old_2", importer="CHN", exporter="USA"
    )
    table = Table((*EMBARGO, *MORE, second))
    table.do("cancel", CHN, TODAY)
    table.do("restore", TODAY + WEEK)
    back = TODAY + WEEK + 2 * DAY
    assert table.standing(CHN, "answer", back) == [0.3, 1.25]
    assert table.standing(CHN, "retaliation", back) == [0.15, 0.4]


@pytest.mark.parametrize(("first", "then"), [(CHN, USA), (USA, CHN)])
def test_a_deal_by_cancellation_that_breaks_brings_back_what_both_gave_up(first, then):
    table = Table()
    before = table.rates(TODAY)
    assert min(before) > 0.0
    table.do("cancel", first, TODAY)
    table.do("cancel", then, TODAY + WEEK)
    assert table.rates(TODAY + 2 * WEEK) == (0.0, 0.0)
    table.do("snap_back", TODAY + 3 * WEEK, TODAY + 3 * WEEK)
    assert table.rates(TODAY + 3 * WEEK) == before


def test_who_cancelled_in_vain_has_stepped_down_from_nothing():
    table = Table()
    table.do("cancel", CHN, TODAY)
    table.do("restore", TODAY + WEEK)
    assert table.terms.stepped_down_from == [None, None]


def test_a_scripted_deal_that_breaks_brings_back_the_rates_before():
    table = Table()
    before = table.rates(TODAY)
    table.do("scripted", turn("deal", rates={"USA": 0.2, "CHN": 0.1}))
    table.do("snap_back", TODAY + WEEK, TODAY + WEEK)
    assert table.rates(TODAY + WEEK) == before


def test_who_never_stepped_down_stays():
    table = Table()
    before = table.rates(TODAY)
    table.do("snap_back", TODAY, TODAY)
    assert table.rates(TODAY) == before
