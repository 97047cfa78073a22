"""Spending over relationships: the short-run CES, what is used, what is ordered of suppliers."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.world.kernels import kernel


@kernel
def ship(
    groups: Any,
    market_start: Any,
    account_start: Any,
    account_weight: Any,
    account_spending: Any,
    account_scale: Any,
    weight: Any,
    strength: Any,
    supplier: Any,
    supplier_origin: Any,
    price_power: Any,
    tariff_power: Any,
    customs_part: Any,
    order: Any,
    list_part: Any,
    final_part: Any,
    kept: Any,
    user: Any,
    selection: bool,
    receipts: Any,
    sold: Any,
    use_value: Any,
    used: Any,
    worth: Any,
    kept_part: Any,
    account_power: Any,
    mass: Any,
) -> None:
    """Spread each account's spending over its relationships and order of the suppliers.

    Equations (32) and (33): within an account spending on relationship ``k`` is in
    proportion to ``a[k] (p tau)^(1 - eta)``, with strength ``a = w q^(eta - 1)``; the
    account's price index is ``P^(1 - eta) = sum_k a[k] (p tau)^(1 - eta) / sum_k w[k]``.

    Suppliers are paid for what is ordered of them: use times the flow's orders over use.

    Equation (34): the mass of an origin in a market is the sum of its relationships' weights, each scaled by
    what its account spends at present for a unit of weight.

    A firm sells one product group, so groups can be shipped in parallel: no two tasks
    write to the same place and the result does not depend on their number.

    Parameters
    ----------
    groups : (K,) int
        Product groups that this call ships.
    market_start, account_start : int
        First account of each market (``destination * G + group``), first slot of each account.
    account_weight, account_spending : (Q,) float
        Sum of the weights of an account's slots; what it spends, duty included, USD mn a week.
    account_scale : (Q,) float
        What a unit of weight in each account stands for in its market's spending.
    weight, strength : (R,) float
        Share of a relationship in its market's base spending; its ``a``.
    supplier : (R,) int
        Supplier of each relationship.
    supplier_origin : (F,) int
        Economy of each producer.
    price_power : (F,) float
        Supplier price to the power ``1 - eta``.
    tariff_power, customs_part : (N, N, G) float
        Landed over list price to the power ``1 - eta``; ``1 / (1 + tariff)``.
    order : (N, N, G) float
        Orders over use of each flow.
    list_part : (N, N, G) float
        List price over the price that exporters charge on the flow.
    final_part : (Q,) float
        Part of an account's spending that follows households' boycotts, equation (74).
    kept : (N, N) float
        What boycotts leave of households' demand for an origin's goods, equation (73).
    user : (Q,) int
        Row of ``used`` that an account counts in: its market and what its buyer makes.
    selection : bool
        Whether ``worth`` is asked for; it takes a pass of its own.
    receipts, sold : (F,) float, written
        Sales before duty, and the same at list prices, USD mn a week. Zero on entry.
    use_value : (N, N, G) float, written
        Value before duty of what is used, USD mn a week.
    used : (K, N) float, written
        Spending of each kind of user on each origin, duty included, USD mn a week. Zero on entry.
    worth : (N, N, G) float, written
        Sum of an origin's relationships in a market, each by its weight at the accounts' present spending, of
        quality and landed price: ``a (p tau)^(1 - eta)``.
    kept_part : (N, G) float, written
        Part of the pulls on a market's pool that boycotts leave; one where nobody boycotts.
    account_power : (Q,) float, written
        ``P^(1 - eta)`` of each account.
    mass : (N, N, G) float, written
        Share of an origin's relationships in a market: their weights at the accounts' present spending.
    """
    economies, _, all_groups = tariff_power.shape
    pull = np.empty(_longest_account(groups, market_start, account_start, all_groups, economies))
    landed, paid_part, sold_part = np.empty(economies), np.empty(economies), np.empty(economies)
    spent, held, kept_here = np.empty(economies), np.empty(economies), np.empty(economies)
    drawn = np.empty(economies)
    for destination in range(economies):
        for group in groups:
            market = destination * all_groups + group
            for origin in range(economies):
                landed[origin] = tariff_power[origin, destination, group]
                kept_here[origin] = kept[origin, destination]
                paid = customs_part[origin, destination, group] * order[origin, destination, group]
                paid_part[origin] = paid
                sold_part[origin] = paid * list_part[origin, destination, group]
                spent[origin] = held[origin] = drawn[origin] = 0.0
            kept_part[destination, group] = 1.0
            for account in range(market_start[market], market_start[market + 1]):
                first, last = account_start[account], account_start[account + 1]
                suppliers, weights = supplier[first:last], weight[first:last]
                strengths = strength[first:last]
                total, size = 0.0, account_scale[account]
                for slot in range(len(suppliers)):
                    firm = suppliers[slot]
                    power = strengths[slot] * price_power[firm] * landed[supplier_origin[firm]]
                    pull[slot] = power
                    total += power
                if selection:
                    for slot in range(len(suppliers)):
                        drawn[supplier_origin[suppliers[slot]]] += size * pull[slot]
                account_power[account] = total / account_weight[account]
                spending = account_spending[account]
                if spending <= 0.0:
                    continue
                scale = spending / total
                if final_part[account] > 0.0:
                    left = _boycott(
                        pull, suppliers, supplier_origin, kept_here, final_part[account], spending, scale
                    )
                    kept_part[destination, group] = left / total
                    scale = 1.0
                by_origin = used[user[account]]
                for slot in range(len(suppliers)):
                    firm = suppliers[slot]
                    origin = supplier_origin[firm]
                    value = scale * pull[slot]
                    spent[origin] += value
                    by_origin[origin] += value
                    held[origin] += size * weights[slot]
                    receipts[firm] += value * paid_part[origin]
                    sold[firm] += value * sold_part[origin]
            for origin in range(economies):
                customs = customs_part[origin, destination, group]
                use_value[origin, destination, group] = spent[origin] * customs
                mass[origin, destination, group] = held[origin]
                worth[origin, destination, group] = drawn[origin]


@kernel
def _longest_account(
    groups: Any, market_start: Any, account_start: Any, all_groups: int, economies: int
) -> int:
    """Relationships of the largest account in the markets of these product groups."""
    longest = 0
    for destination in range(economies):
        for group in groups:
            market = destination * all_groups + group
            for account in range(market_start[market], market_start[market + 1]):
                longest = max(longest, account_start[account + 1] - account_start[account])
    return longest


@kernel
def _boycott(
    pull: Any, suppliers: Any, supplier_origin: Any, kept: Any, part: float, spending: float, scale: float
) -> float:
    """Turn an account's pulls into spending, a part of which avoids origins, equation (74).

    Returns what boycotts leave of the pulls.
    """
    left = 0.0
    for slot in range(len(suppliers)):
        left += pull[slot] * kept[supplier_origin[suppliers[slot]]]
    usual, diverted = (1.0 - part) * scale, part * spending / left
    for slot in range(len(suppliers)):
        pull[slot] *= usual + diverted * kept[supplier_origin[suppliers[slot]]]
    return float(left)
