"""Each accounting identity on figures that can be checked by hand."""

import numpy as np
import pytest

from sim.economy import goods_identities, household_identities, identities

ONE = np.ones(1)
GOODS_AND_SERVICES = np.array([True, False])


def flows(*values):
    """Two economies, one group: home and foreign flows as rows of origins."""
    return np.array(values, dtype=float).reshape(2, 2, 1)


def test_spending_is_use_plus_duty():
    use, tariff = flows(80, 30, 10, 50), flows(0, 0.2, 0.5, 0)
    spending = np.array([[95.0], [86.0]])
    gap = identities.spending_is_use_plus_duty(spending, use, tariff)
    assert gap == pytest.approx(np.zeros((2, 1)))
    spending[1] += 2.0
    gap = identities.spending_is_use_plus_duty(spending, use, tariff)
    assert gap[:, 0] == pytest.approx([0.0, 2.0 / 88.0])


def test_receipts_are_shipments():
    receipts = np.array([[110.0], [63.0]])
    gap = identities.receipts_are_shipments(receipts, flows(80, 30, 10, 50))
    assert gap[:, 0] == pytest.approx([0.0, 0.05])


def test_duty_is_rate_times_customs_value():
    gap = identities.duty_is_rate_times_customs_value(
        flows(0, 6, 4, 0), flows(0, 0.2, 0.5, 0.1), flows(80, 30, 10, 0)
    )
    assert gap[..., 0] == pytest.approx(np.array([[0.0, 0.0], [-0.1, 0.0]]))


def test_government_budget():
    gap = identities.government_budget(10 * ONE, 5 * ONE, 10 * ONE, 4 * ONE, 100 * ONE)
    assert gap == pytest.approx([0.01])
    assert identities.government_budget(10 * ONE, 5 * ONE, 10 * ONE, 5 * ONE, 100 * ONE) == 0.0


def test_costs_plus_margin_are_revenue():
    profit = identities.profit_kept(opening=40 * ONE, closing=50 * ONE, dividends=4 * ONE)
    assert profit == pytest.approx([14.0])
    assert identities.costs_plus_margin_are_revenue(100 * ONE, 50 * ONE, 36 * ONE, profit, ONE) == 0.0
    gap = identities.costs_plus_margin_are_revenue(101 * ONE, 50 * ONE, 36 * ONE, profit, 100 * ONE)
    assert gap == pytest.approx([0.01])


def retail(final_spending, landed_purchases):
    return identities.retail_is_landed_purchases_plus_margin(
        np.array([final_spending]), np.array([landed_purchases]), 0.25 * ONE, 0.6 * ONE,
        GOODS_AND_SERVICES, 1000 * ONE,
    )  # fmt: skip


def test_retail_is_landed_purchases_plus_margin():
    # of 400 spent on goods 100 are margin: 60 labour, 40 services, bought beside the direct 200
    assert retail([400.0, 200.0], [300.0, 240.0]) == pytest.approx(np.zeros((1, 2)), abs=1e-15)
    assert retail([400.0, 200.0], [301.0, 240.0])[0] == pytest.approx([-1e-3, 0.0], abs=1e-15)
    assert retail([400.0, 200.0], [300.0, 200.0])[0] == pytest.approx([0.0, 0.04])


def test_margin_pays_labour():
    gap = identities.margin_pays_labour(
        61 * ONE, np.array([[400.0, 200.0]]), 0.25 * ONE, 0.6 * ONE, GOODS_AND_SERVICES, 1000 * ONE
    )
    assert gap == pytest.approx([1e-3])


def test_household_budget():
    income, size = np.array([[69.0, 5.0, 2.0, -7.0, 1.0]]), 100 * ONE
    assert household_identities.household_budget(np.array([[40.0, 30.0]]), income, size) == 0.0
    gap = household_identities.household_budget(np.array([[40.0, 31.0]]), income, size)
    assert gap == pytest.approx([0.01])


def test_labour_income_is_wage_times_labour():
    gap = household_identities.labour_income_is_wage_times_labour(
        66 * ONE, 1.1 * ONE, 50 * ONE, 0.0 * ONE, 0.5, 100 * ONE
    )
    assert gap == pytest.approx([0.11])
    # a tenth of the labour force lives on half the wage
    gap = household_identities.labour_income_is_wage_times_labour(
        52.25 * ONE, 1.1 * ONE, 50 * ONE, 0.1 * ONE, 0.5, 100 * ONE
    )
    assert gap == pytest.approx([0.0])


def test_deciles_add_up():
    by_decile = np.array([[[10.0, 1.0], [30.0, 3.0]]])
    gap = household_identities.deciles_add_up(by_decile, np.array([[40.0, 5.0]]), 100 * ONE)
    assert gap == pytest.approx(np.array([[0.0, -0.01]]))


def test_dividends_paid_are_received():
    assert identities.dividends_paid_are_received(5 * ONE, 4 * ONE, 100 * ONE) == pytest.approx([0.01])


def test_trade_balance():
    exports, imports = np.array([30.0, 20.0]), np.array([20.0, 30.0])
    transfer, change = np.array([-8.0, 8.0]), np.array([2.0, -2.0])
    size = np.array([100.0, 50.0])
    assert identities.trade_balance(exports, imports, transfer, change, size) == pytest.approx(np.zeros(2))
    change[1] = -3.0
    assert identities.trade_balance(exports, imports, transfer, change, size) == pytest.approx([0.0, 0.02])


def test_the_world_adds_up():
    size = np.array([60.0, 40.0])
    assert identities.transfers_sum_to_zero(np.array([-8.0, 9.0]), size) == pytest.approx([0.01])
    exports, imports = np.array([30.0, 21.0]), np.array([20.0, 30.0])
    assert identities.world_exports_are_world_imports(exports, imports) == pytest.approx([0.02])
    gap = identities.money_is_neither_made_nor_lost(np.array([3.0, 4.0]), np.array([5.0, 4.0]), size)
    assert gap == pytest.approx([0.02])
    assert identities.numeraire(np.array([1.1, 0.9]), np.array([50.0, 50.0])) == pytest.approx([0.0])
    assert identities.numeraire(np.array([1.1, 0.9]), np.array([60.0, 40.0])) == pytest.approx([0.02])


def test_receipts_are_payments():
    assert goods_identities.receipts_are_payments(99 * ONE, 100 * ONE) == pytest.approx([-0.01])


def test_goods_sent_off_arrive_or_are_on_their_way():
    shipped = goods_identities.shipped_is_received_plus_in_transit
    assert shipped(20 * ONE, 80 * ONE, 70 * ONE, 30 * ONE) == 0.0
    assert shipped(20 * ONE, 80 * ONE, 69 * ONE, 30 * ONE) == pytest.approx([0.01])
    assert shipped(20 * ONE, 80 * ONE, 80 * ONE, 0 * ONE) == pytest.approx([0.2])


def test_nothing_relative_to_nothing_is_no_gap_but_something_is():
    assert identities.relative(np.zeros(1), np.zeros(1)) == 0.0
    assert identities.relative(1e-9 * ONE, np.zeros(1)) > 1e60
    assert identities.relative(-1e-9 * ONE, np.zeros(1)) < -1e60
