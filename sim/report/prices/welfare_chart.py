"""Who can afford more or less: real consumption, real wages and tariff revenue of every economy."""

from __future__ import annotations

import polars as pl

from sim.metrics import Metrics
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.dumbbell import RING, Values, connectors, dots, filled, readable_range, rows_layout
from sim.report.drawing.fans import fan_note
from sim.report.drawing.long_run import LONG_RUN_KEY, row_diamonds
from sim.report.drawing.theme import colour
from sim.report.drawing.wording import WITHOUT_FRICTIONS, Names, comparison, is_nothing, percent
from sim.report.facts import Facts
from sim.report.prices.weekly_welfare import weekly_views

_ROW_HEIGHT = 24
_AGAINST = "against the run without the measures, percent, mean of the last four weeks"
_LAST = "Last four weeks"
_NARROW = {"xaxis": {"nticks": 5}}


def real_consumption(facts: Facts) -> Chart:
    """Draw each economy at the end of the run and in the long run, ordered by real consumption."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.welfare.join(metrics.revenue, on="economy", how="left", maintain_order="left")
    frame = frame.sort(["change", "economy"], descending=[True, False], nulls_last=True)
    pair = {metrics.focus.first, metrics.focus.second}
    rows = [f"<b>{names.label(code)}</b>" if code in pair else names.label(code) for code in frame["economy"]]
    dots_of_rows = _changes(frame, "change", rows)
    return Chart(
        identifier="real-consumption",
        title=_title(metrics, names),
        description="Real consumption, real wage and tariff revenue of each economy at the end of the run "
        "and in the long run without frictions.",
        views=(
            View("Real consumption", f"Real consumption {_AGAINST}", dots_of_rows, _NARROW),
            *weekly_views(facts, dots_of_rows.layout["height"]),
            View("Real wage", f"Real wage {_AGAINST}", _changes(frame, "real_wage_change", rows), _NARROW),
            View(
                "Tariff revenue",
                "Tariff revenue, USD billion a year; rings: without the measures",
                _revenue(frame, rows),
                _NARROW,
            ),
        ),
        note="Real consumption is what households buy, at constant prices, tariff revenue handed back to "
        "them; the real wage is the wage over consumer prices. The distance between dot and diamond is the "
        "work of the frictions: suppliers are reconsidered only now and then, wages and prices adjust step "
        f"by step.{_unsettled(metrics, names)} {fan_note(facts.draws)}",
        data=frame.with_columns(names.labels(frame["economy"])),
        fields={
            "economy": Field("Economy"),
            "change": Field("Real consumption, last four weeks", "percent"),
            "benchmark_change": Field(f"Real consumption, {WITHOUT_FRICTIONS}", "percent"),
            "real_wage_change": Field("Real wage, last four weeks", "percent"),
            "benchmark_real_wage_change": Field(f"Real wage, {WITHOUT_FRICTIONS}", "percent"),
            "last_4_weeks": Field("Tariff revenue, last four weeks, USD bn a year", "billions"),
            "last_4_weeks_reference": Field("Tariff revenue without the measures", "billions"),
            "benchmark": Field(f"Tariff revenue, {WITHOUT_FRICTIONS}", "billions"),
        },
        keys=(Key(_LAST, colour(metrics.focus.first), "dot"), LONG_RUN_KEY),
        metrics=("welfare", "weekly_welfare", "tariff_revenue", "welfare_parts"),
    )


def _unsettled(metrics: Metrics, names: Names) -> str:
    """Say what of the first's figure is no gain to count on."""
    parts = metrics.headline.welfare_parts
    if parts is None or is_nothing(parts.matches):
        return ""
    return (
        f" Of the figure of {names.phrase(metrics.focus.first)}, {percent(parts.matches, signed=True)} are "
        "relationships that have moved and not settled: this fades and is no gain to count on "
        "(docs/decisions/selection.md)."
    )


def _changes(frame: pl.DataFrame, column: str, rows: list[str]) -> plain.Figure:
    run, rest = rounded(frame[column], 100.0), rounded(frame[f"benchmark_{column}"], 100.0)
    traces = [connectors(run, rest, rows), *_ends(frame, run, rest, rows, "%{x:+.2f}%")]
    scale = {"ticksuffix": "%", "nticks": 9, **readable_range([*run, *rest], 0.1)}
    return plain.Figure(traces, rows_layout(rows, _ROW_HEIGHT, scale))


def _revenue(frame: pl.DataFrame, rows: list[str]) -> plain.Figure:
    columns = ("last_4_weeks_reference", "last_4_weeks", "benchmark")
    before, run, rest = (rounded(frame[name], 1e-3) for name in columns)
    number = "USD %{x:,.1f} bn a year"
    traces = [
        connectors(before, run, rows),
        dots(before, rows, "Without the measures", RING, number),
        *_ends(frame, run, rest, rows, number),
    ]
    return plain.Figure(traces, rows_layout(rows, _ROW_HEIGHT, {"rangemode": "tozero", "nticks": 9}))


def _ends(
    frame: pl.DataFrame, run: Values, rest: Values, rows: list[str], number: str
) -> list[plain.Scatter]:
    """Dot and diamond of each row; the dot on top."""
    shades = [colour(code) for code in frame["economy"]]
    return [row_diamonds(rest, rows, number), dots(run, rows, _LAST, filled(shades), number)]


def _title(metrics: Metrics, names: Names) -> str:
    head = metrics.headline
    first, second = names.phrase(head.first), names.phrase(head.second)
    ours, theirs = head.welfare
    if is_nothing(ours.run) and is_nothing(theirs.run):
        return f"Real consumption in {first} and {second} stays where it was"
    return f"Real consumption ends {comparison(ours.run)} in {first} and {comparison(theirs.run)} in {second}"
