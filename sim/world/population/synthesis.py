"""From a world to its population: firms, who buys directly, and all relationships."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.world.population.firms import Distributors, Producers, distributors_of, producers_of
from sim.world.population.market_access import MarketAccess, market_access_of
from sim.world.population.relationships import Buyers, Relationships, lay_relationships
from sim.world.streams import random_stream
from sim.world.world import Floats, Integers, World

FEWEST_STRATA = 5
"""Every buyer has at least this many relationships for each input."""

HIGHEST_DIRECT_SHARE_OF_FIRMS = 0.5
"""At least half of an economy's producers buy through distributors (assumed)."""


@dataclass(frozen=True)
class Population:
    """The firms of a world and the relationships between them at the start."""

    producers: Producers
    distributors: Distributors
    access: MarketAccess
    relationships: Relationships


def synthesise_population(
    world: World, producers: int, relationships: int, distributors: int, seed: int, replication: int = 1
) -> Population:
    """Make a population whose cell totals, firm sales and market margins are exact.

    Parameters
    ----------
    world : World
        The base.
    producers, relationships, distributors : int
        Numbers to aim at. Small numbers are exceeded: every cell with output has at least
        four producers and every buyer at least five relationships an input.
    seed, replication : int
        Identify the random draws.
    """
    makers = producers_of(world, producers)
    traders = distributors_of(world, distributors)
    access = market_access_of(world, makers)
    budget = _relationships_by_market(world, relationships)
    buyers = _buyers(world, makers, traders, np.diff(access.start), budget)
    strata = _strata(budget, np.diff(access.start) + np.diff(buyers.start))
    generator = random_stream(seed, "relationships", replication)
    return Population(makers, traders, access, lay_relationships(access, buyers, strata, generator))


def _relationships_by_market(world: World, relationships: int) -> Integers:
    """(M,) relationships planned for each market, by the square root of its spending."""
    weight = np.sqrt(world.absorption.ravel())
    return np.asarray(np.floor(relationships * weight / weight.sum()), dtype=np.int64)


def _strata(budget: Integers, per_stratum: Integers) -> Integers:
    """(M,) strata of each market: in proportion to its budget, at least five, the sum as planned."""
    low, high = 0.0, 1.0
    for _ in range(30):
        scale = 0.5 * (low + high)
        strata = np.maximum(FEWEST_STRATA, np.rint(scale * budget / np.maximum(per_stratum, 1)))
        if (strata * per_stratum).sum() > budget.sum():
            high = scale
        else:
            low = scale
    return np.asarray(strata, dtype=np.int64)


def _buyers(
    world: World, producers: Producers, distributors: Distributors, sellers: Integers, budget: Integers
) -> Buyers:
    """Choose which producers buy for themselves: the largest users, as many as fit the budget."""
    groups = len(world.groups)
    firms, shares, starts, pooled = [], [], [0], []
    by_economy = np.searchsorted(producers.economy, np.arange(len(world.economies) + 1))
    for economy in range(len(world.economies)):
        own = np.arange(by_economy[economy], by_economy[economy + 1])
        traders = np.arange(distributors.economy_start[economy], distributors.economy_start[economy + 1])
        spending = producers.base_sales[own, None] * world.input_share[economy][:, producers.sector[own]].T
        for group in range(groups):
            absorption = world.absorption[economy, group]
            if absorption <= 0.0:
                starts.append(starts[-1])
                pooled.append(0)
                continue
            market = economy * groups + group
            room = budget[market] // FEWEST_STRATA - sellers[market] - len(traders)
            direct = _largest(spending[:, group], max(int(room), 0))
            direct_share = spending[direct, group] / absorption
            pool_share = distributors.size[traders] * (1.0 - direct_share.sum())
            firms.append(np.concatenate((producers.count + traders, own[direct])))
            shares.append(np.concatenate((pool_share, direct_share)))
            starts.append(starts[-1] + len(firms[-1]))
            pooled.append(len(traders))
    return Buyers(
        start=np.array(starts, np.int64),
        firm=np.concatenate(firms),
        share=np.concatenate(shares),
        pooled=np.array(pooled, np.int64),
    )


def _largest(spending: Floats, number: int) -> Integers:
    """Positions of the largest positive entries, at most half of them, in a stable order."""
    users = int((spending > 0.0).sum())
    number = min(number, int(HIGHEST_DIRECT_SHARE_OF_FIRMS * users))
    order = np.argsort(-spending, kind="stable")[:number]
    return np.sort(order)
