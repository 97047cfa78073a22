"""Rows with two or three dots joined by a line: before and after, run and long run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.report.drawing import plain
from sim.report.drawing.theme import BEFORE, CARD, INK, ZERO, base_layout, row_axis

Values = Sequence[float | None]

RING = {"symbol": "circle-open", "size": 10, "color": BEFORE.light, "line": {"width": 2}}
DIAMOND = {"symbol": "diamond", "size": 9, "color": CARD.light, "line": {"width": 1.5, "color": INK.light}}
_HEAD_AND_FOOT = 44


def filled(colours: str | Sequence[str]) -> dict[str, Any]:
    """Style a filled dot, one colour or one for each row."""
    return {"symbol": "circle", "size": 12, "color": colours}


def connectors(start: Values, end: Values, rows: Sequence[str]) -> plain.Scatter:
    """Join two dots in each row by a line."""
    x = [value for pair in zip(start, end, strict=True) for value in (*pair, None)]
    y = [value for row in rows for value in (row, row, None)]
    line = {"color": BEFORE.light, "width": 2.5}
    return plain.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def dots(
    values: Values, rows: Sequence[str], name: str, marker: dict[str, Any], number: str
) -> plain.Scatter:
    """Put one dot in each row; ``number`` is the hover template of its value."""
    hover = f"%{{y}}: {number}<extra>{name}</extra>"
    return plain.Scatter(x=values, y=rows, mode="markers", name=name, marker=marker, hovertemplate=hover)


def rows_layout(
    rows: Sequence[str], row_height: int, xaxis: dict[str, Any], **changes: Any
) -> dict[str, Any]:
    """Lay out a chart of named rows, the first on top, over a horizontal scale."""
    scale = {"showgrid": True, "zeroline": True, "zerolinecolor": ZERO.light, "zerolinewidth": 1.5}
    return base_layout(
        row_height * len(rows) + _HEAD_AND_FOOT,
        **{"margin": {"t": 6, "r": 18}, **changes},
        hovermode="closest",
        xaxis={**scale, "nticks": 6, **xaxis},
        yaxis=row_axis(rows),
    )


def readable_range(values: Values, smallest: float) -> dict[str, Any]:
    """Fix the scale when nothing moves, so that the axis does not magnify noise."""
    extent = max((abs(value) for value in values if value is not None), default=0.0)
    return {"range": [-smallest, smallest]} if extent < smallest / 20 else {}
