"""Marks of a standoff: what governments do and say, each with a symbol and a sentence."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sim.metrics.negotiation.acts import MEETINGS
from sim.metrics.negotiation.standoff import Standoff
from sim.report.drawing.charts import wrapped
from sim.report.drawing.theme import HOME, colour
from sim.report.drawing.wording import Names, capitalised, day_in_words
from sim.report.governments.marks import WIDTH, Mark, Symbol, dated, first_of

LANE_OF_STATES, LANE_OF_TALKS = 6.0, 1.0
"""Heights of the first and the last lane; acts and words of the sides are between them."""

SYMBOLS: Mapping[str, Symbol] = {
    "raised": Symbol("triangle-up", "Raised tariffs", 0.27),
    "lowered": Symbol("triangle-down", "Lowered tariffs", 0.27),
    "exempted": Symbol("cross", "Exempted goods", 0.0),
    "exempted_quietly": Symbol("cross-open", "Exempted quietly", 0.0),
    "cancelled": Symbol("x", "Cancelled tariffs first", -0.27),
    "dropped": Symbol("star", "Dropped its precondition", -0.27),
    "claims": Symbol("circle", "Claims talks", 0.15),
    "denies": Symbol("square", "Denies talks", -0.15),
    "meeting": Symbol("diamond-tall", "Ministers or leaders meet", 0.0),
}


def act_marks(standoff: Standoff, names: Names) -> list[Mark]:
    """List what either side does."""
    marks = []
    for economy, day, act, detail in standoff.acts.select("economy", "date", "act", "detail").rows():
        rival = standoff.second if economy == standoff.first else standoff.first
        who, whom = capitalised(names.phrase(economy)), names.phrase(rival)
        parts = [names.in_words(part) for part in detail.split("; ")] if detail else []
        goods = ", ".join(names.group_phrase(group) for group in detail.split("; ") if group)
        sentence = {
            "raised": f"{who} raises its tariffs on {whom}: {first_of(parts)}",
            "lowered": f"{who} lowers its tariffs on {whom}: {first_of(parts)}",
            "exempted": f"{who} exempts goods of {whom} from its duties: {goods}",
            "exempted_quietly": f"{who} quietly exempts goods of {whom} from its duties: {goods}",
            "cancelled": f"{who} cancels its tariffs on {whom} first",
            "dropped": f"{who} drops its precondition for talks",
        }[act]
        marks.append(
            Mark(act, _lane(standoff, economy, words=False), day, colour(economy), dated(day, sentence))
        )
    return marks


def _lane(standoff: Standoff, economy: str, *, words: bool) -> float:
    return LANE_OF_STATES - 1.0 - standoff.sides.index(economy) - (2.0 if words else 0.0)


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
