"""One function from a scenario to everything observed: both arms, the long run and the mean-field limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl
from threadpoolctl import threadpool_limits

from sim.economy.base import build_base
from sim.economy.equilibrium import Equilibrium
from sim.economy.gazette import Gazette
from sim.model.accounting import Residuals
from sim.model.bargains import Ending, play_many
from sim.model.limits import Limits
from sim.model.profile import Laps
from sim.records.arm_frames import ArmFrames
from sim.records.arms import Progress, simulate_arms
from sim.records.belief_frames import beliefs_frame
from sim.records.benchmark_frames import (
    benchmark_prices_frame,
    benchmark_trade_frame,
    benchmark_welfare_frame,
)
from sim.records.government_frames import (
    endings_of_agents,
    exemptions_frame,
    negotiations_frame,
    outcomes_frame,
)
from sim.records.history_frames import recorded_frame
from sim.records.household_frames import benchmark_deciles_frame
from sim.records.layout import Layout
from sim.records.mean_field_frames import mean_field_frames
from sim.records.policy_frames import (
    events_frame,
    tariff_days_frame,
    tariff_lines_frame,
    tariffs_frame,
)
from sim.records.recorder import Recorder
from sim.records.run_tables import RunTables
from sim.records.snapshots import Snapshots
from sim.records.supply_chain_frames import supply_chain_frames
from sim.records.tables import SCENARIO_ARM
from sim.records.trade_frames import trade_blocks
from sim.scenario.schema import Scenario
from sim.world import World

NEWS_BEFORE = dt.timedelta(weeks=8)
"""Announcements this long before the first week are listed among the events."""

BARGAINS = "bargains"
"""What progress is told of in place of an arm while bargains are played: draws done, and in all."""


@dataclass(frozen=True)
class Simulation:
    """What a run has produced, before it is written."""

    scenario: Scenario
    replication: int
    world: World
    producers: int
    distributors: int
    relationships: int
    phases: tuple[str, ...]
    tables: RunTables
    residuals: Residuals
    long_run: Equilibrium
    played: Scenario
    """The scenario as a script of all that governments did and said."""
    timings: dict[str, Any]
    """Seconds by part of the run; under ``by_phase`` those of each arm, by phase."""


def simulate(
    scenario: Scenario,
    replication: int = 1,
    threads: int = 1,
    progress: Progress | None = None,
    snapshots: Snapshots | None = None,
    workers: int = 1,
) -> Simulation:
    """Simulate a scenario and its reference, and solve its mean-field path and the long run it tends to.

    The reference is the same world with the same draws and none of the scenario's measures.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    replication : int
        Number of the replication, from 1.
    threads : int
        Threads for the relationship kernels; results do not depend on it.
    progress : callable, optional
        Called after every week with the arm, the weeks done and the weeks in all.
    snapshots : Snapshots, optional
        Writes every relationship in the weeks that it was made for.
    workers : int
        Processes for the draws that `ensemble.bargains` asks for; results do not depend on it.
    """
    # Linear algebra in one thread, so that no sum depends on how many there are; kernels have their own.
    with threadpool_limits(limits=1, user_api="blas"):
        return _simulated(scenario, replication, threads, progress, snapshots, workers)


def _simulated(
    scenario: Scenario,
    replication: int,
    threads: int,
    progress: Progress | None,
    snapshots: Snapshots | None,
    workers: int,
) -> Simulation:
    """As ``simulate``."""
    timings: dict[str, Any] = {}
    laps = Laps(timings)
    world = build_base(scenario)
    arms = simulate_arms(scenario, world, replication, threads, laps, progress=progress, snapshots=snapshots)
    recorders, chains = arms.recorders, arms.chains
    timings["by_phase"] = arms.seconds
    policy = recorders[SCENARIO_ARM]
    played = as_played(scenario, policy.model.gazette)
    limits = Limits(played, world)
    rest, bilateral = limits.long_run, limits.long_run_between()
    laps.lap("benchmark")
    layout = Layout(world)
    limit = mean_field_frames(layout, policy)
    laps.lap("mean_field")
    frames = _frames(layout, recorders, rest, bilateral) | limit
    looked = [supply_chain_frames(layout, each.finished(), arm) for arm, each in chains.items()]
    frames |= {name: pl.concat([of_arm[name] for of_arm in looked]) for name in looked[0]}
    frames["events"] = events_frame(
        policy.model.gazette.timeline,
        played.statements,
        scenario.horizon.start - NEWS_BEFORE,
        limits.last_day,
    )
    frames["tariff_days"] = tariff_days_frame(
        layout, policy.model.gazette.schedule, scenario.horizon.start, limits.last_day
    )
    frames["recorded"] = recorded_frame(scenario, world)
    laps.lap("tables")
    frames |= _politics(scenario, policy, replication, workers, progress)
    laps.lap("bargains")
    flows = partial(_trade, layout, recorders)
    return Simulation(
        scenario=scenario,
        replication=replication,
        world=world,
        producers=arms.producers,
        distributors=arms.distributors,
        relationships=arms.relationships,
        phases=tuple(phase.__name__ for phase in policy.model.phases),
        tables=RunTables(frames, {"trade": flows}),
        residuals=arms.residuals,
        long_run=rest,
        played=played,
        timings=timings,
    )


def _politics(
    scenario: Scenario, recorder: Recorder, replication: int, workers: int, progress: Progress | None
) -> dict[str, pl.DataFrame]:
    """Tables of governments that decide; where the scenario asks for it, of other draws as well."""
    politics = recorder.model.politics
    endings: dict[str, Sequence[Ending]] = {"agents": endings_of_agents(recorder, replication)}
    draws = scenario.ensemble.bargains
    if draws and politics.negotiations:
        told = None if progress is None else partial(progress, BARGAINS)
        endings["pools"] = play_many(scenario, range(1, draws + 1), workers, told)
    return {
        "negotiations": negotiations_frame(politics),
        "exemptions": exemptions_frame(politics),
        "outcomes": outcomes_frame(endings),
    }


def as_played(scenario: Scenario, gazette: Gazette) -> Scenario:
    """Return what governments did and said as a script: simulated again, it gives the same economy."""
    script = {"measures": gazette.measures, "statements": gazette.statements}
    return scenario.model_copy(update={**script, "governments": {}, "negotiations": ()})


def _frames(
    layout: Layout, recorders: dict[str, Recorder], rest: Equilibrium, bilateral: Equilibrium
) -> dict[str, pl.DataFrame]:
    maker = ArmFrames(layout.world)
    arms = [maker.frames(recorder, arm) for arm, recorder in recorders.items()]
    return {
        **{name: pl.concat([frames[name] for frames in arms]) for name in arms[0]},
        "beliefs": beliefs_frame(layout, recorders[SCENARIO_ARM].beliefs, recorders[SCENARIO_ARM].weeks),
        "tariffs": tariffs_frame(layout, recorders[SCENARIO_ARM]),
        "tariff_lines": tariff_lines_frame(layout, recorders[SCENARIO_ARM]),
        "benchmark_welfare": benchmark_welfare_frame(layout, rest),
        "benchmark_prices": benchmark_prices_frame(layout, rest),
        "benchmark_deciles": benchmark_deciles_frame(
            layout, rest, recorders[SCENARIO_ARM].model.behaviour.rebate_per_head
        ),
        "benchmark_trade": benchmark_trade_frame(layout, rest, bilateral),
    }


def _trade(layout: Layout, recorders: dict[str, Recorder]) -> Iterator[pl.DataFrame]:
    for arm, recorder in recorders.items():
        yield from trade_blocks(layout, recorder, arm)
