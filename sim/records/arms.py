"""The two arms of a run, a scenario and its reference, simulated and observed week by week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.economy.staff_model import StaffModel
from sim.model.accounting import Residuals
from sim.model.profile import Clock, Laps
from sim.model.trade_war import WEEK, TradeWar, populate
from sim.records.recorder import Recorder
from sim.records.snapshots import Snapshots
from sim.records.supply_chains import SupplyChains, Which
from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM
from sim.scenario.schema import Scenario
from sim.world import World

Progress = Callable[[str, int, int], None]
"""Told the arm, the weeks done and the weeks in all."""


@dataclass(frozen=True)
class Closeness:
    """How closely a run is observed; it changes nothing of what happens.

    Parameters
    ----------
    chains : {"every", "few", "last"}
        In which weeks supply chains are looked through.
    every_reference_week : bool
        Whether the reference is simulated to its end, and not only until it stands still.
    """

    chains: Which = "every"
    every_reference_week: bool = True


CLOSE = Closeness()
"""A run that is written and shown: nothing is left out."""

FOR_FIGURES = Closeness("last", every_reference_week=False)
"""A run of which figures at the end are kept."""

FOR_PATHS = Closeness("few", every_reference_week=False)
"""A run of which figures by week are kept too, those of supply chains in a few weeks."""


@dataclass(frozen=True)
class Arms:
    """What was observed of a scenario and of its reference.

    Parameters
    ----------
    scenario : Scenario
        What was asked.
    world : World
        The base.
    producers, distributors, relationships : int
        How many there were.
    recorders, chains : dict
        Observations by name of the arm.
    residuals : Residuals
        Largest of all accounts.
    seconds : dict
        Seconds of each arm by phase.
    """

    scenario: Scenario
    world: World
    producers: int
    distributors: int
    relationships: int
    recorders: dict[str, Recorder]
    chains: dict[str, SupplyChains]
    residuals: Residuals
    seconds: dict[str, dict[str, float]]


def simulate_arms(
    scenario: Scenario,
    world: World,
    replication: int,
    threads: int,
    laps: Laps,
    closeness: Closeness = CLOSE,
    progress: Progress | None = None,
    snapshots: Snapshots | None = None,
    staff: StaffModel | None = None,
) -> Arms:
    """Simulate a scenario and its reference, the same world and draws without the scenario's measures.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    world : World
        The base.
    replication, threads, progress, snapshots
        As for :func:`sim.records.simulation.simulate`.
    laps : Laps
        Told when the population and each arm is done.
    closeness : Closeness
        How closely it is observed.
    staff : StaffModel, optional
        The governments' economists' model, if there is one that remembers some answers already.
    """
    population = populate(scenario, world, replication)
    laps.lap("world")
    weeks = scenario.horizon.weeks
    recorders: dict[str, Recorder] = {}
    chains: dict[str, SupplyChains] = {}
    worst = Residuals()
    clocks = {SCENARIO_ARM: Clock(), REFERENCE_ARM: Clock()}
    for arm, asked in ((SCENARIO_ARM, scenario), (REFERENCE_ARM, without_policy(scenario))):
        with clocks[arm].part("set_up"):
            model = TradeWar(asked, world, population, replication, threads, staff)
        chains[arm] = SupplyChains(world, weeks, closeness.chains, threads)
        may_rest = arm == REFERENCE_ARM and not closeness.every_reference_week
        recorders[arm] = _observed(model, arm, weeks, chains[arm], clocks[arm], progress, snapshots, may_rest)
        worst = worst.worst(model.residuals)
        model.release()
        laps.lap(arm)
    return Arms(
        scenario,
        world,
        population.producers.count,
        population.distributors.count,
        population.relationships.count,
        recorders,
        chains,
        worst,
        {arm: clock.seconds for arm, clock in clocks.items()},
    )


def without_policy(scenario: Scenario) -> Scenario:
    """Return the scenario without anything that a government does or says."""
    nothing: dict[str, Any] = {"measures": (), "statements": (), "governments": {}, "negotiations": ()}
    return scenario.model_copy(update=nothing)


def _observed(
    model: TradeWar,
    arm: str,
    weeks: int,
    chains: SupplyChains,
    clock: Clock,
    progress: Progress | None,
    snapshots: Snapshots | None,
    may_rest: bool,
) -> Recorder:
    """Simulate an arm to its end, time its parts and return what was observed week by week.

    One that may rest is not simulated any further once two weeks are the same: they would all be.
    """
    recorder = Recorder(model)
    model.phases = clock.timed(model.phases)
    rests = False

    def keep_relationships(week: int) -> None:
        if snapshots is not None:
            with clock.part("snapshots"):
                snapshots.take(model, arm, week)

    keep_relationships(0)
    for week in range(1, weeks + 1):
        if rests:
            model.monday += WEEK
            recorder.repeat()
        else:
            # Phases count for themselves: what is left of a step is the checking of its accounts.
            with clock.part("check_accounts"):
                model.step()
            with clock.part("record"):
                recorder.observe()
        with clock.part("supply_chains"):
            chains.observe(model)
        keep_relationships(week)
        if progress is not None:
            progress(arm, week, weeks)
        rests = rests or (may_rest and recorder.stands_still)
    with clock.part("record"):
        recorder.conclude()
    with clock.part("check_accounts"):
        model.check_relationships()
    return recorder
