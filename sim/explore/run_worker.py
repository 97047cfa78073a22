"""The process in which a run happens: it tells how far it is, and leaves a whole results folder or none."""

from __future__ import annotations

import _thread
import contextlib
import shutil
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.explore.draft import Draft, examined
from sim.sizing.machine import MemoryShortError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sim.ensemble.execution.driving import Tally
    from sim.scenario.schema import Scenario

METRICS = "metrics"
PAGE = "page"
DRAWS = "draws"
"""Stages after the last week: figures are computed, then the page is written; draws are made in between."""

_PAUSE = 0.1


@dataclass(frozen=True)
class RunRequest:
    """What is to be run.

    Parameters
    ----------
    draft : Draft
        The scenario, checked again in the process.
    staging : Path
        Folder in which the run is written until it is whole; whoever started the process removes it.
    """

    draft: Draft
    staging: Path


def work(request: RunRequest, connection: Connection) -> None:
    """Run a draft and tell the other end of a connection about it.

    Sends ``("progress", stage, done, whole)``, and at last ``("finished", paths)`` with folders relative to
    that of results, ``("failed", message, details)`` or nothing, when it was told to stop. Any message
    from the other end, and its disappearance, stops the run.
    """
    threading.Thread(target=_stop_when_told, args=(connection,), daemon=True).start()
    try:
        connection.send(("finished", _finished(request, connection)))
    except KeyboardInterrupt:
        pass
    except MemoryShortError as error:
        connection.send(("failed", str(error), ""))
    except Exception as error:
        details = "".join(traceback.format_exception(error))
        connection.send(("failed", f"{type(error).__name__}: {error}", details))
    finally:
        shutil.rmtree(request.staging, ignore_errors=True)


def _stop_when_told(connection: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        connection.recv()
    _thread.interrupt_main()


def _finished(request: RunRequest, connection: Connection) -> list[str]:
    """Run a scenario and move its folder to its place; that of the run, relative to that of results."""
    scenario = examined(request.draft).scenario
    if scenario is None:
        raise ValueError("the scenario has errors")
    results = request.draft.folders.results
    return [_moved(scenario, request.staging, results, connection).relative_to(results).as_posix()]


def _moved(scenario: Scenario, staging: Path, results: Path, connection: Connection) -> Path:
    """Run a scenario, or all its draws, in one folder, move it to its place and return that of the run."""
    from sim.running import default_folder, run, threads  # noqa: PLC0415 - the slow part of a start

    target = results.joinpath(*default_folder(scenario).parts[1:])
    several = scenario.ensemble.replications > 1
    place = target / "replication-1" if several else target
    if (place / "run.json").is_file():
        return place
    told = _Teller(connection)
    whole = staging / "run"
    if several:
        from sim.replicating import replicate  # noqa: PLC0415 - as above

        replicate(
            scenario, whole, progress=told.week, measured=told.measured, told=told.draws, threads=threads()
        )
    else:
        run(scenario, whole, progress=told.week, measured=told.measured, workers=threads())
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        whole.rename(target)
    except OSError:
        # Another session asked the same meanwhile: the same bytes are there already.
        if not (place / "run.json").is_file():
            raise
    return place


class _Teller:
    """Sends progress, though not every week of a quick run."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = 0.0

    def week(self, stage: str, done: int, whole: int) -> None:
        now = time.monotonic()
        if done == whole or now - self._last >= _PAUSE:
            self._last = now
            self._send("progress", stage, done, whole)

    def draws(self, tally: Tally) -> None:
        self._send("progress", DRAWS, tally.done, tally.runs)

    def measured(self, _: Any) -> None:
        self._send("progress", PAGE, 0, 0)

    def _send(self, *message: Any) -> None:
        self._connection.send(message)
