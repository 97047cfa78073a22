"""Two small maps side by side: the largest flows of goods without the measures and in the run."""

from __future__ import annotations

from typing import Any

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, View
from sim.report.drawing.theme import BEFORE, INK, base_layout
from sim.report.drawing.wording import billions_apart, capitalised, percent, several
from sim.report.drawing.world_map.edge_rows import EDGE_FIELDS, edge_rows
from sim.report.drawing.world_map.edges import (
    CLASS_KEYS,
    Edges,
    arrows,
    by_trade,
    edge_lines,
    largest_edges,
    shades,
    underlay,
    widths,
)
from sim.report.drawing.world_map.land import bubbles, globe, labels, land, map_axes
from sim.report.facts import Facts

_FLOWS = 24
_HEIGHT, _NARROW_HEIGHT = 262, 430
_TOP, _APART = 0.9, 0.015
_WIDEST = 9.0
_DOT = 7.0
_LABELS, _NARROW_LABELS = 7, 4
_SCALE, _NARROW_SCALE = 2.05, 3.1
"""Units of the map per pixel on a wide page, where a map takes half of it, and on a narrow one."""
_AXES: tuple[dict[str, str], dict[str, str]] = ({}, {"xaxis": "x2", "yaxis": "y2"})


def trade_before_after(facts: Facts) -> Chart | None:
    """Two small maps of the largest flows of goods, without the measures and at the end of the run."""
    edges = largest_edges(facts.metrics, _FLOWS)
    if not edges.pairs:
        return None
    view = View(
        "",
        f"The {several(len(edges.pairs), 'flow')} of goods that are largest or change most; width is value, "
        "colour its change against the run without the measures",
        _figure(facts, edges),
        _narrow(),
        keys=CLASS_KEYS,
    )
    return Chart(
        identifier="trade-before-after",
        title=_title(facts),
        description="Two maps of the largest flows between economies, on the left without the measures, on "
        "the right in the last four weeks of the run.",
        views=(view,),
        note=f"Last four weeks, customs values; {percent(edges.covered)} of goods trade without the "
        "measures. The page on flows has the map week by week. The rest of the world has no place on it.",
        data=edge_rows(facts, edges),
        fields=EDGE_FIELDS,
        metrics=("bilateral_means",),
    )


def _figure(facts: Facts, edges: Edges) -> plain.Figure:
    largest = float(edges.closing.max())
    wide = widths(edges.closing, largest, _WIDEST)
    codes = by_trade(facts.metrics, edges)
    sizes = [_DOT] * len(codes)
    before, after = _AXES
    traces = [
        globe(**before),
        land("coarse", **before),
        *underlay(edges.pairs, wide[1], BEFORE.light, **before),
        arrows(edges.pairs, 6, 0.0, **before),
        bubbles(codes, sizes, **before),
        globe(**after),
        land("coarse", **after),
        *edge_lines(edges.pairs, shades(edges.change), wide[0], None, **after),
        arrows(edges.pairs, 6, 0.0, **after),
        bubbles(codes, sizes, **after),
    ]
    return plain.Figure(traces, _layout(facts, codes, sizes))


def _layout(facts: Facts, codes: list[str], sizes: list[float]) -> dict[str, Any]:
    shown = [facts.names.label(code) for code in codes]
    named = [
        label
        for axes in ({}, {"xref": "x2", "yref": "y2"})
        for name, few, scale in (("wide", _LABELS, _SCALE), ("narrow", _NARROW_LABELS, _NARROW_SCALE))
        for label in labels(codes[:few], shown[:few], sizes[:few], scale, name=name, **axes)
    ]
    left, right = (0.0, 0.5 - _APART), (0.5 + _APART, 1.0)
    (xaxis, yaxis), (xaxis2, yaxis2) = (map_axes(part, (0.0, _TOP)) for part in (left, right))
    return base_layout(
        _HEIGHT,
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
        hovermode="closest",
        xaxis=xaxis,
        yaxis=yaxis,
        xaxis2=xaxis2 | {"anchor": "y2"},
        yaxis2=yaxis2 | {"anchor": "x2"},
        annotations=[
            *named,
            _heading("Without the measures", "wide", sum(left) / 2.0, 1.0),
            _heading("In the run, last four weeks", "wide", sum(right) / 2.0, 1.0),
            _heading("Without the measures", "narrow", 0.5, 1.0),
            _heading("In the run, last four weeks", "narrow", 0.5, 0.485),
        ],
    )


def _heading(text: str, width: str, across: float, up: float) -> dict[str, Any]:
    return {
        "name": width,
        "text": f"<b>{text}</b>",
        "x": across,
        "y": up,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "center",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13, "color": INK.light},
    }


def _narrow() -> dict[str, Any]:
    """One map under the other."""
    return {
        "height": _NARROW_HEIGHT,
        "xaxis": {"domain": [0, 1]},
        "yaxis": {"domain": [0.52, 0.94]},
        "xaxis2": {"domain": [0, 1]},
        "yaxis2": {"domain": [0, 0.42]},
    }


def _title(facts: Facts) -> str:
    focus, names, means = facts.metrics.focus, facts.names, facts.metrics.bilateral_means
    found = []
    for origin, destination in ((focus.second, focus.first), (focus.first, focus.second)):
        row = means.filter(origin=origin, destination=destination).row(0, named=True)
        amounts = billions_apart(row["last_4_weeks"], row["last_4_weeks_reference"])
        found.append(f"{names.phrase(origin)} sells {names.phrase(destination)} goods of {amounts}")
    return capitalised("; ".join(found))
