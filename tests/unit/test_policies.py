"""What governments do: answers, punishments, best responses, third economies, policies of one's own."""

import datetime as dt

import numpy as np
import pytest
from factories import tariff
from standoffs import EMBARGO, START, WORLD, decided, played, scenario

from sim.agents.policies import PolicyError
from sim.economy.optimal_tariffs import optimal_tariffs
from sim.model.trade_war import TradeWar
from sim.records.simulation import as_played

RISE = tariff(0.2, start="2025-02-05", authority="war", id="us_20")


def china(policy="tit_for_tat", **keys):
    return {"CHN": {"policy": policy, "rival": "USA", "lag_days": 0.0, "notice_days": 1, **keys}}


def rates(model):
    return [(each.announced_on.isoformat(), each.start.isoformat(), each.rate) for each in decided(model)]


def test_points_are_answered_with_points_after_the_lag():
    model = played(scenario((RISE,), china(ratio=1.5)), weeks=8)
    assert rates(model) == [("2025-02-05", "2025-02-06", 0.3)]
    slow = played(scenario((RISE,), china(lag_days=10.0)), draw=3, weeks=16)
    assert dt.date.fromisoformat(rates(slow)[0][0]) > dt.date(2025, 2, 5)


def test_what_replaces_a_duty_counts_for_the_difference():
    more = tariff(0.5, start="2025-02-20", authority="war", id="us_50", replaces=("us_20",))
    model = played(scenario((RISE, more), china()), weeks=12)
    assert [each[2] for each in rates(model)] == [0.2, 0.5]


def test_cuts_are_answered_unless_told_otherwise():
    less = tariff(0.05, start="2025-02-20", authority="war", id="us_5", replaces=("us_20",))
    assert [each[2] for each in rates(played(scenario((RISE, less), china()), weeks=12))] == [0.2, 0.05]
    stays = played(scenario((RISE, less), china(cuts=False)), weeks=12)
    assert [each[2] for each in rates(stays)] == [0.2]


def test_a_duty_on_some_goods_counts_by_their_share_in_trade():
    some = tariff(0.4, start="2025-02-05", authority="war", id="us_some", products=("phones",))
    (_, _, rate), *_ = rates(played(scenario((some,), china()), weeks=8))
    weights = WORLD.products.weights("CHN", "USA")
    phones = WORLD.products.group_of_code == WORLD.groups.index("phones")
    assert rate == pytest.approx(0.4 * weights[phones].sum() / weights.sum(), abs=1e-5)


def test_an_answer_in_part_falls_on_what_hurts_the_rivals_politics():
    governments = china(coverage=0.3, targeting=1.0) | {
        "USA": {"politics": {"political_weights": {"steel": 9.0}}}
    }
    first = decided(played(scenario((RISE,), governments), weeks=8))
    assert "steel" in first[0].products
    covered = sum(
        WORLD.customs_value[0, 1, WORLD.groups.index(group)] * each.coverage
        for each in first
        for group in each.products
    )
    assert covered == pytest.approx(0.3 * WORLD.customs_value[0, 1][WORLD.is_goods].sum(), rel=1e-4)


def test_no_rate_is_raised_once_trade_is_dead():
    huge = tariff(9.0, start="2025-02-20", authority="war", id="us_900", replaces=("us_20",))
    alive = played(scenario((RISE, huge), china(dead_trade=0.0)), weeks=12)
    assert [each[2] for each in rates(alive)] == [0.2, 5.0]  # the highest rate
    dead = played(scenario((RISE, huge), china(dead_trade=1.0)), weeks=12)
    assert rates(dead) == []
    assert [each.title for each in dead.gazette.statements] == [
        "CHN says that it will go no further: there is no market left for goods of USA"
    ]


def test_tit_for_tat_echoes_a_misread_rise_by_the_product_of_both_ratios():
    """Two who answer points with points: a rise of x ends at x / (1 - product of the ratios) for good."""
    governments = {
        "USA": {"policy": "tit_for_tat", "rival": "CHN", "ratio": 0.5, "lag_days": 0.0},
        "CHN": {"policy": "tit_for_tat", "rival": "USA", "ratio": 0.5, "lag_days": 0.0},
    }
    once = tariff(0.2, start="2025-02-05", authority="retaliation", id="us_first")
    model = played(scenario((once,), governments), weeks=16)
    mine = [each.rate for each in decided(model) if each.importer == ("USA",)]
    theirs = [each.rate for each in decided(model) if each.importer == ("CHN",)]
    assert mine[-1] == pytest.approx(0.2 / (1 - 0.25), abs=0.002)
    assert theirs[-1] == pytest.approx(0.5 * mine[-1], abs=0.002)
    assert np.all(np.diff(mine) > 0)


@pytest.mark.slow
def test_tit_for_tat_with_noise_never_forgets_and_generous_tit_for_tat_escalates_less():
    """Molander (1985), Nowak and Sigmund (1992): errors echo at a ratio of one, forgiveness ends them."""

    def end_of(forgiveness, ratio, draw):
        both = {
            "policy": "tit_for_tat",
            "ratio": ratio,
            "lag_days": 0.0,
            "misreading": 0.1,
            "misread_points": 0.01,
            "forgiveness": forgiveness,
            "dead_trade": 0.0,
        }
        governments = {"USA": {**both, "rival": "CHN"}, "CHN": {**both, "rival": "USA"}}
        model = played(scenario((), governments, weeks=30), draw)
        return max([each.rate for each in decided(model)], default=0.0)

    echoing = np.array([end_of(0.0, 1.0, draw) for draw in range(1, 5)])
    damped = np.array([end_of(0.0, 0.5, draw) for draw in range(1, 5)])
    generous = np.array([end_of(0.5, 1.0, draw) for draw in range(1, 5)])
    assert echoing.mean() > 5 * damped.mean() > 0.0  # every error is answered every day
    assert generous.mean() < echoing.mean() / 2


def test_the_grim_trigger_goes_to_its_punishment_once_and_for_good():
    less = tariff(0.0, start="2025-02-20", authority="war", id="us_0", replaces=("us_20",))
    model = played(scenario((RISE, less), china("grim", punishment=0.7, dead_trade=0.0)), weeks=16)
    assert [each[2] for each in rates(model)] == [0.7]


def test_a_best_response_is_the_staff_models_optimum():
    model = played(scenario((), china("best_response", review_weeks=100)), weeks=3)
    staff = model.politics.offices["CHN"].seat.staff
    best = optimal_tariffs(staff.world, "CHN", ["USA"], tariff=WORLD.base_tariff)
    after = model.gazette.schedule.at(START + dt.timedelta(weeks=3))
    mean = (after - WORLD.base_tariff)[0, 1][WORLD.is_goods]
    base = WORLD.customs_value[0, 1][WORLD.is_goods]
    total = float((WORLD.base_tariff[0, 1][WORLD.is_goods] + mean) @ base / base.sum())
    assert total == pytest.approx(best.rates[0], abs=1e-4)


def test_relative_gains_raise_the_best_response():
    selfish = played(scenario((), china("best_response")), weeks=3)
    spiteful = played(scenario((), china("best_response", politics={"relative_gains": 0.5})), weeks=3)
    assert rates(spiteful)[0][2] > rates(selfish)[0][2]


def test_a_grim_government_may_bar_the_rivals_goods_and_does_so_once():
    more = tariff(0.5, start="2025-02-20", authority="war", id="us_50", replaces=("us_20",))
    model = played(scenario((RISE, more), china("grim", embargo=True)), weeks=10)
    (ban,) = decided(model)
    assert (ban.kind, ban.importer, ban.exporter) == ("embargo", ("CHN",), ("USA",))
    assert model.economy.customs_value[0, 1][WORLD.is_goods].sum() == 0.0


def test_a_connector_checks_origins_once_its_leader_taxes_it():
    asked = {"ROW": {"policy": "connector", "leader": "USA", "rival": "CHN", "lag_days": 0.0}}
    assert decided(played(scenario((RISE,), asked), weeks=8)) == []
    on_both = tariff(0.1, start="2025-02-12", authority="other", id="us_row", exporter="ROW")
    (checks,) = decided(played(scenario((RISE, on_both), asked), weeks=8))
    assert (checks.kind, checks.importer, checks.exporter) == ("anti_circumvention", ("USA",), ("CHN",))
    assert (checks.through, checks.detected) == (("ROW",), 0.5)


def test_third_economies_follow_stand_by_or_stay_out():
    asked = {"ROW": {"policy": "follower", "leader": "USA", "lag_days": 0.0, "ratio": 0.5}}
    (follower,) = decided(played(scenario((RISE,), asked), weeks=8))
    assert (follower.importer, follower.exporter, follower.rate) == (("ROW",), ("CHN",), 0.1)
    asked = {"ROW": {"policy": "ally", "leader": "CHN", "lag_days": 0.0}}
    (ally,) = decided(played(scenario((RISE,), asked), weeks=8))
    assert (ally.importer, ally.exporter, ally.rate) == (("ROW",), ("USA",), 0.2)
    assert decided(played(scenario((RISE,), {"ROW": {"policy": "bystander"}}), weeks=8)) == []


def test_the_type_of_a_third_party_is_drawn_with_its_probability():
    asked = {
        "ROW": {
            "policy": "third_party",
            "leader": "USA",
            "types": {"bystander": 0.75, "follower": 0.25},
            "lag_days": 0.0,
        }
    }
    asked = scenario((RISE,), asked, weeks=6)
    followed = [bool(decided(played(asked, draw))) for draw in range(1, 41)]
    assert 3 <= sum(followed) <= 17  # binomial, 40 draws of 1/4


def test_a_government_that_never_acts_leaves_everything_as_it_is():
    scripted = played(scenario(EMBARGO), weeks=30)
    passive = played(scenario(EMBARGO, {"USA": {"policy": "passive", "rival": "CHN"}}), weeks=30)
    for name in ("wage", "customs_value", "final_spending", "mass", "cash"):
        assert np.array_equal(getattr(scripted.economy, name), getattr(passive.economy, name))
    assert passive.politics.offices["USA"].pressure > 0.0  # it sees the war all the same


def test_among_agents_too_a_government_that_never_acts_changes_no_bit():
    states = []
    for governments in ({}, {"USA": {"policy": "passive", "rival": "CHN"}}):
        model = TradeWar(scenario(EMBARGO, governments), WORLD)
        for _ in range(8):
            model.step()
        states.append(model.state)
    for name in ("wage", "price", "strength", "supplier", "customs_value", "cash", "income"):
        assert np.array_equal(getattr(states[0], name), getattr(states[1], name))


def test_what_was_decided_is_a_script_that_gives_the_same_economy():
    more = tariff(0.5, start="2025-02-20", authority="war", id="us_50", replaces=("us_20",))
    asked = scenario((RISE, more), china(lag_days=2.0))
    decided_on = played(asked)
    scripted = played(as_played(asked, decided_on.gazette))
    assert np.array_equal(decided_on.economy.customs_value, scripted.economy.customs_value)
    assert np.array_equal(decided_on.economy.beliefs.escalate, scripted.economy.beliefs.escalate)


OWN = '''
from sim.agents.policies.interface import Policy
from sim.scenario.measures import Tariff

class Monthly(Policy):
    """Adds a duty on the first of every month."""

    def decide(self, view):
        if view.day.day != 1:
            return []
        return [Tariff(importer=("CHN",), exporter=("USA",), rate=self.seat.choice.options["step"],
                       authority=f"month_{view.day.month}", start=view.day)]

class Meddler(Policy):
    def decide(self, view):
        return [Tariff(importer=("USA",), exporter=("CHN",), rate=0.1, start=view.day)]

class Backdater(Policy):
    def decide(self, view):
        return [Tariff(importer=("CHN",), exporter=("USA",), rate=0.1, announced=view.day.replace(year=2024),
                       start=view.day)]

class Mute(Policy):
    def decide(self, view):
        return ["raise tariffs"]

class Stumbling(Policy):
    def decide(self, view):
        return [1 / 0]

class Nonsense(Policy):
    def decide(self, view):
        return [Tariff(importer=("CHN",), exporter=("USA",), rate=0.1, start=view.day, products=("steal",))]

class NoPolicy:
    pass
'''


def own(folder, name):
    (folder / "mine.py").write_text(OWN)
    asked = scenario((), {"CHN": {"policy": f"mine.py:{name}", "rival": "USA", "options": {"step": 0.05}}})
    return asked.found_in({"CHN": folder})


def test_a_policy_of_ones_own_decides(tmp_path):
    made = played(own(tmp_path, "Monthly"), weeks=12).gazette.measures
    assert [(each.start.isoformat(), each.rate) for each in made] == [
        ("2025-02-01", 0.05),
        ("2025-03-01", 0.05),
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Meddler", "it acts for USA"),
        ("Backdater", "2024-01-06, which is past"),
        ("Mute", "str is no measure and no statement"),
        ("Stumbling", r"fails on 2025-01-06: ZeroDivisionError: division by zero \(.*mine.py:29\)"),
        ("Nonsense", "of CHN: no sector or product group `steal`"),
        ("NoPolicy", "is no subclass of Policy"),
        ("Missing", "does not exist"),
    ],
)
def test_a_policy_that_does_what_no_government_can_is_refused(tmp_path, name, message):
    with pytest.raises(PolicyError, match=message):
        played(own(tmp_path, name), weeks=2)
