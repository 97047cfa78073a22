"""Where a condition is met: the part of each lever's range that a rule asks for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from sim.ensemble.analysis import Discovery, Limit, Rule
from sim.ensemble.study import Lever, Study
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped
from sim.report.drawing.theme import ACCENT, CARD, CONTEXT, INK, MUTED, base_layout, row_axis
from sim.report.drawing.wording import capitalised, count, percent
from sim.report.sweeps.amounts import value_written
from sim.report.sweeps.analyses import discover
from sim.report.sweeps.rule_words import (
    condition_words,
    discovery_sentence,
    happens,
    limits_words,
    score_words,
)

_ROW, _FOOT = 58, 26
_LABEL = 24
_LETTERS = {"wide": 110, "narrow": 24}
"""Of a whole bar, by width of the page."""
_MOST_RULES = 3
_BAR = 0.42
"""Height of a bar as part of its row."""
_CLOSE = 0.18
"""Nearer to a limit than that the end of a range has no room for its number."""


def discovered_rules(study: Study) -> Chart | None:
    """Rules that tell runs which meet a condition from the others, as parts of the levers' ranges."""
    found = [each for condition in study.discoveries if (each := discover(study, condition)) is not None]
    if not found:
        return None
    views = [_view(study, each) for each in found]
    return Chart(
        identifier="discovered-rules",
        title=views[0].title,
        description="A bar for each lever that a rule limits, the part that the rule asks for in colour.",
        views=views,
        note="Whole bars are the ranges that were varied, coloured parts what a rule asks for; a rule holds "
        f"where all its levers are in the coloured parts. {' '.join(_score(study, each) for each in found)}",
        data=_table(study, found),
        fields={
            "condition": Field("Where"), "rule": Field("Rule", "number"), "limits": Field("Holds where"),
            "runs": Field("Runs inside", "number"), "hits": Field("Of them hits", "number"),
            "density": Field("Share of hits inside", "percent"),
            "coverage": Field("Share of all hits", "percent"),
        },
        method="A shallow tree of decisions parts what was varied; leaves with many hits become rules, which "
        "lose the limits that do not matter. After Lempert, Bryant and Bankes (2008), scenario discovery.",
    )  # fmt: skip


def _score(study: Study, discovery: Discovery) -> str:
    if math.isnan(discovery.score):
        return ""
    return f"{study.figure(discovery.condition.figure).heading}: {score_words(discovery)}."


def _view(study: Study, discovery: Discovery) -> View:
    condition = condition_words(study, discovery.condition)
    heading = study.figure(discovery.condition.figure).heading
    rules = discovery.rules[:_MOST_RULES]
    rows = list(_rows(study, rules))
    keys = [
        Key("Asked for by the rule", ACCENT.light, "bar"),
        Key("Range that was varied", CONTEXT.light, "bar"),
    ]
    share = percent(discovery.hits / discovery.runs)
    return View(
        f"{heading} {condition.partition(' ')[2]}",
        f"Rules for runs in which {happens(study, discovery.condition)}: "
        f"{share} of {count(discovery.runs)} runs",
        _figure(rows) if rows else _empty(),
        {"margin": {"l": 4, "r": 8}},
        keys=keys if rows else [],
        title=discovery_sentence(study, discovery),
    )


def _rows(study: Study, rules: Sequence[Rule]) -> Iterator[tuple[str, Rule, Lever, Limit]]:
    for number, rule in enumerate(rules, 1):
        for limit in rule.limits:
            lever = study.lever(limit.lever)
            start = f"Rule {number}: " if len(rules) > 1 else ""
            yield clipped(f"{start}{lever.title}", _LABEL), rule, lever, limit


def _figure(rows: Sequence[tuple[str, Rule, Lever, Limit]]) -> plain.Figure:
    labels = [label for label, *_ in rows]
    shapes: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for place, (_, _, lever, limit) in enumerate(rows):
        parts = _choice_parts if lever.is_choice else _number_parts
        drawn, written = parts(lever, limit, place)
        shapes += drawn
        texts += written
    hover = plain.Scatter(
        x=[0.5] * len(rows), y=labels, mode="markers", marker={"size": 22, "color": f"{CARD.light}00"},
        text=[_rule_hover(rule, lever) for _, rule, lever, _ in rows], hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    layout = base_layout(
        _ROW * len(rows) + _FOOT,
        margin={"t": 10, "r": 16, "b": 8},
        hovermode="closest",
        shapes=shapes,
        annotations=texts,
        xaxis={"range": [0.0, 1.0], "visible": False},
        yaxis={**row_axis(labels), "showgrid": False},
    )
    return plain.Figure(hover, layout)


def _rule_hover(rule: Rule, lever: Lever) -> str:
    return (
        f"{lever.title}<br>{percent(rule.density)} of {count(rule.runs)} runs inside the rule are hits<br>"
        f"{percent(rule.coverage)} of all hits are inside"
    )


def _empty() -> plain.Figure:
    """Nothing to draw: a line that says so."""
    note = {"text": "No rule", "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False,
            "font": {"size": 13, "color": MUTED.light}}  # fmt: skip
    layout = base_layout(90, annotations=[note], xaxis={"visible": False}, yaxis={"visible": False})
    return plain.Figure(plain.Scatter(x=[], y=[]), layout)


def _box(start: float, end: float, place: int, shade: str) -> dict[str, Any]:
    return {
        "type": "rect", "x0": round(start, 4), "x1": round(end, 4),
        "y0": place - _BAR / 2, "y1": place + _BAR / 2,
        "fillcolor": shade, "line": {"width": 0},
    }  # fmt: skip


def _text(text: str, x: float, place: int, anchor: str, shade: str, **more: Any) -> dict[str, Any]:
    return {
        "text": text, "x": round(x, 4), "y": place, "xanchor": anchor, "showarrow": False,
        "font": {"size": 12, "color": shade}, **more,
    }  # fmt: skip


def _number_parts(
    lever: Lever, limit: Limit, place: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    low, high = (_at(lever, end) for end in (limit.low, limit.high))
    start, end = 0.0 if low is None else low, 1.0 if high is None else high
    boxes = [_box(0.0, 1.0, place, CONTEXT.light), _box(start, end, place, ACCENT.light)]
    edge = {"yanchor": "bottom", "yshift": 13}
    texts = []
    for value, x in ((limit.low, start), (limit.high, end)):
        if value is not None:
            anchor = "left" if x < 0.08 else "right" if x > 0.92 else "center"
            texts.append(_text(f"<b>{value_written(value, lever)}</b>", x, place, anchor, INK.light, **edge))
    for value, x, anchor, covered in (
        (lever.low, 0.0, "left", start <= 0.0),
        (lever.high, 1.0, "right", end >= 1.0),
    ):
        if any(abs(at - x) < _CLOSE for at in (start, end) if 0.0 < at < 1.0):
            continue
        shift = 5 if anchor == "left" else -5
        shade = CARD.light if covered else INK.light
        texts.append(_text(value_written(value, lever), x, place, anchor, shade, xshift=shift))
    return boxes, texts


def _at(lever: Lever, value: float | None) -> float | None:
    """Where a value stands within the range of its lever, from 0 to 1."""
    if value is None:
        return None
    low, high = lever.low, lever.high
    if lever.logarithmic:
        low, high, value = (math.log(each) for each in (low, high, value))
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0


def _choice_parts(
    lever: Lever, limit: Limit, place: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    width = 1.0 / len(lever.values)
    room = {page: max(letters // len(lever.values), 2) for page, letters in _LETTERS.items()}
    boxes, texts = [], []
    for number, value in enumerate(lever.values):
        inside = str(value) in limit.choices
        gap = 0.004
        boxes.append(
            _box(
                number * width + gap * (number > 0),
                (number + 1) * width,
                place,
                (ACCENT if inside else CONTEXT).light,
            )
        )
        shade = CARD.light if inside else INK.light
        words, middle = value_written(value, lever), (number + 0.5) * width
        texts += [
            _text(_cut(words, letters), middle, place, "center", shade, name=page)
            for page, letters in room.items()
        ]
    return boxes, texts


def _cut(words: str, letters: int) -> str:
    """What fits; an ellipsis stands for the rest."""
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}\u2026"


def _table(study: Study, found: Sequence[Discovery]) -> pl.DataFrame:
    rows = [
        (
            capitalised(happens(study, each.condition)), number,
            limits_words(study, rule), rule.runs, rule.hits, rule.density, rule.coverage,
        )
        for each in found
        for number, rule in enumerate(each.rules, 1)
    ]  # fmt: skip
    schema = {
        "condition": pl.String,
        "rule": pl.Int64,
        "limits": pl.String,
        "runs": pl.Int64,
        "hits": pl.Int64,
    }
    return pl.DataFrame(
        rows, schema=schema | dict.fromkeys(("density", "coverage"), pl.Float64), orient="row"
    )
