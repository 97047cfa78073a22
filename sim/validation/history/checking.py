"""Every moment of history, worked out for a scenario's behaviour, with its verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.economy.base import build_base
from sim.metrics.replay.moment import Moment, Verdict
from sim.metrics.replay.targets import measure_replay
from sim.scenario.schema import Scenario
from sim.validation.history.experiments import (
    announced_cut,
    elasticity_by_horizon,
    pulled_forward,
    targeted_varieties,
)
from sim.validation.history.industries import industry_correlation
from sim.validation.history.replaying import recorded_on, replay_by_agents, replay_by_mean_field
from sim.validation.history.targets import MOMENTS
from sim.world import World

Told = Callable[[str], None]

RANGE = (5.0, 95.0)
"""Percentiles of the 90 % range over seeds."""


@dataclass(frozen=True)
class Checked:
    """A moment held against history.

    Parameters
    ----------
    moment : Moment
        What it is, and its bands.
    values : tuple of float
        One for each seed; a single one where nothing is drawn at random.
    """

    moment: Moment
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean over seeds."""
        return float(np.mean(self.values))

    @property
    def range(self) -> tuple[float, float]:
        """90 % range over seeds."""
        low, high = np.percentile(self.values, RANGE)
        return float(low), float(high)

    @property
    def verdict(self) -> Verdict:
        """Verdict on the mean."""
        return self.moment.verdict(self.mean)


def check_history(
    scenario: Scenario, seeds: int = 5, threads: int = 1, told: Told | None = None
) -> tuple[Checked, ...]:
    """Replay the war with several seeds and try the experiments.

    Without the measures nothing moves from the base, draws or no draws, so that no second arm is run: the
    base is the comparison.

    Parameters
    ----------
    scenario : Scenario
        The war, up to February 2020.
    seeds : int
        Replications of the agents.
    threads : int
        Threads for the relationship kernels.
    told : callable, optional
        Told what is being done.
    """
    say = told if told is not None else _silent
    world = build_base(scenario)
    recorded = recorded_on(world)
    values: dict[str, list[float]] = {name: [] for name in MOMENTS}
    for replication in range(1, seeds + 1):
        say(f"replay {replication} of {seeds}")
        found = replay_by_agents(scenario, world, replication, threads)
        for name, value in measure_replay(found.replay, recorded).items():
            values[name].append(value)
        values["links_kept"].append(found.links_kept)
        values["industry_falls"].append(industry_correlation(found.replay, world))
    say("experiments")
    for name, value in try_experiments(scenario, world).items():
        values[name].append(value)
    return tuple(Checked(moment, tuple(values[name])) for name, moment in MOMENTS.items())


def without_agents(scenario: Scenario, world: World) -> dict[str, float]:
    """Every moment that the mean-field limit yields, by name: all but the survival of single links."""
    replay = replay_by_mean_field(scenario, world)
    return {
        **measure_replay(replay, recorded_on(world)),
        "industry_falls": industry_correlation(replay, world),
        **try_experiments(scenario, world),
    }


def try_experiments(scenario: Scenario, world: World) -> dict[str, float]:
    """Moments of the experiments, by name."""
    first, eighth = elasticity_by_horizon(scenario, world, (1, 8))
    return {
        "elasticity_year_1": first,
        "elasticity_year_8": eighth,
        **targeted_varieties(scenario, world),
        "flow_over_use": announced_cut(scenario, world),
        "pulled_forward": pulled_forward(scenario, world),
    }


def _silent(_text: str) -> None:
    pass
