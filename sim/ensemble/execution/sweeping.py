"""From a plan to a finished folder."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sim.ensemble.execution.asked import Asked
from sim.ensemble.execution.crew import Crew, Processes, Serial, processors
from sim.ensemble.execution.dask_crew import dask_workers
from sim.ensemble.execution.driving import Drive, Tally
from sim.ensemble.execution.provenance import Provenance
from sim.ensemble.execution.resuming import is_whole, runs_there
from sim.ensemble.execution.shared_worlds import SharedWorlds, worlds_of
from sim.ensemble.execution.unit import Assignment
from sim.ensemble.store.folder import SweepExistsError, SweepFolder
from sim.ensemble.study_files import check_runs

ExecutorName: TypeAlias = Literal["serial", "processes", "dask"]


@dataclass(frozen=True)
class Making:
    """How runs are made; nothing of it changes a result.

    Parameters
    ----------
    executor : {"serial", "processes", "dask"}
        Who makes them.
    workers : int or None
        Number of processes; by default one a processor.
    scheduler : str or None
        Address of a Dask scheduler.
    """

    executor: ExecutorName = "processes"
    workers: int | None = None
    scheduler: str | None = None


@dataclass(frozen=True)
class Shard:
    """A part of the jobs: those whose number leaves this rest.

    Parameters
    ----------
    number, of : int
        Which of how many, from 1.
    """

    number: int
    of: int

    def jobs(self, count: int) -> range:
        """Return the numbers of its jobs out of so many."""
        return range(self.number, count + 1, self.of)

    def count(self, count: int) -> int:
        """Count its jobs out of so many, more than a machine could number among them."""
        return max(0, (count - self.number) // self.of + 1)


WHOLE = Shard(1, 1)


def sweep(
    plan: Asked,
    folder: SweepFolder,
    here: Provenance,
    *,
    making: Making | None = None,
    shard: Shard = WHOLE,
    resume: bool = False,
    force: bool = False,
    told: Callable[[Tally], None] = lambda tally: None,
    note: Callable[[str], None] = lambda text: None,
) -> Tally:
    """Make all runs of a plan that a folder does not hold yet, and finish the folder.

    Parameters
    ----------
    plan : Asked
        The plan.
    folder : SweepFolder
        Where its runs are kept.
    here : Provenance
        Program and data of this process.
    making : Making, optional
        How runs are made.
    shard : Shard
        Which jobs.
    resume, force : bool
        Go on with what the folder holds; begin anew.
    told : callable
        Told how far it is now and then.
    note : callable
        Told what is worth a line.

    Returns
    -------
    Tally
        All runs are done; some may have failed.

    Raises
    ------
    SweepExistsError
        The folder holds a sweep, and neither ``resume`` nor ``force``.
    ExecutionError
        Runs cannot be made, or not go on.
    sim.ensemble.store.writing.NoRoomError
        There is no room; the folder can be gone on with.
    """
    making = making or Making()
    began = time.perf_counter()
    jobs = shard.jobs(len(plan))
    tally = Tally(len(jobs))
    earlier = folder.earlier()
    if earlier is not None and not (resume or force):
        raise SweepExistsError(folder.path)
    if earlier is not None and force:
        folder.clear()
        earlier = None
    if earlier is not None and folder.runs.is_file():
        check_runs(folder.path, earlier)
    if earlier is not None and is_whole(folder, earlier):
        folder.parts.remove()
        folder.drop_replaced()
        tally.there = tally.runs
        return tally
    assignment = Assignment.of(plan, here)
    with _crew(plan, making, here) as crew:
        done = runs_there(plan, assignment, folder, earlier, jobs, crew, note)
        tally.there = len(done)
        todo = (number for number in jobs if number not in done)
        drive = Drive(plan, assignment, crew, todo, tally, folder.parts.keep, told)
        told(tally)
        try:
            drive.run()
        except BaseException:
            drive.crew.stop(at_once=True)
            raise
        workers = drive.crew.workers
        drive.crew.stop()
    timings = _timings(making.executor, workers, time.perf_counter() - began, tally)
    folder.finish(tally.failed, timings)
    return tally


@contextlib.contextmanager
def _crew(plan: Asked, making: Making, here: Provenance) -> Iterator[Crew]:
    """Yield workers; whoever uses them lets them go when all is well."""
    workers = making.workers or processors()
    with contextlib.ExitStack() as stack:
        crew: Crew
        if making.executor == "processes":
            ticket = None
            # Where memory cannot be shared every worker builds its worlds itself.
            with contextlib.suppress(OSError):
                ticket = stack.enter_context(SharedWorlds(worlds_of(plan))).ticket
            crew = Processes(workers, ticket)
        elif making.executor == "dask":
            crew = dask_workers(workers, making.scheduler, here)
        else:
            crew = Serial()
        try:
            yield crew
        except BaseException:
            crew.stop(at_once=True)
            raise


def _timings(executor: str, workers: int, seconds: float, tally: Tally) -> dict[str, Any]:
    return {
        "executor": executor,
        "workers": workers,
        "runs": tally.made,
        "seconds": round(seconds, 1),
        "runs_a_minute": round(60.0 * tally.made / seconds, 1),
    }
