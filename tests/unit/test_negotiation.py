"""Bargaining: preconditions, who gives way, truces that expire, deals that are broken."""

import datetime as dt

import numpy as np
import pytest
from factories import tariff
from standoffs import (
    AT_ONCE,
    EMBARGO,
    NEVER,
    SINCE,
    WORLD,
    decided,
    endings,
    first_week,
    negotiators,
    played,
    scenario,
    standoff,
    states,
    talk,
    weeks_to_truce,
)

from sim.agents.negotiation.drawing import as_mermaid
from sim.agents.negotiation.states import TRANSITIONS, ways_from
from sim.model.bargains import play_many
from sim.model.trade_war import TradeWar
from sim.scenario.negotiations import STATES


def test_tariffs_lead_from_peace_to_stalemate_before_anything_is_drawn():
    asked = scenario(EMBARGO, negotiators(since=dt.date(2026, 1, 1)), {}, weeks=8)
    assert states(played(asked))[:5] == ["peace", "peace", "peace", "embargo", "stalemate"]
    assert decided(played(asked)) == []
    assert played(asked).gazette.statements == ()


def test_both_who_ask_for_the_same_step_down_together():
    model = played(standoff(**AT_ONCE, preconditions={"USA": "mutual", "CHN": "mutual"}, renewal=1.0))
    assert talk(model).first_mover == "together"
    assert talk(model).on_terms_of == "both"
    first = first_week(model, "truce")
    agreed = [each for each in decided(model) if each.announced_on == first.monday]
    assert {
        (each.importer[0], each.start, each.rate) for each in agreed if each.start < first.monday + WEEK
    } == {
        ("USA", first.monday + dt.timedelta(2), 0.1),
        ("CHN", first.monday + dt.timedelta(2), 0.1),
    }
    assert first_week(model, "truce").headline == (0.1, 0.1)


WEEK = dt.timedelta(weeks=1)


def test_without_anybody_giving_way_an_unmet_precondition_keeps_ministers_apart():
    patient = {"politics": {"patience": 1e6}}
    model = played(standoff(patient, patient, **AT_ONCE))
    assert "back_channel" in states(model)
    assert not {"talks", "truce", "cancelled"} & set(states(model))


def test_who_drops_its_demand_moves_first_and_both_get_their_terms():
    china = {"politics": {"patience": 0.01, "audience": 0.0}}
    model = played(standoff({"politics": {"patience": 1e6}}, china, **AT_ONCE))
    assert (talk(model).first_mover, talk(model).on_terms_of) == ("CHN", "both")
    assert first_week(model, "truce") is not None


@pytest.mark.parametrize(("reciprocity", "end"), [(1.0, "deal"), (0.0, "stalemate")])
def test_who_cancels_first_is_followed_or_takes_it_back(reciprocity, end):
    usa = {"politics": {"patience": 0.01, "audience": 0.0}}
    asked = standoff(
        usa, {"politics": {"patience": 1e6}}, **(NEVER | {"channel": 0.0}), reciprocity=reciprocity
    )
    began = states(played(asked)).index("cancelled")
    model = played(asked, weeks=began + 5)
    week, after = talk(model).weeks[began], talk(model).weeks[-1]
    assert (talk(model).first_mover, week.headline) == ("USA", (0.0, 1.25))
    assert after.state == end
    assert after.headline == ((0.0, 0.0) if reciprocity else (1.25, 1.25))
    assert talk(model).on_terms_of == ("CHN" if reciprocity else "")


def test_a_truce_is_renewed_on_its_last_day_where_both_gain_by_it():
    asked = standoff(
        **AT_ONCE, preconditions={}, renewal=1.0, truce_days=70, lapse_rates={"USA": 0.34, "CHN": 0.34}
    )
    model = played(asked, weeks=30)
    start = first_week(model, "truce").monday
    assert set(states(model)[states(model).index("truce") :]) == {"truce"}
    renewals = sorted({each.announced_on for each in decided(model) if "renewed" in each.title})
    assert renewals[0] == start + dt.timedelta(2 + 70 - 1)
    assert talk(model).weeks[-1].headline == (0.1, 0.1)


def test_a_truce_that_is_not_renewed_snaps_back_to_the_rates_of_its_lapse():
    asked = standoff(**AT_ONCE, preconditions={}, renewal=0.0, truce_days=35, lapse_rates={"USA": 0.34})
    model = played(asked, weeks=12)
    lapsed = next(week for week in talk(model).weeks if "snap back" in week.what)
    assert lapsed.headline == (0.34, 1.25)
    assert talk(model).snap_backs == 1


def test_a_truce_that_runs_out_in_a_crisis_has_snapped_back_too():
    rates = AT_ONCE | {"relapse": 10.0, "summit_in_crisis": 0.0, "crisis": 0.0}
    model = played(standoff(**rates, preconditions={}, truce_days=35), weeks=11)
    weeks = talk(model).weeks
    over = next(rank for rank, week in enumerate(weeks) if "runs out in the crisis" in week.what)
    assert talk(model).snap_backs == 1
    assert min(weeks[over].headline) > max(weeks[over - 1].headline)


def test_firms_know_from_the_first_day_when_a_truce_runs_out():
    asked = standoff(**AT_ONCE, preconditions={}, truce_days=70)
    model = played(asked, weeks=8)
    monday = talk(model).weeks[-1].monday
    outlook = model.gazette.foresight.outlook(monday)
    assert outlook.weeks
    assert (outlook.rates[0][1, 0] > model.gazette.schedule.week(monday)[1, 0] + 1.0)[:5].all()


def test_leaders_meet_only_after_officials_have_prepared():
    asked = standoff(
        **(AT_ONCE | {"summit": 1e1}), preconditions={}, summit_preparation=6, deal=1.0, renewal=1.0
    )
    model = played(asked)
    truce, deal = first_week(model, "truce"), first_week(model, "deal")
    assert (deal.monday - truce.monday).days // 7 == 6
    assert talk(model).weeks[-1].headline == (0.1, 0.1)


def test_less_is_done_of_a_deal_the_more_often_it_is_in_danger():
    def crises(mean):
        rates = AT_ONCE | {"summit": 1e1, "breach": 0.2}
        asked = standoff(**rates, preconditions={}, summit_preparation=0, deal=1.0, compliance_mean=mean)
        return sum(each.crises for each in endings(asked, range(1, 13)))

    assert crises(0.1) > 2 * crises(0.9)


def test_a_crisis_bars_what_the_scenario_names_until_leaders_settle():
    rates = AT_ONCE | {"relapse": 10.0, "summit_in_crisis": 0.4, "crisis": 0.0}
    asked = standoff(**rates, preconditions={}, deal=1.0, controls={"CHN": ("steel",)}, renewal=1.0)
    model = played(asked, weeks=20)
    crisis, deal = first_week(model, "crisis"), first_week(model, "deal")
    steel = 2
    barred = [model.gazette.bans.at(week.monday + dt.timedelta(days=3)) for week in (crisis, deal)]
    assert barred[0][1, 0, steel] == 1.0
    assert barred[1] is None or barred[1][1, 0, steel] == 0.0
    assert [each.kind for each in decided(model) if each.kind != "tariff"] == ["export_control"] * 2


def test_audience_costs_on_both_sides_lengthen_the_standoff():
    low = weeks_to_truce(standoff(both={"politics": {"audience": 1.0}}))
    high = weeks_to_truce(standoff(both={"politics": {"audience": 50.0}}))
    assert high.mean() > 1.5 * low.mean()
    assert (high >= low).mean() > 0.8  # the draws are the same


def test_the_side_that_a_war_costs_more_moves_first_more_often():
    def moves_first(weight):
        china = {"politics": {"pressure": weight}}
        return np.mean([each.first_mover == "CHN" for each in endings(standoff(china=china))])

    assert moves_first(5.0) > moves_first(0.2) + 0.2


@pytest.mark.slow
def test_the_textbooks_indifference_turns_it_round():
    """In the mixed equilibrium a dearer war makes the other side yield: docs/decisions/who_yields.md."""

    def moves_first(weight):
        asked = standoff(china={"politics": {"pressure": weight}}, attrition="indifference")
        return np.mean([each.first_mover == "CHN" for each in endings(asked)])

    assert moves_first(5.0) < moves_first(0.2)


def test_a_change_in_firms_changes_the_war():
    """Buyers who never find another supplier make a war dearer for whoever sells."""
    asked = standoff()
    stuck = asked.model_copy(
        update={"behaviour": asked.behaviour.model_copy(update={"short_run_elasticity": 3.0})}
    )
    costs = [talk(played(each, weeks=12)).weeks[-1].cost for each in (asked, stuck)]
    assert costs[0] != pytest.approx(costs[1], rel=0.02)


def test_a_venue_of_a_third_party_saves_faces():
    stern = {"politics": {"audience": 30.0}}
    alone = weeks_to_truce(standoff(both=stern, mediation=0.0, face_saving=0.1), range(1, 16))
    helped = weeks_to_truce(standoff(both=stern, mediation=10.0, face_saving=0.1), range(1, 16))
    assert helped.mean() < alone.mean()


def test_a_court_voids_what_is_at_stake_of_one_side_only():
    asked = standoff(**(NEVER | {"channel": 0.0}), courts=("USA",), court=10.0)
    model = played(asked, weeks=8)
    assert talk(model).weeks[-1].headline == (0.0, 1.25)


def test_at_embargo_level_nobody_raises_any_further():
    more = tariff(2.0, start="2025-02-20", authority="war", id="us_200", replaces=("us_war",))
    asked = scenario((*EMBARGO, more), negotiators(dead_trade=1.0), {"preconditions": {}, "channel": 0.0})
    model = played(asked, weeks=12)
    assert decided(model) == []
    assert any("will go no further" in each.title for each in model.gazette.statements)


def test_draws_are_the_same_whoever_plays_them_and_in_whatever_order():
    asked = standoff()
    assert endings(asked, range(4, 7)) == endings(asked, range(1, 7))[3:]


def test_the_same_draw_of_agents_and_pools_goes_the_same_way():
    asked = standoff()
    pools = talk(played(asked, 2, weeks=20))
    agents = TradeWar(asked, WORLD, replication=2)
    for _ in range(20):
        agents.step()
    for one, other in zip(pools.weeks, talk(agents).weeks, strict=True):
        assert one.cost == pytest.approx(other.cost, abs=0.1)
    assert [week.state for week in pools.weeks] == [week.state for week in talk(agents).weeks]


def test_every_state_can_be_reached_and_left():
    assert {each.source for each in TRANSITIONS} == set(STATES)
    assert {each.target for each in TRANSITIONS} == set(STATES) - {"peace"}
    assert all(ways_from(state) for state in STATES)
    drawn = [each for each in TRANSITIONS if each.who != 1]
    assert as_mermaid().count("-->") == 1 + sum(each.source != each.target for each in drawn)
    told = as_mermaid()
    assert "stalemate --> cancelled: one side cancels its tariffs first" in told
    assert "note left of stalemate: one side drops its precondition" in told
    assert "second" not in told
    assert told.count("note left of") == sum(each.source == each.target for each in drawn)


@pytest.mark.slow
def test_endings_do_not_depend_on_the_number_of_workers():
    from sim import load_scenario

    asked = load_scenario("standoff_game", {"horizon.weeks": "24"})
    assert play_many(asked, range(1, 6), workers=2) == play_many(asked, range(1, 6))


def test_a_side_that_is_not_yet_in_office_draws_nothing():
    model = played(standoff(both={"since": SINCE}), weeks=3)
    assert decided(model) == []
    assert model.gazette.statements == ()
