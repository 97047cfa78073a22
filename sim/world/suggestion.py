"""One line that says what is unknown and what was probably meant."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SUGGESTIONS = 3


def unknown(kind: str, given: str, known: Iterable[str]) -> str:
    """Return such as ``unknown economy 'CHM'; did you mean CHN?``."""
    names = sorted(known)
    folded = {name.casefold(): name for name in reversed(names)}
    close = get_close_matches(given.casefold(), folded, n=len(folded), cutoff=0.5)
    best = sorted(close, key=lambda name: _similarity(given.casefold(), name), reverse=True)[:SUGGESTIONS]
    if best:
        return f"unknown {kind} {given!r}; did you mean {' or '.join(folded[name] for name in best)}?"
    return f"unknown {kind} {given!r}; known are {', '.join(names[:8])} ..."


def _similarity(given: str, name: str) -> tuple[int, float]:
    """Length of the common beginning, then likeness: in short codes the first letters tell most."""
    common = takewhile(lambda pair: pair[0] == pair[1], zip(given, name, strict=False))
    return len(list(common)), SequenceMatcher(None, given, name).ratio()
