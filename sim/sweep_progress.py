"""How far a sweep is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.ensemble.execution.driving import Tally

SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def sweep_progress(quiet: bool) -> Iterator[Callable[[Tally], None]]:
    """Yield what is told how far a sweep is; it prints on stderr, and nothing where ``quiet``."""
    if quiet:
        yield lambda tally: None
    elif sys.stderr.isatty():
        with _bar() as told:
            yield told
    else:
        yield _Lines()


class _Pace:
    """Runs a minute, and the time left, since the first look."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def words(self, tally: Tally) -> str:
        """``12 runs a minute, 3 min left``; nothing before the first run is made."""
        minutes = (time.monotonic() - self._began) / 60.0
        if not tally.made or minutes <= 0.0:
            return ""
        rate = tally.made / minutes
        left = (tally.runs - tally.done) / rate
        ahead = f", {_duration(left)} left" if tally.done < tally.runs else ""
        return f"{_rate(rate)} runs a minute{ahead}"


class _Lines:
    """A line at most every few seconds, and one when all runs are done."""

    def __init__(self) -> None:
        self._pace = _Pace()
        self._last = time.monotonic()
        self._ended = False

    def __call__(self, tally: Tally) -> None:
        """Print a line if it is time."""
        over = tally.done >= tally.runs
        if self._ended or (not over and time.monotonic() - self._last < SECONDS_BETWEEN_LINES):
            return
        self._last, self._ended = time.monotonic(), over
        failed = f", {tally.failed:,} failed" if tally.failed else ""
        pace = self._pace.words(tally)
        print(
            f"{tally.done:,} of {tally.runs:,} runs{failed}{', ' if pace else ''}{pace}",
            file=sys.stderr,
            flush=True,
        )


@contextmanager
def _bar() -> Iterator[Callable[[Tally], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.completed}/{task.total} runs"),
        BarColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        pace = _Pace()

        def told(tally: Tally) -> None:
            failed = f"{tally.failed:,} failed, " if tally.failed else ""
            words = f"{failed}{pace.words(tally)}"
            bar.update(task, total=tally.runs, completed=tally.done, description=words)

        yield told


def _rate(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 10.0 else f"{rate:.1f}"


def _duration(minutes: float) -> str:
    if minutes < 1.0:
        return f"{60.0 * minutes:.0f} s"
    if minutes < 90.0:
        return f"{minutes:.0f} min"
    return f"{minutes / 60.0:.1f} h"
