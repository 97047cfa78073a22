"""What buyers pay and receive, worked out relationship by relationship, apart from the shipping kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True)
class Outlays:
    """What the buyers of one economy spend on their relationships, which stand side by side.

    Parameters
    ----------
    slots : slice
        The economy's relationships among all.
    account, supplier, origin, group : (K,) int
        Buying account, supplier and its economy, and product group of each.
    spending : (K,) float
        What the buyer spends on what it uses, duty included, USD mn a week.
    """

    slots: slice
    account: Integers
    supplier: NDArray[np.int32]
    origin: Integers
    group: Integers
    spending: Floats


@dataclass(frozen=True)
class Buying:
    """All that decides on how spending spreads over relationships in a week.

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

    market_start: Integers
    account_start: Integers
    account_spending: Floats
    strength: Floats
    supplier: NDArray[np.int32]
    supplier_origin: Integers
    price: Floats
    factor: Floats
    charged: Floats
    tariff: Floats
    order: Floats
    power: float
    final_part: Floats
    kept: Floats

    def outlays(self, destination: int) -> Outlays:
        """Return what follows from equations (32) and (74) for every relationship of an economy's buyers.

        An account spends ``spending a (p tau)^(1 - eta) / sum of the same`` on a relationship, duty
        included. The same result as :func:`sim.economy.shipping.ship`, in numpy and from prices
        rather than their stored powers, so that either can be checked against the other.
        """
        groups = self.tariff.shape[2]
        accounts = self.market_start[destination * groups : (destination + 1) * groups + 1]
        first, last = int(accounts[0]), int(accounts[-1])
        starts = self.account_start[first : last + 1]
        slots = slice(int(starts[0]), int(starts[-1]))
        sizes = np.diff(starts)
        group = np.repeat(np.repeat(np.arange(groups), np.diff(accounts)), sizes)
        firm = self.supplier[slots]
        origin = self.supplier_origin[firm].astype(np.int64)
        landed = self.price[firm] * self.factor[origin, destination, group]
        pull = self.strength[slots] * landed**self.power
        spent = np.zeros(len(pull))
        if first < last:
            total = np.add.reduceat(pull, starts[:-1] - starts[0])
            wanted = pull * self.kept[origin, destination]
            left = np.add.reduceat(wanted, starts[:-1] - starts[0])
            spending, diverted = self.account_spending[first:last], self.final_part[first:last]
            spent = pull * np.repeat((1.0 - diverted) * spending / total, sizes)
            spent += wanted * np.repeat(diverted * spending / left, sizes)
        return Outlays(slots, np.repeat(np.arange(first, last), sizes), firm, origin, group, spent)


def payments_over_relationships(buying: Buying) -> Payments:
    """Return what suppliers are paid over every relationship, added up.

    They are paid for what is ordered, a multiple of what is used. One destination at a time, which
    bounds the memory.
    """
    price, tariff = buying.price, buying.tariff
    economies, _, groups = tariff.shape
    paid, shipped = np.zeros(len(price)), np.zeros(len(price))
    over_flow = np.zeros(tariff.shape)
    for destination in range(economies):
        each = buying.outlays(destination)
        flow = each.origin, destination, each.group
        used = each.spending / (1.0 + tariff[flow])
        before_duty = used * buying.order[flow]
        supplier_price = price[each.supplier] * buying.charged[flow]
        paid += np.bincount(each.supplier, weights=before_duty, minlength=len(price))
        shipped += np.bincount(each.supplier, weights=before_duty / supplier_price, minlength=len(price))
        sums = np.bincount(
            each.origin * groups + each.group, weights=before_duty, minlength=economies * groups
        )
        over_flow[:, destination] = sums.reshape(economies, groups)
    return Payments(paid, over_flow, shipped)
