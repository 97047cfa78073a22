"""The line in which runs of all sessions wait: a few at once, the others in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.explore.run_process import RunProcess

RUNS_AT_ONCE = 2


class RunLine:
    """Starts runs when there is room for them.

    Parameters
    ----------
    at_once : int
        Number of runs that may go on at the same time.
    """

    def __init__(self, at_once: int = RUNS_AT_ONCE) -> None:
        self._at_once = at_once
        self._lock = threading.Lock()
        self._running: list[RunProcess] = []
        self._waiting: deque[RunProcess] = deque()

    def submit(self, run: RunProcess) -> None:
        """Start a run, or let it wait for its turn."""
        with self._lock:
            self._waiting.append(run)
        self._proceed()

    def ahead_of(self, run: RunProcess) -> int:
        """Count the runs that wait before this one."""
        with self._lock:
            waiting = [each for each in self._waiting if each.status.state == "waiting"]
            return waiting.index(run) if run in waiting else 0

    def stop_all(self, seconds: float) -> None:
        """Cancel everything, and wait until it is gone."""
        with self._lock:
            runs = [*self._waiting, *self._running]
            self._waiting.clear()
        for run in runs:
            run.cancel()
        for run in runs:
            run.wait(seconds)

    def _proceed(self) -> None:
        with self._lock:
            starting = []
            while self._waiting and len(self._running) < self._at_once:
                run = self._waiting.popleft()
                if run.status.state == "waiting":
                    self._running.append(run)
                    starting.append(run)
        for run in starting:
            run.start(lambda run=run: self._leave(run))  # type: ignore[misc]

    def _leave(self, run: RunProcess) -> None:
        with self._lock:
            self._running = [each for each in self._running if each is not run]
        self._proceed()
