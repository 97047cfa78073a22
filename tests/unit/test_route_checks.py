"""Checks of routes: which routes, which goods, from when on, and what exporters and customs make of them."""

import datetime as dt

import numpy as np
import pytest
from factories import small_world

from sim.economy.equilibrium import long_run
from sim.economy.mean_field import welfare
from sim.economy.route_checks import CheckSchedule
from sim.economy.routing import at_rest, no_routing, rerouted
from sim.model.limits import Limits
from sim.model.trade_war import TradeWar
from sim.records.layout import Layout
from sim.records.mean_field_frames import flow_gap, goods_across_borders
from sim.records.recorder import Recorder
from sim.records.routing_frames import ROUTING_FRAMES
from sim.scenario.behaviour import RoutingBehaviour
from sim.scenario.measures import AntiCircumvention, Tariff
from sim.scenario.schema import Scenario

USA, CHN, ROW = 0, 1, 2
PHONES, CHIPS, SERVICES = 3, 4, 5
START, DAY = dt.date(2025, 1, 6), dt.date(2025, 2, 3)
HOW = RoutingBehaviour()


@pytest.fixture(scope="module")
def world():
    return small_world()


def check(**keys):
    given = {
        "id": "one",
        "importer": "USA",
        "exporter": "CHN",
        "through": "ROW",
        "detected": 0.9,
        "start": DAY,
    }
    return AntiCircumvention(**{**given, **keys})


def duty(**keys):
    given = {"id": "duty", "importer": "USA", "exporter": "CHN", "rate": 1.0, "start": START}
    return Tariff(**{**given, **keys})


def on_route(world, *measures, day=DAY):
    """(G,) part found out, and penalty, of Chinese goods routed through the rest of the world to the US."""
    checks = CheckSchedule(world, measures, HOW).at(day)
    connector = no_routing(world).connectors.economy[:, CHN, USA, 0].tolist().index(ROW)
    return checks.detected[connector, CHN, USA], checks.penalty[connector, CHN, USA]


def taxed(world):
    tariff = world.base_tariff.copy()
    tariff[CHN, USA, :SERVICES] += 1.0
    return tariff


def scenario(*measures, weeks=60, relationships=20_000, **behaviour):
    return Scenario.model_validate(
        {
            "name": "test",
            "horizon": {"start": START, "weeks": weeks},
            "population": {"producers": 600, "relationships": relationships, "distributors": 40},
            "measures": measures,
            "behaviour": behaviour,
        }
    )


def test_without_measures_the_parameters_hold_for_all(world):
    assert CheckSchedule(world, [duty()], HOW).at(DAY) is None
    assert CheckSchedule(world, [check()], HOW).at(DAY - dt.timedelta(days=1)) is None


def test_a_check_holds_for_its_routes_and_no_others(world):
    detected, penalty = on_route(world, check(penalty=0.8))
    assert detected[:SERVICES] == pytest.approx(0.9)
    assert penalty[:SERVICES] == pytest.approx(0.8)
    checks = CheckSchedule(world, [check()], HOW).at(DAY)
    connectors = no_routing(world).connectors.economy
    hit = checks.detected != HOW.detected
    assert hit.any()
    assert {tuple(place) for place in np.argwhere(hit)[:, 1:3].tolist()} == {(CHN, USA)}
    assert set(connectors[hit].tolist()) == {ROW}
    assert checks.penalty == pytest.approx(HOW.penalty)


def test_a_check_of_some_codes_holds_for_their_share_of_the_group(world):
    detected, penalty = on_route(world, check(hs=("854231",), penalty=1.0))
    weights = world.products.weights("CHN", "USA")
    codes = np.array(world.products.codes)
    part = weights[codes == "854231"].sum() / weights[world.products.group_of_code == CHIPS].sum()
    assert detected[CHIPS] == pytest.approx((1.0 - part) * HOW.detected + part * 0.9)
    paid = (1.0 - part) * HOW.detected * HOW.penalty + part * 0.9 * 1.0
    assert detected[CHIPS] * penalty[CHIPS] == pytest.approx(paid)
    assert detected[PHONES] == HOW.detected


def test_a_week_has_the_mean_of_its_days(world):
    checks = CheckSchedule(world, [check(start=DAY + dt.timedelta(days=2))], HOW).week(DAY)
    assert checks.detected.max() == pytest.approx(2 / 7 * HOW.detected + 5 / 7 * 0.9)


def test_the_same_checks_are_the_same_object_so_that_nothing_is_worked_out_again(world):
    checks = CheckSchedule(world, [check()], HOW)
    assert checks.week(DAY) is checks.week(DAY + dt.timedelta(weeks=1)) is checks.at(DAY)


def test_what_is_found_out_more_often_is_given_up_and_comes_back(world):
    tariff = taxed(world)
    routing = at_rest(HOW, no_routing(world), tariff, world.base_tariff)
    assert routing.share[:, CHN, USA, :SERVICES].any()
    searched = CheckSchedule(world, [check()], HOW).at(DAY)
    for _ in range(120):
        routing = rerouted(HOW, routing, tariff, world.base_tariff, searched)
    assert not routing.share.any()
    assert np.array_equal(routing.charge, tariff)
    for _ in range(3):
        routing = rerouted(HOW, routing, tariff, world.base_tariff)
    assert routing.share[:, CHN, USA, :SERVICES].any()


def test_what_is_still_routed_pays_what_the_measure_says(world):
    tariff = taxed(world)
    searched = CheckSchedule(world, [check(detected=0.3, penalty=0.1)], HOW).at(DAY)
    routing = at_rest(HOW, no_routing(world), tariff, world.base_tariff, searched)
    share = routing.share[:, CHN, USA, PHONES].sum()
    own, lent = tariff[[CHN, ROW], USA, PHONES]
    paid = (1.0 - share) * own + share * (0.7 * lent + 0.3 * (own + 0.1))
    assert share > 0.0
    assert routing.duty_rate[CHN, USA, PHONES] == pytest.approx(paid, rel=1e-12)


def test_a_penalty_by_itself_deters(world):
    def routed(penalty):
        searched = CheckSchedule(world, [check(detected=0.3, penalty=penalty)], HOW).at(DAY)
        return at_rest(HOW, no_routing(world), taxed(world), world.base_tariff, searched).share.sum()

    assert routed(2.0) < 0.5 * routed(0.1)


def test_agents_pools_and_the_rest_point_route_alike(world):
    asked = scenario(duty(), check(start=dt.date(2025, 7, 2), detected=0.8), relationships=60_000)
    model, limits = TradeWar(asked, world), Limits(asked, world)
    counted, gaps, routed = goods_across_borders(world.is_goods, 3), [], []
    for _, state in zip(range(60), limits.path(), strict=False):
        model.step()
        assert np.array_equal(model.state.routing.share, state.routing.share)
        assert np.array_equal(model.state.routing.charge, state.routing.charge)
        gaps.append(flow_gap(model.state.customs_value, state.customs_value, counted))
        routed.append(state.routing.share[:, CHN, USA, PHONES].sum())
    assert max(gaps) < 0.01
    assert routed[-1] < 0.5 * routed[25]
    assert np.isfinite(welfare(world, state)).all()
    assert model.residuals.beyond(1e-12) == ()


def test_the_rest_point_knows_the_checks_of_its_day(world):
    limits = Limits(scenario(duty(), check(start=dt.date(2025, 7, 2))), world)
    statutory = long_run(world, taxed(world))
    assert limits.rest_after(60).welfare == pytest.approx(statutory.welfare, abs=1e-9)
    assert np.abs(limits.rest_after(20).welfare - statutory.welfare).max() > 1e-5


def test_the_table_of_routing_tells_what_was_found_out(world):
    model = TradeWar(scenario(duty(), check(detected=0.4, penalty=0.2, start=START)), world)
    recorder = Recorder(model)
    for _ in range(6):
        model.step()
        recorder.observe()
    table = ROUTING_FRAMES["routing"](Layout(world), recorder, "scenario")
    found = (table["detected"] / table["value"]).to_list()
    assert found
    assert found == pytest.approx([0.4] * len(found), rel=1e-5)
    own = model.state.tariff[CHN, USA, :SERVICES]
    rates = (table["duty_paid"] / table["value"]).to_numpy()
    assert rates.min() > 0.4 * (own.min() + 0.2)
    assert rates.max() < 0.4 * (own.max() + 0.2) + 0.6 * 0.1
