"""Scenarios in rows: the run as a dot, the long run without frictions as a diamond, a line between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.metrics.key_figures import KeyFigure
from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import Competitor, Range
from sim.report.comparison.marks import band_note, joined, shade, symbol
from sim.report.comparison.panels import ShownBasis
from sim.report.comparison.sentences import furthest
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View
from sim.report.drawing.dumbbell import connectors, dots, readable_range, rows_layout
from sim.report.drawing.long_run import LONG_RUN_KEY, row_diamonds
from sim.report.drawing.theme import INK, MUTED
from sim.report.drawing.wording import LONG_RUN, LONG_RUN_EXPLAINED

_ROW = 34
_BAR = {"symbol": "line-ns-open", "size": 17, "color": MUTED.light, "line": {"width": 2.5}}


def dumbbell_chart(
    comparison: Comparison,
    figure: KeyFigure,
    identifier: str,
    subject: str,
    verb: str,
    what: str,
    metrics: tuple[str, ...],
    *,
    width: str = "half",
) -> Chart | None:
    """Draw a key figure of every scenario, in the run and in the long run.

    Parameters
    ----------
    comparison : Comparison
        The scenarios.
    figure : KeyFigure
        The figure.
    identifier, metrics, width
        As in ``Chart``.
    subject, verb : str
        Beginning of the title.
    what : str
        What is drawn, with its unit, for the subtitle.
    """
    levels = [each.level(figure.name) for each in comparison.competitors]
    if all(level.value is None for level in levels):
        return None
    money = figure.unit == "money"
    away = "USD billion" if money else "percentage points"
    published = [each.published.value if each.published else None for each in comparison.competitors]
    marked = figure.name == "trade" and any(value is not None for value in published)
    keys = [Key("Run", INK.light, "dot"), LONG_RUN_KEY]
    bands = [Key("90% of draws", INK.light, "band faint")] if comparison.has_ranges() else []
    marks = [Key("Published figure", MUTED.light, "line")] if marked else []
    rests = [each.long_run(figure.name) for each in comparison.competitors]
    apart = [comparison.difference(each, figure.name) for each in comparison.competitors]
    rests_apart = [comparison.long_run_difference(each, figure.name) for each in comparison.competitors]
    scale = 1e-3 if money else 100.0
    views = (
        View("", what, _figure(comparison, levels, rests, scale, "level", published if marked else []),
             {"margin": {"l": 4, "r": 14}}, basis="level", keys=[*keys, *bands, *marks]),
        View("", f"Difference from {comparison.baseline.label}, {away}",
             _figure(comparison, apart, rests_apart, scale, "change", []),
             {"margin": {"l": 4, "r": 14}}, basis="change", keys=[*keys, *bands]),
    )  # fmt: skip
    notes = [band_note(comparison), LONG_RUN_EXPLAINED]
    if marked:
        notes.append(_published_note(comparison))
    return Chart(
        identifier=identifier,
        title=furthest(comparison, figure, subject, verb),
        description=f"{what}: a row for each scenario, dot the run, diamond the long run without frictions.",
        views=views,
        note=" ".join(notes),
        data=_table(comparison, levels, rests, apart, rests_apart),
        fields=_fields(comparison, "billions" if money else "percent"),
        width=width,
        metrics=metrics,
    )


def _table(
    comparison: Comparison,
    levels: Sequence[Range],
    rests: Sequence[float | None],
    apart: Sequence[Range],
    rests_apart: Sequence[float | None],
) -> pl.DataFrame:
    columns: dict[str, Any] = {
        "run": [each.value for each in levels],
        "low": [each.low for each in levels],
        "high": [each.high for each in levels],
        "long_run": rests,
        "difference": [each.value for each in apart],
        "difference_low": [each.low for each in apart],
        "difference_high": [each.high for each in apart],
        "long_run_difference": rests_apart,
    }
    numbers = {name: pl.Series(name, values, dtype=pl.Float64) for name, values in columns.items()}
    return pl.DataFrame({"scenario": [each.label for each in comparison.competitors], **numbers})


def _fields(comparison: Comparison, kind: str) -> dict[str, Field]:
    first = comparison.baseline.label
    fields = {"scenario": Field("Scenario"), "run": Field("Run", kind)}
    if comparison.has_ranges():
        fields |= {"low": Field("5% of draws below", kind), "high": Field("95% of draws below", kind)}
    fields |= {
        "long_run": Field(LONG_RUN, kind),
        "difference": Field(f"Difference from {first}", kind),
    }
    if comparison.has_ranges():
        fields |= {
            "difference_low": Field("Difference, 5% of draws below", kind),
            "difference_high": Field("Difference, 95% of draws below", kind),
        }
    return fields | {"long_run_difference": Field(f"{LONG_RUN}, difference from {first}", kind)}


def _figure(
    comparison: Comparison,
    values: Sequence[Range],
    rests: Sequence[float | None],
    scale: float,
    basis: ShownBasis,
    published: Sequence[float | None],
) -> plain.Figure:
    rows = joined([each.label for each in comparison.competitors])
    run = [_scaled(each.value, scale) for each in values]
    rest = [_scaled(each, scale) for each in rests]
    sign = "+" if basis == "change" or scale == 100.0 else ""
    number = f"%{{x:{sign},.2f}}" + ("%" if basis == "level" and scale == 100.0 else "")
    marker = {
        "symbol": [symbol(each) for each in comparison.competitors],
        "size": 12,
        "color": [shade(each) for each in comparison.competitors],
    }
    traces = [connectors(run, rest, rows)]
    traces += [
        _range(each, value, row, scale)
        for each, value, row in zip(comparison.competitors, values, rows, strict=True)
        if value.low is not None
    ]
    if published:
        marks = [_scaled(value, scale) for value in published]
        traces.append(dots(marks, rows, "Published figure", _BAR, number))
    traces += [dots(run, rows, "Run", marker, number), row_diamonds(rest, rows, number)]
    ends = [_scaled(end, scale) for each in values for end in (each.low, each.high)]
    suffix = {"ticksuffix": "%"} if basis == "level" and scale == 100.0 else {}
    still = readable_range([*run, *rest, *ends], 1.0)
    layout = rows_layout(rows, _ROW, {**suffix, **still})
    return plain.Figure(traces, layout)


def _range(competitor: Competitor, value: Range, row: str, scale: float) -> plain.Scatter:
    """Draw what holds 90 % of the draws as a broad line behind the dot."""
    ends = [_scaled(value.low, scale), _scaled(value.high, scale)]
    style = {"color": f"{shade(competitor)}40", "width": 9}
    return plain.Scatter(x=ends, y=[row, row], mode="lines", line=style, hoverinfo="skip")


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else float(f"{value * scale:.6g}")


def _published_note(comparison: Comparison) -> str:
    marks = dict.fromkeys(each.published for each in comparison.competitors if each.published)
    return " ".join(
        f"{mark.publisher} ({mark.published}): a published figure for comparison, not an input: {mark.what}."
        for mark in marks
    )
