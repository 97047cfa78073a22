"""The exact slopes of welfare against differences of the long run and a closed form."""

import dataclasses

import numpy as np
import pytest
from factories import small_world

from sim.economy.deficits import CLOSURES
from sim.economy.equilibrium import NoEquilibriumError, long_run
from sim.economy.equilibrium_gradient import welfare_gradient
from sim.world.plain_accounts import armington, caliendo_parro

EXACT = 1e-13
THREE = ([[820.0, 60.0, 70.0], [110.0, 900.0, 120.0], [90.0, 60.0, 1500.0]], 5.0)


def some_tariffs(accounts, seed=0):
    """Tariffs on everything, services and home sales too."""
    return np.random.default_rng(seed).uniform(0.0, 0.5, accounts.base_tariff.shape)


def slope_along(accounts, tariff, direction, weights, deficits, taste=None, step=1e-3):
    """Slope by a central difference of fourth order."""

    def objective(distance):
        rest = long_run(accounts, tariff + distance * direction, deficits, taste, tolerance=1e-14)
        return weights @ np.log(rest.welfare)

    near, far = objective(step) - objective(-step), objective(2 * step) - objective(-2 * step)
    return (8.0 * near - far) / (12.0 * step)


def assert_slopes(accounts, weights, deficits, taste=None, directions=2):
    tariff = some_tariffs(accounts)
    rest = long_run(accounts, tariff, deficits, taste, tolerance=EXACT)
    gradient = welfare_gradient(accounts, rest, weights, deficits, taste)
    draw = np.random.default_rng(1)
    for _ in range(directions):
        direction = draw.normal(size=tariff.shape)
        exact = (gradient * direction).sum()
        assert exact == pytest.approx(
            slope_along(accounts, tariff, direction, weights, deficits, taste),
            abs=1e-6 * np.sqrt((gradient**2).sum()),
        )


@pytest.mark.parametrize("deficits", CLOSURES)
def test_slopes_are_those_of_the_long_run_with_inputs_margins_and_services(deficits):
    assert_slopes(small_world(1), np.array([1.0, -0.5, 0.2]), deficits)


@pytest.mark.parametrize("deficits", CLOSURES)
def test_slopes_are_those_of_the_long_run_without_services(deficits):
    draw = np.random.default_rng(2)
    flows = draw.uniform(1.0, 9.0, (4, 4, 2)) + 90.0 * np.eye(4)[:, :, None]
    accounts = caliendo_parro(
        flows, [3.0, 1.2], draw.uniform(0.0, 0.2, flows.shape), draw.uniform(0.05, 0.3, (4, 2, 2))
    )
    assert_slopes(accounts, np.array([0.0, 1.0, 0.0, 0.0]), deficits)


def test_slopes_are_those_of_the_long_run_with_other_tastes():
    world = small_world(2)
    taste = world.taste**0.5
    assert_slopes(world, np.array([1.0, 0.0, 0.0]), "fixed", taste / taste.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("deficits", CLOSURES)
def test_every_single_slope_is_that_of_the_long_run(deficits):
    accounts = armington(*THREE)
    weights = np.array([1.0, 0.0, 0.0])
    tariff = some_tariffs(accounts) * (1.0 - np.eye(3))[:, :, None]
    rest = long_run(accounts, tariff, deficits, tolerance=EXACT)
    gradient = welfare_gradient(accounts, rest, weights, deficits)
    for place in np.ndindex(tariff.shape):
        direction = np.zeros_like(tariff)
        direction[place] = 1.0
        assert gradient[place] == pytest.approx(
            slope_along(accounts, tariff, direction, weights, deficits), rel=1e-6
        )


def test_first_tariff_of_two_economies_without_tariffs_has_a_closed_form():
    theta, home, foreign = 4.0, 80.0 / 100.0, 130.0 / 150.0  # shares of own goods in spending
    accounts = armington([[80.0, 20.0], [20.0, 130.0]], theta)
    rest = long_run(accounts, accounts.base_tariff, tolerance=EXACT)
    fall_of_import_price = (1.0 + theta) * home / (1.0 + theta * (home + foreign))
    own = welfare_gradient(accounts, rest, np.array([1.0, 0.0]))[1, 0, 0]
    other = welfare_gradient(accounts, rest, np.array([0.0, 1.0]))[1, 0, 0]
    assert own == pytest.approx((1.0 - home) * fall_of_import_price, rel=1e-11)
    assert other == pytest.approx(-(1.0 - foreign) * fall_of_import_price, rel=1e-11)


def test_slopes_are_linear_in_the_weights():
    world = small_world()
    rest = long_run(world, some_tariffs(world), tolerance=EXACT)
    each = [welfare_gradient(world, rest, weights) for weights in np.eye(3)]
    mixed = welfare_gradient(world, rest, np.array([1.0, -2.0, 0.5]))
    assert mixed == pytest.approx(each[0] - 2.0 * each[1] + 0.5 * each[2], abs=1e-12)
    assert not welfare_gradient(world, rest, np.zeros(3)).any()


def test_slopes_do_not_depend_on_the_unit_of_money_or_the_order_of_economies():
    world, order, weights = small_world(), [2, 0, 1], np.array([1.0, -0.3, 0.0])
    tariff = some_tariffs(world)
    gradient = welfare_gradient(world, long_run(world, tariff, tolerance=EXACT), weights)
    dearer = dataclasses.replace(world, expenditure=world.expenditure * 1e3)
    same = welfare_gradient(dearer, long_run(dearer, tariff, tolerance=EXACT), weights)
    assert same == pytest.approx(gradient, abs=1e-12)
    moved = dataclasses.replace(
        world,
        economies=tuple(world.economies[place] for place in order),
        expenditure=world.expenditure[np.ix_(order, order)],
        base_tariff=world.base_tariff[np.ix_(order, order)],
        input_share=world.input_share[order],
        margin_share=world.margin_share[order],
        margin_labour_share=world.margin_labour_share[order],
    )
    rest = long_run(moved, tariff[np.ix_(order, order)], tolerance=EXACT)
    same = welfare_gradient(moved, rest, weights[order])
    assert same == pytest.approx(gradient[np.ix_(order, order)], abs=1e-12)


def test_a_flow_of_zero_and_an_empty_market_have_no_slope():
    flows = np.array([[[80.0, 0.0], [20.0, 0.0]], [[0.0, 10.0], [130.0, 5.0]]])
    accounts = caliendo_parro(flows, [4.0, 2.0], np.zeros_like(flows), np.zeros((2, 2, 2)))
    rest = long_run(accounts, np.full(flows.shape, 0.1), "balanced", tolerance=EXACT)
    gradient = welfare_gradient(accounts, rest, np.array([1.0, 0.0]), "balanced")
    assert np.array_equal(gradient != 0.0, flows > 0.0)


def test_slopes_that_are_not_determined_are_an_error(monkeypatch):
    world = small_world()
    rest = long_run(world, some_tariffs(world), tolerance=EXACT)
    monkeypatch.setattr("sim.economy.equilibrium_gradient.ADJOINT_DIRECTIONS", 2)
    monkeypatch.setattr("sim.economy.equilibrium_gradient.ADJOINT_RESTARTS", 1)
    with pytest.raises(NoEquilibriumError, match="adjoint"):
        welfare_gradient(world, rest, np.array([1.0, 0.0, 0.0]))
