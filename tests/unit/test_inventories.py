"""Stocks, ordering ahead and transit: directions, the base at rest, and the rest point."""

import datetime as dt
from itertools import islice, repeat

import numpy as np
import pytest
from factories import GROUPS, small_world, tariff

from sim.economy.inventories import (
    after_week,
    base_inventories,
    moved,
    outlay_on_stocks,
    stockholding,
)
from sim.economy.mean_field import disturbed, mean_field_base, mean_field_path, mean_field_week, welfare
from sim.economy.routed_rest import routed_long_run
from sim.economy.transit import arrived, on_the_way, transit_weeks
from sim.model.limits import Limits
from sim.model.trade_war import TradeWar
from sim.scenario.behaviour import Behaviour, InventoryBehaviour
from sim.scenario.schema import Scenario

USA, CHN, ROW = 0, 1, 2
STEEL, SOYBEANS, SERVICES = (GROUPS.index(name) for name in ("steel", "soybeans", "services"))
START = dt.date(2025, 1, 6)
OFF = InventoryBehaviour(on=False)
WORLD = small_world()
HOLDING = stockholding(WORLD, InventoryBehaviour())
BASE = base_inventories(WORLD, HOLDING)


def raised(rate, origin=CHN, destination=USA):
    """Base tariffs with a rate on top for all goods of one pair."""
    rates = WORLD.base_tariff.copy()
    rates[origin, destination, WORLD.is_goods] += rate
    return rates


def scenario(*measures, weeks=40, relationships=20_000, **behaviour):
    return Scenario(
        name="stocks",
        horizon={"start": START, "weeks": weeks},
        population={"producers": 600, "relationships": relationships, "distributors": 40},
        measures=measures,
        behaviour=behaviour,
    )


def path(*measures, weeks=40, **behaviour):
    return list(islice(Limits(scenario(*measures, **behaviour), WORLD).path(), weeks))


def imports(states, origin=CHN, destination=USA):
    """Arrivals of goods of a pair over the base, week by week."""
    base = WORLD.customs_value[origin, destination] @ WORLD.is_goods / 52
    return np.array([each.customs_value[origin, destination] @ WORLD.is_goods / base for each in states])


# --- targets and transit -----------------------------------------------------------------------


def test_goods_from_abroad_are_held_and_nothing_else():
    assert HOLDING.target[CHN, USA, STEEL] == 7.0
    assert HOLDING.target[CHN, USA, SOYBEANS] == 4.5
    assert (HOLDING.target[:, :, SERVICES] == 0.0).all()
    assert (np.einsum("nng->ng", HOLDING.target) == 0.0).all()


def test_transit_takes_the_whole_weeks_of_the_distance():
    weeks = transit_weeks(WORLD, 3500.0)
    assert weeks.tolist() == [[0, 2, 2], [2, 0, 2], [2, 2, 0]]
    assert transit_weeks(WORLD, 8001.0).max() == 0
    assert (HOLDING.position - HOLDING.target)[CHN, USA].tolist() == [2, 2, 2, 2, 2, 0]


def test_what_was_shipped_before_arrives_after_its_weeks():
    shipped = tuple(np.full((2, 2, 1), float(ago)) for ago in range(3))
    ways = on_the_way(np.array([[0, 2], [1, 0]]), np.array([True]))
    assert arrived(shipped, ways)[:, :, 0].tolist() == [[0.0, 2.0], [1.0, 0.0]]


# --- stocks ------------------------------------------------------------------------------------


def test_relationships_take_their_stock_along():
    mass = WORLD.base_share
    after = mass.copy()
    after[CHN, USA, STEEL] *= 0.9
    after[ROW, USA, STEEL] += 0.1 * mass[CHN, USA, STEEL]
    found = moved(BASE, mass, after)
    taken = 0.1 * (BASE.on_hand + BASE.in_transit)[CHN, USA, STEEL]
    assert (BASE.on_hand - found.on_hand)[CHN, USA, STEEL] == pytest.approx(taken)
    assert (found.on_hand - BASE.on_hand)[ROW, USA, STEEL] == pytest.approx(taken)
    assert found.use.sum(axis=0) == pytest.approx(BASE.use.sum(axis=0))
    assert found.use[CHN, USA, STEEL] == pytest.approx(0.9 * BASE.use[CHN, USA, STEEL])
    assert found.on_hand.sum(axis=0) == pytest.approx(BASE.on_hand.sum(axis=0))
    assert moved(BASE, mass, mass.copy()) is BASE


def test_a_week_of_stock_by_hand():
    order, use, price = np.ones_like(BASE.use), BASE.use.copy(), np.ones((3, len(GROUPS)))
    order[CHN, USA, STEEL], use[CHN, USA, STEEL] = 2.0, 0.6
    price[CHN, STEEL] = 1.2
    found = after_week(HOLDING, BASE, order, use, price[:, None])
    place = (CHN, USA, STEEL)
    assert found.on_hand[place] == pytest.approx(BASE.on_hand[place] + BASE.use[place] - 0.5)
    assert found.in_transit[place] == pytest.approx(BASE.in_transit[place] + 1.0 - BASE.use[place])
    assert found.shipped_value[0][place] == pytest.approx(1.2)
    spent = outlay_on_stocks(use, found.shipped_value[0], BASE.use, raised(0.5))
    more = BASE.use[place] - 0.6
    assert spent[USA] == pytest.approx(0.6 + raised(0.5)[place] * more)
    assert spent[CHN] == pytest.approx(0.0)


# --- in the model ------------------------------------------------------------------------------

ANNOUNCED = tariff(0.25, announced="2025-01-13", start="2025-03-31", products="all")
SUDDEN = tariff(0.25, start="2025-03-31", products="all")
LAST_SHIP = 11
"""Week of the last arrivals before the rise, counted from zero."""


def test_imports_are_pulled_forward_and_fall_after():
    announced, sudden = imports(path(ANNOUNCED)), imports(path(SUDDEN))
    before, after = slice(4, LAST_SHIP + 1), slice(LAST_SHIP + 3, 30)
    assert announced[before].mean() > 1.15
    assert sudden[before] == pytest.approx(1.0, abs=1e-6)
    assert announced[after].mean() < sudden[after].mean() - 0.05


def test_stocks_rise_before_and_are_run_down_after():
    states = path(ANNOUNCED, weeks=120)
    cover = [
        each.inventories.on_hand[CHN, USA, STEEL] / each.inventories.use[CHN, USA, STEEL] for each in states
    ]
    assert cover[LAST_SHIP] > 8.0
    assert cover[-1] == pytest.approx(7.0, abs=0.15)
    assert min(each.inventories.on_hand.min() for each in states) >= -1e-9


def test_what_users_pay_in_duty_reaches_households_whoever_holds_the_goods():
    states, at_once = path(SUDDEN), path(SUDDEN, inventories=OFF)
    for week in (12, 16, 30):
        handed_out = states[week].treasury[USA] + states[week].importers_gain[USA]
        assert handed_out == pytest.approx(at_once[week].treasury[USA], rel=0.01)
    assert states[12].importers_gain[USA] < 0.0 < states[16].importers_gain[USA]


def test_duty_falls_due_at_arrival():
    states = path(SUDDEN)
    assert states[12].treasury[USA] > states[11].treasury[USA]
    assert imports(states)[12:14] == pytest.approx(1.0, abs=1e-6)  # on their way when it came
    assert imports(states)[14] < 0.9


def test_flows_move_by_more_than_use_around_an_announced_change():
    states = path(ANNOUNCED)
    base = WORLD.customs_value[CHN, USA] @ WORLD.is_goods / 52
    use = np.array([each.use_value[CHN, USA] @ WORLD.is_goods / base for each in states])

    def fall(flow):
        return np.log(flow[4:12].mean() / flow[14:22].mean())

    assert fall(imports(states)) > 1.5 * fall(use)


@pytest.mark.parametrize("closure", ["fixed", "gdp_share"])
def test_the_rest_point_is_the_benchmark(closure):
    quick = Behaviour(resourcing_hazard=2.0, wage_adjustment=0.05, engel={"on": False})
    rest = routed_long_run(WORLD, quick.routing, raised(0.25), closure)
    for state in mean_field_path(WORLD, quick, closure, repeat(raised(0.25), 20 * 52)):
        last = state
    assert welfare(WORLD, last) == pytest.approx(rest.welfare, abs=1e-6)
    assert last.customs_value * 52 == pytest.approx(rest.customs_value, rel=1e-3, abs=1e-3)
    assert last.inventories.order == pytest.approx(1.0, abs=1e-5)


def test_the_base_stands_still_with_stocks_and_ships_under_way():
    states = path(weeks=200)
    assert states[-1].customs_value * 52 == pytest.approx(WORLD.customs_value, rel=1e-11)
    assert states[-1].inventories.on_hand == pytest.approx(BASE.on_hand, rel=1e-11)
    model = TradeWar(scenario(), WORLD)
    for _ in range(30):
        model.step()
    assert model.state.inventories.on_hand == pytest.approx(BASE.on_hand, rel=1e-10)
    assert model.state.distribution_cash == pytest.approx(np.zeros(3), abs=1e-8)


def test_a_disturbance_of_wages_dies_out_with_goods_on_the_way():
    behaviour = Behaviour()
    state = disturbed(mean_field_base(WORLD, behaviour), np.array([1e-3, -1e-3, 5e-4]))
    for _ in range(40 * 52):
        state = mean_field_week(WORLD, behaviour, "fixed", WORLD.base_tariff, state, HOLDING)
    assert np.abs(np.log(state.wage)).max() < 1e-5


def test_agents_follow_the_limit_with_stocks_and_transit():
    asked = scenario(ANNOUNCED, relationships=100_000)
    model = TradeWar(asked, WORLD)
    for state in islice(Limits(asked, WORLD).path(), 40):
        model.step()
        flows = WORLD.customs_value > 0.0
        off = np.abs(model.state.customs_value - state.customs_value)[flows].sum()
        assert off < 0.002 * state.customs_value.sum()
        held = np.abs(model.state.inventories.on_hand - state.inventories.on_hand).sum()
        assert held < 0.004 * state.inventories.on_hand.sum()


def test_distributors_pay_for_stocks_and_get_it_back():
    states = path(ANNOUNCED, weeks=150)
    blind = path(ANNOUNCED, weeks=150, inventories=OFF)
    gap = np.array([one.cash[USA] - other.cash[USA] for one, other in zip(states, blind, strict=True)])
    assert gap[LAST_SHIP - 2] < -0.5 * WORLD.customs_value[CHN, USA].sum() / 52
    assert gap[-1] > 0.7 * gap.min()
    money = np.array([each.cash.sum() + each.treasury.sum() for each in states])
    assert money == pytest.approx(money[0], rel=1e-9)


def test_switched_off_goods_arrive_as_they_are_used():
    for state in path(ANNOUNCED, inventories=OFF):
        assert np.array_equal(state.customs_value, state.use_value)
        assert not state.inventories.on_hand.any()
        assert (state.inventories.order == 1.0).all()
