"""Who buys in each market: distributors on one pool, the largest users on accounts of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.world.kernels import kernel
from sim.world.population.budgets import FEWEST_IN_AN_ACCOUNT
from sim.world.population.firms import Producers
from sim.world.world import Floats, Integers, World

HIGHEST_DIRECT_SHARE_OF_FIRMS = 0.5
"""At least half of the users of an input buy it through distributors (assumed)."""

PIECES_BY_ROOT_OF_BUDGET = 0.4
"""A direct buyer's needs are cut into this times the square root of its market's relationships."""

PART_LAID = 0.7
"""Part of a market's relationships that laying may use up; the rest splits the heaviest ones."""

POOL_INTERVALS_TO_DIRECT_BUYERS = 0.25
"""Intervals of the distributors' pool in a stratum for each direct buyer, at least one."""


@dataclass(frozen=True)
class Buyers:
    """The buyers of every market: its distributors' pool, then producers that buy for themselves.

    Markets are numbered ``destination * G + group``. The distributors of a market buy on
    one pooled account, which lies on the line in several intervals; every direct producer
    has an account of its own and one interval.

    Parameters
    ----------
    start : (M + 1,) int
        First interval of each market.
    firm : (K,) int
        The producer that buys for itself; -1 for the pool.
    share : (K,) float
        Share of the market's spending in the base; sums to one over a market.
    pooled : (M,) int
        How many of a market's intervals (the first ones) are the pool's.
    pieces : (M,) int
        Into how many pieces each interval of a market is cut.
    """

    start: Integers
    firm: Integers
    share: Floats
    pooled: Integers
    pieces: Integers


def buyers_of(world: World, producers: Producers, sellers: Integers, budget: Integers) -> Buyers:
    """Choose which producers buy for themselves: the largest users, as many as fit the budget.

    With a larger budget both the direct buyers of a market and the pieces of each grow with
    the square root of its relationships: the mean-field limit needs many accounts and many
    relationships in each.

    Parameters
    ----------
    world, producers
        The base and its producers.
    sellers, budget : (M,) int
        Sellers in each market and relationships planned for it.
    """
    pieces, direct, pooled = _plan(sellers, budget, _most_direct(world, producers))
    start = np.concatenate(([0], np.cumsum(direct + pooled)))
    firm, share = np.full(start[-1], -1, np.int64), np.empty(start[-1])
    _choose(
        start,
        pooled,
        world.absorption,
        world.input_share,
        producers.sector,
        producers.base_sales,
        producers.cell_start,
        firm,
        share,
    )
    return Buyers(start=start, firm=firm, share=share, pooled=pooled, pieces=pieces)


def _plan(sellers: Integers, budget: Integers, most_direct: Integers) -> tuple[Integers, Integers, Integers]:
    """(M,) pieces of each interval, direct buyers and the pool's intervals of each market."""
    laid = np.maximum(PART_LAID * budget - sellers, 0.0)
    pieces = np.maximum(PIECES_BY_ROOT_OF_BUDGET * np.sqrt(budget), FEWEST_IN_AN_ACCOUNT).astype(np.int64)
    # The pool has at least one interval, so the first direct buyer takes the room of two.
    fitting = np.minimum(laid / pieces - 1.0, laid / pieces / (1.0 + POOL_INTERVALS_TO_DIRECT_BUYERS))
    direct = np.clip(fitting, 0, most_direct).astype(np.int64)
    pooled = np.maximum(POOL_INTERVALS_TO_DIRECT_BUYERS * direct, budget > 0).astype(np.int64)
    # Where no more firms may buy for themselves, those that do are cut finer.
    finer = (laid / np.maximum(direct + pooled, 1)).astype(np.int64)
    return np.where(direct > 0, np.maximum(pieces, finer), 1), direct, pooled


def _most_direct(world: World, producers: Producers) -> Integers:
    """(M,) how many producers may buy for themselves in each market."""
    firms = np.diff(producers.cell_start).reshape(len(world.economies), len(world.groups))
    uses = world.input_share[:, :, world.sector_of_group] > 0.0
    users = (uses * firms[:, None, :]).sum(axis=2).ravel()
    return np.asarray(np.floor(HIGHEST_DIRECT_SHARE_OF_FIRMS * users), dtype=np.int64)


@kernel
def _choose(
    start: Any,
    pooled: Any,
    absorption: Any,
    input_share: Any,
    sector: Any,
    base_sales: Any,
    cell_start: Any,
    firm: Any,
    share: Any,
) -> None:
    """Write each market's direct buyers and all shares.

    Firms are ordered by size within cells, so the largest users of a product are found by
    merging the cells of the economy: no sorting.
    """
    economies, groups = absorption.shape
    following = np.empty(groups, np.int64)
    for market in range(economies * groups):
        economy, group = market // groups, market % groups
        first = start[market] + pooled[market]
        for other in range(groups):
            following[other] = cell_start[economy * groups + other]
        for place in range(first, start[market + 1]):
            best, most = -1, 0.0
            for other in range(groups):
                candidate = following[other]
                if candidate < cell_start[economy * groups + other + 1]:
                    need = base_sales[candidate] * input_share[economy, group, sector[candidate]]
                    if need > most:
                        best, most = other, need
            firm[place] = following[best]
            following[best] += 1
        pool = 1.0
        for place in range(first, start[market + 1]):
            buyer = firm[place]
            share[place] = (
                base_sales[buyer] * input_share[economy, group, sector[buyer]] / absorption[economy, group]
            )
            pool -= share[place]
        for place in range(start[market], first):
            share[place] = pool / pooled[market]
