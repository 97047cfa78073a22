"""The relationship network in the form that a step works on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.economy.sums import sums_between
from sim.world.population import Population
from sim.world.world import Floats, Integers, World


@dataclass(frozen=True)
class Users:
    """Who uses what is bought in a market, by kind: ``K`` rows, ordered by market and sector.

    Parameters
    ----------
    row : (Q,) int
        Row of each account.
    destination, group : (K,) int
        Market of each row.
    sector : (K,) int
        Sector of the producers of a row; -1 for the distributors' pool.
    """

    row: NDArray[np.int32]
    destination: Integers
    group: Integers
    sector: Integers


@dataclass(frozen=True)
class Network:
    """Fixed structure of the network: markets, accounts, who belongs where.

    A market is a destination and product group, number ``destination * G + group``; a cell
    is an economy and product group as a place of production, numbered alike.

    Parameters
    ----------
    world : World
        The base.
    population : Population
        Firms and relationships.
    threads : int
        Threads that share the work; results do not depend on it.
    """

    world: World
    population: Population
    threads: int = 1

    @cached_property
    def supplier_origin(self) -> NDArray[np.unsignedinteger[Any]]:
        """(F,) economy of each producer, in as few bytes as hold it: every relationship looks it up."""
        smallest = np.min_scalar_type(len(self.world.economies))
        return self.population.producers.economy.astype(smallest)

    @cached_property
    def theta(self) -> Floats:
        """(F,) trade elasticity of what each producer makes."""
        return np.asarray(self.world.theta[self.population.producers.group])

    @cached_property
    def cell(self) -> Integers:
        """(F,) cell of each producer."""
        producers = self.population.producers
        return producers.economy * len(self.world.groups) + producers.group

    def by_cell(self, amounts: Floats) -> Floats:
        """(N, G) sums over the producers of each cell of (F,) amounts."""
        shape = len(self.world.economies), len(self.world.groups)
        return sums_between(amounts, self.population.producers.cell_start).reshape(shape)

    def by_economy(self, amounts: Floats) -> Floats:
        """(N,) sums over the producers of each economy of (F,) amounts."""
        return sums_between(amounts, self.population.producers.cell_start[:: len(self.world.groups)])

    @cached_property
    def market_of_account(self) -> Integers:
        """(Q,) market of each account."""
        starts = self.population.relationships.market_start
        return np.repeat(np.arange(len(starts) - 1), np.diff(starts))

    @cached_property
    def account_weight(self) -> Floats:
        """(Q,) sum of the weights of an account's relationships."""
        relationships = self.population.relationships
        return np.add.reduceat(relationships.weight, relationships.account_start[:-1])

    def account_scale(self, account_spending: Floats) -> Floats:
        """(Q,) share of its market's spending that a unit of weight in each account stands for."""
        spent = sums_between(account_spending, self.population.relationships.market_start)
        market_spending = np.where(spent > 0.0, spent, 1.0)[self.market_of_account]
        return np.asarray(account_spending / (self.account_weight * market_spending))

    @cached_property
    def pool(self) -> Integers:
        """(N, G) account of the distributors in each market; -1 where there is no market."""
        starts = self.population.relationships.market_start
        exists = np.diff(starts) > 0
        return np.where(exists, starts[:-1], -1).reshape(len(self.world.economies), len(self.world.groups))

    @cached_property
    def users(self) -> Users:
        """Kinds of users of each market: its pool, and by sector the producers that buy for themselves."""
        buyer, producers = self.population.relationships.account_buyer, self.population.producers
        sectors = len(self.world.sectors)
        sector = np.where(buyer >= 0, producers.sector[buyer], sectors)
        kind, row = np.unique(self.market_of_account * (sectors + 1) + sector, return_inverse=True)
        market, sector = np.divmod(kind, sectors + 1)
        destination, group = np.divmod(market, len(self.world.groups))
        return Users(row.astype(np.int32), destination, group, np.where(sector < sectors, sector, -1))

    @cached_property
    def base_mass(self) -> Floats:
        """(N, N, G) share of each origin in a market's base spending, as laid."""
        economies, groups = len(self.world.economies), len(self.world.groups)
        relationships = self.population.relationships
        market = np.repeat(self.market_of_account, np.diff(relationships.account_start))
        origin = self.population.producers.economy[relationships.supplier]
        flow = origin * economies * groups + market
        mass = np.bincount(flow, weights=relationships.weight, minlength=economies * economies * groups)
        return np.asarray(mass.reshape(economies, economies, groups), dtype=np.float64)

    @cached_property
    def tasks(self) -> list[Integers]:
        """Product groups of each thread, balanced by the number of relationships."""
        groups = len(self.world.groups)
        relationships = self.population.relationships
        slots = relationships.account_start[relationships.market_start]
        by_group = np.diff(slots).reshape(-1, groups).sum(axis=0)
        loads = np.zeros(self.threads)
        members: list[list[int]] = [[] for _ in range(self.threads)]
        for group in np.argsort(-by_group, kind="stable"):
            lightest = int(np.argmin(loads))
            members[lightest].append(int(group))
            loads[lightest] += by_group[group]
        return [np.array(sorted(each), dtype=np.int64) for each in members]

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads - 1)

    def by_group(self, kernel: Callable[..., None], *arguments: object) -> None:
        """Run a kernel over all product groups, shared among the threads, this one included.

        A thread that waits for others to do all the work leaves a processor idle for as long as it takes
        to wake them: a third of the time of a million relationships.
        """
        first, *others = self.tasks
        begun = [self._executor.submit(kernel, task, *arguments) for task in others] if others else []
        kernel(first, *arguments)
        for done in begun:
            done.result()
