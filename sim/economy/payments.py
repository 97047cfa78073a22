"""What buyers pay and receive, worked out relationship by relationship, apart from the shipping kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.world.accounts import Floats, Integers


@dataclass(frozen=True)
class Payments:
    """A week's payments for goods, before duty.

    Parameters
    ----------
    to_producer : (F,) float
        What each producer is paid, USD mn a week.
    over_flow : (N, N, G) float
        What buyers of a destination pay firms of an origin, USD mn a week.
    shipped : (F,) float
        Quantity that buyers order of each producer, USD mn a week at base prices.
    """

    to_producer: Floats
    over_flow: Floats
    shipped: Floats


def payments_over_relationships(
    market_start: Integers,
    account_start: Integers,
    account_spending: Floats,
    strength: Floats,
    supplier: Integers,
    supplier_origin: Integers,
    price: Floats,
    factor: Floats,
    charged: Floats,
    tariff: Floats,
    order: Floats,
    power: float,
    final_part: Floats,
    kept: Floats,
) -> Payments:
    """Return what follows from equations (32) and (74) for every relationship, added up.

    An account spends ``spending a (p tau)^(1 - eta) / sum of the same`` on a relationship,
    duty included, and its supplier is paid for what is ordered, a multiple of
    what is used. The same result as :func:`sim.economy.shipping.ship`, in numpy and from
    prices rather than their stored powers, so that either can be checked against the other.
    One destination at a time, which bounds the memory.

    Parameters
    ----------
    market_start, account_start : int
        First account of each market (``destination * G + group``), first slot of each account.
    account_spending : (Q,) float
        What each account spends, duty included, USD mn a week.
    strength : (R,) float
        ``a`` of each relationship.
    supplier : (R,) int
        Supplier of each relationship.
    supplier_origin : (F,) int
        Economy of each producer.
    price : (F,) float
        Supplier price, base = 1.
    factor, charged, tariff : (N, N, G) float
        Landed over list price, base = 1; what exporters charge over list price; ad-valorem rate, fraction.
    order : (N, N, G) float
        Orders over use of each flow.
    power : float
        ``1 - eta`` of the short-run elasticity ``eta``.
    final_part : (Q,) float
        Part of an account's spending that follows households' boycotts.
    kept : (N, N) float
        What boycotts leave of households' demand for an origin's goods.
    """
    economies, _, groups = tariff.shape
    paid, shipped = np.zeros(len(price)), np.zeros(len(price))
    over_flow = np.zeros(tariff.shape)
    for destination in range(economies):
        accounts = market_start[destination * groups : (destination + 1) * groups + 1]
        first, last = accounts[0], accounts[-1]
        if first == last:
            continue
        starts = account_start[first : last + 1]
        slots = slice(starts[0], starts[-1])
        sizes = np.diff(starts)
        group = np.repeat(np.repeat(np.arange(groups), np.diff(accounts)), sizes)
        firm = supplier[slots]
        origin = supplier_origin[firm]
        landed = price[firm] * factor[origin, destination, group]
        pull = strength[slots] * landed**power
        total = np.add.reduceat(pull, starts[:-1] - starts[0])
        wanted = pull * kept[origin, destination]
        left = np.add.reduceat(wanted, starts[:-1] - starts[0])
        spending, diverted = account_spending[first:last], final_part[first:last]
        spent = pull * np.repeat((1.0 - diverted) * spending / total, sizes)
        spent += wanted * np.repeat(diverted * spending / left, sizes)
        used = spent / (1.0 + tariff[origin, destination, group])
        before_duty = used * order[origin, destination, group]
        supplier_price = price[firm] * charged[origin, destination, group]
        paid += np.bincount(firm, weights=before_duty, minlength=len(price))
        shipped += np.bincount(firm, weights=before_duty / supplier_price, minlength=len(price))
        flow = np.bincount(origin * groups + group, weights=before_duty, minlength=economies * groups)
        over_flow[:, destination] = flow.reshape(economies, groups)
    return Payments(paid, over_flow, shipped)
