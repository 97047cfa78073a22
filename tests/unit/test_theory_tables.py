"""The recorded long run and mean-field limit of a small run: what they are, and how far the agents are."""

import datetime as dt
import json

import numpy as np
import polars as pl
import pytest

from sim import load_scenario
from sim.economy.foresight import Foresight
from sim.economy.mean_field import mean_field_path, welfare
from sim.economy.newsroom import Newsroom
from sim.economy.tariffs import TariffSchedule
from sim.records.manifest import manifest
from sim.records.mean_field_frames import (
    _weeks_kept,
    flow_gap,
    gaps_for_manifest,
    goods_across_borders,
)
from sim.records.simulation import simulate

WEEKS = 18
SMALL = {
    "horizon.weeks": str(WEEKS),
    "population.producers": "600",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, MEX, ROW]",
}


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("impasse_145_125", SMALL)


@pytest.fixture(scope="module")
def simulation(scenario):
    return simulate(scenario)


@pytest.fixture(scope="module")
def mondays(scenario):
    return [scenario.horizon.start + dt.timedelta(weeks=week) for week in range(WEEKS)]


@pytest.fixture(scope="module")
def limit(scenario, simulation, mondays):
    """States of the limit, from the scenario's measures and nothing that was recorded."""
    schedule = TariffSchedule(simulation.world, scenario.measures)
    foresight = Foresight(schedule)
    tariffs = [schedule.week(monday) for monday in mondays]
    known = [foresight.outlook(monday) for monday in mondays]
    room = Newsroom(foresight, scenario.statements, scenario.behaviour.beliefs.contract_weeks)
    news = [room.week(monday) for monday in mondays]
    path = mean_field_path(simulation.world, scenario.behaviour, "fixed", tariffs, outlooks=known, news=news)
    return list(path)


def cube(simulation, frame, column):
    """(N, N, G) values of a table by origin, destination and group."""
    world = simulation.world
    values = np.zeros((len(world.economies), len(world.economies), len(world.groups)))
    for origin, destination, group, value in frame.select("origin", "destination", "group", column).rows():
        place = (world.economies.index(origin), world.economies.index(destination), world.groups.index(group))
        values[place] = value
    return values


def test_limit_follows_the_tariffs_that_were_in_force(simulation, limit):
    frame = simulation.tables["mean_field"]
    shape = (len(simulation.world.economies), WEEKS)
    ours = np.array([welfare(simulation.world, state) for state in limit]).T
    assert frame["welfare"].to_numpy().reshape(shape) == pytest.approx(ours, rel=1e-12)
    prices = np.array([state.consumer_price for state in limit]).T
    assert frame["consumer_price"].to_numpy().reshape(shape) == pytest.approx(prices, rel=1e-12)
    assert np.abs(ours - 1.0).max() > 1e-3


def test_flows_of_the_limit_are_kept_every_fourth_week_up_to_the_last(simulation, limit, mondays):
    frame = simulation.tables["mean_field_trade"]
    kept = frame["week"].unique().sort().to_list()
    assert kept == [mondays[1], mondays[5], mondays[9], mondays[13], mondays[17]]
    pair = frame.filter(pl.col("origin") == "CHN", pl.col("destination") == "USA").sort("week")
    world = simulation.world
    place = (world.position("CHN"), world.position("USA"))
    goods = [limit[week].customs_value[place][world.is_goods].sum() for week in (1, 5, 9, 13, 17)]
    assert pair["customs_value"].to_list() == pytest.approx(goods, rel=1e-6)
    assert frame.filter(pl.col("origin") == pl.col("destination")).is_empty()
    assert [list(_weeks_kept(weeks)) for weeks in (1, 4, 6)] == [[0], [3], [1, 5]]


def test_welfare_gap_is_that_of_the_two_tables(simulation):
    agents = simulation.tables["welfare"].filter(pl.col("arm") == "scenario").sort("week", "economy")
    limit = simulation.tables["mean_field"].sort("week", "economy")
    shape = (WEEKS, len(simulation.world.economies))
    gap = np.abs(agents["real_consumption"].to_numpy() - limit["welfare"].to_numpy()).reshape(shape)
    gaps = simulation.tables["mean_field_gap"]
    assert gaps["largest_welfare_gap"].to_numpy() == pytest.approx(gap.max(axis=1), abs=1e-14)
    assert gaps["mean_welfare_gap"].to_numpy() == pytest.approx(gap.mean(axis=1), abs=1e-14)
    assert 0.0 < gap.max() < 0.01


def test_flow_gap_is_that_of_the_trade_table_and_the_limit(simulation, limit, mondays):
    week = simulation.tables["trade"].filter(pl.col("arm") == "scenario", pl.col("week") == mondays[-1])
    agents, world = cube(simulation, week, "customs_value"), simulation.world
    missed = traded = 0.0
    for origin in range(len(world.economies)):
        for destination in range(len(world.economies)):
            if origin != destination:
                cells = limit[-1].customs_value[origin, destination, world.is_goods]
                missed += np.abs(agents[origin, destination, world.is_goods] - cells).sum()
                traded += cells.sum()
    assert simulation.tables["mean_field_gap"]["flow_gap"][-1] == pytest.approx(missed / traded, rel=1e-5)
    assert missed > 0.0


def test_agents_stand_on_their_limit_before_the_first_measure(simulation):
    gaps = simulation.tables["mean_field_gap"].row(0, named=True)
    assert gaps["largest_welfare_gap"] < 1e-12
    assert gaps["flow_gap"] < 1e-6  # recorded with seven digits


def test_flow_gap_by_hand():
    limit = np.array([[[50.0, 9.0], [10.0, 9.0]], [[30.0, 9.0], [70.0, 9.0]]])
    flows = np.array([[[99.0, 1.0], [11.0, 1.0]], [[27.0, 1.0], [99.0, 1.0]]])
    counted = goods_across_borders(np.array([True, False]), 2)
    assert flow_gap(flows, limit, counted) == pytest.approx((1.0 + 3.0) / 40.0)
    assert flow_gap(flows, np.zeros_like(limit), counted) == 0.0


def test_manifest_has_the_gaps_in_points_and_percent(simulation):
    gaps = simulation.tables["mean_field_gap"]
    written = manifest(simulation, "", {})["theory"]
    assert written["welfare_gap_points"] == pytest.approx(100 * gaps["largest_welfare_gap"].max())
    assert written["flow_gap_percent"] == pytest.approx(100 * gaps["flow_gap"].max())
    by_hand = pl.DataFrame(
        {
            "largest_welfare_gap": [0.0, 0.002, 0.001],
            "mean_welfare_gap": [0.0, 0.001, 0.0005],
            "flow_gap": [0.0, 0.03, 0.02],
        }
    )
    assert gaps_for_manifest(by_hand) == pytest.approx(
        {
            "welfare_gap_points": 0.2,
            "mean_welfare_gap_points": 0.05,
            "flow_gap_percent": 3.0,
            "last_flow_gap_percent": 2.0,
        }
    )
    undefined = by_hand.with_columns(flow_gap=pl.lit(np.nan))
    assert "NaN" not in json.dumps(gaps_for_manifest(undefined), allow_nan=False)


def test_long_run_of_each_economy_agrees_with_its_prices_and_duties(simulation):
    world, tables = simulation.world, simulation.tables
    rest = tables["benchmark_welfare"]
    wage, price = rest["wage"].to_numpy(), rest["consumer_price"].to_numpy()
    assert rest["real_wage"].to_numpy() == pytest.approx(wage / price, rel=1e-12)
    duty = cube(simulation, tables["benchmark_trade"], "duty")
    assert rest["revenue"].to_numpy() == pytest.approx(duty.sum(axis=(0, 2)), rel=1e-12)
    value = cube(simulation, tables["benchmark_trade"], "customs_value")
    deficit = value.sum(axis=(0, 2)) - value.sum(axis=(1, 2))
    assert rest["transfer"].to_numpy() == pytest.approx(deficit, rel=1e-6)
    log_price = np.zeros_like(world.taste)
    for economy, group, retail in (
        tables["benchmark_prices"].select("economy", "group", "retail_price").rows()
    ):
        log_price[world.position(economy), world.groups.index(group)] = np.log(retail)
    assert np.exp((world.taste * log_price).sum(axis=1)) == pytest.approx(price, rel=1e-12)


def test_landed_prices_of_the_long_run_are_the_solvers(simulation):
    frame = simulation.tables["benchmark_prices"].filter(pl.col("economy") == "USA")
    there = simulation.long_run.price[simulation.world.position("USA")]
    found = dict(frame.select("group", "landed_price").rows())
    assert [found[group] for group in simulation.world.groups] == pytest.approx(there.tolist(), rel=1e-12)


def test_long_run_pays_the_rates_of_the_last_week(simulation, mondays):
    rate = TariffSchedule(simulation.world, simulation.scenario.measures).week(mondays[-1])
    rest = simulation.tables["benchmark_trade"]
    value, duty = cube(simulation, rest, "customs_value"), cube(simulation, rest, "duty")
    assert duty == pytest.approx(rate * value, rel=1e-5)
    assert duty.sum() > 0.0
