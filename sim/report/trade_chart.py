"""How far the two economies decouple: their goods trade against the run without the measures."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from sim.metrics import Metrics
from sim.metrics.trade import BOTH, direction
from sim.report.charts import Chart, Field, Key, View, end_labels, level_line, rounded
from sim.report.theme import INK, MUTED, ZERO, base_layout, colour
from sim.report.wording import Names, capitalised, comparison, is_nothing, percent

_HEIGHT = 420
_PLOT_HEIGHT = 370


def trade_chart(metrics: Metrics, names: Names) -> Chart:
    """Goods trade of the focus pair by week: relative to the reference, and in USD."""
    lines = _lines(metrics, names)
    text = {name: label for name, label, _ in lines}
    narrow = {"margin": {"r": 50}}
    return Chart(
        identifier="trade",
        title=_title(metrics, names),
        description="Goods trade between the two economies by week, in both directions and together.",
        views=(
            View(
                "Change",
                "Change against the run without the measures, percent, customs values",
                _changes(metrics, lines),
                narrow,
            ),
            View(
                "Level",
                "USD billion at annual rate, customs values; dotted: the run without the measures",
                _levels(metrics, lines),
                narrow,
            ),
        ),
        note=_note(metrics),
        data=metrics.bilateral_trade.with_columns(pl.col("direction").replace(text)),
        fields={
            "direction": Field("Flow"),
            "week": Field("Week", "date"),
            "scenario": Field("This run, USD bn a year", "billions"),
            "reference": Field("Without the measures, USD bn a year", "billions"),
            "change": Field("Change", "percent"),
        },
        keys=[Key(label, shade, "line") for _, label, shade in lines],
    )


def _title(metrics: Metrics, names: Names) -> str:
    head = metrics.headline
    first, second = names.phrase(head.first), names.phrase(head.second)
    if is_nothing(head.trade.run):
        return f"Goods trade between {first} and {second} stays where it was"
    return f"Goods trade between {first} and {second} ends the run {comparison(head.trade.run)}"


def _note(metrics: Metrics) -> str:
    note = (
        "Both runs share every random draw, so that the difference is the work of the measures. The benchmark is the "
        "frictionless long run at the tariffs of the last week: what remains once every buyer has reconsidered every supplier."
    )
    mark = metrics.published_trade
    if mark is not None:
        note += f" {mark.publisher} ({mark.published}) is a published figure for comparison, not an input: {mark.what}."
    return note


def _lines(metrics: Metrics, names: Names) -> tuple[tuple[str, str, str], ...]:
    first, second = metrics.focus.first, metrics.focus.second
    return (
        (BOTH, "Both directions", INK.light),
        (direction(second, first), f"{names.label(second)} to {names.label(first)}", colour(second)),
        (direction(first, second), f"{names.label(first)} to {names.label(second)}", colour(first)),
    )


def _changes(metrics: Metrics, lines: tuple[tuple[str, str, str], ...]) -> go.Figure:
    traces, ends, known = [], [], [0.0]
    for name, label, shade in lines:
        values = rounded(metrics.bilateral_trade.filter(pl.col("direction") == name)["change"], 100.0)
        present = [value for value in values if value is not None]
        if not present:
            continue
        known += present
        end = percent(present[-1] / 100, signed=True)
        ends.append((present[-1], f"{label} {end}", end, shade))
        traces.append(_line(metrics, values, label, shade, "%{y:+.1f}%", 3.2 if name == BOTH else 2.2))
    shapes, labels = _marks(metrics, known)
    low, high = min(known), max(known)
    pad = max(0.08 * (high - low), 1.0)
    low, high = low - pad, high + pad
    zero = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 0,
        "line": {"color": ZERO.light, "width": 1},
    }
    layout = base_layout(
        _HEIGHT,
        margin={"r": 190},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y"},
        yaxis={"range": [low, high], "ticksuffix": "%", "nticks": 7},
        shapes=[zero, *shapes],
        annotations=[*end_labels(ends, low, high, _PLOT_HEIGHT), *labels],
    )
    return go.Figure(traces, layout)


def _marks(metrics: Metrics, known: list[float]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reference lines of the benchmark and of the published figure, labels on their outer sides."""
    head = metrics.headline
    marks = []
    if head.trade.benchmark is not None and head.at_war:
        text = f"Benchmark long run, both directions {percent(head.trade.benchmark, signed=True)}"
        marks.append((head.trade.benchmark * 100, text, "dash"))
    if head.published_trade is not None:
        mark = head.published_trade
        text = f"{mark.publisher}, {mark.published}: {percent(mark.value, signed=True)}"
        marks.append((mark.value * 100, text, "dot"))
    known += [value for value, _, _ in marks]
    marks.sort(reverse=True)
    drawn = [
        level_line(round(value, 2), text, above=index == 0 and len(marks) > 1, dash=dash)
        for index, (value, text, dash) in enumerate(marks)
    ]
    return [line for line, _ in drawn], [label for _, label in drawn]


def _levels(metrics: Metrics, lines: tuple[tuple[str, str, str], ...]) -> go.Figure:
    traces, ends, high = [], [], 0.0
    for name, label, shade in lines:
        chosen = metrics.bilateral_trade.filter(pl.col("direction") == name)
        values, reference = rounded(chosen["scenario"], 1e-3), rounded(chosen["reference"], 1e-3)
        high = max(high, *(value or 0.0 for value in (*values, *reference)))
        traces.append(_line(metrics, values, label, shade, "USD %{y:,.0f} bn", 3.2 if name == BOTH else 2.2))
        quiet = _line(metrics, reference, f"{label}, without the measures", shade, "USD %{y:,.0f} bn", 1.4)
        quiet.line.dash = "dot"
        traces.append(quiet)
        end = f"{values[-1] or 0.0:,.0f}"
        ends.append((values[-1] or 0.0, f"{label} {end}", end, shade))
    high = max(high * 1.08, 1.0)
    layout = base_layout(
        _HEIGHT,
        margin={"r": 190},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y"},
        yaxis={"range": [0, high], "nticks": 7},
        annotations=end_labels(ends, 0.0, high, _PLOT_HEIGHT),
    )
    return go.Figure(traces, layout)


def _line(
    metrics: Metrics, values: list[float | None], name: str, shade: str, shape: str, width: float
) -> go.Scatter:
    hover = f"{capitalised(name)}: {shape}<extra></extra>"
    line = {"color": shade, "width": width}
    return go.Scatter(x=metrics.axes.weeks, y=values, name=name, mode="lines", line=line, hovertemplate=hover)
