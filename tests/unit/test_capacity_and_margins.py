"""Closed forms and directions of capacity, exporters' margins and prices to households."""

from dataclasses import replace

import numpy as np
import pytest
from factories import small_world
from turned_worlds import in_units

from sim.economy.capacity import (
    LARGEST_LOG_UTILISATION,
    adjusted_capacity,
    base_capacity,
    log_congestion,
    log_utilisation,
    moving_capacity,
)
from sim.economy.margins import exporter_margin, posted_price, sales_at_cost
from sim.scenario.behaviour import CapacityBehaviour, ExporterMarginBehaviour, RetailBehaviour

SOLD, ABLE = np.array([[1.21, 1.0, 0.81]]), np.ones((1, 3))


def test_prices_rise_above_cost_where_capacity_is_short_and_fall_less_where_it_is_idle():
    aim = log_congestion(SOLD, ABLE, CapacityBehaviour(congestion=0.5, slack=0.25))
    assert aim[0] == pytest.approx([np.log(1.1), 0.0, 0.5 * np.log(0.9)])


def test_congestion_is_bounded_and_what_does_not_exist_is_at_rest():
    strain = log_utilisation(np.array([9.0, 0.0, 0.0]), np.array([1.0, 1.0, 0.0]))
    assert strain == pytest.approx([LARGEST_LOG_UTILISATION, -LARGEST_LOG_UTILISATION, 0.0])


@pytest.mark.parametrize("unit", [1.0, 1e-9])
def test_an_industry_is_as_open_as_what_it_sells_abroad_of_its_output(unit):
    world = small_world()
    start = base_capacity(in_units(world, unit))
    sold = world.customs_value.sum(axis=1)
    abroad = sold - np.stack([world.customs_value[n, n] for n in range(len(sold))])
    assert abroad[:, world.is_goods].min() > 0.0
    assert start.openness == pytest.approx(np.where(world.is_goods, abroad / sold, 0.0))


def test_an_industry_that_is_not_there_is_closed_and_stays_so():
    world = small_world()
    without = world.expenditure.copy()
    without[0, :, 0] = 0.0
    start = base_capacity(replace(world, expenditure=without))
    assert (start.size[0, 0], start.openness[0, 0]) == (0.0, 0.0)
    after = adjusted_capacity(start, 1.1 * start.size, CapacityBehaviour(relocation=5.0))
    assert after.size[0, 0] == 0.0


@pytest.mark.parametrize("unit", [1.0, 1e-9])
def test_utilisation_has_no_unit_and_ends_at_twice_and_half(unit):
    strain = log_utilisation(unit * np.array([1.5, 2.5, 0.3]), np.full(3, unit))
    assert strain == pytest.approx(np.log([1.5, 2.0, 0.5]))


def test_capacity_closes_half_of_the_gap_to_sales_in_its_half_life():
    world = small_world()
    behaviour = CapacityBehaviour(growth_half_life=10.0, decline_half_life=30.0, relocation=0.0)
    start = base_capacity(world)
    for factor, weeks in ((1.2, 10), (0.9, 30)):
        after = start
        for _ in range(weeks):
            after = adjusted_capacity(after, factor * start.size, behaviour)
        assert after.size == pytest.approx(np.sqrt(factor) * start.size)


def test_capacity_is_what_is_sold_in_the_base_and_stays():
    world = small_world()
    start = base_capacity(world)
    assert start.size * 52 == pytest.approx(world.group_output)
    after = adjusted_capacity(start, start.size, CapacityBehaviour())
    assert np.array_equal(after.size, start.size)
    assert not after.moved.any()


def test_idle_capacity_goes_where_it_is_short_and_open_and_none_is_lost():
    able = np.array([[100.0], [50.0], [50.0], [50.0]])
    sold = np.array([[80.0], [60.0], [60.0], [45.0]])
    openness = np.array([[0.5], [0.1], [0.3], [0.5]])
    moving = moving_capacity(able, sold, openness, rate=5.2)
    # idle 20 and 5, wanted 10 and 10: the wanted 20 are rationed among 25 idle, a quarter to the closed one
    assert moving[:, :, 0] == pytest.approx(
        0.1 * 20 / 25 * np.outer([20.0, 0.0, 0.0, 5.0], [0.0, 0.25, 0.75, 0.0])
    )
    assert not moving_capacity(able, able, openness, 5.2).any()


@pytest.mark.parametrize("unit", [1.0, 1e-9])
def test_an_industry_that_sells_nothing_abroad_wants_none_and_crowds_out_nobody(unit):
    able, sold = unit * np.array([[100.0], [50.0], [50.0]]), unit * np.array([[80.0], [60.0], [90.0]])
    moving = moving_capacity(able, sold, np.array([[0.5], [0.1], [0.0]]), rate=5.2)
    # 20 idle and 10 wanted by the open one: all of it comes, from a longer side of 20
    assert moving[:, :, 0] == pytest.approx(unit * np.array([[0.0, 1.0, 0.0], [0.0] * 3, [0.0] * 3]))


def test_no_more_capacity_leaves_than_made_exports():
    able, sold = np.array([[100.0], [50.0]]), np.array([[10.0], [500.0]])
    moving = moving_capacity(able, sold, np.array([[0.2], [1.0]]), rate=5.2)
    assert moving[0, 1, 0] == pytest.approx(0.1 * 20.0)
    closed = moving_capacity(able, sold, np.array([[0.2], [0.0]]), rate=5.2)
    assert not closed.any()


def test_services_do_not_move():
    world = small_world()
    start = base_capacity(world)
    sold = start.size * np.array([0.7, 1.2, 1.2])[:, None]
    moved = adjusted_capacity(start, sold, CapacityBehaviour()).moved
    assert (moved[0, 1:, world.is_goods] > 0.0).all()
    assert not moved[:, :, ~world.is_goods].any()
    twice = adjusted_capacity(replace(start, moved=moved), sold, CapacityBehaviour()).moved
    assert twice == pytest.approx(2.0 * moved)


def test_moves_leave_the_capacity_of_the_world_as_it_is():
    world = small_world()
    start = base_capacity(world)
    sold = start.size * np.array([0.7, 1.2, 1.2])[:, None]
    still = adjusted_capacity(start, sold, CapacityBehaviour(relocation=0.0)).size
    after = adjusted_capacity(start, sold, CapacityBehaviour(relocation=5.0)).size
    assert after.sum(axis=0) == pytest.approx(still.sum(axis=0), rel=1e-14)
    assert (after[0, world.is_goods] < still[0, world.is_goods]).all()


def test_exporters_absorb_a_part_of_a_duty_and_rebuild_it():
    behaviour = ExporterMarginBehaviour(absorption=0.1, half_life=4.0)
    margin = exporter_margin(np.zeros(1), np.ones(1), np.array([1.2]), behaviour)
    assert margin == pytest.approx(-0.1 * np.log([1.2]))
    rebuilt = margin
    for _ in range(4):
        rebuilt = exporter_margin(rebuilt, np.array([1.2]), np.array([1.2]), behaviour)
    assert rebuilt == pytest.approx(margin / 2.0)


def test_prices_to_households_close_a_part_of_the_gap_to_cost():
    posted = posted_price(np.zeros(1), np.array([0.2]), RetailBehaviour(price_adjustment=0.25))
    assert posted == pytest.approx([0.05])


def test_what_households_buy_costs_more_than_they_pay_where_prices_lag():
    cost = sales_at_cost(np.array([100.0]), np.log([1.1]), np.log([1.21]))
    assert cost == pytest.approx([110.0])


def test_switched_off_nothing_answers():
    off = {"on": False}
    start = base_capacity(small_world())
    assert not log_congestion(SOLD, ABLE, CapacityBehaviour(**off)).any()
    assert adjusted_capacity(start, 2.0 * start.size, CapacityBehaviour(**off)) is start
    assert exporter_margin(np.zeros(1), np.ones(1), np.array([2.0]), ExporterMarginBehaviour(**off)) == 0.0
    assert posted_price(np.zeros(1), np.array([0.2]), RetailBehaviour(**off)) == pytest.approx([0.2])


def test_prices_that_lag_keep_the_rest_of_what_they_were():
    posted = posted_price(np.array([0.4]), np.array([0.2]), RetailBehaviour(price_adjustment=0.25))
    assert posted == pytest.approx([0.35])


def test_a_margin_halves_in_its_half_life_whichever_sign_it_has():
    behaviour, at_rest = ExporterMarginBehaviour(absorption=0.1, half_life=1.0), np.ones(2)
    left = exporter_margin(np.array([0.2, -0.2]), at_rest, at_rest, behaviour)
    assert left == pytest.approx([0.1, -0.1])
