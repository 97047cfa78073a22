"""What the cost of living does: consumer prices by economy and week."""

from __future__ import annotations

from typing import Literal

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.fans import fan, fan_keys, fan_note
from sim.report.drawing.long_run import LONG_RUN_KEY
from sim.report.drawing.theme import CONTEXT, INK, colour
from sim.report.drawing.weekly_lines import Path, narrow_figure, quiet_lines, weekly_figure
from sim.report.drawing.wording import LONG_RUN, comparison, is_nothing, percent
from sim.report.facts import Facts

_CHANGE = ("Consumer price index against the run without the measures, percent", "change", "%{y:+.2f}%")
_LEVEL = (
    "Consumer price index, base = 100; dotted: without the measures",
    "scenario",
    "%{y:.1f}",
)


def consumer_prices(facts: Facts) -> Chart:
    """Draw consumer prices of the two at war, with every other economy in the background."""
    metrics, names = facts.metrics, facts.names
    first, second = metrics.focus.first, metrics.focus.second
    narrow = narrow_figure(metrics.axes.weeks)
    both = [Key(names.label(code), colour(code), "line") for code in (first, second)]
    others = Key("Other economies", CONTEXT.light, "line")
    bands = fan_keys(facts.draws, colour(first))
    data = metrics.consumer_prices.filter(
        pl.col("economy").is_in([first, second]) | (pl.col("week") == pl.col("week").max())
    )
    return Chart(
        identifier="consumer-prices",
        title=_title(facts),
        description="Consumer prices by week in every economy; the two main economies are highlighted.",
        views=(
            View(
                "",
                _LEVEL[0],
                _levels(facts),
                narrow,
                basis="level",
                keys=(*both, Key("Without the measures", INK.light, "dash"), others, LONG_RUN_KEY, *bands),
            ),
            View("", _CHANGE[0], _changes(facts), narrow, basis="change"),
        ),
        note="The model has no money: prices are measured against the labour income of the world, and a "
        "country whose wages rise against others' sees its prices rise with them. The title has means of "
        "the last four weeks, the table every week of the two and the last week of all others. "
        f"{fan_note(facts.draws)}",
        data=data.with_columns(names.labels(data["economy"])),
        fields={
            "economy": Field("Economy"),
            "week": Field("Week", "date"),
            "scenario": Field("This run, base = 1", "index"),
            "reference": Field("Without the measures", "index"),
            "change": Field("Change", "percent"),
            "benchmark_change": Field(LONG_RUN, "percent"),
        },
        keys=(*both, others, LONG_RUN_KEY, *bands),
        width="half",
        metrics=("consumer_prices",),
    )


def _bands(facts: Facts, basis: Literal["run", "change"]) -> list[plain.Scatter]:
    pair = (facts.metrics.focus.first, facts.metrics.focus.second)
    return [
        trace
        for code in pair
        for trace in fan(facts.draws, "consumer_prices", code, basis=basis, shade=colour(code), scale=100.0)
    ]


def _changes(facts: Facts) -> plain.Figure:
    metrics, paths = facts.metrics, []
    for code in (metrics.focus.first, metrics.focus.second):
        frame = metrics.consumer_prices.filter(pl.col("economy") == code)
        end = percent(frame["change"][-1], signed=True)
        values, rest = rounded(frame["change"], 100.0), rounded(frame["benchmark_change"], 100.0)[-1]
        paths.append(Path(values, facts.names.label(code), colour(code), _CHANGE[2], end, rest))
    below = [_others(facts, "change"), *_bands(facts, "change")]
    return weekly_figure(metrics.axes.weeks, paths, suffix="%", smallest=0.1, below=below)


def _levels(facts: Facts) -> plain.Figure:
    metrics, paths = facts.metrics, []
    for code in (metrics.focus.first, metrics.focus.second):
        frame = metrics.consumer_prices.filter(pl.col("economy") == code)
        label = facts.names.label(code)
        values, before = (rounded(frame[name], 100.0) for name in ("scenario", "reference"))
        without = f"{label}, without the measures"
        paths.append(Path(before, without, colour(code), _LEVEL[2], width=1.4, dash="dot"))
        end = "" if values[-1] is None else f"{values[-1]:.1f}"
        rest = rounded(1.0 + frame["benchmark_change"], 100.0)[-1]
        paths.append(Path(values, label, colour(code), _LEVEL[2], end, rest))
    below = [_others(facts, "scenario"), *_bands(facts, "run")]
    return weekly_figure(metrics.axes.weeks, paths, smallest=0.1, below=below)


def _others(facts: Facts, column: str) -> plain.Scatter:
    """Thin lines of all economies but the two."""
    metrics = facts.metrics
    others = [
        code for code in metrics.axes.economies if code not in (metrics.focus.first, metrics.focus.second)
    ]
    frames = (metrics.consumer_prices.filter(pl.col("economy") == code) for code in others)
    return quiet_lines(metrics.axes.weeks, [rounded(frame[column], 100.0) for frame in frames])


def _title(facts: Facts) -> str:
    names, focus = facts.names, facts.metrics.focus
    ours, theirs = facts.metrics.headline.consumer_prices
    places = names.phrase(focus.first), names.phrase(focus.second)
    if is_nothing(ours.run) and is_nothing(theirs.run):
        return f"Consumer prices in {places[0]} and {places[1]} do not move"
    return (
        f"Consumer prices end {comparison(ours.run)} in {places[0]}, {comparison(theirs.run)} in {places[1]}"
    )
