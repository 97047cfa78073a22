"""Real consumption week by week, as levels and as changes, with bands where there are several draws."""

from __future__ import annotations

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Key, View, rounded
from sim.report.drawing.fans import fan, fan_keys
from sim.report.drawing.theme import CONTEXT, INK, colour
from sim.report.drawing.weekly_lines import Path, narrow_figure, quiet_lines, weekly_figure
from sim.report.drawing.wording import percent
from sim.report.facts import Facts

LABEL = "Over time"


def weekly_views(facts: Facts, height: int) -> tuple[View, View]:
    """Return level and change of real consumption of the two at war, others in the background.

    Parameters
    ----------
    facts : Facts
        What charts are drawn from.
    height : int
        Height in pixels, that of the views beside them.
    """
    metrics, names = facts.metrics, facts.names
    pair = (metrics.focus.first, metrics.focus.second)
    lines = (
        *(Key(names.label(code), colour(code), "line") for code in pair),
        Key("Other economies", CONTEXT.light, "line"),
        *fan_keys(facts.draws, colour(pair[0])),
    )
    narrow = narrow_figure(metrics.axes.weeks)
    four = "mean of the four weeks that end in each"
    return (
        View(
            LABEL,
            f"Real consumption, base = 100, {four}; dotted: without the measures",
            _levels(facts, pair, height),
            narrow,
            basis="level",
            keys=(lines[0], lines[1], Key("Without the measures", INK.light, "dash"), *lines[2:]),
        ),
        View(
            LABEL,
            f"Real consumption against the run without the measures, percent, {four}",
            _changes(facts, pair, height),
            narrow,
            basis="change",
            keys=lines,
        ),
    )


def _changes(facts: Facts, pair: tuple[str, str], height: int) -> plain.Figure:
    metrics, paths = facts.metrics, []
    for code in pair:
        frame = metrics.weekly_welfare.filter(pl.col("economy") == code)
        end = percent(frame["change"][-1], signed=True)
        values = rounded(frame["change"], 100.0)
        paths.append(Path(values, facts.names.label(code), colour(code), "%{y:+.2f}%", end))
    bands = [
        trace for code in pair for trace in fan(facts.draws, "welfare", code, shade=colour(code), scale=100.0)
    ]
    return weekly_figure(
        metrics.axes.weeks,
        paths,
        suffix="%",
        smallest=0.1,
        height=height,
        below=[_others(facts, pair, "change"), *bands],
    )


def _levels(facts: Facts, pair: tuple[str, str], height: int) -> plain.Figure:
    metrics, paths = facts.metrics, []
    for code in pair:
        frame = metrics.weekly_welfare.filter(pl.col("economy") == code)
        label, shade = facts.names.label(code), colour(code)
        values, before = (rounded(frame[name], 100.0) for name in ("scenario", "reference"))
        without = f"{label}, without the measures"
        paths.append(Path(before, without, shade, "%{y:.2f}", width=1.4, dash="dot"))
        end = "" if values[-1] is None else f"{values[-1]:.1f}"
        paths.append(Path(values, label, shade, "%{y:.2f}", end))
    bands = [
        trace
        for code in pair
        for trace in fan(facts.draws, "welfare", code, basis="run", shade=colour(code), scale=100.0)
    ]
    return weekly_figure(
        metrics.axes.weeks,
        paths,
        smallest=0.1,
        height=height,
        below=[_others(facts, pair, "scenario"), *bands],
    )


def _others(facts: Facts, pair: tuple[str, str], column: str) -> plain.Scatter:
    """Thin lines of all economies but the two."""
    weekly = facts.metrics.weekly_welfare
    frames = (
        weekly.filter(pl.col("economy") == code) for code in facts.metrics.axes.economies if code not in pair
    )
    return quiet_lines(facts.metrics.axes.weeks, [rounded(frame[column], 100.0) for frame in frames])
