"""Read what several metrics need of the same evidence only once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from sim.metrics.evidence import Evidence

_Found = TypeVar("_Found")


def once(read: Callable[[Evidence], _Found]) -> Callable[[Evidence], _Found]:
    """Keep what a function finds for as long as the evidence itself is kept.

    What it finds must not hold the evidence, which would then never go.
    """
    kept: WeakKeyDictionary[Evidence, _Found] = WeakKeyDictionary()

    @wraps(read)
    def remembered(evidence: Evidence) -> _Found:
        if evidence not in kept:
            kept[evidence] = read(evidence)
        return kept[evidence]

    return remembered
