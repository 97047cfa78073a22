"""A published figure that the model is held against: what it is, where it is from, how close counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

Use: TypeAlias = Literal["T", "C"]
Verdict: TypeAlias = Literal["hit", "near", "miss"]
Band: TypeAlias = tuple[float, float]

ANY = math.inf


@dataclass(frozen=True)
class Moment:
    """One figure and its bands; model and data in the same unit.

    Parameters
    ----------
    name : str
        Identifier.
    what : str
        What it is, in words for people.
    unit : str
        Unit of data, bands and model.
    use : {"T", "C"}
        ``T``: may be tuned on. ``C``: check only, never tuned on.
    data : float
        The published or recorded figure.
    hit, near : (float, float)
        Least and greatest value of the model that counts as met, and as nearly met.
    source : str
        Who published it.
    from_memory : bool
        Whether the figure was written down from memory and still has to be compared with its source.
    """

    name: str
    what: str
    unit: str
    use: Use
    data: float
    hit: Band
    near: Band
    source: str
    from_memory: bool = False

    def verdict(self, model: float) -> Verdict:
        """Say how close a value of the model is; what is no number is a miss."""
        if _inside(model, self.hit):
            return "hit"
        return "near" if _inside(model, self.near) else "miss"


def around(data: float, hit: float, near: float) -> tuple[Band, Band]:
    """Return bands of the given half-widths around a figure."""
    return (data - hit, data + hit), (data - near, data + near)


def _inside(value: float, band: Band) -> bool:
    low, high = band
    return low <= value <= high
