"""The map itself: land, bubbles of economies, their labels, and two axes that carry no scale."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np

from sim.report.drawing.theme import CARD, GRID, INK, PAGE, colour
from sim.report.drawing.world_map.curves import places
from sim.report.drawing.world_map.projection import EDGE, NORTH, SOUTH, frame, project

_LETTER, _LINE = 7.4, 17.0
"""Room for a letter and for a line of a label on a map of a page's width, in units of the map."""

Box = tuple[float, float, float, float]


@cache
def _rings(detail: Literal["fine", "coarse"]) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
    content = (files("sim.report.drawing.world_map") / "coastlines.json").read_text(encoding="utf-8")
    across: list[int | None] = []
    up: list[int | None] = []
    for ring in json.loads(content)[detail]:
        east, north = np.array(ring, dtype=np.float64).reshape(-1, 2).T / 10.0
        abscissa, ordinate = project(east, north)
        across += [*abscissa.round().astype(int).tolist(), None]
        up += [*ordinate.round().astype(int).tolist(), None]
    return tuple(across), tuple(up)


def land(detail: Literal["fine", "coarse"] = "fine", **axes: str) -> dict[str, Any]:
    """Draw the land of the world; ``axes`` names the axes that it belongs to."""
    across, up = _rings(detail)
    return {
        "x": list(across),
        "y": list(up),
        "mode": "lines",
        "fill": "toself",
        "fillcolor": GRID.light,
        "line": {"width": 0.5, "color": GRID.light},
        "hoverinfo": "skip",
        **axes,
    }


def globe(**axes: str) -> dict[str, Any]:
    """Draw the outline of the map and the sea in it."""
    latitude = np.linspace(SOUTH, NORTH, 25)
    left, up = project(EDGE, latitude)
    across = [*left.tolist(), *(-left[::-1]).tolist()]
    return {
        "x": [round(value) for value in [*across, across[0]]],
        "y": [round(value) for value in [*up.tolist(), *up[::-1].tolist(), float(up[0])]],
        "mode": "lines",
        "fill": "toself",
        "fillcolor": PAGE.light,
        "line": {"width": 1, "color": GRID.light},
        "hoverinfo": "skip",
        **axes,
    }


def bubbles(
    codes: Sequence[str], sizes: Sequence[float], words: Sequence[str] | None = None, **axes: str
) -> dict[str, Any]:
    """Put a dot on each economy, its area in proportion; ``words`` are for the hover box."""
    x, y = _positions(codes)
    hover = (
        {"hoverinfo": "skip"}
        if words is None
        else {"text": list(words), "hovertemplate": "%{text}<extra></extra>"}
    )
    marker = {
        "size": [round(size, 1) for size in sizes],
        "color": [colour(code) for code in codes],
        "line": {"width": 1, "color": CARD.light},
        "opacity": 1,
    }
    return {"x": x, "y": y, "mode": "markers", "marker": marker, **hover, **axes}


def labels(
    codes: Sequence[str], names: Sequence[str], sizes: Sequence[float], scale: float = 1.0, **changes: Any
) -> list[dict[str, Any]]:
    """Name economies under their dots, the first ones first; who finds no room goes without.

    Parameters
    ----------
    codes, names : sequence of str
        Economies in the order of their claim, and what is written.
    sizes : sequence of float
        Diameters of their dots.
    scale : float
        Units of the map per pixel.
    changes : mapping
        Further properties of the annotations.
    """
    x, y = _positions(codes)
    taken: list[Box] = []
    found = []
    for across, up, text, size in zip(x, y, names, sizes, strict=True):
        wide, high, apart = 0.5 * _LETTER * len(text) * scale, _LINE * scale, (0.5 * size + 1) * scale
        for side in (-1, 1):
            middle = up + side * (apart + 0.5 * high)
            box = (across - wide, middle - 0.5 * high, across + wide, middle + 0.5 * high)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found.append(_label(text, across, up, side * (0.5 * size + 1), side) | changes)
                break
    return found


def _label(text: str, across: float, up: float, shift: float, side: int) -> dict[str, Any]:
    return {
        "text": text,
        "x": across,
        "y": up,
        "yshift": shift,
        "yanchor": "bottom" if side > 0 else "top",
        "showarrow": False,
        "borderpad": 0,
        "bgcolor": f"{CARD.light}b0",
        "font": {"size": 12, "color": INK.light},
    }


def map_axes(across: Sequence[float] = (0, 1), up: Sequence[float] = (0, 1)) -> tuple[dict[str, Any], ...]:
    """Lay out both axes of a map that takes the given parts of a figure."""
    ranges = frame()
    return tuple(
        {"domain": list(part), "range": span, "visible": False, "fixedrange": True}
        for part, span in zip((across, up), ranges, strict=True)
    )


def _positions(codes: Sequence[str]) -> tuple[list[float], list[float]]:
    known = places()
    east, north = np.array([known[code] for code in codes], dtype=np.float64).reshape(-1, 2).T
    across, up = project(east, north)
    return across.round(1).tolist(), up.round(1).tolist()


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
