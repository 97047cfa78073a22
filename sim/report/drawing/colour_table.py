"""A table of colours: rows and columns of numbers, more and less in two hues, the numbers in the cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sim.report.drawing import plain
from sim.report.drawing.charts import wrapped
from sim.report.drawing.dumbbell import Values
from sim.report.drawing.theme import FEWER, INK, MIDDLE, MORE, base_layout, row_axis

_HEAD = 60
_COLUMN_WIDTH = 11
_FULLEST = 0.97
_SMALLEST_LIMIT = 0.1


def fullest(values: Sequence[Values]) -> float:
    """Value at which colours are fullest; a few cells in a hundred go beyond."""
    sizes = [abs(value) for row in values for value in row if value is not None]
    return max(_SMALLEST_LIMIT, float(np.quantile(sizes, _FULLEST)) if sizes else 0.0)


def colour_table(
    values: Sequence[Values],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    cell: Callable[[float | None], str],
    hover: str,
    limit: float,
    shown: Sequence[str],
    row_height: int,
) -> plain.Figure:
    """Draw a table of colours, heads of columns on top.

    Parameters
    ----------
    values : sequence of rows of float or None
        The numbers; no colour where there is none.
    rows, columns : sequence of str
        Their names.
    cell : callable
        Writes the number of a cell; empty where it is too small to tell.
    hover : str
        Hover template: ``%{y}`` is the row, ``%{x}`` the column, ``%{z}`` the number.
    limit : float
        Value at which colours are fullest.
    shown : sequence of str
        What is printed of the names of rows.
    row_height : int
        Height of a row in pixels.
    """
    heat = plain.Heatmap(
        z=[[None if value is None else float(f"{value:.4g}") for value in row] for row in values],
        x=[wrapped(name, _COLUMN_WIDTH) for name in columns],
        y=list(rows),
        zmin=-limit,
        zmax=limit,
        colorscale=[[0, FEWER.light], [0.5, MIDDLE.light], [1, MORE.light]],
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[cell(value) for value in row] for row in values],
        texttemplate="%{text}",
        textfont={"size": 11.5, "color": INK.light},
        hovertemplate=hover,
    )
    return plain.Figure(heat, _layout(rows, shown, row_height))


def _layout(rows: Sequence[str], shown: Sequence[str], row_height: int) -> dict[str, Any]:
    print_of_rows = {"showgrid": False, "range": [len(rows) - 0.5, -0.5]}
    return base_layout(
        row_height * len(rows) + _HEAD,
        margin={"t": 6, "r": 8, "b": 8},
        hovermode="closest",
        xaxis={
            "side": "top",
            "ticks": "",
            "tickfont": {"color": INK.light, "size": 12.5},
            "tickangle": 0,
            "showline": False,
        },
        yaxis={**row_axis(rows, shown), **print_of_rows},
    )
