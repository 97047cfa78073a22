"""What a run will take, in memory, time and room on disk, before anything is simulated.

Coefficients were measured; docs/decisions/estimates.md has the runs, and how far each estimate is off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.sizing.size import Size

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

WORKER, WORKER_PAIR, WORKER_KEPT = 190.0, 0.086, 0.35
"""Of a worker that makes runs and keeps a row of each: MB of the program and of each pair of economies, and
the part of what grows with weeks."""

STANDOFF_KEPT = 0.1
"""The same part where a standoff is played without firms."""

LONG_RUN, LONG_RUN_PAIR = 145.0, 0.0063
"""Of a worker that solves for the long run alone."""

WAITING_KEPT = 0.85
"""Part of what grows with weeks that the process has which made the first draw and waits for the others."""

WAITING, SERVING = 250.0, 80.0
"""MB of a process that waits for the workers of a sweep, and of one that makes the runs, beside them."""

TABLE_FLOW_WEEK = 14.3e-6
TABLE_CELL_WEEK = 90e-6
"""MB on disk of the tables."""

PAGE, PAGE_WEEK = 6.0, 0.0065
METRICS, METRICS_WEEK = 1.0, 0.012
"""MB on disk of the page and of the metrics, whose weeks count by the root of the number of economies."""

SNAPSHOT_ROW = 12.5e-6
"""MB on disk of one relationship in one week and arm."""

PAGE_OF_DRAWS, DRAW, DRAW_WEEK = 5.3, 0.02, 0.6e-3
"""MB on disk of the table of draws: its page, and each draw with its figures by week."""

ROW = 0.003
"""MB on disk of a run without them."""

SECONDS, SECOND_PAIR = 2.5, 0.8e-3
SECOND_FLOW_WEEK, SECOND_CELL_WEEK = 1.5e-6, 33e-6
SECOND_RELATIONSHIP_WEEK, SECOND_FIRM_WEEK = 20e-9, 30e-9
SECOND_SNAPSHOT_ROW = 0.25e-6
"""Seconds of processor time of a run that is observed and written in full."""

ROW_OF_SECONDS, ROW_OF_WEEK, ROW_RELATIONSHIP = 0.1, 0.22, 0.3e-6
"""Of a run of which a row is kept: the parts of what begins it and of what its weeks take, and seconds for
each relationship that is laid."""

STANDOFF, STANDOFF_FLOW_WEEK = 0.1, 0.48e-6
REST, REST_PAIR = 0.02, 0.04e-3
"""Seconds of a standoff that is played without firms, and of a long run."""

STARTING = 4.0
"""Seconds until workers work."""

ARMS = 2


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
    """MB that a run has in memory at the most, with the workers of its draws; or a sweep, with its workers.

    Of a run either while it is simulated, with all relationships, or after that, when tables are laid out.
    """
    workers = min(size.workers, size.draws)
    if size.made != "in full":
        return WAITING + workers * _worker(size) if workers else SERVING + _worker(size)
    fixed = PROGRAM + PAIR_OF_ECONOMIES * size.economies**2
    simulated = fixed + WHILE_SIMULATED * _kept(size) + _model(size)
    alone = max(simulated, fixed + _kept(size))
    if size.draws == 1:
        return alone
    return max(alone, fixed + WAITING_KEPT * _kept(size) + _model(size) + workers * _worker(size))


def _kept(size: Size) -> float:
    """MB that grow with weeks."""
    return (FLOW_WEEK * size.flows + CELL_WEEK * size.cells) * size.weeks


def _model(size: Size) -> float:
    """MB of firms and relationships."""
    a_relationship = RELATIONSHIP + (SNAPSHOT_OF_RELATIONSHIP if size.snapshots else 0.0)
    return FIRM * (size.producers + size.distributors) + a_relationship * size.relationships


def _worker(size: Size) -> float:
    """MB of a process that makes runs one after the other and keeps a row of each."""
    if size.made == "long_run":
        return LONG_RUN + LONG_RUN_PAIR * size.economies**2
    fixed = WORKER + WORKER_PAIR * size.economies**2
    if size.made == "standoff":
        return fixed + STANDOFF_KEPT * _kept(size)
    return fixed + WORKER_KEPT * _kept(size) + _model(size)


def _seconds(size: Size) -> float:
    rounds = math.ceil(size.draws / max(min(size.workers, size.draws), 1))
    if size.made != "in full":
        return STARTING + rounds * _seconds_of_row(size)
    simulated = SECONDS + SECOND_PAIR * size.economies**2 + _seconds_of_weeks(size)
    written = SECOND_SNAPSHOT_ROW * ARMS * size.snapshots * size.relationships
    draws = STARTING + rounds * _seconds_of_row(size) if size.draws > 1 else 0.0
    return simulated + written + draws


def _seconds_of_weeks(size: Size) -> float:
    return size.weeks * (
        SECOND_FLOW_WEEK * size.flows
        + SECOND_CELL_WEEK * size.cells
        + SECOND_RELATIONSHIP_WEEK * size.relationships
        + SECOND_FIRM_WEEK * (size.producers + size.distributors)
    )


def _seconds_of_row(size: Size) -> float:
    """Seconds of a run of which a row is kept."""
    if size.made == "standoff":
        return STANDOFF + STANDOFF_FLOW_WEEK * size.flows * size.weeks
    if size.made == "long_run":
        return REST + REST_PAIR * size.economies**2
    begun = ROW_OF_SECONDS * SECONDS + SECOND_PAIR * size.economies**2
    return begun + ROW_OF_WEEK * _seconds_of_weeks(size) + ROW_RELATIONSHIP * size.relationships


def _disk(size: Size) -> dict[str, float]:
    row = DRAW + DRAW_WEEK * size.weeks if size.paths else ROW
    rows = PAGE_OF_DRAWS * size.report + row * size.draws
    if size.made != "in full":
        return {"table and page": rows}
    parts = {
        "tables": (TABLE_FLOW_WEEK * size.flows + TABLE_CELL_WEEK * size.cells) * size.weeks,
        "metrics": METRICS + METRICS_WEEK * math.sqrt(size.economies) * size.weeks,
        "snapshots": SNAPSHOT_ROW * ARMS * size.snapshots * size.relationships,
        "report": (PAGE + PAGE_WEEK * size.weeks) if size.report else 0.0,
        "draws": rows if size.draws > 1 else 0.0,
    }
    return {name: megabytes for name, megabytes in parts.items() if megabytes > 0.0}
