"""The line of events under a map of weeks: tariffs of the two at war, acts, and where the week is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from sim.metrics.trade_patterns.bilateral import BOTH
from sim.report.drawing import plain
from sim.report.drawing.charts import Key, rounded
from sim.report.drawing.policy_marks import PolicyEvents, policy_marks
from sim.report.drawing.theme import INK, MUTED, colour
from sim.report.drawing.wording import comparison, day_in_words
from sim.report.facts import Facts

_AXES = {"xaxis": "x2", "yaxis": "y2"}
_ACT = ("importer", "exporter", "event", "date", "title")
Act = tuple[Any, ...]
_TOLD = 2
_LETTERS = 110


def tariff_keys(facts: Facts) -> list[Key]:
    """Legend of the line of events."""
    focus, names = facts.metrics.focus, facts.names
    tariffs = [
        Key(f"{names.label(importer)} tariff on {names.label(exporter)}", colour(importer), "line")
        for importer, exporter in ((focus.first, focus.second), (focus.second, focus.first))
    ]
    return [*tariffs, *_within_run(facts).keys]


def event_line(facts: Facts) -> list[plain.Scatter]:
    """Draw the tariffs of the two on each other in steps, and a mark on each day of an act or statement."""
    focus, high = facts.metrics.focus, _high(facts)
    traces = []
    for importer, exporter in ((focus.first, focus.second), (focus.second, focus.first)):
        path = _path(facts, importer, exporter)
        name = f"{facts.names.label(importer)} on {facts.names.label(exporter)}"
        traces.append(
            plain.Scatter(
                x=path["week"].to_list(),
                y=rounded(path["fixed_weights"], 100.0),
                mode="lines",
                line={"color": colour(importer), "width": 2.5, "shape": "hv"},
                hovertemplate=f"{name}, week of %{{x|%-d %b %Y}}: %{{y:.1f}}%<extra></extra>",
                **_AXES,
            )
        )
    marks = policy_marks(_within_run(facts), high)
    for mark in marks:
        mark.update(_AXES)
    return [*traces, *marks]


def cursor(facts: Facts, week: date) -> plain.Scatter:
    """Draw a vertical line at a week."""
    line = {"color": INK.light, "width": 1.5}
    return plain.Scatter(
        x=[week] * 2, y=[0, _high(facts)], mode="lines", line=line, hoverinfo="skip", **_AXES
    )


def event_layout(facts: Facts, height: Sequence[float]) -> dict[str, Any]:
    """Lay out the axes of the line of events over the given part of a figure."""
    weeks = facts.metrics.axes.weeks
    quiet = {"fixedrange": True, "tickfont": {"color": MUTED.light, "size": 12}, "showgrid": False}
    return {
        "xaxis2": {**quiet, "anchor": "y2", "type": "date", "range": [weeks[0], weeks[-1]], "tickangle": 0},
        "yaxis2": {
            **quiet,
            "anchor": "x2",
            "domain": list(height),
            "range": [0, _high(facts)],
            "ticksuffix": "%",
            "tickvals": _ticks(_high(facts)),
            "ticklabelposition": "inside top",
            "zeroline": False,
        },
    }


def event_captions(facts: Facts) -> list[str]:
    """Say of each week how much the two trade and what governments did in it."""
    focus, names = facts.metrics.focus, facts.names
    trade = facts.metrics.bilateral_trade.filter(pl.col("direction") == BOTH)
    change = dict(trade.select("week", "change").rows())
    pair = f"{names.label(focus.first)}\u2013{names.label(focus.second)}"
    acts: dict[date, list[Act]] = {}
    for week, *act in facts.events.acts.select("week", *_ACT).rows():
        acts.setdefault(week, []).append(tuple(act))
    return [
        f"Week of {day_in_words(week)}. {pair} goods trade {comparison(change.get(week))}. "
        f"{_told(acts.get(week, []), {focus.first, focus.second})}".strip()
        for week in facts.metrics.axes.weeks
    ]


def _told(acts: Sequence[Act], focus: set[str]) -> str:
    """Acts of a week: those between the two at war first, what starts before what is announced or ends."""
    if not acts:
        return ""
    order = {"starts": 0, "announced": 1}
    ranked = sorted(
        acts,
        key=lambda row: ({row[0], row[1]} != focus, order.get(row[2], 2), row[3]),
    )
    told = list(dict.fromkeys(f"{event.capitalize()}: {title}" for _, _, event, _, title in ranked))
    shown = [text if len(text) <= _LETTERS else f"{text[:_LETTERS].rstrip()}\u2026" for text in told[:_TOLD]]
    more = [f"and {len(told) - _TOLD} more"] if len(told) > _TOLD else []
    return f"{'; '.join([*shown, *more])}."


def _path(facts: Facts, importer: str, exporter: str) -> pl.DataFrame:
    chosen = (pl.col("importer") == importer) & (pl.col("exporter") == exporter)
    return facts.metrics.tariff_paths.filter(chosen)


def _high(facts: Facts) -> float:
    """Upper end of the scale, with room for the marks."""
    head = facts.metrics.headline
    return max(120.0 * head.tariff_of_first.highest, 120.0 * head.tariff_of_second.highest, 5.0)


def _ticks(high: float) -> list[float]:
    """Two or three round values above zero."""
    step = next(step for step in (2, 5, 10, 20, 50, 100, 200, 500, 1000) if high / step < 4.0 or step == 1000)
    return [float(step * place) for place in range(1, int(high / step) + 1)]


def _within_run(facts: Facts) -> PolicyEvents:
    weeks = facts.metrics.axes.weeks
    inside = pl.col("date").is_between(weeks[0], weeks[-1])
    return PolicyEvents(facts.events.acts.filter(inside), facts.events.statements.filter(inside))
