"""Who makes runs: this process, processes of this machine, or who else takes a function and arguments."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, ParamSpec, TypeVar

from sim.ensemble.execution.shared_worlds import Ticket
from sim.ensemble.execution.workers import environment_of_workers, start_worker
from sim.records.at_once import AtOnce

P = ParamSpec("P")
T = TypeVar("T")

UNITS_A_WORKER = 2
"""Units in flight for every worker: one that it works on, and the next."""


class Crew:
    """Workers behind an executor.

    Attributes
    ----------
    deaths : tuple of exception types
        What a unit raises when the worker that had it died.
    patience : int
        Deaths after which the jobs of a unit are run alone.
    lost_together : bool
        Whether all units in flight are lost when one worker dies.
    """

    deaths: tuple[type[BaseException], ...] = ()
    patience = 2
    lost_together = False

    def __init__(self, executor: Executor, workers: int) -> None:
        self.executor = executor
        self._workers = workers

    @property
    def workers(self) -> int:
        """Number of workers."""
        return self._workers

    @property
    def in_flight(self) -> int:
        """Units to hand out at once."""
        return UNITS_A_WORKER * self.workers

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a unit."""
        return self.executor.submit(function, *args, **kwargs)

    def renew(self) -> None:
        """Replace workers after a death."""

    def alone(self) -> Crew:
        """Return one worker for jobs that may kill it; the others are let go."""
        return self

    def stop(self, at_once: bool = False) -> None:
        """Let the workers go; at once: in the middle of what they do."""
        self.executor.shutdown(wait=not at_once, cancel_futures=True)


class Serial(Crew):
    """The process that asks, and nobody else."""

    def __init__(self) -> None:
        super().__init__(AtOnce(), 1)

    @property
    def in_flight(self) -> int:
        """One: what is run is finished when the next is asked for."""
        return 1


class Processes(Crew):
    """Processes of this machine.

    Parameters
    ----------
    workers : int
        Number of processes.
    ticket : Ticket, optional
        Worlds that they share.
    """

    deaths = (BrokenProcessPool,)
    lost_together = True

    def __init__(self, workers: int, ticket: Ticket | None) -> None:
        self._ticket = ticket
        super().__init__(self._pool(workers), workers)

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=start_worker, initargs=(self._ticket,)
        )

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a unit; the pool starts its processes here."""
        with environment_of_workers():
            return super().submit(function, *args, **kwargs)

    def renew(self) -> None:
        """Start another pool: the death of one process ends all of it."""
        self.stop(at_once=True)
        self.executor = self._pool(self.workers)

    def alone(self) -> Crew:
        """Go on with one process."""
        self.stop()
        return Processes(1, self._ticket)

    def stop(self, at_once: bool = False) -> None:
        """Let the processes go."""
        processes: dict[int, Any] = getattr(self.executor, "_processes", None) or {}
        if at_once:
            for process in list(processes.values()):
                with contextlib.suppress(ValueError):
                    process.kill()
        self.executor.shutdown(wait=True, cancel_futures=True)


def processors() -> int:
    """Return the number of processors at hand."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
