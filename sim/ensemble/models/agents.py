"""A run with agents: the key figures of its end, and their paths by week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite

import numpy as np

from sim.ensemble.jobs import Outcome
from sim.ensemble.models.headings import heading_of
from sim.ensemble.pair import pair_of
from sim.ensemble.staffs import staff_of
from sim.ensemble.study import Figure
from sim.ensemble.worlds import world_of
from sim.metrics.axes import Floats
from sim.metrics.computing import Metrics, compute_metrics
from sim.metrics.draw_paths import paths_of
from sim.metrics.key_figures import KEY_FIGURES, KeyFigure, key_values
from sim.metrics.settings import Settings
from sim.records.in_memory import observed_run
from sim.scenario.schema import Scenario


class Agents:
    """Firms, households and governments, simulated with and without the measures.

    Supply chains are looked through in a few weeks: paths that need them are NaN in the others.
    """

    def figures(self, scenario: Scenario) -> tuple[Figure, ...]:
        """Return the key figures of a run, with the names of the two economies that they are about."""
        world = world_of(scenario)
        return tuple(heading_of(each, pair_of(scenario, world), world) for each in KEY_FIGURES)

    def run(self, scenario: Scenario, replication: int, paths: bool) -> Outcome:
        """Simulate both arms and work out the key figures, as in the report of a run."""
        metrics = measured(scenario, replication, paths)
        figures: dict[str, float | None] = {}
        for name, change in key_values(metrics).items():
            figures[name] = _number(change.run)
            if _OF_KEY_FIGURES[name].long_run:
                figures[f"{name}.long_run"] = _number(change.benchmark)
        return Outcome(figures, dict(_paths(metrics)) if paths else {})


def measured(scenario: Scenario, replication: int, paths: bool = True, threads: int = 1) -> Metrics:
    """Simulate a scenario and return its metrics, of the tables that a run in memory has."""
    world = world_of(scenario)
    pair = pair_of(scenario, world)
    deciding = bool(scenario.governments)
    run = observed_run(
        scenario, world, replication, pair, threads, paths, staff=staff_of(scenario) if deciding else None
    )
    asked = scenario.metrics
    blocs = {name: tuple(members) for name, members in asked.blocs.items()}
    # Tables by economy are those of the pair, whosever a single run would write.
    return compute_metrics(run, Settings((), blocs, asked.weights.given), pair)


def _paths(metrics: Metrics) -> Iterator[tuple[str, Floats]]:
    looked_through = metrics.axes.week_positions(metrics.frame("decoupling_index")["week"])
    for (series, economy), arms in paths_of(metrics):
        for arm, values in zip(("path", "reference"), arms, strict=True):
            every = values
            if len(values) != len(metrics.axes.weeks):
                every = np.full(len(metrics.axes.weeks), np.nan)
                every[looked_through] = values
            yield ".".join(filter(None, (arm, series, economy))), every


def _number(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else float(value)


_OF_KEY_FIGURES: Mapping[str, KeyFigure] = {each.name: each for each in KEY_FIGURES}

MODEL = Agents()
