"""Accounting identities: what must add up in any week, whatever firms and governments do.

Each function compares two records of the same money or goods and returns the gap, relative to
the size that it states, signed, in the shape of what it compares. Zero but for rounding when
the books balance. They hold by equations (5) and (23) to (43); docs/model.md lists them at the
end of section 3. Money is USD mn a week; index order origin, destination, product group.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMALLEST_SIZE = 1e-100
"""Size that stands for zero: an amount where nothing belongs is an enormous gap, none is no gap."""


def relative(gap: Floats, size: Floats) -> Floats:
    """Return the gap as a fraction of a size; nothing relative to nothing is zero."""
    return np.asarray(gap / np.maximum(size, SMALLEST_SIZE))


def spending_is_use_plus_duty(spending: Floats, use_value: Floats, charge: Floats) -> Floats:
    """Return the gap of what users of a market pay less what they use of each origin, its duty and fees.

    ``spending[d, g] = sum_o use[o, d, g] (1 + charge[o, d, g])``, relative to the spending: users pay
    today's prices and today's duty, whatever their importers paid and will pay.

    Parameters
    ----------
    spending : (N, G) float
        Spending of a destination's users on a group, duty included.
    use_value, charge : (N, N, G) float
        Value of what is used before duty; duty and fees of routing that are paid, fraction of it.
    """
    return relative(spending - (use_value * (1.0 + charge)).sum(axis=0), spending)


def receipts_are_shipments(receipts: Floats, shipped: Floats) -> Floats:
    """Return the gap of what the firms of a cell receive less what is shipped from their economy.

    ``receipts[o, g] = sum_d shipped[o, d, g]``, relative to the shipments.

    Parameters
    ----------
    receipts : (N, G) float
        Sales before duty of the firms of an economy and product group.
    shipped : (N, N, G) float
        Value of what is shipped before duty.
    """
    flows = shipped.sum(axis=1)
    return relative(receipts - flows, flows)


def duty_is_rate_times_customs_value(duty: Floats, tariff: Floats, customs_value: Floats) -> Floats:
    """Return the gap of the duty charged less the rate times the customs value, relative to the latter.

    Parameters
    ----------
    duty, tariff, customs_value : (N, N, G) float
        Duty; rate in force, fraction; flow before duty.
    """
    return relative(duty - tariff * customs_value, customs_value)


def government_budget(opening: Floats, duty: Floats, rebate: Floats, closing: Floats, size: Floats) -> Floats:
    """Return the gap of a treasury: opening balance plus duty less rebate is the closing balance.

    Parameters
    ----------
    opening, closing : (N,) float
        Tariff revenue not yet rebated before and after the week, USD mn.
    duty, rebate : (N,) float
        Duty that the economy charges; what its households are paid from it.
    size : (N,) float
        What the gap is relative to: GDP a week.
    """
    return relative(opening + duty - rebate - closing, size)


def profit_kept(opening: Floats, closing: Floats, dividends: Floats) -> Floats:
    """Return the profit that the change of cash shows: closing less opening cash plus dividends paid."""
    return np.asarray(closing - opening + dividends)


def costs_plus_margin_are_revenue(
    revenue: Floats, inputs: Floats, pay: Floats, profit: Floats, size: Floats
) -> Floats:
    """Return the gap of firms' revenue less what they spend on inputs, pay and keep as profit.

    ``revenue = inputs + pay + profit``, with the profit as their cash shows it
    (:func:`profit_kept`). It holds for every producer, so for every cell, and for the
    distributors of an economy.

    Parameters
    ----------
    revenue, inputs, pay, profit : float, all of one shape
        A week's accounts of a firm or of several together.
    size : float, that shape
        What the gap is relative to.
    """
    return relative(revenue - inputs - pay - profit, size)


def retail_is_landed_purchases_plus_margin(
    sales_at_cost: Floats,
    landed_purchases: Floats,
    margin_share: Floats,
    margin_labour_share: Floats,
    is_goods: NDArray[np.bool_],
    size: Floats,
) -> Floats:
    """Return the gap of what households buy, at cost, less landed purchases and the distribution margin.

    Equation (27), by group: of goods, ``sales at cost = landed purchases + margin`` with the margin a
    fixed share of them. Services carry none, and distributors buy more of them than
    households do by the part of the margin that is not labour.

    Parameters
    ----------
    sales_at_cost, landed_purchases : (N, G) float
        Distributors' cost of what households buy, equation (26); what distributors buy other than
        for producers, duty included.
    margin_share, margin_labour_share : (N,) float
        Margin in the retail value of goods; labour in the margin.
    is_goods : (G,) bool
        Whether a group is a good.
    size : (N,) float
        What the gap is relative to: GDP a week.
    """
    margin = np.where(is_goods, margin_share[:, None] * sales_at_cost, 0.0)
    margin_services = (1.0 - margin_labour_share) * margin.sum(axis=1)
    gap = sales_at_cost - margin - landed_purchases
    gap += np.where(is_goods, 0.0, margin_services[:, None])
    return relative(gap, size[:, None])


def margin_pays_labour(
    margin_labour: Floats,
    sales_at_cost: Floats,
    margin_share: Floats,
    margin_labour_share: Floats,
    is_goods: NDArray[np.bool_],
    size: Floats,
) -> Floats:
    """Return the gap of distributors' labour bill less labour's part of the margin, equation (27).

    Parameters
    ----------
    margin_labour : (N,) float
        Distributors' labour bill.
    sales_at_cost, margin_share, margin_labour_share, is_goods, size
        As in :func:`retail_is_landed_purchases_plus_margin`.
    """
    goods = sales_at_cost @ is_goods.astype(np.float64)
    return relative(margin_labour - margin_labour_share * margin_share * goods, size)


def dividends_paid_are_received(paid: Floats, received: Floats, size: Floats) -> Floats:
    """Return the gap of the dividends that firms pay less those that their households receive.

    Parameters
    ----------
    paid, received : (N,) float
        Out of the cash of an economy's producers and distributors; into households' income.
    size : (N,) float
        What the gap is relative to: GDP a week.
    """
    return relative(paid - received, size)


def trade_balance(
    exports: Floats, imports: Floats, transfer: Floats, change_of_money: Floats, size: Floats
) -> Floats:
    """Return the gap of an economy's external account.

    ``exports - imports + transfer`` is the change of its firms' cash and its treasury: what
    comes in from abroad and is not spent stays there.

    Parameters
    ----------
    exports, imports : (N,) float
        Before duty: firms' receipts less home sales; what buyers pay for shipments less home sales.
    transfer : (N,) float
        Received from abroad.
    change_of_money : (N,) float
        Closing less opening cash of producers and distributors and treasury.
    size : (N,) float
        What the gap is relative to: GDP a week.
    """
    return relative(exports - imports + transfer - change_of_money, size)


def transfers_sum_to_zero(transfer: Floats, size: Floats) -> Floats:
    """Return (1,) the sum of all transfers between economies, relative to a size (world GDP a week)."""
    return relative(np.atleast_1d(transfer.sum()), np.atleast_1d(size.sum()))


def world_exports_are_world_imports(exports: Floats, imports: Floats) -> Floats:
    """Return (1,) the gap of world exports, as sellers, less world imports, as buyers record them.

    Relative to world imports; both (N,) at customs value as in :func:`trade_balance`.
    """
    return relative(np.atleast_1d(exports.sum() - imports.sum()), np.atleast_1d(imports.sum()))


def money_is_neither_made_nor_lost(opening: Floats, closing: Floats, size: Floats) -> Floats:
    """Return (1,) the change of all money in the world, which every payment leaves as it was.

    Parameters
    ----------
    opening, closing : (N,) float
        Cash of an economy's producers and distributors and its treasury, before and after, USD mn.
    size : (N,) float
        What the gap is relative to: GDP a week, summed over the world.
    """
    return relative(np.atleast_1d(closing.sum() - opening.sum()), np.atleast_1d(size.sum()))


def numeraire(wage: Floats, labour_force: Floats) -> Floats:
    """Return (1,) the gap of world labour income less that of the base, relative to the latter.

    ``sum_n w[n] L[n] = sum_n L[n]``, equation (43): the unit in which all money is counted.

    Parameters
    ----------
    wage : (N,) float
        Wage, base = 1.
    labour_force : (N,) float
        Labour force at base wages.
    """
    base = np.atleast_1d(labour_force.sum())
    return relative(np.atleast_1d(wage @ labour_force) - base, base)
