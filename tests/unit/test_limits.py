"""A scenario without agents: its tariffs, its long run, its mean-field path."""

import datetime as dt
from itertools import islice

import numpy as np
import pytest
from factories import small_world, tariff

from sim.economy.mean_field import welfare
from sim.model.limits import Limits
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario
from sim.validation.long_run_tables import long_run_table, path_table
from sim.validation.rest_of_agents import follow_agents
from sim.validation.theory import check_theory, disturbance_left, weeks_to_rest

START = dt.date(2025, 1, 6)


def war(weeks=10, **changes):
    measures = (
        tariff(0.5, start="2025-01-13", end="2025-03-31", products="all"),
        tariff(0.25, start="2025-02-03", importer="CHN", exporter="USA", products="all"),
    )
    return Scenario(
        **{
            "name": "small_war",
            "horizon": {"start": START, "weeks": weeks},
            "population": {"producers": 600, "relationships": 20_000, "distributors": 40},
            "measures": measures,
            **changes,
        }
    )


@pytest.fixture
def limits():
    return Limits(war(), small_world())


def test_the_benchmark_is_at_the_tariffs_of_the_last_day(limits):
    assert limits.last_day == dt.date(2025, 3, 16)
    america, china = (limits.world.position(code) for code in ("USA", "CHN"))
    steel = limits.world.groups.index("steel")
    added = limits.tariff - limits.world.base_tariff
    assert added[china, america, steel] == pytest.approx(0.5)
    assert added[america, china, steel] == pytest.approx(0.25)
    sunday_before = limits.tariff_after(1) - limits.world.base_tariff
    assert sunday_before[china, america, steel] == 0.0  # the first measure starts on the Monday after
    later = limits.tariff_after(20) - limits.world.base_tariff
    assert later[china, america, steel] == 0.0
    assert np.array_equal(limits.long_run.tariff, limits.tariff)


def test_the_path_follows_the_dates_of_the_measures(limits):
    path = list(islice(limits.path(), 3))
    assert path[0].customs_value == pytest.approx(limits.world.customs_value / 52.0, rel=1e-12)
    china, america = limits.world.position("CHN"), limits.world.position("USA")
    assert path[1].use_value[china, america].sum() < 0.95 * path[0].use_value[china, america].sum()


def test_agents_and_mean_field_see_the_same_tariffs(limits):
    model = TradeWar(limits.scenario, limits.world)
    for state in islice(limits.path(), 6):
        model.step()
        treasury = model.state.duty.sum(axis=(0, 2)) + model.state.fees_received
        assert np.array_equal(state.routing.charge, model.state.routing.charge)
        assert state.treasury == pytest.approx(treasury, rel=0.01)


CALM = {"fastest_resourcing": 0.5}
"""At a rate of four a year, tariffs of 50 % leave 0.4 % of flows between agents and pools in the worst
week whatever the number of relationships, as any hazard that high does (docs/model.md, section 5)."""


def test_agents_follow_the_path_and_the_error_falls_with_their_relationships():
    few, many = (
        follow_agents(
            Limits(
                war(
                    population={"producers": 600, "relationships": count, "distributors": 40},
                    behaviour=CALM,
                ),
                small_world(),
            ),
            weeks=60,
        )
        for count in (10_000, 200_000)
    )
    assert many.relationships == 20 * few.relationships
    assert many.worst_flow_gap_of_path < 0.3
    assert many.worst_flow_gap_of_path < 0.5 * few.worst_flow_gap_of_path
    assert many.worst_welfare_gap_of_path < 0.5 * few.worst_welfare_gap_of_path
    assert many.flow_gap_of_path[0] == pytest.approx(0.0, abs=1e-9)


def test_gaps_are_what_they_say(limits):
    weeks, world = 6, limits.world
    found = follow_agents(limits, weeks)
    model, rest = TradeWar(limits.scenario, world), limits.rest_after(weeks)
    abroad = (1.0 - np.eye(3))[:, :, None] * world.is_goods
    real, flows = [], []
    for _ in range(weeks):
        model.step()
        price = np.exp((world.taste * np.log(model.state.retail_price)).sum(axis=1))
        real.append(model.state.income.sum(axis=1) * 52.0 / world.consumption / price)
        flows.append(model.state.customs_value.copy())
    assert found.distance_of_path == pytest.approx(
        [100.0 * np.abs(each - rest.welfare).max() for each in real]
    )
    gap, change = 100.0 * (np.mean(real, axis=0) - rest.welfare), 100.0 * (rest.welfare - 1.0)
    assert found.welfare_gap == pytest.approx(gap)
    assert found.largest_welfare_gap == pytest.approx(np.abs(gap).max())
    share = 100.0 * (np.abs(gap) * world.gdp).sum() / (np.abs(change) * world.gdp).sum()
    assert found.relative_welfare_gap == pytest.approx(share)
    off = np.abs(np.mean(flows, axis=0) - rest.customs_value / 52.0) * abroad
    assert found.flow_gap == pytest.approx(100.0 * off.sum() / (rest.customs_value / 52.0 * abroad).sum())


def test_tables_hold_every_economy_and_week(limits):
    table = long_run_table(limits)
    assert table["economy"].to_list() == ["USA", "CHN", "ROW"]
    rest = limits.long_run
    assert table["welfare"].to_list() == pytest.approx(100.0 * (rest.welfare - 1.0))
    assert table["revenue_after"][0] == pytest.approx(rest.revenue[0] / 1000.0)
    exports = limits.world.customs_value[0, 1:].sum() / 1000.0
    assert table["exports_before"][0] == pytest.approx(exports)
    assert table["imports_after"][1] == pytest.approx(rest.customs_value[[0, 2], 1].sum() / 1000.0)
    path = path_table(limits, 5)
    assert path.shape[0] == 15
    assert path["week"][14] == dt.date(2025, 2, 3)
    first = path.head(3)
    assert first["welfare"].to_list() == pytest.approx([0.0] * 3, abs=1e-9)
    still = limits.rest_after(5).welfare
    assert first["distance"].to_list() == pytest.approx(100.0 * (1.0 - still))


def test_weeks_to_rest_are_counted_from_the_start():
    quick = {"resourcing_hazard": 4.0, "wage_adjustment": 0.1}
    limits = Limits(war(horizon={"start": START, "weeks": 4}, behaviour=quick), small_world())
    weeks, gap = weeks_to_rest(limits, 0.05)
    assert 4 < weeks < 2000
    assert gap <= 0.05
    rest = limits.rest_after(weeks).welfare
    last = list(islice(limits.path(), weeks + 1))[-2:]
    outside, inside = (100.0 * np.abs(welfare(limits.world, state) - rest).max() for state in last)
    assert inside <= 0.05 < outside
    assert weeks_to_rest(limits, 0.05, longest=5)[0] == 5


def test_a_disturbance_that_has_no_time_is_still_there():
    assert disturbance_left(small_world(), war(), 0) == pytest.approx(1e-3)
    assert disturbance_left(small_world(), war(), 1000) < 1e-3


@pytest.mark.slow
def test_checks_of_theory_pass_on_a_merged_world_without_agents():
    choice = {"economies": ["USA", "CHN", "ROW"]}
    found = list(check_theory(war(world=choice), agents=False))
    assert len(found) == 12
    assert all(each.passed for each in found), [each for each in found if not each.passed]
    assert not any(each.measured == each.bound for each in found)
