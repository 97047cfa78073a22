"""A unit of work: some jobs in, their rows as one Parquet part out."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.ensemble.execution.asked import Asked
from sim.ensemble.execution.failures import WORKER_DIED, ForeignWorkerError, one_line
from sim.ensemble.execution.provenance import Provenance, provenance
from sim.ensemble.execution.run_hash import kept_figures, run_hash
from sim.ensemble.jobs import Job, Value
from sim.ensemble.models import MODELS
from sim.ensemble.store.columns import RunRow, part_of
from sim.model.forgetting import free_finished_models, keep_what_is_here
from sim.scenario.schema import Scenario

_ONE_AT_A_TIME = threading.Lock()
"""A worker with several threads makes one run at a time: what runs share in a process is not for several."""


@dataclass(frozen=True)
class Assignment:
    """A plan on its way to workers, which unpack it once.

    Parameters
    ----------
    plan : bytes
        The plan, pickled.
    digest : str
        SHA-256 of that.
    figures : str
        What is kept of a run.
    provenance : Provenance
        Program and data that a worker has to have.
    """

    plan: bytes
    digest: str
    figures: str
    provenance: Provenance

    @classmethod
    def of(cls, plan: Asked, here: Provenance) -> Assignment:
        """Pack a plan."""
        figures = kept_figures(plan.facts(), plan.paths)
        content = pickle.dumps(plan, protocol=5)
        return cls(content, hashlib.sha256(content).hexdigest(), figures, here)


@dataclass(frozen=True)
class UnitDone:
    """What a unit hands back.

    Parameters
    ----------
    content : bytes
        Its rows, a Parquet file.
    runs, failed : int
        Number of rows, and of those that failed.
    seconds : float
        What it took.
    """

    content: bytes
    runs: int
    failed: int
    seconds: float


def run_unit(assignment: Assignment, jobs: Sequence[Job]) -> UnitDone:
    """Run some jobs of a plan, one after the other; one that fails is a row that says so."""
    with _ONE_AT_A_TIME:
        began = time.perf_counter()
        plan = _unpacked(assignment)
        rows = [_row(plan, assignment, job) for job in jobs]
        failed = sum(row.error is not None for row in rows)
        return UnitDone(part_of(rows, plan.facts()), len(rows), failed, time.perf_counter() - began)


def name_unit(assignment: Assignment, jobs: Sequence[Job]) -> list[str | None]:
    """Return the names of the runs of some jobs, none where a scenario cannot be used."""
    with _ONE_AT_A_TIME:
        plan = _unpacked(assignment)
        names: list[str | None] = []
        for job in jobs:
            try:
                names.append(_name(assignment, plan, job, plan.scenario(job)))
            except Exception:
                names.append(None)
        return names


def died_unit(plan: Asked, assignment: Assignment, job: Job) -> UnitDone:
    """Return the row of a job that kills its worker."""
    (name,) = name_unit(assignment, (job,))
    drawn = plan.drawn(job) if name is not None else {}
    return UnitDone(part_of([RunRow(job, name, drawn, WORKER_DIED)], plan.facts()), 1, 1, 0.0)


def _row(plan: Asked, assignment: Assignment, job: Job) -> RunRow:
    name: str | None = None
    drawn: Mapping[str, Value] = {}
    # Whatever one run meets, a policy of the user's own that leaves the program among it, ends that run.
    try:
        scenario = plan.scenario(job)
        name = _name(assignment, plan, job, scenario)
        drawn = plan.drawn(job)
        outcome = MODELS[plan.model].run(scenario, job.replication, plan.paths)
    except (Exception, SystemExit) as error:
        return RunRow(job, name, drawn, one_line(error))
    finally:
        free_finished_models()
    return RunRow(job, name, drawn, None, outcome)


def _name(assignment: Assignment, plan: Asked, job: Job, scenario: Scenario) -> str:
    return run_hash(plan.model, scenario, job.replication, assignment.figures, assignment.provenance)


_PLANS: dict[str, Asked] = {}


def _unpacked(assignment: Assignment) -> Asked:
    """Return the plan; the first time, make sure that this process may work on it."""
    if assignment.digest not in _PLANS:
        differences = assignment.provenance.differences(provenance())
        if differences:
            worker = f"worker {socket.gethostname()} (process {os.getpid()})"
            raise ForeignWorkerError(f"{worker}: {'; '.join(differences)}")
        _PLANS.clear()
        _PLANS[assignment.digest] = plan = pickle.loads(assignment.plan)
        if multiprocessing.parent_process() is not None and plan.model in MODELS:
            MODELS[plan.model]  # imported, compiled functions with it
            keep_what_is_here()
    return _PLANS[assignment.digest]
