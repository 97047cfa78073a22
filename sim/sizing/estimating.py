"""What a run will take, in memory, time and room on disk, before anything is simulated.

Coefficients were measured; docs/decisions/estimates.md has the runs, and how far each estimate is off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sim.model.trade_war import PRODUCERS_PER_DISTRIBUTOR, size_of_population
from sim.scenario.schema import Scenario
from sim.world import World, vocabulary
from sim.world.construction import number_of_economies

PROGRAM = 390.0
"""MB of the program and its libraries."""

PAIR_OF_ECONOMIES = 0.052
"""MB for each pair of economies: base tables, the long run, the input-output table."""

FLOW_WEEK = 100e-6
"""MB for each flow (a pair of economies and product group) and week, both arms, while tables are laid out."""

CELL_WEEK = 1200e-6
"""MB for each economy, product group and week."""

WHILE_SIMULATED = 0.8
"""Part of what grows with weeks that is in memory while the model still is."""

FIRM = 120e-6
RELATIONSHIP = 36e-6
"""MB each, while the model is in memory."""

SNAPSHOT_OF_RELATIONSHIP = 16e-6
"""MB for each relationship, while it is written."""

WORKER, WORKER_PAIR, WORKER_KEPT = 400.0, 0.142, 0.46
"""Of a worker that makes draws, and of the process that waits for it: MB of the program and of each pair of
economies, and the part of what grows with weeks."""

TABLE_FLOW_WEEK = 14.3e-6
TABLE_CELL_WEEK = 90e-6
"""MB on disk of the tables."""

PAGE, PAGE_WEEK = 6.0, 0.0065
METRICS, METRICS_WEEK = 1.0, 0.012
"""MB on disk of the page and of the metrics, whose weeks count by the root of the number of economies."""

SNAPSHOT_ROW = 12.5e-6
"""MB on disk of one relationship in one week and arm."""

PAGE_OF_DRAWS, DRAW, DRAW_WEEK = 5.3, 0.02, 0.6e-3
"""MB on disk of the table of draws: its page, and each draw."""

SECONDS, SECOND_PAIR = 2.5, 0.8e-3
SECOND_FLOW_WEEK, SECOND_CELL_WEEK = 1.5e-6, 33e-6
SECOND_RELATIONSHIP_WEEK, SECOND_FIRM_WEEK = 20e-9, 30e-9
SECOND_SNAPSHOT_ROW = 0.25e-6
DRAW_OF_FULL = 0.4
"""Seconds of processor time, and the part of them that one of many draws takes."""

ARMS = 2


@dataclass(frozen=True)
class Size:
    """How large a run is.

    Parameters
    ----------
    economies, groups, weeks : int
        Axes of its tables.
    producers, distributors, relationships : int
        Its population.
    snapshots : int
        Weeks in which every relationship is written.
    draws, workers : int
        Replications, and processes that make them.
    report : bool
        Whether a page is written.
    """

    economies: int
    groups: int
    weeks: int
    producers: int
    distributors: int
    relationships: int
    snapshots: int = 0
    draws: int = 1
    workers: int = 1
    report: bool = True

    @property
    def flows(self) -> int:
        """Pairs of economies and product groups."""
        return self.economies**2 * self.groups

    @property
    def cells(self) -> int:
        """Economies and product groups."""
        return self.economies * self.groups


@dataclass(frozen=True)
class Estimate:
    """What a run will take.

    Parameters
    ----------
    memory : float
        MB at the most, of all processes together.
    seconds : float
        About how long on two free processors.
    disk : dict of str to float
        MB by part of the results.
    """

    memory: float
    seconds: float
    disk: dict[str, float]


def estimate(size: Size) -> Estimate:
    """Estimate what a run takes."""
    return Estimate(memory(size), _seconds(size), _disk(size))


def memory(size: Size) -> float:
    """MB that a run has in memory at the most, with the workers of its draws.

    Either while it is simulated, with all relationships, or after that, when tables are laid out.
    """
    fixed = PROGRAM + PAIR_OF_ECONOMIES * size.economies**2
    kept = (FLOW_WEEK * size.flows + CELL_WEEK * size.cells) * size.weeks
    a_relationship = RELATIONSHIP + (SNAPSHOT_OF_RELATIONSHIP if size.snapshots else 0.0)
    model = FIRM * (size.producers + size.distributors) + a_relationship * size.relationships
    simulated = fixed + WHILE_SIMULATED * kept + model
    alone = max(simulated, fixed + kept)
    if size.draws == 1:
        return alone
    workers = min(size.workers, size.draws)
    waiting = WORKER + WORKER_PAIR * size.economies**2 + WORKER_KEPT * kept
    return max(alone, (1 + workers) * waiting + workers * model)


def _seconds(size: Size) -> float:
    by_week = (
        SECOND_FLOW_WEEK * size.flows
        + SECOND_CELL_WEEK * size.cells
        + SECOND_RELATIONSHIP_WEEK * size.relationships
        + SECOND_FIRM_WEEK * (size.producers + size.distributors)
    )
    simulated = SECONDS + SECOND_PAIR * size.economies**2 + by_week * size.weeks
    written = SECOND_SNAPSHOT_ROW * ARMS * size.snapshots * size.relationships
    if size.draws == 1:
        return simulated + written
    rounds = math.ceil(size.draws / min(size.workers, size.draws))
    return simulated + written + rounds * DRAW_OF_FULL * simulated


def _disk(size: Size) -> dict[str, float]:
    parts = {
        "tables": (TABLE_FLOW_WEEK * size.flows + TABLE_CELL_WEEK * size.cells) * size.weeks,
        "metrics": METRICS + METRICS_WEEK * math.sqrt(size.economies) * size.weeks,
        "snapshots": SNAPSHOT_ROW * ARMS * size.snapshots * size.relationships,
        "report": (PAGE + PAGE_WEEK * size.weeks) if size.report else 0.0,
        "draws": 0.0,
    }
    if size.draws > 1:
        parts["draws"] = PAGE_OF_DRAWS * size.report + (DRAW + DRAW_WEEK * size.weeks) * size.draws
    return {name: megabytes for name, megabytes in parts.items() if megabytes > 0.0}


def size_asked(
    scenario: Scenario,
    snapshots: Iterable[int] = (),
    workers: int = 1,
    report: bool = True,
    *,
    world: World | None = None,
    one_draw: bool = False,
) -> Size:
    """Return the size of the run that a scenario asks for.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    snapshots : iterable of int
        Weeks in which every relationship is written.
    workers : int
        Processes that make draws.
    report : bool
        Whether a page is written.
    world : World, optional
        Its base. With it firms and relationships are exactly those that will be made; without, those that
        are asked for, which small populations exceed.
    one_draw : bool
        Whether one draw is made, whatever the scenario says.
    """
    wanted = scenario.population
    distributors = wanted.distributors or wanted.producers // PRODUCERS_PER_DISTRIBUTOR
    firms = (wanted.producers, distributors, wanted.relationships)
    if world is not None:
        firms = size_of_population(scenario, world)
    return Size(
        number_of_economies(scenario.world.economies),
        len(vocabulary(scenario.world.base).groups),
        scenario.horizon.weeks,
        *firms,
        snapshots=len(set(snapshots)),
        draws=1 if one_draw else scenario.ensemble.replications,
        workers=workers,
        report=report,
    )
