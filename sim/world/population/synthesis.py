"""From a world to its population: firms, who buys directly, and all relationships."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.world.population.budgets import (
    FEWEST_IN_AN_ACCOUNT,
    relationships_by_flow,
    relationships_by_market,
)
from sim.world.population.buyers import buyers_of
from sim.world.population.firms import Distributors, Producers, distributors_of, producers_of
from sim.world.population.market_access import MarketAccess, market_access_of
from sim.world.population.relationships import Relationships, lay_relationships
from sim.world.streams import random_stream
from sim.world.world import Integers, World

RELATIONSHIPS_OF_AN_EXPORTER = 4
"""An exporter is added to a flow for each four of its relationships (assumed)."""


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
        Numbers wanted. Small numbers are exceeded: every cell with output has at least four
        producers, every economy six distributors, every flow a relationship, every producer
        a customer and every account five relationships.
    seed, replication : int
        Identify the random draws.
    """
    makers = producers_of(world, producers)
    traders = distributors_of(world, distributors)
    access, budget = _planned(world, makers, relationships)
    buyers = buyers_of(world, makers, np.diff(access.start), budget)
    generator = random_stream(seed, "relationships", replication)
    laid = lay_relationships(access, buyers, makers, traders, budget, generator)
    return Population(makers, traders, access, laid)


def population_size(
    world: World, producers: int, relationships: int, distributors: int
) -> tuple[int, int, int]:
    """Return how many producers, distributors and relationships a population has, without laying it.

    Parameters
    ----------
    world, producers, relationships, distributors
        As for :func:`synthesise_population`, whose numbers these are whatever the draws.
    """
    makers = producers_of(world, producers)
    _, budget = _planned(world, makers, relationships)
    return makers.count, distributors_of(world, distributors).count, int(budget.sum())


def _planned(world: World, makers: Producers, relationships: int) -> tuple[MarketAccess, Integers]:
    """Return who sells in each market, and (M,) how many relationships it gets."""
    first_plan = relationships_by_market(world.expenditure, _fewest_sellers(world, makers), relationships)
    by_flow = relationships_by_flow(world.expenditure, first_plan)
    most_exporters = np.maximum(by_flow / RELATIONSHIPS_OF_AN_EXPORTER, 1.0).astype(np.int64)
    access = market_access_of(world, makers, most_exporters)
    sellers = np.diff(access.start)
    fewest = np.where(sellers > 0, np.maximum(sellers, FEWEST_IN_AN_ACCOUNT), 0)
    budget = relationships_by_market(world.expenditure, fewest, relationships)
    return access, budget


def _fewest_sellers(world: World, producers: Producers) -> Integers:
    """(M,) sellers of each market if one firm carries each flow from abroad and all sell at home."""
    economies, groups = len(world.economies), len(world.groups)
    firms = np.diff(producers.cell_start).reshape(economies, groups)
    home = np.einsum("nng->ng", world.expenditure) > 0.0
    origins = (world.expenditure > 0.0).sum(axis=0)
    return np.asarray((origins + home * (firms - 1)).ravel(), dtype=np.int64)
