"""The network of buyer-supplier relationships, laid so that all margins are exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from sim.world.population.market_access import MarketAccess
from sim.world.world import Floats, Integers

HEAVIEST_SHARE_OF_MARKET = 0.004
"""A heavier relationship is split in equal parts: one heavy slot distorts a small economy."""

NEGLIGIBLE_WIDTH = 1e-15


@dataclass(frozen=True)
class Buyers:
    """The buyers of every market: its distributors, then producers that buy for themselves.

    Markets are numbered ``destination * G + group``. The distributors of a market buy on
    one pooled account; every direct producer has an account of its own.

    Parameters
    ----------
    start : (M + 1,) int
        First buyer of each market.
    firm : (K,) int
        The buying firm: a producer, or ``F`` plus a distributor.
    share : (K,) float
        Share of the market's spending in the base; sums to one over a market.
    pooled : (M,) int
        How many of a market's buyers (the first ones) are distributors.
    """

    start: Integers
    firm: Integers
    share: Floats
    pooled: Integers


@dataclass(frozen=True)
class Relationships:
    """Slots: one buyer's spending on one supplier, with the weight it has in its market.

    Slots are ordered by market, account, draw. ``R`` slots, ``Q`` accounts, ``M`` markets.

    Parameters
    ----------
    market_start : (M + 1,) int
        First account of each market; a market's first account is its distributors' pool.
    account_start : (Q + 1,) int
        First slot of each account.
    account_buyer : (Q,) int
        Producer that the account belongs to; -1 for the distributors' pool.
    buyer : (R,) int
        The buying firm: a producer, or ``F`` plus a distributor.
    supplier : (R,) int
        The producer that supplies at the start.
    weight : (R,) float
        Share of the market's base spending; sums to one over a market.
    """

    market_start: Integers
    account_start: Integers
    account_buyer: Integers
    buyer: Integers
    supplier: Integers
    weight: Floats

    @property
    def count(self) -> int:
        """Number of relationships."""
        return len(self.supplier)


def lay_relationships(
    access: MarketAccess, buyers: Buyers, strata: Integers, generator: np.random.Generator
) -> Relationships:
    """Lay buyers and sellers of each market on [0, 1], shuffled, and take every overlap.

    Buyers are as wide as their share of spending and sellers as their share of spending.
    Repeating with fresh shuffles in several strata, each a part of the market, gives a buyer
    several suppliers. Every margin is exact whatever the shuffles.

    Parameters
    ----------
    access : MarketAccess
        Sellers of each market and their sales.
    buyers : Buyers
        Buyers of each market and their shares.
    strata : (M,) int
        Number of strata of each market.
    generator : numpy.random.Generator
        Source of the shuffles.
    """
    per_stratum = np.diff(access.start) + np.diff(buyers.start)
    capacity = int((strata * (per_stratum + np.ceil(1.0 / HEAVIEST_SHARE_OF_MARKET))).sum())
    count, slot_buyer, slot_supplier, weight, slots_of_market = _overlaps(
        access.start,
        access.producer,
        access.spending,
        buyers.start,
        buyers.share,
        strata,
        capacity,
        generator,
    )
    position, supplier, weight = slot_buyer[:count], slot_supplier[:count], weight[:count]
    pooled_until = buyers.start[:-1] + buyers.pooled
    market = np.repeat(np.arange(len(slots_of_market)), slots_of_market)
    is_pooled = position < pooled_until[market]
    account_key = np.where(is_pooled, pooled_until[market] - 1, position)
    order = np.argsort(account_key, kind="stable")
    keys, first = np.unique(account_key[order], return_index=True)
    market_of_account = np.searchsorted(buyers.start, keys, side="right") - 1
    pool = keys == pooled_until[market_of_account] - 1
    return Relationships(
        market_start=np.searchsorted(market_of_account, np.arange(len(strata) + 1)).astype(np.int64),
        account_start=np.concatenate((first, [count])).astype(np.int64),
        account_buyer=np.where(pool, -1, buyers.firm[keys]),
        buyer=buyers.firm[position[order]],
        supplier=supplier[order],
        weight=weight[order],
    )


@njit(cache=True)
def _overlaps(
    seller_start: Any,
    seller_firm: Any,
    seller_spending: Any,
    buyer_start: Any,
    buyer_share: Any,
    strata: Any,
    capacity: int,
    generator: Any,
) -> Any:
    buyer_of_slot = np.empty(capacity, np.int64)
    supplier_of_slot = np.empty(capacity, np.int64)
    weight = np.empty(capacity, np.float64)
    slots_of_market = np.zeros(len(strata), np.int64)
    count = 0
    for market in range(len(strata)):
        sellers = seller_start[market + 1] - seller_start[market]
        buyers = buyer_start[market + 1] - buyer_start[market]
        if sellers == 0 or buyers == 0:
            continue
        before = count
        total = seller_spending[seller_start[market] : seller_start[market + 1]].sum()
        seller_order = np.arange(seller_start[market], seller_start[market + 1])
        buyer_order = np.arange(buyer_start[market], buyer_start[market + 1])
        part = 1.0 / strata[market]
        for _ in range(strata[market]):
            _shuffle(seller_order, generator)
            _shuffle(buyer_order, generator)
            seller_place, buyer_place = 0, 0
            seller_left = seller_spending[seller_order[0]] / total
            buyer_left = buyer_share[buyer_order[0]]
            while True:
                width = min(seller_left, buyer_left)
                if width > NEGLIGIBLE_WIDTH:
                    pieces = int(np.ceil(width * part / HEAVIEST_SHARE_OF_MARKET))
                    for _piece in range(pieces):
                        buyer_of_slot[count] = buyer_order[buyer_place]
                        supplier_of_slot[count] = seller_firm[seller_order[seller_place]]
                        weight[count] = width * part / pieces
                        count += 1
                seller_left -= width
                buyer_left -= width
                # Both step on a tie; the last of either side only by exhausting the other.
                if seller_left <= NEGLIGIBLE_WIDTH:
                    seller_place += 1
                    if seller_place == sellers:
                        break
                    seller_left = seller_spending[seller_order[seller_place]] / total
                if buyer_left <= NEGLIGIBLE_WIDTH:
                    buyer_place += 1
                    if buyer_place == buyers:
                        break
                    buyer_left = buyer_share[buyer_order[buyer_place]]
        slots_of_market[market] = count - before
    return count, buyer_of_slot, supplier_of_slot, weight, slots_of_market


@njit(cache=True)
def _shuffle(order: Any, generator: Any) -> None:
    """Fisher-Yates in place; compiles in a fraction of the time of the generator's own method."""
    for place in range(len(order) - 1, 0, -1):
        other = int(generator.random() * (place + 1))
        order[place], order[other] = order[other], order[place]
