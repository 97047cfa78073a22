"""Marks of a standoff: what governments do and say, each with a symbol and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go
import polars as pl

from sim.metrics.negotiation.acts import MEETINGS
from sim.metrics.negotiation.standoff import Standoff
from sim.report.drawing.charts import wrapped
from sim.report.drawing.theme import CARD, HOME, MUTED, colour
from sim.report.drawing.wording import Names, capitalised, day_in_words

WIDTH = 70
"""Characters in a line of a hover box."""

_LISTED = 6

LANE_OF_STATES, LANE_OF_TALKS = 6.0, 1.0
"""Heights of the first and the last lane; acts and words of the sides are between them."""

_SYMBOLS = {
    "raised": ("triangle-up", "Raised tariffs", 0.27),
    "lowered": ("triangle-down", "Lowered tariffs", 0.27),
    "exempted": ("cross", "Exempted goods", 0.0),
    "exempted_quietly": ("cross-open", "Exempted quietly", 0.0),
    "cancelled": ("x", "Cancelled tariffs first", -0.27),
    "dropped": ("star", "Dropped its precondition", -0.27),
    "claims": ("circle", "Claims talks", 0.15),
    "denies": ("square", "Denies talks", -0.15),
    "meeting": ("diamond-tall", "Ministers or leaders meet", 0.0),
}
"""Symbol, words of the legend and place within the lane."""

_UNTRUE = "-open"


@dataclass(frozen=True)
class Mark:
    """One mark: what it stands for, where and when, in which colour, and what hovering over it says."""

    what: str
    lane: float
    day: date
    colour: str
    sentence: str
    true: bool = True


def act_marks(standoff: Standoff, names: Names) -> list[Mark]:
    """List what either side does."""
    marks = []
    for economy, day, act, detail in standoff.acts.select("economy", "date", "act", "detail").rows():
        rival = standoff.second if economy == standoff.first else standoff.first
        who, whom = capitalised(names.phrase(economy)), names.phrase(rival)
        parts = [names.in_words(part) for part in detail.split("; ")] if detail else []
        goods = ", ".join(names.group_phrase(group) for group in detail.split("; ") if group)
        sentence = {
            "raised": f"{who} raises its tariffs on {whom}: {_listed(parts)}",
            "lowered": f"{who} lowers its tariffs on {whom}: {_listed(parts)}",
            "exempted": f"{who} exempts goods of {whom} from its duties: {goods}",
            "exempted_quietly": f"{who} quietly exempts goods of {whom} from its duties: {goods}",
            "cancelled": f"{who} cancels its tariffs on {whom} first",
            "dropped": f"{who} drops its precondition for talks",
        }[act]
        marks.append(
            Mark(act, _lane(standoff, economy, words=False), day, colour(economy), _dated(day, sentence))
        )
    return marks


def _lane(standoff: Standoff, economy: str, *, words: bool) -> float:
    return LANE_OF_STATES - 1.0 - standoff.sides.index(economy) - (2.0 if words else 0.0)


def _listed(parts: Sequence[str]) -> str:
    more = f"; and {len(parts) - _LISTED} more" if len(parts) > _LISTED else ""
    return f"{'; '.join(parts[:_LISTED])}{more}"


def _dated(day: date, sentence: str) -> str:
    return f"<b>{day_in_words(day)}</b><br>{wrapped(sentence, WIDTH)}."


def word_marks(standoff: Standoff, names: Names) -> list[Mark]:
    """List what either side says of talks."""
    said = standoff.weeks.filter(pl.col("said") != "")
    return [
        Mark(
            word,
            _lane(standoff, economy, words=True),
            week,
            colour(economy),
            f"<b>Week of {day_in_words(week)}</b><br>{capitalised(names.phrase(economy))} "
            f"{'says that talks are under way' if word == 'claims' else 'denies that there are talks'}. "
            f"{'There are talks' if talking else 'There are none'} in the week.",
            true,
        )
        for economy, week, word, talking, true in said.select(
            "economy", "week", "said", "talking", "true"
        ).rows()
    ]


def meeting_marks(first: pl.DataFrame, names: Names) -> list[Mark]:
    """List the weeks in which ministers or leaders meet."""
    return [
        Mark(
            "meeting",
            LANE_OF_TALKS,
            week,
            HOME.light,
            f"<b>Week of {day_in_words(week)}</b><br>{wrapped(capitalised(names.in_words(what)), WIDTH)}.",
        )
        for week, what in first.select("week", "what").rows()
        if any(words in what for words in MEETINGS)
    ]


def mark_traces(marks: Sequence[Mark]) -> list[go.Scatter]:
    """Draw marks, one trace for each kind; hollow what is not true."""
    traces = []
    for what, (symbol, name, shift) in _SYMBOLS.items():
        chosen = [mark for mark in marks if mark.what == what]
        if not chosen:
            continue
        traces.append(
            go.Scatter(
                x=[mark.day for mark in chosen],
                y=[mark.lane + shift for mark in chosen],
                mode="markers",
                name=name,
                showlegend=False,
                cliponaxis=False,
                marker={
                    "symbol": [symbol if mark.true else f"{symbol}{_UNTRUE}" for mark in chosen],
                    "size": 11,
                    "color": [mark.colour for mark in chosen],
                    "line": {
                        "width": [1 if _is_full(symbol, mark) else 2 for mark in chosen],
                        "color": [CARD.light if _is_full(symbol, mark) else mark.colour for mark in chosen],
                    },
                },
                customdata=[mark.sentence for mark in chosen],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return traces


def _is_full(symbol: str, mark: Mark) -> bool:
    return mark.true and not symbol.endswith(_UNTRUE)


def legend_entries(marks: Sequence[Mark]) -> list[go.Scatter]:
    """Explain the symbols that occur."""
    entries = [
        (symbol, name)
        for what, (symbol, name, _) in _SYMBOLS.items()
        if any(mark.what == what for mark in marks)
    ]
    if any(not mark.true for mark in marks):
        entries.append((f"circle{_UNTRUE}", "Hollow: does not match the facts"))
    return [
        go.Scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=name,
            showlegend=True,
            hoverinfo="skip",
            marker={
                "symbol": symbol,
                "size": 11,
                "color": MUTED.light,
                "line": {"width": 1.5, "color": MUTED.light},
            },
        )
        for symbol, name in entries
    ]
