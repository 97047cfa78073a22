"""What buyers hold and await of the rival's goods: ordered ahead, run down, replaced."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sim.metrics.firms.stocks import OTHERS
from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.theme import INK, colour
from sim.report.drawing.weekly_lines import Path, acts_between, narrow_figure, weekly_figure
from sim.report.drawing.wording import comparison, day_in_words, is_nothing, percent
from sim.report.facts import Facts


@dataclass(frozen=True)
class _Measure:
    """A column, the word on its switch, what is drawn, unit and factor, and whether changes are relative."""

    column: str
    label: str
    what: str
    unit: str
    scale: float
    relative: bool

    def number(self, *, change: bool) -> str:
        """Hover template of a value."""
        if change:
            return "%{y:+.1f}%" if self.relative else "%{y:+.1f} weeks"
        return "USD %{y:,.1f} bn" if self.relative else "%{y:.1f} weeks"

    def end(self, value: float | None, *, change: bool) -> str:
        """Write the last value of a line, in the unit of the column."""
        if value is None:
            return ""
        if change:
            return percent(value, signed=True) if self.relative else _signed(value)
        amount = self.scale * value
        return f"{amount:,.1f}" if abs(amount) >= 0.05 else "0"


_MEASURES = (
    _Measure("on_hand", "In stock", "Goods in stock", "USD billion", 1e-3, True),
    _Measure("in_transit", "On the way", "Goods on the way", "USD billion", 1e-3, True),
    _Measure("weeks_of_use", "Weeks of use", "Stock over the week's use", "weeks", 1.0, False),
)


def stocks(facts: Facts) -> Chart | None:
    """Draw stocks of each other's goods in the two at war, and goods on the way, by week."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.frame("stocks")
    if frame.is_empty():
        return None
    origins = [f"{OTHERS} abroad" if code == OTHERS else names.label(code) for code in frame["origin"]]
    return Chart(
        identifier="stocks",
        title=_title(facts, frame),
        description="Stocks of each other's goods in the two economies, and goods on the way to them, by "
        "week, beside the run without the measures and goods of all other origins.",
        views=tuple(view for measure in _MEASURES for view in _views(facts, frame, measure)),
        note="At prices of the base. Buyers order ahead of a rise that they expect as long as it saves more "
        "than holding stocks costs, and run them down afterwards. Weeks of use rise as well where use falls "
        "faster than the stock. Goods made at home come as they are needed and are not held. Triangles mark "
        "acts of the two.",
        data=frame.with_columns(
            names.labels(frame["economy"]), pl.Series("origin", origins, dtype=pl.String)
        ),
        fields={
            "economy": Field("Held in"),
            "origin": Field("From"),
            "week": Field("Week", "date"),
            "on_hand": Field("In stock, USD bn", "billions"),
            "on_hand_reference": Field("In stock without the measures", "billions"),
            "in_transit": Field("On the way, USD bn", "billions"),
            "in_transit_reference": Field("On the way without the measures", "billions"),
            "weeks_of_use": Field("Weeks of use", "number"),
            "weeks_of_use_reference": Field("Weeks of use without the measures", "number"),
        },
        metrics=("stocks",),
    )


def _signed(value: float) -> str:
    """Write a number with its sign and one digit; no sign where it is zero."""
    return f"{value:+.1f}".replace("-", "\u2212") if abs(value) >= 0.05 else "0"


def _views(facts: Facts, frame: pl.DataFrame, measure: _Measure) -> tuple[View, View]:
    """Level and change of one measure."""
    names, weeks = facts.names, facts.metrics.axes.weeks
    pair = (facts.metrics.focus.first, facts.metrics.focus.second)
    levels, changes, keys = [], [], []
    for here, there in zip(pair, pair[::-1], strict=True):
        label, shade = f"{names.label(there)} to {names.label(here)}", colour(there)
        rows, others = (
            frame.filter(pl.col("economy") == here, pl.col("origin") == origin) for origin in (there, OTHERS)
        )
        levels += [
            _level(rows, measure, f"{measure.column}_reference", f"{label}, without the measures", shade),
            _level(rows, measure, measure.column, label, shade),
        ]
        changes += [
            _change(others, measure, f"Others to {names.label(here)}", shade, quiet=True),
            _change(rows, measure, label, shade),
        ]
        keys.append(Key(f"Goods from {label}", shade, "line"))
    acts, narrow = acts_between(facts.events, pair), narrow_figure(weeks)
    change_unit = "percent" if measure.relative else measure.unit
    return (
        View(
            measure.label,
            f"{measure.what}, {measure.unit}; dotted: without the measures",
            weekly_figure(weeks, levels, smallest=1.0, acts=acts, from_zero=True),
            narrow,
            "level",
            (*keys, Key("Without the measures", INK.light, "dash")),
        ),
        View(
            measure.label,
            f"{measure.what}, change against the run without the measures, {change_unit}",
            weekly_figure(weeks, changes, suffix="%" if measure.relative else "", smallest=1.0, acts=acts),
            narrow,
            "change",
            (*keys, Key("Goods from all other economies", INK.light, "dash")),
        ),
    )


def _level(rows: pl.DataFrame, measure: _Measure, column: str, label: str, shade: str) -> Path:
    values, number = rounded(rows[column], measure.scale), measure.number(change=False)
    if column != measure.column:
        return Path(values, label, shade, number, width=1.4, dash="dot")
    return Path(values, label, shade, number, measure.end(rows[column][-1], change=False))


def _change(rows: pl.DataFrame, measure: _Measure, label: str, shade: str, *, quiet: bool = False) -> Path:
    now, before = rows[measure.column], rows[f"{measure.column}_reference"]
    change = (now / before - 1.0 if measure.relative else now - before).fill_nan(None)
    values, number = rounded(change, 100.0 if measure.relative else 1.0), measure.number(change=True)
    end = measure.end(change[-1], change=True)
    return Path(
        values, label, shade, number, end, width=1.8 if quiet else 3.0, dash="dash" if quiet else "solid"
    )


def _title(facts: Facts, frame: pl.DataFrame) -> str:
    first, second = facts.metrics.focus.first, facts.metrics.focus.second
    rows = frame.filter(pl.col("economy") == first, pl.col("origin") == second)
    change = (rows["on_hand"] / rows["on_hand_reference"] - 1.0).fill_nan(None)
    goods = f"Stocks of goods from {facts.names.phrase(second)} in {facts.names.phrase(first)}"
    if change.drop_nulls().is_empty() or all(is_nothing(value) for value in change.drop_nulls()):
        return f"{goods} stay as they are without the measures"
    end = comparison(change[-1])
    peak = change.arg_max()
    if peak is None or is_nothing(change[peak]) or change[peak] <= 0.0 or peak == len(change) - 1:
        return f"{goods} end {end}"
    week = day_in_words(rows["week"][peak])
    return f"{goods} are {percent(change[peak])} higher in the week of {week} and end {end}"
