"""What a chart on the page consists of besides its figure: title, unit, source, data, table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from sim.report.theme import INK, MUTED

_SIGNIFICANT_DIGITS = 6
_HALF_A_YEAR = 26


@dataclass(frozen=True)
class Key:
    """One entry of a chart's legend: ``mark`` is line, dash, dot, ring, diamond, bar or flag."""

    text: str
    colour: str
    mark: str


@dataclass(frozen=True)
class View:
    """One way to look at a chart's data; a chart with several shows a switch.

    ``narrow`` changes the figure's layout on a small screen. Annotations named ``wide`` or ``narrow``
    appear only at that width.
    """

    label: str
    subtitle: str
    figure: go.Figure
    narrow: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """A column of a chart's data: heading of the table and how to print it.

    ``kind`` is text, date, percent (a fraction), billions (USD million), index or number.
    """

    heading: str
    kind: str = "text"


@dataclass(frozen=True)
class Chart:
    """A figure with everything a reader needs to trust it and take it away."""

    identifier: str
    title: str
    description: str
    views: Sequence[View]
    note: str
    data: pl.DataFrame
    fields: Mapping[str, Field]
    keys: Sequence[Key] = ()
    width: str = "full"


def chart_payload(chart: Chart) -> dict[str, Any]:
    """Collect everything the page's script needs to draw a chart, its table and its downloads."""
    data = chart.data.select(list(chart.fields)).with_columns(
        pl.selectors.float().round_sig_figs(_SIGNIFICANT_DIGITS), pl.selectors.date().cast(pl.String)
    )
    return {
        "id": chart.identifier,
        "title": chart.title,
        "keys": [[key.text, key.colour, key.mark] for key in chart.keys],
        "views": [
            {"subtitle": view.subtitle, "narrow": view.narrow, **figure_payload(view.figure)}
            for view in chart.views
        ],
        "columns": list(chart.fields),
        "headings": [item.heading for item in chart.fields.values()],
        "kinds": [item.kind for item in chart.fields.values()],
        "rows": [list(row) for row in data.rows()],
    }


def figure_payload(figure: go.Figure) -> dict[str, Any]:
    """Take traces and layout of a figure without the default template, which would double the page."""
    content = figure.to_plotly_json()
    content["layout"].pop("template", None)
    return {"data": content["data"], "layout": content["layout"]}


def rounded(values: pl.Series, scale: float = 1.0) -> list[float | None]:
    """Prepare values for a figure: scaled, shortened to the digits that can be seen, None for no value."""
    return (values * scale).round_sig_figs(_SIGNIFICANT_DIGITS).to_list()


def end_labels(
    items: Sequence[tuple[float, str, str, str]], low: float, high: float, height: int
) -> list[dict[str, Any]]:
    """Place labels at the right end of lines, pushed apart so that none hides another.

    Parameters
    ----------
    items : sequence of (value, long text, short text, colour)
        Where each line ends and what to write there on a wide and on a narrow page.
    low, high : float
        Range of the vertical axis.
    height : int
        Height of the plotting area in pixels.
    """
    gap = 16.0 / height * (high - low)
    ordered = sorted(items, key=lambda item: item[0])
    places: list[float] = []
    for value, *_ in ordered:
        places.append(max(value, places[-1] + gap) if places else value)
    overflow = places[-1] - (high - gap / 2) if places else 0.0
    if overflow > 0.0:
        ceiling = high - gap / 2
        for index in range(len(places) - 1, -1, -1):
            places[index] = min(places[index], ceiling)
            ceiling = places[index] - gap
    return [
        {
            "name": width,
            "text": text,
            "x": 1.0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 10,
            "y": place,
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "font": {"color": shade, "size": 13},
        }
        for place, (_, long, short, shade) in zip(places, ordered, strict=True)
        for width, text in (("wide", long), ("narrow", short))
    ]


def level_line(
    value: float, text: str, *, above: bool, dash: str = "dash"
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a horizontal reference line, its label at the left, above or below it."""
    line = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": {"color": INK.light if dash == "dash" else MUTED.light, "width": 1.3, "dash": dash},
    }
    label = {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": value,
        "yanchor": "bottom" if above else "top",
        "showarrow": False,
        "font": {"size": 12, "color": INK.light if dash == "dash" else MUTED.light},
        "yshift": 2 if above else -2,
        "align": "left",
    }
    return line, label


def wrapped(text: str, width: int) -> str:
    """Break text into lines of at most ``width`` characters for labels and hover boxes."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def narrow_weeks(weeks: Sequence[date]) -> dict[str, Any]:
    """Label a time axis on a narrow page: month over year, or few days in a short run."""
    return {"tickformat": "%b<br>%Y"} if len(weeks) >= _HALF_A_YEAR else {"nticks": 4}


def clipped(text: str, width: int) -> str:
    """Break text into two lines of at most ``width`` characters; an ellipsis stands for what is left out."""
    lines = wrapped(text, width).split("<br>")
    if len(lines) <= 2:
        return "<br>".join(lines)
    return f"{lines[0]}<br>{lines[1].rstrip(',')}\u2026"


def label_margin(items: Sequence[tuple[float, str, str, str]]) -> int:
    """Reserve room to the right of the plot for the longest of ``end_labels``, in pixels."""
    return round(18 + 7.2 * max((len(long) for _, long, _, _ in items), default=0))
