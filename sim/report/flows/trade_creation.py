"""When what takes the place of trade that tariffs drive away, and where trade that grows comes from."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.metrics.axes import CLOSING_WEEKS
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, narrow_weeks, rounded
from sim.report.drawing.policy_marks import act_lines
from sim.report.drawing.theme import GAIN, HOME, INK, MORE, NOT_BOUGHT, ZERO, base_layout
from sim.report.drawing.wording import Names, billions, capitalised, percent
from sim.report.facts import Facts

_HEIGHT = 330
_WORTH_NAMING = 50.0  # USD mn a year
_EDGE = 0.6
_LOST = (
    ("diverted", "Bought from third economies instead", GAIN.light),
    ("replaced_at_home", "Bought from producers at home instead", HOME.light),
    ("not_bought", "Not bought", NOT_BOUGHT.light),
)
_GAINED = (
    ("drawn_from_third", "More, in place of third economies", ZERO.light),
    ("created", "More, in place of nobody", MORE.light),
)


def trade_creation(facts: Facts) -> Chart:
    """Imports of the two at war from each other by week, and what takes the place of those that fall."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.frame("trade_creation_weekly").filter(pl.col("basis") == "value")
    views = []
    for importer, exporter in _ways(facts):
        rows = frame.filter(pl.col("importer") == importer)
        views.append(
            View(
                f"{names.label(importer)} from {names.label(exporter)}",
                f"Goods imports of {names.phrase(importer)} from {names.phrase(exporter)}: change against "
                "the run without the measures, USD billion a year",
                _figure(facts, rows),
                {"xaxis": narrow_weeks(metrics.axes.weeks)},
            )
        )
    drawn = [part for part in (*_LOST, *_GAINED) if _largest(frame, part[0]) > _WORTH_NAMING]
    return Chart(
        identifier="trade-creation",
        title=_title(facts, frame),
        description="Areas below zero for imports that fall, by what takes their place, and above zero for "
        "imports that rise, by what they take the place of.",
        views=views,
        note="Customs values. In each product group and week the rise of imports from third economies "
        "counts first, then that of sales of producers at home; the rest is not bought. Viner called the "
        "first trade diversion; imports that take nobody's place are trade creation, imports not bought its "
        "reverse. Lines mark days of acts.",
        data=frame.with_columns(names.labels(frame["importer"]), names.labels(frame["exporter"])),
        fields={
            "importer": Field("Imports of"),
            "exporter": Field("From"),
            "week": Field("Week", "date"),
            "lost": Field("Fall, USD bn a year", "billions"),
            "diverted": Field("From third economies", "billions"),
            "replaced_at_home": Field("From home", "billions"),
            "not_bought": Field("Not bought", "billions"),
            "gained": Field("Rise", "billions"),
            "drawn_from_third": Field("In place of third economies", "billions"),
            "created": Field("In place of nobody", "billions"),
        },
        keys=[Key(label, shade, "bar") for _, label, shade in drawn],
        metrics=("trade_creation_weekly",),
    )


def _figure(facts: Facts, rows: pl.DataFrame) -> plain.Figure:
    weeks = rows["week"].to_list()
    traces = [
        plain.Scatter(
            x=weeks,
            y=rounded((rows[column] * 1e-6).round(6), sign * 1e3),
            mode="lines",
            stackgroup=group,
            line={"width": _EDGE, "color": shade},
            fillcolor=shade,
            hovertemplate=f"{label}: %{{y:+,.1f}}<extra></extra>",
        )
        for group, sign, parts in (("lost", -1.0, _LOST), ("gained", 1.0, _GAINED))
        for column, label, shade in parts
        if _largest(rows, column) > _WORTH_NAMING
    ]
    low, high = -1e-3 * _largest(rows, "lost"), 1e-3 * _largest(rows, "gained")
    span = [min(1.06 * low, -0.2), max(1.06 * high, 0.04 * -low, 0.2)]
    return plain.Figure(traces or [_nothing(weeks)], _layout(facts, span))


def _largest(rows: pl.DataFrame, column: str) -> float:
    return float(rows[column].fill_null(0.0).to_numpy().max(initial=0.0))


def _nothing(weeks: list[Any]) -> plain.Scatter:
    """Draw the line of no change, so that a run without any shows its weeks."""
    return plain.Scatter(x=weeks, y=[0.0] * len(weeks), mode="lines", line={"color": INK.light, "width": 1.5})


def _layout(facts: Facts, span: list[float]) -> dict[str, Any]:
    weeks = facts.metrics.axes.weeks
    lines = [line for line in act_lines(facts.events) if weeks[0] <= line["x0"] <= weeks[-1]]
    return base_layout(
        _HEIGHT,
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "range": [weeks[0], weeks[-1]]},
        yaxis={"range": span, "nticks": 6, "zeroline": True, "zerolinecolor": ZERO.light},
        shapes=lines,
    )


def _title(facts: Facts, frame: pl.DataFrame) -> str:
    parts = [_finding(facts.names, frame, *way) for way in _ways(facts)]
    return capitalised("; ".join(parts))


def _ways(facts: Facts) -> tuple[tuple[str, str], tuple[str, str]]:
    focus = facts.metrics.focus
    return (focus.first, focus.second), (focus.second, focus.first)


def _finding(names: Names, frame: pl.DataFrame, importer: str, exporter: str) -> str:
    """What is imported less in the last four weeks, and how much of that is bought elsewhere or at home."""
    rows = frame.filter(pl.col("importer") == importer).sort("week").tail(CLOSING_WEEKS)
    columns = ("lost", "diverted", "replaced_at_home", "gained")
    lost, diverted, home, gained = (float(rows[name].fill_null(0.0).to_numpy().mean()) for name in columns)
    here, there = names.phrase(importer), names.phrase(exporter)
    if lost < _WORTH_NAMING and gained < _WORTH_NAMING:
        return f"{here} buys as much from {there} as without the measures"
    if gained > lost:
        return f"{here} buys USD {billions(gained - lost)} bn a year more from {there}"
    return (
        f"{here} buys USD {billions(lost)} bn a year less from {there} and replaces "
        f"{percent((diverted + home) / lost)} of it, {percent(diverted / lost)} from third economies"
    )
