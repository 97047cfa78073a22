"""Sourcing shares, the hazard and the choice of firm against closed forms."""

from itertools import pairwise

import numpy as np
import pytest

from sim.economy.choice_of_firm import origin_price, supplier_choice
from sim.economy.sourcing import (
    calm_hazard,
    loss_from_staying,
    market_shares,
    power_of_prices,
    sourcing_shares,
    weekly_hazard,
)

BASE_SHARE = np.array([0.6, 0.4, 0.0]).reshape(3, 1, 1)


def test_base_prices_give_base_shares():
    share, price = sourcing_shares(BASE_SHARE, np.ones((3, 1, 1)), np.array([2.0]))
    assert share == pytest.approx(BASE_SHARE)
    assert price == pytest.approx(1.0)


def test_relative_shares_fall_with_theta_and_zero_stays_zero():
    landed = np.array([1.0, 2.0, 0.1]).reshape(3, 1, 1)
    share, price = sourcing_shares(BASE_SHARE, landed, np.array([1.5]))
    assert share[1] / share[0] == pytest.approx(0.4 / 0.6 * 2.0**-1.5)
    assert share[2] == 0.0
    assert price == pytest.approx((0.6 + 0.4 * 2.0**-1.5) ** (-1 / 1.5))


def test_a_market_that_does_not_exist_has_no_shares_and_no_nan():
    share, price = sourcing_shares(np.zeros((2, 1, 1)), np.ones((2, 1, 1)), np.array([2.0]))
    assert (share == 0.0).all()
    assert (price == 1.0).all()


def test_hazard_is_the_annual_rate_when_nothing_is_lost_and_rises_with_a_power_of_the_loss():
    assert weekly_hazard(np.zeros(1), 0.25, 10.0, 2.0, 4.0) == pytest.approx(1 - np.exp(-0.25 / 52))
    loss = np.array([0.1, 0.2])
    rate = -np.log1p(-weekly_hazard(loss, 0.25, 10.0, 2.0, 4.0)) * 52
    assert rate == pytest.approx([0.275, 0.35])
    steep = -np.log1p(-weekly_hazard(loss, 0.25, 1000.0, 4.0, 4.0)) * 52
    assert steep == pytest.approx([0.275, 0.65])


def test_staying_with_a_cheap_origin_is_no_loss():
    landed = np.array([0.9, 1.2]).reshape(2, 1, 1)
    loss = loss_from_staying(landed, np.full((1, 1), 1.1))
    assert loss.ravel() == pytest.approx([0.0, np.log(1.2 / 1.1)])


def test_firms_are_chosen_by_size_and_price_within_their_cell():
    size, price = np.array([0.75, 0.25, 1.0]), np.array([2.0, 1.0, 5.0])
    running = supplier_choice(size, np.log(price), np.full(3, 2.0), np.array([0, 2, 2, 3]))
    assert running == pytest.approx([0.75 / 4, 0.75 / 4 + 0.25, 1.0 / 25])


def test_origin_price_is_the_price_of_the_choice_of_firm():
    size, price, start = np.array([0.5, 0.5, 1.0]), np.array([1.0, 2.0, 3.0]), np.array([0, 2, 2, 2, 3])
    choice = supplier_choice(size, np.log(price), np.array([2.0, 2.0, 4.0]), start)
    found = origin_price(choice, start, np.array([2.0, 4.0]))
    assert found == pytest.approx(np.array([[(0.5 + 0.5 / 4) ** -0.5, 1.0], [1.0, 3.0]]))


def test_cobb_douglas_short_run_is_a_limit_not_a_division_by_zero():
    assert power_of_prices(0.6) == pytest.approx(0.4)
    assert power_of_prices(1.0) == pytest.approx(1e-4)


def test_power_of_prices_is_left_alone_as_far_as_it_can_be_told_from_cobb_douglas():
    assert power_of_prices(0.999) == pytest.approx(1e-3)
    assert power_of_prices(1.001) == pytest.approx(-1e-3)


def test_shares_of_prices_alike_everywhere_are_those_of_landed_prices():
    """Three markets of two groups, in one of which nobody buys."""
    draws = np.random.default_rng(2)
    base = draws.dirichlet(np.ones(3), (3, 2)).transpose(2, 0, 1)
    base[:, 1, 0] = 0.0
    price, theta = draws.uniform(0.5, 2.0, (3, 2)), np.array([1.5, 6.0])
    landed = np.broadcast_to(price[:, None, :], base.shape)
    expected_share, expected_price = sourcing_shares(base, landed, theta)
    share, log_price = market_shares(base, np.log(price), theta)
    assert share == pytest.approx(expected_share)
    assert log_price == pytest.approx(np.log(expected_price))
    assert log_price[1, 0] == 0.0


def test_shares_in_a_market_are_attractions_over_their_sum():
    """Attractions need not sum to one: what a tariff took of them is in the price."""
    attraction, theta = np.array([0.3, 0.1]).reshape(2, 1, 1), np.array([2.0])
    share, price = sourcing_shares(attraction, np.ones((2, 1, 1)), theta)
    assert share.ravel() == pytest.approx([0.75, 0.25])
    assert price == pytest.approx(0.4**-0.5)


def test_goods_that_are_easy_to_switch_are_reviewed_more_often_and_uncertainty_makes_buyers_wait():
    uncertainty = np.array([0.0, 0.5]).reshape(2, 1, 1) * np.ones((2, 1, 2))
    found = calm_hazard(0.5, np.array([2.0, 0.4]), uncertainty, 3.0)
    assert found[0, 0] == pytest.approx([1.0, 0.2])
    assert found[1] / found[0] == pytest.approx(np.exp(-1.5))


def test_every_cell_adds_up_its_own_firms():
    draws = np.random.default_rng(4)
    size, start = draws.uniform(0.1, 1.0, 12), np.array([0, 3, 3, 7, 12])
    running = supplier_choice(size, np.zeros(12), np.ones(12), start)
    for first, last in pairwise(start):
        assert running[first:last] == pytest.approx(np.cumsum(size[first:last]))
