"""The figure of the map of weeks: what stands still, and what each week changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sim.metrics.axes import Floats
from sim.report.drawing import plain
from sim.report.drawing.charts import narrow_weeks
from sim.report.drawing.theme import BEFORE, base_layout, colour
from sim.report.drawing.wording import billions, percent
from sim.report.drawing.world_map.edges import (
    Edges,
    arrows,
    by_trade,
    edge_lines,
    goods_trade,
    shades,
    underlay,
    widths,
)
from sim.report.drawing.world_map.land import bubbles, globe, labels, land, map_axes
from sim.report.facts import Facts
from sim.report.flows.event_line import cursor, event_layout, event_line

_HEIGHT, _NARROW_HEIGHT = 612, 400
_MAP, _NARROW_MAP = (0.235, 1.0), (0.36, 1.0)
_LINE, _NARROW_LINE = (0.0, 0.185), (0.0, 0.27)
_WIDEST = 13.0
_LARGEST_DOT, _SMALLEST_DOT = 22.0, 5.0
_NARROW_LABELS = 5
_NARROW_SCALE = 3.1
"""Units of the map per pixel on a narrow screen."""


@dataclass(frozen=True)
class Played:
    """A figure, what each of its frames changes, and what changes on a small screen."""

    figure: plain.Figure
    frames: Sequence[Mapping[str, Any]]
    narrow: Mapping[str, Any]


def weekly_map(facts: Facts, edges: Edges, basis: Literal["level", "change"]) -> Played:
    """Draw the map of the last week and what other weeks change in it.

    In levels the width of a line is its value in the week and its colour the origin's, over a grey line as
    wide as its value without the measures. In changes the width is that value and the colour the change.
    """
    largest = float(edges.closing.max())
    without = widths(edges.closing[1], largest, _WIDEST)
    weekly = widths(edges.weekly[0], largest, _WIDEST)
    level, last = basis == "level", len(facts.metrics.axes.weeks) - 1
    origins = [colour(origin) for origin, _ in edges.pairs]
    colours = origins if level else shades(edges.weekly_change[:, last])
    below = [globe(), land(), *(underlay(edges.pairs, without, BEFORE.light) if level else [])]
    lines = edge_lines(edges.pairs, colours, weekly[:, last] if level else without, _hover(facts, edges))
    moving = [*range(len(below), len(below) + len(lines)), len(below) + len(lines)]
    trade, codes = goods_trade(facts.metrics), by_trade(facts.metrics, edges)
    sizes = _diameters(trade, codes)
    weeks = facts.metrics.axes.weeks
    figure = plain.Figure(
        [
            *below,
            *lines,
            cursor(facts, weeks[last]),
            arrows(edges.pairs),
            bubbles(codes, sizes, _trade_words(facts, trade, codes)),
            *event_line(facts),
        ],
        _layout(facts, codes, sizes),
    )
    frames = [
        {
            "data": [
                *(_widened(weekly[:, place]) if level else _coloured(edges.weekly_change[:, place])),
                {"x": [week.isoformat()] * 2},
            ],
            "traces": moving,
        }
        for place, week in enumerate(weeks)
    ]
    return Played(figure, frames, _narrow(facts))


def _widened(wide: Floats) -> list[dict[str, Any]]:
    return [{"line": {"width": width}} for width in wide.tolist()]


def _coloured(change: Floats) -> list[dict[str, Any]]:
    return [{"line": {"color": shade}} for shade in shades(change)]


def _diameters(trade: dict[str, float], codes: Sequence[str]) -> list[float]:
    """Diameters of dots whose areas are in proportion to trade."""
    largest = max(trade[code] for code in codes)
    return [max(_LARGEST_DOT * (trade[code] / largest) ** 0.5, _SMALLEST_DOT) for code in codes]


def _trade_words(facts: Facts, trade: dict[str, float], codes: Sequence[str]) -> list[str]:
    return [
        f"<b>{facts.names.label(code)}</b><br>Imports and exports of goods without the measures: "
        f"USD {billions(trade[code])} bn a year"
        for code in codes
    ]


def _hover(facts: Facts, edges: Edges) -> list[str]:
    names = facts.names
    return [
        f"<b>{names.label(origin)} to {names.label(destination)}</b><br>Last four weeks: USD {billions(run)} "
        f"bn a year<br>Without the measures: USD {billions(without)} bn<br>Change: "
        f"{percent(change, signed=True)}"
        for (origin, destination), run, without, change in zip(
            edges.pairs, *edges.closing.tolist(), edges.change.tolist(), strict=True
        )
    ]


def _layout(facts: Facts, codes: Sequence[str], sizes: Sequence[float]) -> dict[str, Any]:
    across, up = map_axes(up=_MAP)
    shown = [facts.names.label(code) for code in codes]
    few = slice(0, _NARROW_LABELS)
    return base_layout(
        _HEIGHT,
        margin={"l": 2, "r": 2, "t": 2, "b": 40},
        hovermode="closest",
        xaxis=across,
        yaxis=up,
        annotations=[
            *labels(codes, shown, sizes, name="wide"),
            *labels(codes[few], shown[few], sizes[few], _NARROW_SCALE, name="narrow"),
        ],
        **event_layout(facts, _LINE),
    )


def _narrow(facts: Facts) -> dict[str, Any]:
    return {
        "height": _NARROW_HEIGHT,
        "yaxis": {"domain": list(_NARROW_MAP)},
        "yaxis2": {"domain": list(_NARROW_LINE)},
        "xaxis2": narrow_weeks(facts.metrics.axes.weeks),
    }
