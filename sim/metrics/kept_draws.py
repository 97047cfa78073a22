"""What is kept of draws of one scenario, wherever it is kept: in memory, or in one table of many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from sim.metrics.axes import Floats
from sim.metrics.computing import Metrics
from sim.metrics.draw_paths import paths_of
from sim.records.reading import Run

ELASTICITIES = "world.elasticities.set"
"""Dotted place in a scenario of the set of trade elasticities: a word; all else that is drawn is a number."""


@dataclass(frozen=True)
class Uncertain:
    """What is drawn beside the firms.

    Parameters
    ----------
    figures : frozenset of str
        Dotted places in the scenario of the figures that are drawn.
    elasticities : frozenset of str
        Names of the sets of trade elasticities that came up.
    """

    figures: frozenset[str] = frozenset()
    elasticities: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.figures or self.elasticities)

    def __or__(self, other: Uncertain) -> Uncertain:
        return Uncertain(self.figures | other.figures, self.elasticities | other.elasticities)


class SomeDraws(Protocol):
    """One draw of a scenario or many, wherever their paths are kept."""

    @property
    def question(self) -> str:
        """What they ask, whatever their seed."""

    @property
    def chances(self) -> tuple[tuple[int, int], ...]:
        """Seed and number of the replication of each draw."""

    @property
    def weeks(self) -> tuple[date, ...]:
        """Mondays, ``W`` of them."""

    @property
    def uncertain(self) -> Uncertain:
        """What is drawn beside the firms."""

    @property
    def keys(self) -> Collection[tuple[str, str]]:
        """Name and economy of every series."""

    def arms(self, key: tuple[str, str]) -> tuple[Floats, Floats]:
        """Return the (D, W) paths of a series in the run and without the measures, by draw and week."""


class ManyDraws(SomeDraws, Protocol):
    """Draws in one table, of which the key figures are known too."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two economies that they are about, in order."""

    @property
    def digest(self) -> str:
        """Hash of the table."""

    def figure(self, name: str) -> Sequence[float | None]:
        """Return a key figure of each draw: ``<figure>``, or ``<figure>.long_run``."""


@dataclass(frozen=True, eq=False)
class Draw:
    """What is kept of one draw: a few paths, which take a thousandth of the room of its metrics.

    Parameters
    ----------
    question : str
        What it asks, whatever its seed.
    chance : tuple of int
        Seed and number of the replication: what its draws of chance come from.
    weeks : tuple of date
        Mondays, ``W`` of them.
    paths : mapping of (str, str) to pair of (W,) arrays
        Run and reference of each series, by name and economy.
    uncertain : Uncertain
        What was drawn beside the firms.
    """

    question: str
    chance: tuple[int, int]
    weeks: tuple[date, ...]
    paths: Mapping[tuple[str, str], tuple[Floats, Floats]]
    uncertain: Uncertain = Uncertain()

    @property
    def chances(self) -> tuple[tuple[int, int], ...]:
        """Seed and number of its replication, of the one draw that it is."""
        return (self.chance,)

    @property
    def keys(self) -> Collection[tuple[str, str]]:
        """Name and economy of every series."""
        return self.paths.keys()

    def arms(self, key: tuple[str, str]) -> tuple[Floats, Floats]:
        """Return the (1, W) paths of a series in the run and without the measures."""
        run, reference = self.paths[key]
        return run[np.newaxis], reference[np.newaxis]


def draw_of(metrics: Metrics) -> Draw:
    """Take out of the metrics of a run what is kept of it as a draw."""
    run = metrics.evidence.run
    drawn = dict(run.manifest.get("drawn", {}))
    sets = {str(drawn.pop(ELASTICITIES))} if ELASTICITIES in drawn else set()
    uncertain = Uncertain(frozenset(drawn), frozenset(sets))
    return Draw(question(run), chance(run), metrics.axes.weeks, dict(paths_of(metrics)), uncertain)


def question(run: Run) -> str:
    """Tell what a run asks, whatever its seed and number of draws."""
    return str(run.manifest.get("question_hash", run.manifest["scenario_hash"]))


def chance(run: Run) -> tuple[int, int]:
    """Tell seed and number of the replication, from which all draws of chance of a run come."""
    return int(run.manifest["seed"]), int(run.manifest.get("replication", 1))
