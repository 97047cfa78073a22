"""The long run against closed forms and invariances."""

import dataclasses

import numpy as np
import pytest
from factories import small_world

from sim.economy.equilibrium import NoEquilibriumError, long_run
from sim.world.world import World


def armington(expenditure, theta):
    """A world of one taxed good, no inputs, no distribution margin and no services."""
    flows = np.zeros((*np.shape(expenditure), 2))
    flows[:, :, 0] = expenditure
    economies = len(flows)
    return World(
        base_year=2024,
        economies=tuple("ABC"[:economies]),
        economy_names=tuple("ABC"[:economies]),
        members=tuple((code,) for code in "ABC"[:economies]),
        sectors=("G", "SERV"),
        groups=("good", "services"),
        sector_of_group=np.array([0, 1]),
        expenditure=flows,
        base_tariff=np.zeros_like(flows),
        input_share=np.zeros((economies, 2, 2)),
        margin_share=np.zeros(economies),
        margin_labour_share=np.zeros(economies),
        theta=np.array([theta, theta]),
        distance=np.ones((economies, economies)),
        products=None,
    )


def good_tariff(world, rates):
    tariff = np.zeros_like(world.base_tariff)
    tariff[:, :, 0] = rates
    return tariff


def test_symmetric_tariff_of_30_percent_has_the_published_solution():
    world = armington([[75.0, 25.0], [25.0, 75.0]], theta=4.0)
    rest = long_run(world, good_tariff(world, [[0.0, 0.3], [0.3, 0.0]]), tolerance=1e-13)
    assert rest.wage == pytest.approx([1.0, 1.0], abs=1e-10)
    assert rest.consumer_price == pytest.approx([1.045320949468] * 2, abs=1e-9)
    assert rest.welfare == pytest.approx([0.980286638917] * 2, abs=1e-9)


def test_optimal_tariff_of_a_two_country_world_beats_its_neighbours():
    world = armington([[80.0, 20.0], [20.0, 130.0]], theta=4.0)
    welfare = [
        long_run(world, good_tariff(world, [[0.0, 0.0], [rate, 0.0]]), tolerance=1e-12).welfare[0]
        for rate in (0.25, 0.27300230522318664, 0.30)
    ]
    assert welfare[1] == pytest.approx(1.011093720822113, abs=1e-8)
    assert welfare[1] > max(welfare[0], welfare[2])


def test_no_change_of_tariffs_changes_nothing():
    world = small_world()
    rest = long_run(world, world.base_tariff)
    assert rest.welfare == pytest.approx(np.ones(3), abs=1e-12)
    assert rest.customs_value == pytest.approx(world.customs_value, rel=1e-12)


def test_units_of_money_do_not_matter():
    world = small_world()
    tariff = world.base_tariff + np.where(world.is_goods, 0.2, 0.0) * (1 - np.eye(3))[:, :, None]
    scaled = dataclasses.replace(world, expenditure=world.expenditure * 1000.0)
    assert long_run(world, tariff).welfare == pytest.approx(long_run(scaled, tariff).welfare, rel=1e-9)


def test_tariffs_taken_back_return_to_the_base():
    world = small_world()
    tariff = world.base_tariff.copy()
    tariff[1, 0, :5] += 0.5
    there = long_run(world, tariff, tolerance=1e-13)
    expenditure = there.customs_value * (1 + tariff)
    moved = dataclasses.replace(world, expenditure=expenditure, base_tariff=tariff)
    back = long_run(moved, world.base_tariff, tolerance=1e-13)
    assert back.welfare * there.welfare == pytest.approx(np.ones(3), abs=1e-8)


def test_small_uniform_tariff_with_rebate_and_no_answer_helps_who_levies_it():
    world = small_world()
    tariff = world.base_tariff.copy()
    tariff[1:, 0, :5] += 0.02
    assert long_run(world, tariff).welfare[0] > 1.0


def test_accounts_of_the_long_run_balance():
    world = small_world()
    tariff = world.base_tariff.copy()
    tariff[1, 0, :5] += 1.45
    rest = long_run(world, tariff, tolerance=1e-12)
    value = rest.customs_value
    deficit = value.sum(axis=(0, 2)) - value.sum(axis=(1, 2))
    assert deficit == pytest.approx(world.deficit, abs=1e-6)
    revenue = (value * tariff).sum(axis=(0, 2))
    assert rest.income == pytest.approx(rest.wage * world.labour_income + revenue + world.deficit, rel=1e-8)


def test_too_few_rounds_are_an_error_that_says_so():
    world = small_world()
    with pytest.raises(NoEquilibriumError, match="within 3 rounds"):
        long_run(world, world.base_tariff + 0.1, most_rounds=3)
