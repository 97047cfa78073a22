"""What the governments of the two at war collect at the border, by week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, end_labels, label_margin, narrow_weeks, rounded
from sim.report.drawing.fans import fan, fan_keys, fan_note
from sim.report.drawing.long_run import LONG_RUN_KEY, end_diamonds
from sim.report.drawing.theme import INK, ZERO, base_layout, colour
from sim.report.drawing.weekly import WEEK_IN_MILLISECONDS
from sim.report.drawing.wording import LONG_RUN, billions, capitalised
from sim.report.facts import Facts

_HEIGHT = 340
_PLOT_HEIGHT = 290
_IN_BILLIONS = 1e-3
"""Milliseconds from one point to the next."""
_SMALL = 50.0
"""USD million a year below which revenue is said to stay where it was."""


def tariff_revenue(facts: Facts) -> Chart:
    """Tariff revenue of the two governments by week."""
    metrics, names = facts.metrics, facts.names
    frame, sides = metrics.frame("weekly_revenue"), (metrics.focus.first, metrics.focus.second)
    narrow = {"margin": {"r": 52}, "xaxis": narrow_weeks(metrics.axes.weeks)}
    lines = [Key(names.label(code), colour(code), "line") for code in sides]
    without = [Key("Without the measures", INK.light, "dash")]
    shared = [*([LONG_RUN_KEY] if metrics.focus.at_war else []), *fan_keys(facts.draws, INK.light)]
    chosen = frame.filter(pl.col("economy").is_in(sides))
    return Chart(
        identifier="tariff-revenue",
        title=_title(facts),
        description="Lines by week of the tariffs that either government collects, beside the run without "
        "the measures.",
        views=(
            View(
                "",
                "Tariffs collected, USD billion at annual rate",
                _figure(facts, frame, "level"),
                narrow,
                basis="level",
                keys=(*lines, *without, *shared),
            ),
            View(
                "",
                "Tariffs collected less those of the run without the measures, USD billion at annual rate",
                _figure(facts, frame, "change"),
                narrow,
                basis="change",
                keys=(*lines, *shared),
            ),
        ),
        note=f"Duties on goods as they arrive, base duties included; what is on its way when a tariff "
        f"rises pays the new rate. {fan_note(facts.draws)}",
        data=chosen.with_columns(names.labels(chosen["economy"])),
        fields={
            "economy": Field("Government"),
            "week": Field("Week", "date"),
            "scenario": Field("This run, USD bn a year", "billions"),
            "reference": Field("Without the measures, USD bn a year", "billions"),
            "change": Field("Change, USD bn a year", "billions"),
            "benchmark": Field(f"{LONG_RUN}, USD bn a year", "billions"),
        },
        width="half",
        metrics=("weekly_revenue", "tariff_revenue"),
    )


def _title(facts: Facts) -> str:
    """Compare revenue over the last four weeks with that of the run without the measures."""
    rows = {row["economy"]: row for row in facts.metrics.revenue.iter_rows(named=True)}
    first, second = (rows[code] for code in (facts.metrics.focus.first, facts.metrics.focus.second))
    names = facts.names
    opening = f"{names.phrase(first['economy'])} collects USD {billions(first['last_4_weeks'])} bn a year"
    closing = f"{names.phrase(second['economy'])} {billions(second['last_4_weeks'])}"
    return capitalised(
        f"{opening} in tariffs over the last four weeks, {_beside(first)} without the measures; "
        f"{closing}, {_beside(second)} without"
    )


def _beside(row: Mapping[str, Any]) -> str:
    """Revenue without the measures, in words where it is the same."""
    before: float = row["last_4_weeks_reference"]
    same = abs(row["last_4_weeks"] - before) < _SMALL
    return "the same" if same else billions(before)


def _figure(facts: Facts, frame: pl.DataFrame, basis: Literal["level", "change"]) -> plain.Figure:
    metrics, names, weeks = facts.metrics, facts.names, facts.metrics.axes.weeks
    traces, ends, rest, known = [], [], [], [0.0]
    number = "USD %{y:,.1f} bn" if basis == "level" else "USD %{y:+,.1f} bn"
    for code in (metrics.focus.first, metrics.focus.second):
        own, label, shade = (
            frame.filter(pl.col("economy") == code).sort("week"),
            names.label(code),
            colour(code),
        )
        values = rounded(own["scenario" if basis == "level" else "change"], _IN_BILLIONS)
        bands = fan(
            facts.draws,
            "revenue",
            code,
            basis="run" if basis == "level" else "change",
            shade=shade,
            scale=_IN_BILLIONS,
        )
        traces += bands
        if basis == "level":
            reference = rounded(own["reference"], _IN_BILLIONS)
            traces.append(
                _line(weeks[0], reference, f"{label}, without the measures", shade, number, dotted=True)
            )
            known += [value for value in reference if value is not None]
        traces.append(_line(weeks[0], values, label, shade, number))
        last, rests = own.row(-1, named=True), None
        if metrics.focus.at_war and last["benchmark"] is not None:
            rests = (last["benchmark"] - (0.0 if basis == "level" else last["reference"])) * _IN_BILLIONS
            rest.append((rests, label, shade))
        known += [
            value for each in (*(band["y"] for band in bands), values, [rests]) for value in each if value
        ]
        end = billions((values[-1] or 0.0) / _IN_BILLIONS, signed=basis == "change")
        ends.append((values[-1] or 0.0, f"{label} {end}", end, shade))
    if rest:
        traces.append(end_diamonds(weeks[-1], rest, number))
    pad = max(0.08 * (max(known) - min(known)), 1.0)
    low, high = min(known) - (pad if min(known) < 0.0 else 0.0), max(known) + pad
    zero = {"zeroline": True, "zerolinecolor": ZERO.light, "zerolinewidth": 1.5}
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "range": [weeks[0], weeks[-1]]},
        yaxis={"range": [low, high], "nticks": 7, **(zero if basis == "change" else {})},
        annotations=end_labels(ends, low, high, _PLOT_HEIGHT),
    )
    return plain.Figure(traces, layout)


def _line(
    start: date, values: list[float | None], name: str, shade: str, number: str, *, dotted: bool = False
) -> plain.Scatter:
    style = {"color": shade, "width": 1.4 if dotted else 2.8, "dash": "dot" if dotted else "solid"}
    hover = f"{name}: {number}<extra></extra>"
    return plain.Scatter(
        x0=start, dx=WEEK_IN_MILLISECONDS, y=values, mode="lines", name=name, line=style, hovertemplate=hover
    )
