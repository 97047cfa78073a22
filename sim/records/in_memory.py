"""A run that is not written: only what is asked of it is worked out, and no folder is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, partial
from pathlib import Path

import polars as pl
from threadpoolctl import threadpool_limits

from sim.economy.staff_model import StaffModel
from sim.model.limits import Limits
from sim.model.profile import Laps
from sim.records.arm_frames import ARM_TABLES, ArmFrames
from sim.records.arms import FOR_FIGURES, Arms, simulate_arms
from sim.records.benchmark_frames import benchmark_trade_frame, benchmark_welfare_frame
from sim.records.layout import Layout
from sim.records.manifest import world_facts
from sim.records.policy_frames import tariffs_frame
from sim.records.reading import Run
from sim.records.simulation import as_played
from sim.records.supply_chain_frames import SUPPLY_CHAIN_FRAMES
from sim.records.tables import SCENARIO_ARM
from sim.records.trade_frames import TradeInMemory
from sim.scenario.schema import Scenario
from sim.world import World

NOWHERE = Path()
"""Folder of a run that has none."""


class TablesInMemory(Mapping[str, pl.LazyFrame]):
    """Tables of an observed run, each made when it is first asked for.

    Those of the two arms, of average tariffs, and of the long run without frictions by economy and flow.

    Parameters
    ----------
    arms : Arms
        What was observed.
    pair : tuple of int
        Positions of the two economies that the run is about, the smaller first.
    """

    def __init__(self, arms: Arms, pair: tuple[int, int]) -> None:
        self._arms, self._pair = arms, pair
        self._layout = Layout(arms.world)
        self._frames = ArmFrames(arms.world)
        made: dict[str, Callable[[], pl.DataFrame]] = {
            "tariffs": lambda: tariffs_frame(self._layout, arms.recorders[SCENARIO_ARM]),
            "benchmark_welfare": lambda: benchmark_welfare_frame(self._layout, self._limits.long_run),
            "benchmark_trade": self._benchmark_trade,
            **{name: partial(self._of_arms, name) for name in ARM_TABLES},
            **{name: partial(self._of_chains, name) for name in SUPPLY_CHAIN_FRAMES},
        }
        self._made = {name: cache(make) for name, make in made.items()}

    def __getitem__(self, name: str) -> pl.LazyFrame:
        """Return one table; raises ``KeyError`` for one that is not kept of such a run."""
        return self._made[name]().lazy()

    def __iter__(self) -> Iterator[str]:
        """Names of the tables."""
        return iter(self._made)

    def __len__(self) -> int:
        """Count the tables."""
        return len(self._made)

    @cached_property
    def _limits(self) -> Limits:
        gazette = self._arms.recorders[SCENARIO_ARM].model.gazette
        return Limits(as_played(self._arms.scenario, gazette), self._arms.world)

    def _of_arms(self, name: str) -> pl.DataFrame:
        observed = self._arms.recorders.items()
        return pl.concat(self._frames.frame(name, recorder, arm) for arm, recorder in observed)

    def _of_chains(self, name: str) -> pl.DataFrame:
        make, observed = SUPPLY_CHAIN_FRAMES[name], self._arms.chains.items()
        return pl.concat(make(self._layout, chains.finished(), arm) for arm, chains in observed)

    def _benchmark_trade(self) -> pl.DataFrame:
        between = self._limits.long_run_between(self._pair)
        return benchmark_trade_frame(self._layout, self._limits.long_run, between)


def observed_run(
    scenario: Scenario,
    world: World,
    replication: int,
    pair: tuple[str, str],
    threads: int = 1,
    staff: StaffModel | None = None,
    timings: dict[str, float] | None = None,
) -> Run:
    """Simulate a scenario and its reference and return the run without writing it.

    Supply chains are looked through in a few weeks, a reference that stands still is not simulated further,
    and there is no mean-field limit. Figures at the end are those of a run that is written.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    world : World
        Its base.
    replication : int
        Number of the replication, from 1.
    pair : tuple of str
        The two economies that the run is about.
    threads : int
        Threads for the relationship kernels; results do not depend on it.
    staff : StaffModel, optional
        The governments' economists' model, if there is one that remembers some answers already.
    timings : dict, optional
        Receives the seconds of the population and of each arm.
    """
    with threadpool_limits(limits=1, user_api="blas"):
        laps = Laps({} if timings is None else timings)
        arms = simulate_arms(scenario, world, replication, threads, laps, FOR_FIGURES, staff=staff)
    here, there = sorted(world.economies.index(code) for code in pair)
    tables = TablesInMemory(arms, (here, there))
    about = {
        "name": scenario.name,
        "seed": scenario.ensemble.seed,
        "replication": replication,
        "world": world_facts(scenario, world),
        "metrics": scenario.metrics.plain,
    }
    return Run(NOWHERE, about, tables, TradeInMemory(Layout(world), tuple(arms.recorders.values())))
