"""A ban among the agents: relationships leave at once, accounts close, and the pools are followed."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from factories import ECONOMIES, small_world

from sim.economy.mean_field import welfare
from sim.model.limits import Limits
from sim.model.trade_war import TradeWar
from sim.records.layout import Layout
from sim.records.mean_field_frames import flow_gap, goods_across_borders
from sim.records.policy_frames import events_frame, tariffs_frame
from sim.records.recorder import Recorder
from sim.scenario.measures import Embargo, ExportControl
from sim.scenario.schema import Scenario
from sim.scenario.timeline import Timeline

USA, CHN, ROW = 0, 1, 2
PHONES, SERVICES = 3, 5
GOODS = slice(0, SERVICES)
START, BAN = dt.date(2025, 1, 6), dt.date(2025, 2, 3)
BEFORE = 4
"""Weeks before the ban."""


@pytest.fixture(scope="module")
def world():
    return small_world()


def embargo(**keys):
    return Embargo(**{"importer": "USA", "exporter": "CHN", "start": BAN, **keys})


def scenario(*measures, relationships=20_000, **behaviour):
    return Scenario.model_validate(
        {
            "name": "test",
            "horizon": {"start": START, "weeks": 52},
            "population": {"producers": 600, "relationships": relationships, "distributors": 40},
            "measures": measures,
            "behaviour": behaviour,
        }
    )


def after(weeks, world, *measures, **keys):
    model = TradeWar(scenario(*measures, **keys), world)
    for _ in range(weeks):
        model.step()
    return model


def with_suppliers(model, origin, destination):
    """Goods relationships of a destination's buyers with an origin."""
    network = model.network
    relationships = network.population.relationships
    market = np.repeat(network.market_of_account, np.diff(relationships.account_start))
    where = (market // len(model.world.groups) == destination) & (market % len(model.world.groups) < SERVICES)
    return int((network.supplier_origin[model.state.supplier] == origin)[where].sum())


def test_every_relationship_leaves_in_the_week_of_a_full_ban(world):
    model = after(BEFORE, world, embargo())
    assert with_suppliers(model, CHN, USA) > 0
    model.step()
    assert with_suppliers(model, CHN, USA) == 0
    assert not model.state.use_value[CHN, USA, GOODS].any()
    assert not model.state.mass[CHN, USA, GOODS].any()
    assert model.state.mass[:, USA].sum(axis=0) == pytest.approx(1.0)
    # nobody's input price falls because suppliers are gone
    assert model.state.retail_cost[USA, GOODS].min() > 1.0


def test_even_those_of_buyers_that_spend_nothing_leave(world):
    model = after(BEFORE, world, embargo())
    starts = model.network.population.relationships.market_start
    market = USA * len(world.groups) + PHONES
    model.state.account_spending[starts[market] + 1 : starts[market + 1]] = 0.0
    model.step()
    assert with_suppliers(model, CHN, USA) == 0


def test_a_barred_origin_that_holds_nothing_is_kept_out_for_as_long_as_the_ban_lasts(world):
    model = after(BEFORE + 20, world, embargo(end=BAN + dt.timedelta(weeks=20)))
    assert with_suppliers(model, CHN, USA) == 0
    model.step()
    assert with_suppliers(model, CHN, USA) > 0


@pytest.mark.parametrize(("coverage", "end"), [(0.5, None), (1.0, None), (0.5, dt.date(2025, 5, 26))])
def test_agents_follow_the_pools_through_a_ban(world, coverage, end):
    asked = scenario(embargo(coverage=coverage, end=end), relationships=60_000)
    model, counted = TradeWar(asked, world), goods_across_borders(world.is_goods, 3)
    flows, incomes = [], []
    for _, state in zip(range(40), Limits(asked, world).path(), strict=False):
        model.step()
        flows.append(flow_gap(model.state.customs_value, state.customs_value, counted))
        price = np.exp((np.log(model.state.retail_price) * world.taste).sum(axis=1))
        real = model.state.income.sum(axis=1) * 52 / world.consumption / price
        incomes.append(np.abs(real - welfare(world, state)).max())
        assert np.array_equal(model.state.beliefs.level, state.beliefs.level)
    assert max(flows) < 0.006
    assert max(incomes) < 3e-4


@pytest.mark.parametrize("coverage", [0.3, 1.0])
def test_books_close_while_goods_are_barred(world, coverage):
    model = after(40, world, embargo(coverage=coverage, end=dt.date(2025, 7, 7)))
    model.check_relationships()
    assert model.residuals.beyond(1e-12) == ()


def test_books_close_where_nobody_is_left_to_sell(world):
    spending = world.expenditure.copy()
    spending[CHN, CHN, PHONES] = 0.0
    without = replace(world, expenditure=spending)
    siege = [
        ExportControl(exporter=origin, importer="CHN", products="phones", start=BAN, end=dt.date(2025, 7, 7))
        for origin in ("USA", "ROW")
    ]
    model = after(BEFORE + 6, without, *siege)
    assert not model.state.use_value[:, CHN, PHONES].any()
    landed = np.exp(model.state.log_account_price[model.network.pool[CHN]])
    assert landed[PHONES] == pytest.approx(10.0 * landed[SERVICES])
    asleep = np.zeros(len(model.state.strength), dtype=bool)
    relationships = model.network.population.relationships
    market = CHN * len(world.groups) + PHONES
    asleep[slice(*relationships.account_start[relationships.market_start[[market, market + 1]]])] = True
    assert asleep.any()
    assert model.state.strength[asleep] == pytest.approx(relationships.weight[asleep], rel=1e-3)
    model.check_relationships()
    assert model.residuals.beyond(1e-12) == ()
    limit = Limits(scenario(*siege), without).path()
    state = [next(limit) for _ in range(BEFORE + 6)][-1]
    assert model.state.use_value[CHN].sum() == pytest.approx(state.use_value[CHN].sum(), rel=1e-3)
    for _ in range(20):
        model.step()
    assert model.state.use_value[:, CHN, PHONES].sum() > 0.0
    assert model.residuals.beyond(1e-12) == ()


def test_the_government_of_the_exporter_is_said_to_control_exports(world):
    control = ExportControl(id="rare", exporter="CHN", importer="USA", start=BAN, products="steel")
    governments = dict(zip(ECONOMIES, after(0, world, control).governments, strict=True))
    assert [each.in_force(BAN) for each in governments.values()] == [(), (control,), ()]
    assert governments["CHN"].actions(BAN) == ("starts rare",)
    assert governments["USA"].actions(BAN) == ()


def test_the_table_of_tariffs_tells_what_is_barred(world):
    model = after(0, world, embargo(coverage=0.5, start=BAN + dt.timedelta(days=1)))
    recorder = Recorder(model)
    for _ in range(BEFORE + 2):
        model.step()
        recorder.observe()
    table = tariffs_frame(Layout(world), recorder)
    pair = table.filter(pl.col("importer") == "USA", pl.col("exporter") == "CHN").sort("week")
    assert pair["barred"].to_list() == pytest.approx([0.0] * BEFORE + [0.5 * 6 / 7, 0.5])
    assert table["barred"].sum() == pytest.approx(pair["barred"].sum())


def test_the_table_of_events_tells_who_acts():
    control = ExportControl(id="rare", exporter="CHN", importer="all", excluded="ROW", start=BAN)
    events = events_frame(Timeline([control, embargo(id="gone")]), (), START, BAN)
    assert events.sort("measure")["actors"].to_list() == ["USA", "CHN"]
    assert events.sort("measure")["importer"].to_list() == ["USA", "all except ROW"]
