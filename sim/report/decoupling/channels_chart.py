"""Through which channels the two come apart: small multiples of the ties between them, week by week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from sim.report.decoupling.panels import (
    axis_number,
    narrow_panels,
    panel_axes,
    panel_titles,
    wide_and_narrow,
)
from sim.report.decoupling.part_names import PART_NAMES, SHORT_NAMES
from sim.report.drawing import plain
from sim.report.drawing.charts import Basis, Chart, Field, Key, View, rounded
from sim.report.drawing.fans import fan, fan_keys, fan_note, gaps_note
from sim.report.drawing.long_run import LONG_RUN_KEY, end_diamonds
from sim.report.drawing.theme import ACCENT, BEFORE, INK, MUTED, ZERO, base_layout
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import LONG_RUN, is_nothing, listed, percent
from sim.report.facts import Facts

_UNITS: Mapping[str, tuple[str, float, str]] = {
    "USD mn a year": ("USD bn a year", 1e-3, ",.0f"),
    "fraction": ("Percent", 100.0, ".3~g"),
    "fraction of cost": ("Percent of cost", 100.0, ".3~g"),
    "1": ("Index, 0 to 1", 1.0, ".2~f"),
}
"""What is written for a unit, the factor to it, and the format of its numbers."""


_TICKS = 4
_MONTHS = (1, 2, 3, 6, 12, 24)


def channels(facts: Facts) -> Chart:
    """Seven ties between the focus pair week by week, each beside the run without the measures."""
    frame = facts.metrics.frame("decoupling_channels").with_columns(change=-pl.col("decoupled"))
    shown = [name for name in PART_NAMES if frame.filter(part=name)["decoupled"].drop_nulls().len()]
    at_war = facts.metrics.focus.at_war
    rest = [LONG_RUN_KEY] if at_war else []
    run = Key("In the run", ACCENT.light, "line")
    fans = fan_keys(facts.draws, ACCENT.light)
    _, narrow = wide_and_narrow(len(shown))
    layout = {**narrow_panels(narrow), "margin": {"l": 4, "r": 12}}
    return Chart(
        identifier="channels",
        title=_title(facts),
        description="A small chart for each tie between the two economies: its path by week, beside that "
        "without the measures.",
        views=(
            View(
                "",
                "Level of each tie by week, in its own unit, mean of both directions; figures: without the "
                "measures and in the run, mean of the last four weeks",
                _figure(facts, frame, shown, "level"),
                layout,
                basis="level",
                keys=[run, Key("Without the measures", BEFORE.light, "dash"), *fans, *rest],
            ),
            View(
                "",
                "Change of each tie against the run without the measures, percent; one scale for all; "
                "figures: mean of the last four weeks",
                _figure(facts, frame, shown, "change"),
                layout,
                basis="change",
                keys=[run, *fans, *rest],
            ),
        ),
        note="Import shares are those of each in the other's; reliance counts suppliers of suppliers; labour "
        "is that of each in what the other's households buy, through whatever chain; trade of blocs is the "
        "share of world trade that passes between theirs; two-way trade is the Grubel-Lloyd index; firms' "
        "ties are relationships of the base that have kept their supplier, by value. The long run without "
        f"frictions has flows of goods only. {fan_note(facts.draws)}{gaps_note(facts.draws, 'channel')}",
        data=frame.with_columns(tie=pl.col("part").replace_strict(PART_NAMES)),
        fields={
            "tie": Field("Tie"),
            "week": Field("Week", "date"),
            "unit": Field("Unit"),
            "level": Field("In the run", "number"),
            "level_reference": Field("Without the measures", "number"),
            "change": Field("Change", "percent"),
            "benchmark": Field(LONG_RUN, "number"),
        },
        metrics=("decoupling_channels", "decoupling_parts"),
    )


def _figure(facts: Facts, frame: pl.DataFrame, shown: list[str], basis: Basis) -> plain.Figure:
    wide, narrow = wide_and_narrow(len(shown))
    traces: list[plain.Scatter] = []
    axes, titles, short = [], list[str](), list[str]()
    shared = _extent(frame, facts) if basis == "change" else None
    for index, part in enumerate(shown):
        rows = frame.filter(part=part)
        drawn, upright = _panel(facts, rows, part, basis)
        figures = _figures(facts, part, basis)
        if shared is not None:
            upright = {**upright, "range": shared}
        for trace in drawn:
            trace.update(xaxis=f"x{axis_number(index)}", yaxis=f"y{axis_number(index)}")
        traces += drawn
        axes.append((_weeks(rows["week"].to_list()), upright))
        titles.append(f"<b>{SHORT_NAMES[part]}</b><br>{figures}")
        short.append(f"<b>{SHORT_NAMES[part]}</b><br>{figures.rpartition(': ')[2]}")
    shared_layout = base_layout(wide.height, hovermode="closest", margin={"t": 4, "r": 16, "l": 8, "b": 8})
    across, upright = shared_layout.pop("xaxis"), shared_layout.pop("yaxis")
    placed = [({**across, **mine}, {**upright, **other}) for mine, other in axes]
    annotations = [
        *panel_titles(wide, titles, "wide", INK.light),
        *panel_titles(narrow, short, "narrow", INK.light),
    ]
    return plain.Figure(traces, {**shared_layout, **panel_axes(wide, placed), "annotations": annotations})


def _panel(
    facts: Facts, rows: pl.DataFrame, part: str, basis: Basis
) -> tuple[list[plain.Scatter], dict[str, Any]]:
    """Draw one tie: its traces and its vertical axis."""
    weeks: list[date] = rows["week"].to_list()
    _, scale, form = _UNITS[rows["unit"][0]]
    name, line = PART_NAMES[part], {"color": ACCENT.light, "width": 2.2}
    if basis == "change":
        values = rounded((100.0 * rows["change"]).round(2))
        rest = None if rows["benchmark_decoupled"][0] is None else -100.0 * rows["benchmark_decoupled"][0]
        traces = fan(facts.draws, "gone", part, shade=ACCENT.light, scale=-100.0)
        traces.append(_line(weeks, values, line, f"{name}: %{{y:+.1f}}%<extra></extra>"))
        axis = {"ticksuffix": "%", "nticks": 5, "zeroline": True, "zerolinecolor": ZERO.light}
        number = "%{y:+.1f}%"
    else:
        values, before = (
            rounded((scale * rows[column]).round_sig_figs(4)) for column in ("level", "level_reference")
        )
        rest = None if rows["benchmark"][0] is None else scale * rows["benchmark"][0]
        number = f"%{{y:{form}}}"
        traces = fan(facts.draws, "channel", part, basis="run", shade=ACCENT.light, scale=scale)
        dotted = {"color": BEFORE.light, "width": 1.6, "dash": "dot"}
        traces.append(_line(weeks, before, dotted, f"{name}, without: {number}<extra></extra>"))
        traces.append(_line(weeks, values, line, f"{name}: {number}<extra></extra>"))
        highest = max(value or 0.0 for value in (*values, *before, rest))
        axis = {"range": [0.0, 1.08 * highest or 1.0], "nticks": 4}
    if facts.metrics.focus.at_war and rest is not None:
        traces.append(end_diamonds(weeks[-1], [(rest, name, ACCENT.light)], number))
    return traces, axis


def _figures(facts: Facts, part: str, basis: Basis) -> str:
    """Write what a tie comes to at the end: mean of the last four weeks."""
    row = facts.metrics.frame("decoupling_parts").filter(part=part).row(0, named=True)
    if basis == "change":
        return percent(_change_of(row), signed=True)
    unit, scale, _ = _UNITS[row["unit"]]
    before, after = (
        None if value is None else scale * value for value in (row["level_reference"], row["level"])
    )
    return f"{unit}: {_written(before)} \u2192 {_written(after)}"


def _change_of(row: dict[str, Any]) -> float | None:
    return None if row["decoupled"] is None else -float(row["decoupled"])


def _line(weeks: list[date], values: list[float | None], line: dict[str, Any], hover: str) -> plain.Scatter:
    template = f"%{{x|%-d %b %Y}}<br>{hover}"
    return plain.Scatter(**by_week(weeks), y=values, mode="lines", line=line, hovertemplate=template)


def _weeks(weeks: list[date]) -> dict[str, Any]:
    """Time axis of a small panel: at most four ticks, on the first of a month."""
    months = len(weeks) * 12 / 52
    step = next((each for each in _MONTHS if months / each <= _TICKS), _MONTHS[-1])
    ticks = {"dtick": f"M{step}", "tickformat": "%b %y", "tickfont": {"color": MUTED.light, "size": 11}}
    return {"type": "date", "range": [weeks[0], weeks[-1]], **ticks}


def _extent(frame: pl.DataFrame, facts: Facts) -> list[float]:
    """Range of percent that holds every path, and the long run where it is drawn."""
    columns = ["decoupled", *(["benchmark_decoupled"] if facts.metrics.focus.at_war else [])]
    known = [-100.0 * value for column in columns for value in frame[column].drop_nulls()]
    low, high = min([0.0, *known]), max([0.0, *known])
    pad = max(0.06 * (high - low), 1.0)
    return [round(low - pad, 1), round(high + pad, 1)]


def _written(value: float | None) -> str:
    if value is None:
        return "\u2013"
    return f"{value:,.0f}" if abs(value) >= 99.95 else f"{value:#.3g}"


def _title(facts: Facts) -> str:
    parts = facts.metrics.frame("decoupling_parts").with_columns(change=-pl.col("decoupled"))
    last = parts.drop_nulls("change").sort("change", "part")
    focus, names = facts.metrics.focus, facts.names
    pair = f"{names.phrase(focus.first)} and {names.phrase(focus.second)}"
    if not last.height or all(map(is_nothing, last["change"])):
        return f"All ties between {pair} are as without the measures"
    most, least = last.row(0, named=True), last.row(-1, named=True)
    ends = [f"{_lower(each['part'])} {percent(each['change'], signed=True)}" for each in (most, least)]
    return f"The ties between {pair} change unequally: {listed(ends)}"


def _lower(part: str) -> str:
    name = PART_NAMES[part]
    return name[0].lower() + name[1:]
