"""One run in a process of its own: started, watched, stopped."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sim.explore.run_worker import METRICS, RunRequest, work

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from sim.explore.draft import Draft

State: TypeAlias = Literal["waiting", "running", "stopping", "finished", "failed", "cancelled"]

PATIENCE = 5.0
"""Seconds that a run is given to stop by itself before it is ended."""

_FIRST_STAGES = 2


@dataclass(frozen=True)
class RunStatus:
    """How far a run is.

    Parameters
    ----------
    state : str
        Where it stands.
    name : str
        Name of the scenario.
    weeks : int
        Weeks of each of the two arms.
    stage : str
        Arm that is simulated, or what comes after; empty before.
    done, whole : int
        Weeks, or draws, of the stage.
    arms_done : int
        Arms that are simulated already.
    seconds, simulating : float
        Time since it began, and since the first week.
    pages : tuple of str
        Results folders, relative to that of results, once it is finished.
    message, details : str
        What went wrong.
    """

    state: State
    name: str
    weeks: int
    stage: str = ""
    done: int = 0
    whole: int = 0
    arms_done: int = 0
    seconds: float = 0.0
    simulating: float = 0.0
    pages: tuple[str, ...] = ()
    message: str = ""
    details: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {"finished", "failed", "cancelled"}

    @property
    def share_of_weeks(self) -> float:
        """Part of all weeks of both arms that is simulated, a fraction."""
        if self.arms_done >= _FIRST_STAGES:
            return 1.0
        return min((self.arms_done + self.done / max(self.whole, 1)) / _FIRST_STAGES, 1.0)

    @property
    def seconds_left(self) -> float | None:
        """Time that the remaining weeks take at the pace so far; None while there is no pace yet."""
        share = self.share_of_weeks
        if not 0.05 <= share < 1.0:
            return None
        return self.simulating * (1.0 - share) / share


class RunProcess:
    """A run of a draft.

    Parameters
    ----------
    draft : Draft
        A draft that was found sound.
    name : str
        Name of the scenario.
    weeks : int
        Weeks that are simulated.
    """

    def __init__(self, draft: Draft, name: str, weeks: int) -> None:
        self.token = secrets.token_hex(8)
        results = draft.folders.results
        self.request = RunRequest(draft, results / f".explore-{self.token}")
        self._lock = threading.Lock()
        self._status = RunStatus("waiting", name, weeks)
        self._began: float | None = None
        self._first_week: float | None = None
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._ended: Callable[[], None] = lambda: None

    @property
    def status(self) -> RunStatus:
        """How far it is now."""
        with self._lock:
            if self._began is None or self._status.is_over:
                return self._status
            now = time.monotonic()
            first = now if self._first_week is None else self._first_week
            return replace(self._status, seconds=now - self._began, simulating=now - first)

    def start(self, ended: Callable[[], None]) -> None:
        """Begin; ``ended`` is called once, whatever comes of it."""
        context = get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=work, args=(self.request, there), daemon=False)
        with self._lock:
            if self._status.state != "waiting":
                return
            self._ended = ended
            self._process, self._connection = process, here
            self._began = time.monotonic()
            self._status = replace(self._status, state="running")
        process.start()
        there.close()
        threading.Thread(target=self._watch, args=(process, here), daemon=True).start()

    def cancel(self) -> None:
        """Stop: at once when it waits, within a few seconds when it runs."""
        with self._lock:
            if self._status.state == "waiting":
                self._status = replace(self._status, state="cancelled")
                return
            if self._status.state != "running":
                return
            self._status = replace(self._status, state="stopping")
            process, connection = self._process, self._connection
        assert process is not None
        assert connection is not None
        with contextlib.suppress(OSError):
            connection.send("stop")
        threading.Thread(target=_end, args=(process,), daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait until it is over, at most for some seconds."""
        until = time.monotonic() + seconds
        while not self.status.is_over and time.monotonic() < until:
            time.sleep(0.02)

    def _watch(self, process: SpawnProcess, connection: Connection) -> None:
        """Take in what the process tells until it is gone, and clear up after it."""
        outcome: dict[str, Any] = {}
        try:
            while True:
                outcome |= self._taken(connection.recv())
        except (EOFError, OSError):
            pass
        process.join()
        connection.close()
        shutil.rmtree(self.request.staging, ignore_errors=True)
        with self._lock:
            if not outcome and self._status.state == "stopping":
                outcome = {"state": "cancelled"}
            elif not outcome:
                outcome = {"state": "failed", "message": _sudden_end(process.exitcode)}
            assert self._began is not None
            self._status = replace(self._status, seconds=time.monotonic() - self._began, **outcome)
        self._ended()

    def _taken(self, message: tuple[Any, ...]) -> dict[str, Any]:
        """Note a message; what it says of the end, if it does."""
        kind, *rest = message
        if kind == "finished":
            return {"state": "finished", "pages": tuple(rest[0])}
        if kind == "failed":
            return {"state": "failed", "message": rest[0], "details": rest[1]}
        stage, done, whole = rest
        with self._lock:
            self._first_week = self._first_week or time.monotonic()
            arms = self._status.arms_done + (done == whole == self._status.weeks and whole > 0)
            over = arms >= _FIRST_STAGES and done == whole and whole > 0
            self._status = replace(
                self._status,
                stage=METRICS if over else stage,
                done=0 if arms > self._status.arms_done else done,
                whole=whole,
                arms_done=arms,
            )
        return {}


def _end(process: SpawnProcess) -> None:
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()


def _sudden_end(code: int | None) -> str:
    if code is not None and code < 0:
        return f"The run was ended by signal {-code}; it may have needed more memory than there is."
    return f"The run ended without a word (exit code {code})."
