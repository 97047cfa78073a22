"""The network of buyer-supplier relationships, laid so that all margins are exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.world.kernels import kernel
from sim.world.population.buyers import Buyers
from sim.world.population.firms import Distributors, Producers
from sim.world.population.laying import lay
from sim.world.population.market_access import MarketAccess
from sim.world.world import Floats, Integers


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
    buyer: NDArray[np.int32]
    supplier: NDArray[np.int32]
    weight: Floats

    @property
    def count(self) -> int:
        """Number of relationships."""
        return len(self.supplier)


def lay_relationships(
    access: MarketAccess,
    buyers: Buyers,
    producers: Producers,
    distributors: Distributors,
    budget: Integers,
    generator: np.random.Generator,
) -> Relationships:
    """Lay buyers and sellers of each market on [0, 1], take every overlap, split the heaviest.

    Every margin is exact whatever the draws (:func:`sim.world.population.laying.lay`), and
    every market has as many relationships as planned.

    Parameters
    ----------
    access : MarketAccess
        Sellers of each market and their sales.
    buyers : Buyers
        Buyers of each market, their shares and pieces.
    producers, distributors
        The firms.
    budget : (M,) int
        Number of relationships of each market.
    generator : numpy.random.Generator
        Source of the shuffles.
    """
    count = int(budget.sum())
    slot_start = np.concatenate(([0], np.cumsum(budget)))
    accounts = np.where(budget > 0, 1 + np.diff(buyers.start) - buyers.pooled, 0)
    market_start = np.concatenate(([0], np.cumsum(accounts)))
    account_start = np.zeros(market_start[-1] + 1, np.int64)
    buyer, supplier, weight = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count)
    lay(
        access.start,
        access.producer,
        access.spending,
        producers.economy,
        buyers.start,
        buyers.firm,
        buyers.share,
        buyers.pooled,
        buyers.pieces,
        slot_start,
        market_start,
        generator,
        account_start,
        buyer,
        supplier,
        weight,
    )
    account_buyer = np.full(market_start[-1], -1, np.int64)
    pool = market_start[:-1][accounts > 0]
    account_buyer[np.setdiff1d(np.arange(len(account_buyer)), pool)] = buyers.firm[buyers.firm >= 0]
    economy = np.repeat(
        np.arange(len(distributors.economy_start) - 1), len(budget) // len(distributors.economy_start[1:])
    )
    _name_distributors(
        account_start[pool],
        account_start[pool + 1],
        economy[accounts > 0],
        weight,
        distributors.economy_start,
        distributors.size,
        producers.count,
        generator.random(len(pool)),
        buyer,
    )
    return Relationships(market_start, account_start, account_buyer, buyer, supplier, weight)


@kernel
def _name_distributors(
    first: Any,
    end: Any,
    economy: Any,
    weight: Any,
    economy_start: Any,
    size: Any,
    producers: int,
    shift: Any,
    buyer: Any,
) -> None:
    """Write which distributor holds each relationship of a pool, in proportion to size.

    The pool's relationships and the economy's distributors lie side by side, shifted at
    random and joined at the ends: a distributor smaller than a relationship holds one in
    some markets and none in others.
    """
    for pool in range(len(first)):
        start, after = economy_start[economy[pool]], economy_start[economy[pool] + 1]
        total = weight[first[pool] : end[pool]].sum()
        trader, reached, position = start, size[start], shift[pool]
        for slot in range(first[pool], end[pool]):
            step = weight[slot] / total
            position += 0.5 * step
            if position >= 1.0:
                position -= 1.0
                trader, reached = start, size[start]
            while reached < position and trader < after - 1:
                trader += 1
                reached += size[trader]
            buyer[slot] = producers + trader
            position += 0.5 * step
