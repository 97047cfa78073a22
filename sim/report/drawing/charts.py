"""What a chart on the page consists of besides its figure: title, unit, source, data, table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

import plotly.graph_objects as go
import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.theme import INK, MUTED

_SIGNIFICANT_DIGITS = 6
_HALF_A_YEAR = 26


Basis = Literal["", "level", "change"]


@dataclass(frozen=True)
class Key:
    """One entry of a chart's legend.

    ``mark`` is line, dash, dot, ring, diamond, bar, flag, band or band faint.
    """

    text: str
    colour: str
    mark: str


@dataclass(frozen=True)
class View:
    """One way to look at a chart's data; a chart with several shows a switch.

    Parameters
    ----------
    label : str
        Word on the switch. Views that differ in their basis only share it.
    subtitle : str
        What is drawn and in which unit.
    drawn : Figure
        The drawing.
    narrow : mapping
        Changes of the layout on a small screen. Annotations named ``wide`` or ``narrow`` appear only at
        that width.
    basis : {"", "level", "change"}
        Whether it shows levels or changes from the run without the measures, where the chart has both: the
        page has one switch for all charts.
    keys : sequence of Key, optional
        Legend of this view, where it differs from the chart's.
    captions : sequence of str
        What is to be seen and heard of each frame, in order.
    frames : sequence of mapping
        Frames (``data``, ``traces``, ``layout``), played by the page's own slider, or by that of a notebook.
    title : str
        Its finding, where the views of a chart have one each; the chart's if empty.
    redrawn : bool
        Whether a frame needs the whole figure drawn again. Lines and points of scatter traces do not, which
        is several times as fast; heat maps and layouts do.
    """

    label: str
    subtitle: str
    drawn: plain.Figure
    narrow: Mapping[str, Any] = field(default_factory=dict)
    basis: Basis = ""
    keys: Sequence[Key] | None = None
    captions: Sequence[str] = ()
    frames: Sequence[Mapping[str, Any]] = ()
    redrawn: bool = True
    title: str = ""

    @cached_property
    def figure(self) -> go.Figure:
        """The drawing as Plotly's own figure, every property of it checked."""
        return self.drawn.checked()


@dataclass(frozen=True)
class Field:
    """A column of a chart's data: heading of the table and how to print it.

    ``kind`` is text, date, percent (a fraction), billions (USD million), index or number.
    """

    heading: str
    kind: str = "text"


@dataclass(frozen=True)
class Chart:
    """A figure with everything a reader needs to trust it and take it away.

    Parameters
    ----------
    identifier : str
        Name of the function that draws it, with hyphens.
    title : str
        The finding: a sentence with its numbers.
    description : str
        What is drawn, for those who do not see it.
    views : sequence of View
        Ways to look at it, the first shown at the start.
    note : str
        What a reader must know to read it right.
    data : DataFrame
        Its numbers, as in its table and its CSV.
    fields : mapping of str to Field
        Columns of the data that are shown, in order.
    keys : sequence of Key
        Legend.
    width : {"full", "half"}
        Room on a wide page.
    metrics : tuple of str
        Names in the catalogue of metrics of the tables that it is drawn from.
    method : str
        How the numbers come about, beyond what the catalogue says.
    """

    identifier: str
    title: str
    description: str
    views: Sequence[View]
    note: str
    data: pl.DataFrame
    fields: Mapping[str, Field]
    keys: Sequence[Key] = ()
    width: str = "full"
    metrics: tuple[str, ...] = ()
    method: str = ""


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
