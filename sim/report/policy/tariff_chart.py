"""Who taxes whom, and since when: stepped lines of average tariffs, with what governments did and said."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from sim.metrics import Metrics
from sim.metrics.headline import TariffLevel
from sim.metrics.tariffs import REST
from sim.report.drawing.charts import (
    Chart,
    Field,
    Key,
    View,
    end_labels,
    label_margin,
    narrow_weeks,
    rounded,
)
from sim.report.drawing.long_run import LONG_RUN_KEY, end_diamonds
from sim.report.drawing.policy_marks import PolicyEvents, act_lines, policy_marks
from sim.report.drawing.theme import base_layout, colour
from sim.report.drawing.wording import LONG_RUN, Names, capitalised, percent
from sim.report.facts import Facts

_HEIGHT = 430
_PLOT_HEIGHT = 380
_SMALL_MOVE = 0.0005
_AFTER = "current_weights"
_WEIGHTINGS = (
    (
        "fixed_weights",
        "Before substitution",
        "Average tariff on goods, percent, weighted by trade of the base year",
    ),
    (
        _AFTER,
        "After substitution",
        "Average tariff on goods, percent, weighted by trade of the week, diamonds by trade of the long run",
    ),
)


def tariff_timeline(facts: Facts) -> Chart:
    """Average tariffs of the focus pair on each other and on everyone else."""
    metrics, events, names = facts.metrics, facts.events, facts.names
    first, second = metrics.focus.first, metrics.focus.second
    paths = metrics.tariff_paths.filter(pl.col("exporter") != "all")
    views = tuple(
        View(
            label,
            subtitle,
            _figure(metrics, paths, column, events, names),
            {"margin": {"r": 56}, "xaxis": narrow_weeks(metrics.axes.weeks)},
        )
        for column, label, subtitle in _WEIGHTINGS
    )
    keys = [
        Key(_line_name(names, importer, exporter), colour(importer), "dash" if exporter == REST else "line")
        for importer, exporter in _lines(first, second)
    ]
    data = paths.with_columns(
        pl.col("importer").replace_strict(
            list(names.economies), [names.label(c) for c in names.economies], default=None
        ),
        pl.col("exporter").map_elements(lambda code: _scope(names, code), return_dtype=pl.String),
    )
    return Chart(
        identifier="tariff-timeline",
        title=_title(metrics, names),
        description="Stepped lines of average tariffs by week, with marks on the days of acts of policy and "
        "of statements.",
        views=views,
        note="Base duties included. The average before substitution keeps the trade weights of the base "
        "year; the one after substitution lets buyers turn away from what is taxed, which lowers it. Weeks "
        f"in which a rate changes show the mean over their days.{events.note}",
        data=data,
        fields={
            "importer": Field("Levied by"),
            "exporter": Field("On goods from"),
            "week": Field("Week", "date"),
            "fixed_weights": Field("Before substitution", "percent"),
            "current_weights": Field("After substitution", "percent"),
            "benchmark": Field(LONG_RUN, "percent"),
        },
        keys=[
            *keys,
            *events.keys,
            *([LONG_RUN_KEY] if metrics.focus.at_war else []),
        ],
    )


def _title(metrics: Metrics, names: Names) -> str:
    head = metrics.headline
    first, second = names.phrase(head.first), names.phrase(head.second)
    if not head.at_war:
        return f"Tariffs between {first} and {second} do not change"
    ours, theirs = head.tariff_of_first, head.tariff_of_second
    opening = f"{capitalised(first)} {_verb(ours)} its average tariff on {second} {_move(ours)}"
    if _verb(ours) == _verb(theirs):
        return f"{opening}, {second} its own on {first} {_move(theirs)}"
    return f"{opening}; {second} {_verb(theirs)} its own on {first} {_move(theirs)}"


def _verb(level: TariffLevel) -> str:
    if abs(level.end - level.base) < _SMALL_MOVE:
        return "keeps"
    return "raises" if level.end > level.base else "lowers"


def _move(level: TariffLevel) -> str:
    if _verb(level) == "keeps":
        return f"at {percent(level.base)}"
    return f"from {percent(level.base)} to {percent(level.end)}"


def _lines(first: str, second: str) -> tuple[tuple[str, str], ...]:
    return ((first, second), (second, first), (first, REST), (second, REST))


def _scope(names: Names, code: str) -> str:
    return "everyone else" if code == REST else names.label(code)


def _line_name(names: Names, importer: str, exporter: str) -> str:
    return f"{names.label(importer)} on {_scope(names, exporter)}"


def _figure(
    metrics: Metrics, paths: pl.DataFrame, column: str, events: PolicyEvents, names: Names
) -> go.Figure:
    weeks = metrics.axes.weeks
    traces, ends, rest, top = [], [], [], 0.0
    for importer, exporter in _lines(metrics.focus.first, metrics.focus.second):
        chosen = paths.filter(pl.col("importer") == importer, pl.col("exporter") == exporter)
        values = rounded(chosen[column], 100.0)
        name = _line_name(names, importer, exporter)
        known = [value for value in values if value is not None]
        if not known:
            continue
        top = max(top, *known)
        if column == _AFTER and metrics.focus.at_war:
            rest.append((rounded(chosen["benchmark"], 100.0)[-1], name, colour(importer)))
        ends.append(
            (known[-1], f"{name} {percent(known[-1] / 100)}", percent(known[-1] / 100), colour(importer))
        )
        dashed = exporter == REST
        line = {
            "color": colour(importer),
            "width": 1.8 if dashed else 3,
            "shape": "hv",
            "dash": "4px,3px" if dashed else "solid",
        }
        hover = f"{name}: %{{y:.1f}}%<extra></extra>"
        traces.append(go.Scatter(x=weeks, y=values, name=name, mode="lines", line=line, hovertemplate=hover))
    if rest:
        top = max(top, *(value or 0.0 for value, _, _ in rest))
        traces.append(end_diamonds(weeks[-1], rest, "%{y:.1f}%"))
    high = max(top * 1.16, 5.0)
    traces += policy_marks(events, high)
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends), "t": 18},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "range": time_range(metrics, events)},
        yaxis={"range": [0, high], "ticksuffix": "%", "nticks": 7},
        annotations=end_labels(ends, 0.0, high, _PLOT_HEIGHT),
        shapes=act_lines(events, high),
    )
    return go.Figure(traces, layout)


def time_range(metrics: Metrics, events: PolicyEvents) -> list[Any]:
    """First and last day of the time axis."""
    return [min([*metrics.axes.weeks, *events.days]), metrics.axes.weeks[-1]]
