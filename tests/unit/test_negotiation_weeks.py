"""A week of a negotiation: what counts as last week, who gains, what is remembered and what is drawn."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from factories import tariff
from scipy.stats import beta
from standoffs import (
    AT_ONCE,
    EMBARGO,
    NEVER,
    SINCE,
    first_week,
    negotiators,
    played,
    scenario,
    standoff,
    states,
    talk,
)

from sim.agents.negotiation import machine
from sim.agents.negotiation.moves import (
    COMPLIANCE,
    begin_crisis,
    comply,
    drops,
    go_on,
    lapse,
    obeys,
    renew,
    settle,
    snap_back,
)
from sim.agents.negotiation.rates import DECISION
from sim.economy.bargaining import in_a_week

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2025, 3, 3)


@pytest.fixture
def negotiation():
    found = talk(played(standoff(face_saving=0.5, renewal=0.8, truce_days=30, preconditions={}), weeks=0))
    found.monday = MONDAY
    found.uniform = [0.5] * 10
    return found


@pytest.mark.parametrize(
    ("days", "last"),
    [(-1, False), (0, True), (6, True), (7, False)],
    ids=["over", "monday", "sunday", "next"],
)
def test_a_truce_is_in_its_last_week_from_monday_to_sunday(negotiation, days, last):
    negotiation.expires = MONDAY + days * DAY
    assert negotiation.in_last_week is last
    rates = [negotiation.expiring(renewed=each) for each in (True, False)]
    assert sum(rates) == (DECISION if last else 0.0)


def test_without_a_truce_none_expires(negotiation):
    assert not negotiation.in_last_week
    assert negotiation.expiring(renewed=True) == negotiation.expiring(renewed=False) == 0.0


@pytest.mark.parametrize(("costs", "chance"), [((1.1, 2.0), 0.8), ((2.0, 1.0), 0.4), ((1.0, 0.5), 0.0)])
def test_a_truce_is_renewed_for_those_whom_it_costs_less_than_the_war_did(negotiation, costs, chance):
    """Costs of the war over what the truce costs now."""
    negotiation.expires = MONDAY
    for side, cost in zip(negotiation.sides, costs, strict=True):
        side.cost_of_war = cost * side.office.cost
    assert negotiation.expiring(renewed=True) == pytest.approx(chance * DECISION)
    assert negotiation.expiring(renewed=False) == pytest.approx((1.0 - chance) * DECISION)


def test_faces_are_saved_behind_closed_doors_and_again_at_a_neutral_venue(negotiation):
    found = []
    for mediated, state in (
        (False, "stalemate"),
        (False, "back_channel"),
        (True, "talks"),
        (True, "back_channel"),
    ):
        negotiation.mediated, negotiation.state = mediated, state
        found.append(negotiation.face)
    assert found == [1.0, 0.5, 0.5, 0.25]


@pytest.mark.parametrize(
    ("before", "after", "counted"),
    [
        ("truce", "escalation", 1),
        ("crisis", "escalation", 1),
        ("stalemate", "escalation", 0),
        ("truce", "crisis", 0),
    ],
)
def test_only_a_truce_or_a_crisis_can_snap_back(negotiation, before, after, counted):
    negotiation.state, negotiation.weeks_in_state = before, 5
    negotiation._enter(after)
    assert negotiation.snap_backs == counted
    assert (negotiation.state, negotiation.weeks_in_state) == (after, 0)


@pytest.mark.parametrize(
    ("before", "after", "prepared"),
    [("talks", "truce", 0), ("truce", "truce", 9), ("summit", "truce", 9), ("talks", "stalemate", 0),
     ("crisis", "escalation", 0), ("back_channel", "talks", 9)],
)  # fmt: skip
def test_what_officials_prepared_lasts_until_there_is_a_truce_or_a_breakdown(
    negotiation, before, after, prepared
):
    negotiation.state, negotiation.prepared = before, 9
    negotiation._enter(after)
    assert negotiation.prepared == prepared


def test_a_state_that_goes_on_counts_its_weeks(negotiation):
    negotiation.state, negotiation.weeks_in_state = "truce", 5
    negotiation._enter("truce")
    assert negotiation.weeks_in_state == 5


def test_a_renewal_begins_where_the_truce_would_have_ended(negotiation):
    negotiation.expires = MONDAY + 4 * DAY
    renew(negotiation, [], -1)
    assert negotiation.expires == MONDAY + 34 * DAY
    assert {each.announced_on for each in negotiation.acts} == {MONDAY + 3 * DAY}
    assert min(each.start for each in negotiation.acts) == MONDAY + 4 * DAY


@pytest.mark.parametrize(("days", "prolonged"), [(6, True), (7, False)])
def test_leaders_who_part_prolong_a_truce_that_would_end_that_week(negotiation, days, prolonged):
    negotiation.expires, negotiation.prepared = MONDAY + days * DAY, 3
    go_on(negotiation, [], -1)
    assert negotiation.prepared == 0
    assert (negotiation.expires == MONDAY + (days + 30) * DAY) is prolonged


def test_leaders_who_part_without_a_truce_prolong_none(negotiation):
    go_on(negotiation, [], -1)
    assert (negotiation.expires, negotiation.acts) == (None, [])


def test_a_deal_ends_the_truce_and_officials_do_a_part_of_it(negotiation):
    negotiation.expires = MONDAY + 10 * DAY
    settle(negotiation, [], -1)
    assert negotiation.expires is None
    assert 0.0 < negotiation.compliance < 1.0
    assert {each.start for each in negotiation.acts} == {MONDAY + 2 * DAY}


def test_what_is_done_of_a_deal_is_drawn_from_a_beta_distribution(negotiation):
    settings = negotiation.settings
    mean, weight = settings.compliance_mean, settings.compliance_weight
    for uniform in (0.1, 0.5, 0.9):
        negotiation.uniform[COMPLIANCE] = uniform
        comply(negotiation)
        expected = beta.ppf(uniform, mean * weight, (1.0 - mean) * weight)
        assert negotiation.compliance == pytest.approx(expected)


def test_each_matter_has_draws_of_its_own():
    speech, courts = range(machine.SPEECH, machine.SPEECH + 4), range(machine.COURT, machine.COURT + 2)
    once = (machine.HAPPENING, machine.MEDIATION, machine.MEETING, COMPLIANCE)
    assert sorted([*speech, *courts, *once]) == list(range(machine.DRAWS))


def test_once_a_truce_is_over_each_asks_again_for_what_it_asked_for():
    asked = standoff(**NEVER, preconditions={"USA": "mutual", "CHN": "full_cancellation"})
    found = talk(played(asked, weeks=0))
    for side in found.sides:
        side.demanded, side.precondition = True, "none"
    found.expires = MONDAY
    lapse(found, [], -1)
    assert [(side.demanded, side.precondition) for side in found.sides] == [
        (False, "mutual"),
        (False, "full_cancellation"),
    ]
    assert found.expires is None


def test_who_drops_and_who_obeys_names_itself_first_and_only_the_first_time():
    found = talk(played(standoff(**NEVER), weeks=0))
    found.monday = MONDAY
    drops(found, [], 1)
    drops(found, [], 0)
    assert [side.precondition for side in found.sides] == ["none", "mutual"]
    assert (found.first_mover, found.on_terms_of) == ("CHN", "both")
    obeys(found, [], 0)
    assert (found.first_mover, found.on_terms_of) == ("CHN", "CHN")


def test_the_chance_of_yielding_is_told_for_each_side_by_what_it_bears():
    usa, china = {"politics": {"patience": 2.0}}, {"politics": {"patience": 5.0}}
    found = talk(played(standoff(usa, china, **(NEVER | {"channel": 0.0})), weeks=7))
    found.state, found.settings = "stalemate", found.settings.model_copy(update={"channel": 1.0})
    rates = [side.office.cost / side.prize(found.face) for side in found.sides]
    for side, asks in zip(found.sides, ("mutual", "full_cancellation"), strict=True):
        side.precondition = asks
    assert [found._chance_of_yielding(who) for who in (0, 1)] == pytest.approx([in_a_week(r) for r in rates])
    found._record([])
    assert found.weeks[-1].yields == pytest.approx([in_a_week(rate) for rate in rates])


def test_draws_decide_from_the_first_monday_of_negotiations_on():
    asked = standoff(**AT_ONCE, preconditions={}, since=dt.date(2025, 3, 3))
    weeks = talk(played(asked, weeks=12)).weeks
    assert [week.drawn for week in weeks] == [week.monday >= dt.date(2025, 3, 3) for week in weeks]
    assert {week.state for week in weeks if not week.drawn} <= {"peace", "escalation", "embargo", "stalemate"}
    assert "truce" in {week.state for week in weeks}


def test_a_script_is_followed_on_its_weeks_and_draws_wait_for_its_last_turn():
    turns = (
        {"date": dt.date(2025, 3, 5), "state": "talks"},
        {
            "date": dt.date(2025, 3, 12),
            "state": "truce",
            "rates": {"USA": 0.3, "CHN": 0.1},
            "expires": dt.date(2025, 6, 2),
        },
    )
    model = played(standoff(**AT_ONCE, preconditions={}, script=turns), weeks=14)
    weeks = {week.monday: week for week in talk(model).weeks}
    assert "back_channel" not in states(model)[:8]
    assert weeks[dt.date(2025, 3, 3)].state == "talks"
    assert (weeks[dt.date(2025, 3, 10)].state, weeks[dt.date(2025, 3, 10)].headline) == ("truce", (0.3, 0.1))
    assert weeks[dt.date(2025, 3, 3)].what == weeks[dt.date(2025, 3, 10)].what == "as scripted"
    assert talk(model).expires == dt.date(2025, 6, 2)


def test_a_scripted_deal_or_escalation_ends_the_truce():
    for state in ("deal", "escalation"):
        turns = (
            {
                "date": dt.date(2025, 3, 5),
                "state": "truce",
                "rates": {"USA": 0.3},
                "expires": dt.date(2025, 9, 1),
            },
            {"date": dt.date(2025, 3, 12), "state": state, "rates": {"USA": 0.2}},
        )
        found = talk(played(standoff(**NEVER, preconditions={}, script=turns), weeks=10))
        assert found.expires is None
        assert (found.compliance > 0.0) == (state == "deal")


def test_who_cancels_in_a_script_is_the_one_whose_rate_is_named():
    turns = ({"date": dt.date(2025, 3, 5), "state": "cancelled", "rates": {"CHN": 0.0}},)
    found = talk(played(standoff(**NEVER, preconditions={}, script=turns), weeks=9))
    assert (found.first_mover, found.on_terms_of) == ("CHN", "USA")
    assert found.weeks[-1].headline == (1.25, 0.0)


def test_a_mediator_is_found_in_a_standoff_only():
    asked = standoff(**(NEVER | {"channel": 0.0, "mediation": 10.0}))
    model = played(asked, weeks=8)
    assert first_week(model, "stalemate").monday <= SINCE
    assert talk(model).mediated
    calm = scenario((), negotiators(), {"mediation": 10.0}, weeks=6)
    assert not talk(played(calm)).mediated


@pytest.mark.parametrize(
    ("days", "rate", "weeks"),
    [(-7, 2.0, 0), (-1, 2.0, 0), (-8, 2.0, 6), (0, 2.0, 6), (-3, 0.5, 6)],
    ids=["monday before", "sunday before", "two weeks ago", "this monday", "a cut"],
)
def test_a_rise_counts_in_the_week_after_that_in_which_it_was_announced(days, rate, weeks):
    model = played(standoff(**NEVER), weeks=1)
    found, day = talk(model), MONDAY + days * DAY
    found.monday, found.weeks_without_rise = MONDAY, 5
    new = tariff(rate, start=day.isoformat(), authority="war", id="new", replaces=("us_war",))
    found._look([*EMBARGO, new], replace(model.figures, credibility=np.array([0.3, 0.6, 0.5])))
    assert found.weeks_without_rise == weeks
    assert found.headlines == (rate, 1.25)
    assert found.credibility == (0.3, 0.6)


def test_what_snaps_back_or_is_lifted_is_so_in_two_days():
    found = talk(played(standoff(**NEVER, preconditions={}, controls={"CHN": ("steel",)}), weeks=0))
    found.monday, found.expires = MONDAY, MONDAY + 30 * DAY
    snap_back(found, [*EMBARGO], -1)
    begin_crisis(found, found.acts, -1)
    go_on(found, found.acts, -1)
    assert {each.kind for each in found.acts} == {"tariff", "export_control"}
    assert {each.start for each in found.acts} == {MONDAY + 2 * DAY}
