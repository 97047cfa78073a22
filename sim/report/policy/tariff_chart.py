"""Who taxes whom, and since when: stepped lines of tariffs, with what governments did and said."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.metrics import Metrics
from sim.metrics.headline import TariffLevel
from sim.metrics.tariffs import REST
from sim.report.drawing.charts import Basis, Chart, Field, Key, View, narrow_weeks
from sim.report.drawing.long_run import LONG_RUN_KEY
from sim.report.drawing.policy_marks import PolicyEvents
from sim.report.drawing.theme import BEFORE, colour
from sim.report.drawing.wording import LONG_RUN, Names, capitalised, percent, points
from sim.report.facts import Facts
from sim.report.policy.tariff_lines import Look, line_name, lines_of, scope, tariff_figure
from sim.report.policy.week_marks import by_kind

_SMALL_MOVE = 0.0005
_FIXED, _CURRENT, _BASE, _REST = (
    pl.col(name) for name in ("fixed_weights", "current_weights", "base", "benchmark")
)
_ANNOUNCED = Look(pl.col("added"), "{:.0f}", "%{y:.0f} points", is_policy=True)
_BEFORE = "Before substitution"
_AFTER = "After substitution"
_WEIGHTS = {
    _BEFORE: "weighted by trade of the base year",
    _AFTER: "weighted by trade of the week, diamonds by trade of the long run",
}


def _level(value: pl.Expr, benchmark: pl.Expr | None = None) -> Look:
    return Look(value, "{:.0f}%", "%{y:.1f}%", "%", _BASE, benchmark, benchmark is None)


def _change(value: pl.Expr, benchmark: pl.Expr | None = None) -> Look:
    return Look(value, "{:+.0f}", "%{y:+.1f} points", "", None, benchmark, benchmark is None)


_LOOKS: tuple[tuple[str, Basis, Look], ...] = (
    (_BEFORE, "level", _level(_FIXED)),
    (_BEFORE, "change", _change(_FIXED - _BASE)),
    (_AFTER, "level", _level(_CURRENT, _REST)),
    (_AFTER, "change", _change(_CURRENT - _BASE, _REST - _BASE)),
)


def tariff_timeline(facts: Facts) -> Chart:
    """Tariffs of the focus pair on each other and on everyone else: as announced, due and paid."""
    metrics, events, names = facts.metrics, facts.events, facts.names
    announced = metrics.frame("announced_tariffs").drop("sharing", "flows")
    rows = metrics.tariff_paths.filter(pl.col("exporter") != "all").join(
        announced, on=["importer", "exporter", "week"], how="left", maintain_order="left"
    )
    at_war = metrics.focus.at_war
    marks = [*events.keys]
    lines = [
        Key(line_name(names, importer, exporter), colour(importer), "dash" if exporter == REST else "line")
        for importer, exporter in lines_of(facts)
    ]
    return Chart(
        identifier="tariff-timeline",
        title=_title(metrics, names),
        description="Stepped lines of tariffs by week, with marks in the weeks of acts of policy and of "
        "statements.",
        views=_views(facts, rows, lines, marks),
        note=_note(metrics, events, names),
        data=rows.with_columns(
            names.labels(rows["importer"]),
            pl.Series("exporter", [scope(names, code) for code in rows["exporter"]], dtype=pl.String),
        ),
        fields={
            "importer": Field("Levied by"),
            "exporter": Field("On goods from"),
            "week": Field("Week", "date"),
            "added": Field("Announced addition", "percent"),
            "fixed_weights": Field(_BEFORE, "percent"),
            "current_weights": Field(_AFTER, "percent"),
            "base": Field("Without the measures", "percent"),
            "benchmark": Field(LONG_RUN, "percent"),
        },
        keys=[*lines, *marks, *([LONG_RUN_KEY] if at_war else [])],
        metrics=("announced_tariffs", "tariff_paths"),
        method="What is announced is read off the rates in force: it is the rise that most product groups "
        "share. Goods that are exempt, in part or whole, and goods on lists with rates of their own do not "
        "enter it and do enter the averages. Without the measures the average is that of the base.",
    )


def _views(facts: Facts, rows: pl.DataFrame, lines: list[Key], marks: list[Key]) -> tuple[View, ...]:
    metrics = facts.metrics
    span, gathered = time_range(metrics, facts.events), by_kind(facts.events)
    narrow: dict[str, Any] = {"margin": {"r": 46}, "xaxis": narrow_weeks(metrics.axes.weeks)}
    without = Key("Without the measures", BEFORE.light, "dash")
    rest = [LONG_RUN_KEY] if metrics.focus.at_war else []
    announced = View(
        "Statutory",
        "As announced: percentage points added to base duties, the rate that most product groups share, "
        "before exemptions",
        tariff_figure(facts, rows, _ANNOUNCED, span, gathered),
        narrow,
        keys=[*lines, *marks],
    )
    views = []
    for label, basis, look in _LOOKS:
        unit = (
            "Average tariff on goods, percent"
            if basis == "level"
            else ("Average tariff on goods against that without the measures, percentage points")
        )
        keys = [*lines, *([without] if basis == "level" else []), *marks, *(rest if label == _AFTER else [])]
        figure = tariff_figure(facts, rows, look, span, gathered)
        views.append(View(label, f"{unit}, {_WEIGHTS[label]}", figure, narrow, basis=basis, keys=keys))
    return (*views, announced)


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


def _note(metrics: Metrics, events: PolicyEvents, names: Names) -> str:
    return (
        f"{_announced_words(metrics, names)} Averages include base duties: before substitution with the "
        "trade weights of the base year, after substitution with those of the week, which fall as buyers "
        "turn away from what is taxed. Weeks in which a rate changes show the mean over their days."
        f"{_ban_words(metrics, names)}{events.note}"
    )


def _announced_words(metrics: Metrics, names: Names) -> str:
    """Say what the largest common additions of the two on each other are, and why averages differ."""
    first, second = metrics.focus.first, metrics.focus.second
    parts = []
    for importer, exporter in ((first, second), (second, first)):
        rows = metrics.frame("announced_tariffs").filter(importer=importer, exporter=exporter)
        last = rows["added"].drop_nulls()
        if not last.len() or not metrics.focus.at_war:
            continue
        parts.append(
            f"{names.phrase(importer)} ends with {points(last[-1])} points on most goods of "
            f"{names.phrase(exporter)}"
        )
    if not parts:
        return "No rate is added to most goods."
    return f"{capitalised(', '.join(parts))}; goods that are exempt or on lists have rates of their own."


def _ban_words(metrics: Metrics, names: Names) -> str:
    head = metrics.headline
    barred = [
        f"{percent(level.barred)} of the goods of {names.phrase(exporter)} out of {names.phrase(importer)}"
        for level, importer, exporter in (
            (head.tariff_of_first, head.first, head.second),
            (head.tariff_of_second, head.second, head.first),
        )
        if level.barred > _SMALL_MOVE
    ]
    return f" Bans, which are no part of an average, keep {' and '.join(barred)}." if barred else ""


def _verb(level: TariffLevel) -> str:
    if abs(level.end - level.base) < _SMALL_MOVE:
        return "keeps"
    return "raises" if level.end > level.base else "lowers"


def _move(level: TariffLevel) -> str:
    if _verb(level) == "keeps":
        return f"at {percent(level.base)}"
    return f"from {percent(level.base)} to {percent(level.end)}"


def time_range(metrics: Metrics, events: PolicyEvents) -> list[Any]:
    """First and last day of the time axis."""
    return [min([*metrics.axes.weeks, *events.days]), metrics.axes.weeks[-1]]
