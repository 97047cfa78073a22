"""How many firms there are, what they make and how large they are in the base."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.world.population.budgets import shared_out
from sim.world.world import Floats, Integers, World

PARETO_SHAPE = 1.06
"""Tail exponent of firm sizes (Axtell 2001: Zipf, close to 1; 1.06 is the common estimate)."""

FEWEST_PRODUCERS_IN_A_CELL = 4
FEWEST_DISTRIBUTORS = 6


@dataclass(frozen=True)
class Producers:
    """Producing firms, ordered by economy, then product group, then size (largest first).

    ``F`` firms; a cell is an economy and product group, number ``economy * G + group``.

    Parameters
    ----------
    economy, group, sector : (F,) int
        Where the firm is, what it makes, which technology it uses.
    size : (F,) float
        Share of its cell's sales in the base; sums to one over each cell.
    cell_start : (N * G + 1,) int
        First firm of each cell; cells without output have none.
    base_sales : (F,) float
        Receipts before duty in the base, USD mn a year.
    """

    economy: Integers
    group: Integers
    sector: Integers
    size: Floats
    cell_start: Integers
    base_sales: Floats

    @property
    def count(self) -> int:
        """Number of producers."""
        return len(self.economy)


@dataclass(frozen=True)
class Distributors:
    """Distributing firms: they import, serve small producers and sell to households.

    Parameters
    ----------
    economy : (B,) int
        Where the firm is; ordered by economy.
    size : (B,) float
        Share of its economy's distribution; sums to one over each economy.
    economy_start : (N + 1,) int
        First distributor of each economy.
    """

    economy: Integers
    size: Floats
    economy_start: Integers

    @property
    def count(self) -> int:
        """Number of distributors."""
        return len(self.economy)


def producers_of(world: World, number: int) -> Producers:
    """Synthesise the producers: counts by the square root of output, sizes Pareto.

    The square root gives small cells enough firms for a network without starving large
    ones. Sizes are the quantiles of a Pareto law, not draws, so that they do not depend on
    the seed.

    Parameters
    ----------
    world : World
        The base.
    number : int
        Number of producers to aim at; at least four a cell with output are made.
    """
    economies, groups = len(world.economies), len(world.groups)
    output = world.group_output.ravel()
    counts = _counts(output, number, FEWEST_PRODUCERS_IN_A_CELL)
    cell = np.repeat(np.arange(economies * groups), counts)
    cell_start = np.concatenate(([0], np.cumsum(counts)))
    size = _pareto_shares(counts)
    group = cell % groups
    return Producers(
        economy=cell // groups,
        group=group,
        sector=world.sector_of_group[group],
        size=size,
        cell_start=cell_start,
        base_sales=size * output[cell],
    )


def distributors_of(world: World, number: int) -> Distributors:
    """Synthesise the distributors: counts by the square root of consumption, sizes Pareto."""
    counts = _counts(world.consumption, number, FEWEST_DISTRIBUTORS)
    return Distributors(
        economy=np.repeat(np.arange(len(world.economies)), counts),
        size=_pareto_shares(counts),
        economy_start=np.concatenate(([0], np.cumsum(counts))),
    )


def _counts(value: Floats, number: int, fewest: int) -> Integers:
    """Split ``number`` over cells by the square root of value, at least ``fewest`` where positive."""
    positive = value > 0.0
    spare = max(number - fewest * int(positive.sum()), 0)
    least = np.zeros(len(value), np.int64)
    return np.where(positive, fewest, 0) + shared_out(np.sqrt(value), least, spare)


def _pareto_shares(counts: Integers) -> Floats:
    """Pareto quantiles within each cell, largest first, normalised to sum to one."""
    start = np.repeat(np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    rank = np.arange(int(counts.sum())) - start
    size = ((rank + 0.5) / np.repeat(counts, counts)) ** (-1.0 / PARETO_SHAPE)
    cell = np.repeat(np.arange(len(counts)), counts)
    return np.asarray(size / np.bincount(cell, weights=size, minlength=len(counts))[cell])
