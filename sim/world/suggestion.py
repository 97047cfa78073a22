"""One line that says what is unknown and what was probably meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def unknown(kind: str, given: str, known: Iterable[str]) -> str:
    """Return such as ``unknown economy 'CHI'; did you mean CHN?``."""
    names = sorted(known)
    folded = {name.casefold(): name for name in reversed(names)}
    close = get_close_matches(given.casefold(), folded, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(folded[match] for match in close)}?" if close else ""
    return f"unknown {kind} {given!r}" + (f"; {hint}" if hint else f"; known are {', '.join(names[:8])} ...")
