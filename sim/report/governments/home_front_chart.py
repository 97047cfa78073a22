"""What the two governments hear of at home: approval, jobs, the real wage and exports, side by side."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Basis, Chart, Field, Key, View, rounded
from sim.report.drawing.theme import INK, base_layout, colour
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import Names, capitalised, points
from sim.report.facts import Facts
from sim.report.governments.panels import HEIGHT, Panel, narrow_panels, panel_axes, panel_headings

_SMALL = 5e-5
"""Milliseconds from one point to the next."""


PANELS = (
    Panel("approval", "Approve of their government", "% of households", "%", 100.0, 2, 1.0),
    Panel("unemployment", "Out of work, above the base", "% of the labour force", "%", 100.0, 3, 0.2),
    Panel("real_wage", "Real wage", "index, base 100", "base 100", 100.0, 3, 0.5, relative=True),
    Panel("exports", "Goods exports", "USD bn a year", "USD bn a year", 1e-3, 1, 2.0, relative=True),
)


def political_pressure(facts: Facts) -> Chart:
    """What presses on the two governments at home: approval, jobs, the real wage, exports."""
    metrics, names = facts.metrics, facts.names
    frame, sides = metrics.frame("weekly_home_front"), (metrics.focus.first, metrics.focus.second)
    narrow = narrow_panels(len(PANELS), metrics.axes.weeks)
    lines = [Key(names.label(code), colour(code), "line") for code in sides]
    return Chart(
        identifier="political-pressure",
        title=_title(frame, sides, names),
        description="Four small charts of lines by week for either economy: approval of the government, "
        "unemployment above the base, real wage, and goods exports.",
        views=(
            View(
                "",
                "By week, dotted without the measures; every panel in the unit over it",
                _figure(facts, frame, "level"),
                narrow,
                basis="level",
                keys=(*lines, Key("Without the measures", INK.light, "dash")),
            ),
            View(
                "",
                "By week, change against the run without the measures; every panel in the unit over it",
                _figure(facts, frame, "change"),
                narrow,
                basis="change",
                keys=tuple(lines),
            ),
        ),
        note="The share that approves in the base is assumed (behaviour.approval.usual). Approval falls with "
        "prices that households notice and with lost jobs, and rises for a while when the economy is "
        "attacked; it moves nothing but governments that decide for themselves. Nobody is out of work in the "
        "base: what is shown comes on top of ordinary unemployment. The real wage is the wage over the "
        "consumer price.",
        data=frame.with_columns(names.labels(frame["economy"])),
        fields={
            "economy": Field("Economy"),
            "week": Field("Week", "date"),
            "approval": Field("Approval", "percent"),
            "approval_reference": Field("Approval without the measures", "percent"),
            "unemployment": Field("Out of work, above the base", "percent"),
            "real_wage": Field("Real wage, base = 1", "index"),
            "real_wage_reference": Field("Real wage without the measures", "index"),
            "exports": Field("Goods exports, USD bn a year", "billions"),
            "exports_reference": Field("Exports without the measures, USD bn a year", "billions"),
        },
        metrics=("weekly_home_front",),
    )


def _title(frame: pl.DataFrame, sides: tuple[str, str], names: Names) -> str:
    """Say how far approval ends from that without the measures."""
    ends = frame.filter(pl.col("week") == pl.col("week").max())
    change = ends.select("economy", change=pl.col("approval") - pl.col("approval_reference"))
    move: dict[str, float | None] = dict(change.rows())
    known = {code: value for code, value in move.items() if value is not None}
    if len(known) < len(sides):
        return "Approval of the two governments is not known"
    if all(abs(known[code]) < _SMALL for code in sides):
        first, second = (names.phrase(code) for code in sides)
        return f"Approval of the governments of {first} and {second} stays as it was"
    parts = [f"{_moved(known[code])} in {names.phrase(code)}" for code in sides]
    return capitalised(f"approval of the government ends {parts[0]}, {parts[1]}")


def _moved(change: float) -> str:
    if abs(change) < _SMALL:
        return "as it was"
    return f"{points(abs(change))} points {'higher' if change > 0.0 else 'lower'}"


def _figure(facts: Facts, frame: pl.DataFrame, basis: Basis) -> plain.Figure:
    weeks = facts.metrics.axes.weeks
    traces: list[plain.Scatter] = []
    axes: dict[str, Any] = {}
    labels: list[dict[str, Any]] = []
    for place, panel in enumerate(PANELS):
        drawn = _lines(facts, frame, panel, basis, place)
        traces += drawn
        axes |= panel_axes(place, _extent(drawn, panel, basis), weeks)
        labels += panel_headings(place, panel, basis)
    layout = base_layout(
        HEIGHT,
        margin={"t": 34, "r": 16, "b": 24, "l": 8},
        hovermode="x",
        annotations=labels,
        **axes,
    )
    return plain.Figure(traces, layout)


def _lines(facts: Facts, frame: pl.DataFrame, panel: Panel, basis: Basis, place: int) -> list[plain.Scatter]:
    focus, names, weeks = facts.metrics.focus, facts.names, facts.metrics.axes.weeks
    found: list[plain.Scatter] = []
    for code in (focus.first, focus.second):
        own, label = frame.filter(pl.col("economy") == code), names.label(code)
        now, before = own[panel.column], own[f"{panel.column}_reference"]
        if basis == "change":
            change = now / before - 1.0 if panel.relative else now - before
            lines = [(rounded(change, 100.0), label, 2.6, "solid")]
            number = "%{y:+.2f}%" if panel.relative else "%{y:+.2f} points"
            decimals = 3
        else:
            without = f"{label}, without the measures"
            lines = [(rounded(before, panel.scale), without, 1.4, "dot")]
            lines.append((rounded(now, panel.scale), label, 2.6, "solid"))
            number = "%{y:,.0f} bn" if panel.column == "exports" else "%{y:.2f}"
            decimals = panel.decimals
        found += [
            plain.Scatter(
                **by_week(weeks),
                y=[None if value is None else round(value, decimals) for value in values],
                mode="lines",
                name=name,
                xaxis=f"x{place + 1}",
                yaxis=f"y{place + 1}",
                line={"color": colour(code), "width": width, "dash": dash},
                hovertemplate=f"{name}: {number}<extra></extra>",
            )
            for values, name, width, dash in lines
        ]
    return found


def _extent(traces: list[plain.Scatter], panel: Panel, basis: Basis) -> tuple[float, float]:
    """Range of a panel, wide enough not to magnify noise."""
    known = [value for trace in traces for value in trace["y"] if value is not None]
    if basis == "change":
        known.append(0.0)
    low, high = min(known, default=0.0), max(known, default=1.0)
    smallest = panel.smallest if basis == "level" or not panel.relative else 0.5
    lacking = max(smallest - (high - low), 0.0) / 2.0
    pad = 0.08 * max(high - low, smallest)
    return low - lacking - pad, high + lacking + pad
