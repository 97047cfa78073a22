"""Where the time of a run goes: seconds in each phase of the step, and in the parts around it."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.model.phases import Phase
    from sim.model.trade_war import TradeWar


class Clock:
    """Seconds spent in named parts; what is spent in a part within another counts for the inner one only.

    The seconds of all parts therefore add up to what the outermost ones took. A reading takes under a
    microsecond, so that runs are always timed and nothing has to be switched on.
    """

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._nested = 0.0

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds by part so far, in the order in which the parts were first left."""
        return {name: round(seconds, 4) for name, seconds in self._seconds.items()}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the time of a block as the part's, less that of parts within it."""
        around, self._nested = self._nested, 0.0
        began = time.perf_counter()
        try:
            yield
        finally:
            elapsed = time.perf_counter() - began
            self._seconds[name] = self._seconds.get(name, 0.0) + elapsed - self._nested
            self._nested = around + elapsed

    def timed(self, phases: Sequence[Phase]) -> tuple[Phase, ...]:
        """Return the phases of a step, under their own names, each counted as a part of that name."""
        return tuple(self._timed(phase) for phase in phases)

    def _timed(self, phase: Phase) -> Phase:
        @functools.wraps(phase)
        def timed(model: TradeWar) -> None:
            with self.part(phase.__name__):
                phase(model)

        return timed


class Laps:
    """Seconds between one lap and the next, written into a mapping.

    Parameters
    ----------
    into : dict
        Receives the seconds of each lap by its name.
    """

    def __init__(self, into: dict[str, Any]) -> None:
        self._into = into
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Count the time since the last lap as that of the part which has just ended."""
        now = time.perf_counter()
        self._into[name] = round(now - self._last, 4)
        self._last = now
