"""Names beside dots, as many as fit without hiding each other or another dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_WIDTH, _HEIGHT = 560.0, 380.0
_CHARACTER, _LINE = 6.2, 15.0
"""Pixels, on a plot that is not wide: labels that fit there fit on a wider one."""


@dataclass(frozen=True)
class Dot:
    """A dot in units of its axes, its diameter in pixels and its name, of one line or several."""

    x: float
    y: float
    size: float
    name: str


def free_labels(dots: Sequence[Dot], most: int, shade: str) -> list[dict[str, Any]]:
    """Place names above dots, the first ones first, and leave out those that would lie on another.

    Parameters
    ----------
    dots : sequence of Dot
        In the order of their weight, on axes that begin at zero.
    most : int
        Labels at most.
    shade : str
        Colour of the text.
    """
    if not dots:
        return []
    left, right = _ends([dot.x for dot in dots])
    low, high = _ends([dot.y for dot in dots])
    places = [
        (_WIDTH * (dot.x - left) / (right - left), _HEIGHT * (dot.y - low) / (high - low)) for dot in dots
    ]
    taken = [
        (across - dot.size / 2.0, across + dot.size / 2.0, up - dot.size / 2.0, up + dot.size / 2.0)
        for dot, (across, up) in zip(dots, places, strict=True)
    ]
    found: list[dict[str, Any]] = []
    for index, (dot, (across, up)) in enumerate(zip(dots, places, strict=True)):
        lines = dot.name.split("<br>")
        half, foot = _CHARACTER * max(map(len, lines)) / 2.0, up + dot.size / 2.0
        start = across - half if across >= half else across  # beside the axis a name begins at its dot
        box = (start, start + 2.0 * half, foot, foot + _LINE * len(lines))
        others = taken[:index] + taken[index + 1 :]
        if len(found) == most or any(_overlap(box, other) for other in others):
            continue
        taken.append(box)
        found.append(
            {
                "x": dot.x,
                "y": dot.y,
                "text": dot.name,
                "showarrow": False,
                "xanchor": "center" if across >= half else "left",
                "yanchor": "bottom",
                "yshift": round(dot.size / 2.0),
                "font": {"size": 11.5, "color": shade},
            }
        )
    return found


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Ends of an axis that begins at zero, never a point."""
    low, high = min(0.0, *values), max(0.0, *values)
    return (low, high) if high > low else (low, low + 1.0)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
