"""How long ties between firms last: relationships of the base that still stand, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import (
    Basis,
    Chart,
    Field,
    Key,
    View,
    end_labels,
    label_margin,
    level_line,
    narrow_weeks,
    rounded,
)
from sim.report.drawing.theme import BEFORE, CARD, ZERO, base_layout, colour
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import Names, capitalised, is_nothing, listed, percent, points, several
from sim.report.facts import Facts

_HEIGHT = 340
_PLOT_HEIGHT = 300
_HALF = 0.5
_SMALLEST_LOSS = 1e-3


@dataclass(frozen=True)
class _Tie:
    """Relationships of one economy's buyers with suppliers in the other."""

    label: str
    words: str
    colour: str
    rows: pl.DataFrame

    @property
    def last(self) -> float | None:
        """Part of them that stands at the end, by value."""
        value: float | None = self.rows["survival_by_value"][-1]
        return value


def supplier_survival(facts: Facts) -> Chart | None:
    """Relationships of the base between buyers and suppliers of the focus pair that still stand, by week."""
    ties = _ties(facts)
    if not ties:
        return None
    frame = pl.concat([tie.rows for tie in ties])
    narrow = {"margin": {"r": 50}, "xaxis": narrow_weeks(facts.metrics.axes.weeks)}
    keys = [Key(tie.label, tie.colour, "line") for tie in ties]
    names = facts.names
    return Chart(
        identifier="supplier-survival",
        title=_title(ties, facts),
        description="Lines that fall from one hundred percent: relationships between buyers and suppliers "
        "that have kept their supplier, by week.",
        views=(
            View(
                "",
                "Relationships of the base that have kept their supplier, percent by value; dotted: without "
                "the measures",
                _figure(facts, ties, "level"),
                narrow,
                basis="level",
                keys=[*keys, Key("Without the measures", BEFORE.light, "dash")],
            ),
            View(
                "",
                "Relationships of the base that have kept their supplier, by value, against the run without "
                "the measures, percentage points",
                _figure(facts, ties, "change"),
                narrow,
                basis="change",
                keys=keys,
            ),
        ),
        note="A relationship is a buyer's tie to one supplier for one kind of goods; it ends when the buyer "
        f"turns to another one, at home or abroad. {_half_lives(ties)}",
        data=frame.with_columns(names.labels(frame["importer"]), names.labels(frame["partner"])),
        fields={
            "importer": Field("Buyers in"),
            "partner": Field("Suppliers in"),
            "week": Field("Week", "date"),
            "survival_by_value": Field("Still standing, by value", "percent"),
            "survival_by_value_reference": Field("Without the measures", "percent"),
            "survival": Field("Still standing, by number", "percent"),
            "annual": Field("Of a year, at the mean rate so far", "percent"),
        },
        keys=keys,
        metrics=("relationship_survival",),
    )


def _ties(facts: Facts) -> list[_Tie]:
    focus, names = facts.metrics.focus, facts.names
    frame, found = facts.metrics.frame("relationship_survival"), []
    for importer, partner in ((focus.first, focus.second), (focus.second, focus.first)):
        rows = frame.filter(importer=importer, partner=partner)
        if rows.height and rows["survival_by_value"].drop_nulls().len():
            words = f"of buyers in {names.phrase(importer)} to suppliers in {names.phrase(partner)}"
            label = f"{names.label(importer)} buyers, {names.label(partner)}"
            found.append(_Tie(label, words, colour(partner), rows))
    return found


def _figure(facts: Facts, ties: Sequence[_Tie], basis: Basis) -> plain.Figure:
    weeks = facts.metrics.axes.weeks
    traces, ends, known = [], [], [0.0]
    for tie in ties:
        run, before = ((100.0 * tie.rows[f"survival_by_value{arm}"]).round(2) for arm in ("", "_reference"))
        values = rounded(run if basis == "level" else run - before)
        number = "%{y:.1f}%" if basis == "level" else "%{y:+.1f} points"
        if basis == "level":
            hover = f"{tie.label}, without the measures: %{{y:.1f}}%<extra></extra>"
            dotted = {"color": tie.colour, "width": 1.4, "dash": "dot"}
            traces.append(
                plain.Scatter(
                    **by_week(weeks), y=rounded(before), mode="lines", line=dotted, hovertemplate=hover
                )
            )
        half = _half_of_the_loss(tie)
        if half is not None:
            traces.append(_ring(tie, weeks[half], values[half]))
        hover = f"{tie.label}: {number}<extra></extra>"
        line = {"color": tie.colour, "width": 2.6}
        path = plain.Scatter(**by_week(weeks), y=values, mode="lines", line=line, hovertemplate=hover)
        # the ring stands on its line
        traces.insert(len(traces) - (half is not None), path)
        present = [value for value in values if value is not None]
        known += present
        end = present[-1] / 100.0
        short = percent(end) if basis == "level" else points(end, signed=True)
        ends.append((present[-1], f"{tie.label} {short}", short, tie.colour))
    low, high = (0.0, 104.0) if basis == "level" else (1.08 * min(*known, -1.0), max(1.08 * max(known), 1.0))
    shapes, labels = [], []
    if basis == "level":
        shape, label = level_line(100.0 * _HALF, "Half", above=True, dash="dot")
        shapes, labels = [shape], [label]
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "range": [weeks[0], weeks[-1]]},
        yaxis={
            "range": [round(low, 2), round(high, 2)],
            "nticks": 6,
            "ticksuffix": "%" if basis == "level" else "",
            "zeroline": True,
            "zerolinecolor": ZERO.light,
        },
        shapes=shapes,
        annotations=[*end_labels(ends, low, high, _PLOT_HEIGHT), *labels],
    )
    return plain.Figure(traces, layout)


def _ring(tie: _Tie, week: date, value: float | None) -> plain.Scatter:
    marker = {"symbol": "circle", "size": 10, "color": CARD.light, "line": {"width": 2, "color": tie.colour}}
    words = f"{tie.label}: half of what is gone at the end was gone<extra></extra>"
    return plain.Scatter(x=[week], y=[value], mode="markers", marker=marker, hovertemplate=words)


def _half_of_the_loss(tie: _Tie) -> int | None:
    """Position of the week in which half of what is gone at the end was gone; None where nothing is."""
    if tie.last is None or tie.last > 1.0 - _SMALLEST_LOSS:
        return None
    half = (1.0 + tie.last) / 2.0
    parts = tie.rows["survival_by_value"].to_list()
    return next(week for week, part in enumerate(parts) if part is not None and part <= half)


def _half_lives(ties: Sequence[_Tie]) -> str:
    """Say how fast the ties went that are gone at the end."""
    found = [(week, tie) for tie in ties if (week := _half_of_the_loss(tie)) is not None]
    parts = [f"after {several(week + 1, 'week')} {tie.words}" for week, tie in found]
    return f"Rings: half of what is gone at the end was gone {listed(parts)}." if parts else ""


def _title(ties: Sequence[_Tie], facts: Facts) -> str:
    if all(is_nothing(_lost(tie)) for tie in ties):
        return _as_without(facts.names, facts)
    first, *others = (f"{percent(tie.last)} of {{}} {tie.words}" for tie in ties)
    parts = [first.format("the ties"), *(other.format("those") for other in others)]
    return f"After {several(ties[0].rows.height, 'week')} {listed(parts)} still stand, by value"


def _lost(tie: _Tie) -> float | None:
    before = tie.rows["survival_by_value_reference"][-1]
    return None if tie.last is None or before is None else before - tie.last


def _as_without(names: Names, facts: Facts) -> str:
    focus = facts.metrics.focus
    pair = f"{names.phrase(focus.first)} and {names.phrase(focus.second)}"
    return capitalised(f"relationships between firms of {pair} stand as without the measures")
