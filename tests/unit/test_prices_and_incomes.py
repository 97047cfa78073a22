"""Closed forms of the price and income equations."""

import numpy as np
import pytest

from sim.economy.income import adjusted_wage, labour_tightness, payroll
from sim.economy.prices import (
    adjusted_log_price,
    cobb_douglas_index,
    log_unit_cost,
    retail_price,
    tariff_factor,
)


def test_tariff_factor_is_one_at_the_base_and_relative_to_it_elsewhere():
    base = np.array([0.0, 0.25])
    assert tariff_factor(base, base) == pytest.approx([1.0, 1.0])
    assert tariff_factor(np.array([1.45, 0.25]), base) == pytest.approx([2.45, 1.0])


def test_unit_cost_moves_with_each_input_by_its_share():
    shares = np.array([[0.2, 0.0], [0.3, 0.4]])
    labour = 1.0 - shares.sum(axis=0)
    cost = log_unit_cost(labour, shares, np.log(1.1), np.log([2.0, 1.0]))
    assert np.exp(cost) == pytest.approx([1.1**0.5 * 2.0**0.2, 1.1**0.6])


def test_price_closes_a_part_of_the_log_gap_and_rests_at_cost():
    price, cost = np.array([1.0, 2.0]), np.array([1.21, 2.0])
    half = adjusted_log_price(np.log(price), np.log(cost), 0.5)
    assert np.exp(half) == pytest.approx([1.1, 2.0])
    assert adjusted_log_price(np.log(price), np.log(cost), 1.0) == pytest.approx(np.log(cost))


def test_a_margin_dampens_landed_prices_at_retail():
    landed = np.array([2.0])
    assert retail_price(landed, 1.0, 1.0, margin_share=0.4, labour_share=0.5) == pytest.approx([2.0**0.6])
    assert retail_price(landed, 3.0, 3.0, margin_share=0.4, labour_share=0.2) == pytest.approx(
        [2**0.6 * 3**0.4]
    )


def test_basket_of_equal_prices_costs_that_price():
    assert cobb_douglas_index(np.array([1.3, 1.3]), np.array([0.9, 0.1])) == pytest.approx(1.3)


def test_payroll_pays_the_whole_labour_force_once():
    pay = payroll(np.array([2.0, 6.0]), labour_income=10.0)
    assert pay == pytest.approx([2.5, 7.5])


def test_wages_rise_where_labour_is_short_and_world_labour_income_stays():
    force = np.array([10.0, 10.0])
    tightness = labour_tightness(np.array([11.0, 9.0]), np.ones(2), force)
    assert tightness == pytest.approx([1.1, 0.9])
    wage = adjusted_wage(np.ones(2), tightness, tightness, force, 0.1, 0.2)
    assert wage[0] / wage[1] == pytest.approx((1.1 / 0.9) ** 0.1)
    assert wage @ force == pytest.approx(20.0)
    still = np.ones(2)
    assert adjusted_wage(still, still, still, force, 0.1, 0.2) == pytest.approx([1.0, 1.0])


def test_wages_answer_a_change_of_the_labour_market_once():
    force = np.array([10.0, 10.0])
    tight = np.array([1.1, 0.9])
    wage = adjusted_wage(np.ones(2), tight, np.ones(2), force, 0.0, 0.2)
    assert wage[0] / wage[1] == pytest.approx((1.1 / 0.9) ** 0.2)
    back = adjusted_wage(wage, np.ones(2), tight, force, 0.0, 0.2)
    assert back == pytest.approx([1.0, 1.0])
