"""One line that says what is unknown and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.scenario.suggestion import closest

if TYPE_CHECKING:
    from collections.abc import Iterable

SUGGESTIONS = 3


def unknown(kind: str, given: str, known: Iterable[str]) -> str:
    """Return such as ``unknown economy 'CHM'; did you mean CHN?``."""
    names = sorted(known)
    best = closest(given, names, likeness=0.5)[:SUGGESTIONS]
    if best:
        return f"unknown {kind} {given!r}; did you mean {' or '.join(best)}?"
    return f"unknown {kind} {given!r}; known are {', '.join(names[:8])} ..."
