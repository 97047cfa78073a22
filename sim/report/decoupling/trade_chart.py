"""How far the two economies decouple: their goods trade against the run without the measures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from sim.metrics import Metrics
from sim.metrics.trade_patterns.bilateral import BOTH, direction
from sim.report.drawing import plain
from sim.report.drawing.charts import (
    Chart,
    Field,
    Key,
    View,
    end_labels,
    label_margin,
    level_line,
    narrow_weeks,
    rounded,
)
from sim.report.drawing.fans import fan, fan_keys, fan_note
from sim.report.drawing.long_run import LONG_RUN_KEY, end_diamonds
from sim.report.drawing.theme import INK, ZERO, base_layout, colour
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import (
    LONG_RUN,
    WITHOUT_FRICTIONS,
    Names,
    capitalised,
    comparison,
    is_nothing,
    percent,
)
from sim.report.facts import Facts

_HEIGHT = 420
_PLOT_HEIGHT = 370
_WEEKS = {"type": "date", "hoverformat": "Week of %-d %b %Y"}


@dataclass(frozen=True)
class Line:
    """One flow between the pair: its names in the data and among draws, its label, its look, its long run."""

    name: str
    series: str
    label: str
    colour: str
    width: float
    benchmark: float | None


def bilateral_trade(facts: Facts) -> Chart:
    """Goods trade of the focus pair by week: relative to the reference, and in USD."""
    metrics, names = facts.metrics, facts.names
    lines = _lines(metrics, names)
    text = {line.name: line.label for line in lines}
    narrow = {"margin": {"r": 56}, "xaxis": narrow_weeks(metrics.axes.weeks)}
    diamond = [LONG_RUN_KEY] if metrics.focus.at_war else []
    return Chart(
        identifier="bilateral-trade",
        title=_title(metrics, names),
        description="Goods trade between the two economies by week, in both directions and together.",
        views=(
            View(
                "",
                "USD billion at annual rate, customs values; dotted: the run without the measures",
                _levels(facts, lines),
                narrow,
                basis="level",
            ),
            View(
                "",
                "Change against the run without the measures, percent, customs values",
                _changes(facts, lines),
                narrow,
                basis="change",
            ),
        ),
        note=f"{_note(metrics)} {fan_note(facts.draws)}",
        data=metrics.bilateral_trade.with_columns(pl.col("direction").replace(text)),
        fields={
            "direction": Field("Flow"),
            "week": Field("Week", "date"),
            "scenario": Field("This run, USD bn a year", "billions"),
            "reference": Field("Without the measures, USD bn a year", "billions"),
            "change": Field("Change", "percent"),
            "benchmark": Field(f"{LONG_RUN}, USD bn a year", "billions"),
        },
        keys=[
            *(Key(line.label, line.colour, "line") for line in lines),
            *fan_keys(facts.draws, INK.light),
            *diamond,
        ],
        metrics=("bilateral_trade",),
    )


def _title(metrics: Metrics, names: Names) -> str:
    head = metrics.headline
    first, second = names.phrase(head.first), names.phrase(head.second)
    if is_nothing(head.trade.run):
        return f"Goods trade between {first} and {second} stays where it was"
    return f"Goods trade between {first} and {second} ends the run {comparison(head.trade.run)}"


def _note(metrics: Metrics) -> str:
    note = "Both runs share every random draw, so that the difference is the work of the measures."
    mark = metrics.published_trade
    if mark is not None:
        label = f"{mark.publisher} ({mark.published})"
        note += f" {label} is a published figure for comparison, not an input: {mark.what}."
    return note


def _lines(metrics: Metrics, names: Names) -> tuple[Line, ...]:
    first, second = metrics.focus.first, metrics.focus.second
    inward, outward = direction(second, first), direction(first, second)
    labels = {
        inward: f"{names.label(second)} to {names.label(first)}",
        outward: f"{names.label(first)} to {names.label(second)}",
    }
    head = metrics.headline
    return (
        Line(inward, "imports", labels[inward], colour(second), 2.2, head.imports.benchmark),
        Line(outward, "exports", labels[outward], colour(first), 2.2, head.exports.benchmark),
        Line(BOTH, "trade", "Both directions", INK.light, 3.2, head.trade.benchmark),
    )


def _changes(facts: Facts, lines: tuple[Line, ...]) -> plain.Figure:
    metrics = facts.metrics
    traces, ends, known = [], [], [0.0]
    for line in lines:
        values = rounded(metrics.bilateral_trade.filter(pl.col("direction") == line.name)["change"], 100.0)
        present = [value for value in values if value is not None]
        if not present:
            continue
        known += present
        end = percent(present[-1] / 100, signed=True)
        ends.append((present[-1], f"{line.label} {end}", end, line.colour))
        traces += fan(facts.draws, line.series, shade=line.colour, scale=100.0)
        traces.append(_path(metrics, values, line, "%{y:+.1f}%"))
    marks = _marks(metrics)
    long_run = [line for line in lines if line.benchmark is not None] if metrics.focus.at_war else []
    known += [value for value, *_ in marks] + [100 * (line.benchmark or 0.0) for line in long_run]
    traces.append(_long_run(metrics, long_run))
    pad = max(0.08 * (max(known) - min(known)), 1.0)
    low, high = min(known) - pad, max(known) + pad
    shapes, labels = [], []
    for index, (value, long, short, dash) in enumerate(marks):
        for name, text in (("wide", long), ("narrow", short)):
            shape, label = level_line(round(value, 2), text, above=index == 0 and len(marks) > 1, dash=dash)
            labels.append({**label, "name": name})
        shapes.append(shape)
    zero = {"zeroline": True, "zerolinecolor": ZERO.light, "zerolinewidth": 1.5}
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={**_WEEKS, "range": [metrics.axes.weeks[0], metrics.axes.weeks[-1]]},
        yaxis={"range": [low, high], "ticksuffix": "%", "nticks": 7, **zero},
        shapes=shapes,
        annotations=[*end_labels(ends, low, high, _PLOT_HEIGHT), *labels],
    )
    return plain.Figure(traces, layout)


def _marks(metrics: Metrics) -> list[tuple[float, str, str, str]]:
    """Collect levels to draw across the plot: percent, long and short text, dash; the highest first."""
    head = metrics.headline
    marks = []
    if head.trade.benchmark is not None and head.at_war:
        figure = percent(head.trade.benchmark, signed=True)
        texts = (f"{LONG_RUN} {figure}", f"{capitalised(WITHOUT_FRICTIONS)} {figure}")
        marks.append((head.trade.benchmark * 100, *texts, "dash"))
    mark = head.published_trade
    if mark is not None:
        text = f"{mark.publisher}, {mark.published}: {percent(mark.value, signed=True)}"
        marks.append((mark.value * 100, text, text, "dot"))
    return sorted(marks, reverse=True)


def _long_run(metrics: Metrics, lines: list[Line]) -> plain.Scatter:
    """Put a diamond at the end of the time axis where each flow comes to rest."""
    items = [(100 * (line.benchmark or 0.0), line.label, line.colour) for line in lines]
    return end_diamonds(metrics.axes.weeks[-1], items, "%{y:+.1f}%")


def _levels(facts: Facts, lines: tuple[Line, ...]) -> plain.Figure:
    metrics = facts.metrics
    traces, ends, rest, high = [], [], [], 0.0
    for line in lines:
        chosen = metrics.bilateral_trade.filter(pl.col("direction") == line.name)
        values, reference = rounded(chosen["scenario"], 1e-3), rounded(chosen["reference"], 1e-3)
        long_run = rounded(chosen["benchmark"], 1e-3)[-1]
        rest.append((long_run, line.label, line.colour))
        high = max(high, *(value or 0.0 for value in (*values, *reference, long_run)))
        traces += fan(facts.draws, line.series, basis="run", shade=line.colour, scale=1e-3)
        traces.append(_path(metrics, values, line, "USD %{y:,.0f} bn"))
        without = replace(line, label=f"{line.label}, without the measures", width=1.4)
        traces.append(_path(metrics, reference, without, "USD %{y:,.0f} bn", "dot"))
        end = f"{values[-1] or 0.0:,.0f}"
        ends.append((values[-1] or 0.0, f"{line.label} {end}", end, line.colour))
    if metrics.focus.at_war:
        traces.append(end_diamonds(metrics.axes.weeks[-1], rest, "USD %{y:,.0f} bn"))
    high = max(high * 1.08, 1.0)
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={**_WEEKS, "range": [metrics.axes.weeks[0], metrics.axes.weeks[-1]]},
        yaxis={"range": [0, high], "nticks": 7},
        annotations=end_labels(ends, 0.0, high, _PLOT_HEIGHT),
    )
    return plain.Figure(traces, layout)


def _path(
    metrics: Metrics, values: list[float | None], line: Line, number: str, dash: str = "solid"
) -> plain.Scatter:
    style = {"color": line.colour, "width": line.width, "dash": dash}
    hover = f"{line.label}: {number}<extra></extra>"
    return plain.Scatter(
        **by_week(metrics.axes.weeks), y=values, mode="lines", line=style, hovertemplate=hover
    )
