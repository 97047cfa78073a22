"""What was probably meant by an unknown word."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_WORD = 80
"""Characters beyond which nothing is a slip of a word."""


def closest(word: str, known: Iterable[str], likeness: float = 0.6) -> list[str]:
    """Return the known words that resemble a word, the most probable first, whatever their case.

    The common beginning counts before general likeness: in short codes the first letters tell
    most, so that ``CHM`` means ``CHN`` rather than ``KHM``.

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What could have been meant.
    likeness : float
        Least ratio of :class:`difflib.SequenceMatcher`, in [0, 1].
    """
    if len(word) > _LONGEST_WORD:
        return []
    names = sorted(known)
    folded = {name.casefold(): name for name in reversed(names)}
    given = word.casefold()
    close = get_close_matches(given, folded, n=max(len(folded), 1), cutoff=likeness)

    def resemblance(name: str) -> tuple[int, float]:
        same_start = takewhile(lambda pair: pair[0] == pair[1], zip(given, name, strict=False))
        return len(list(same_start)), SequenceMatcher(None, given, name).ratio()

    return [folded[name] for name in sorted(close, key=resemblance, reverse=True)]
