"""What governments did and what they said: marks on a chart of tariffs, its legend and the words on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Key, wrapped
from sim.report.drawing.theme import CARD, GRID, INK
from sim.report.drawing.wording import Names, capitalised

_SAID = "said"
_SHOWN = 6
_HEIGHT_OF_ACTS = 0.985
_HEIGHT_OF_STATEMENTS = 0.935
"""Statements stand below acts, because on some days governments act and speak."""


DECIDED = "decided in the run"
"""Source of acts and statements that no scenario has written down; their titles name economies by codes."""


def named_acts(events: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Name economies in the titles of what governments decided; what a scenario says stays as it is."""
    if not (events["source"] == DECIDED).any():
        return events
    titles = [
        names.in_words(title) if source == DECIDED else title
        for title, source in events.select("title", "source").rows()
    ]
    return events.with_columns(title=pl.Series(titles, dtype=pl.String))


@dataclass(frozen=True)
class PolicyEvents:
    """Rows of the table `events`, apart: statements change no tariff, so they do not count as acts."""

    acts: pl.DataFrame
    statements: pl.DataFrame

    @classmethod
    def of(cls, events: pl.DataFrame) -> PolicyEvents:
        """Part the table; the order of rows stays."""
        said = pl.col("event") == _SAID
        return cls(events.filter(~said), events.filter(said))

    @property
    def days(self) -> list[Any]:
        """Days of acts and statements, in no order."""
        return [*self.acts["date"], *self.statements["date"]]

    @property
    def keys(self) -> list[Key]:
        """Entries of the legend for what there is."""
        entries = (
            (self.acts, Key("Act of policy", INK.light, "flag")),
            (self.statements, Key("Statement", INK.light, "ring")),
        )
        return [key for rows, key in entries if rows.height]

    @property
    def note(self) -> str:
        """What the marks are; empty without any."""
        if not self.days:
            return ""
        marks = []
        if self.acts.height:
            marks.append("triangles mark acts of policy")
        if self.statements.height:
            marks.append("rings mark statements, which by themselves change no tariff")
        return f" {capitalised('; '.join(marks))}. Below they are listed in full."


def policy_marks(events: PolicyEvents, high: float) -> list[plain.Scatter]:
    """Marks along the upper edge of a chart that ends at ``high``; one for a day, none without events."""
    acts = [f"{row['event'].capitalize()}: {row['title']}" for row in events.acts.iter_rows(named=True)]
    said = [f"Statement: {title}" for title in events.statements["title"]]
    triangle = {
        "symbol": "triangle-down",
        "size": 11,
        "color": INK.light,
        "line": {"color": CARD.light, "width": 1},
    }
    ring = {"symbol": "circle", "size": 7, "color": CARD.light, "line": {"color": INK.light, "width": 1.5}}
    rows = (
        ("Act of policy", events.acts["date"], acts, high * _HEIGHT_OF_ACTS, triangle),
        ("Statement", events.statements["date"], said, high * _HEIGHT_OF_STATEMENTS, ring),
    )
    return [_marks(*row) for row in rows if len(row[2])]


def act_lines(events: PolicyEvents) -> list[dict[str, Any]]:
    """Vertical lines on the days of acts; none on those of statements, on which no tariff moves."""
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": day,
            "x1": day,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": GRID.light, "width": 1.2},
        }
        for day in events.acts["date"].unique().sort()
    ]


def _marks(
    name: str, dates: pl.Series, words: list[str], height: float, marker: dict[str, Any]
) -> plain.Scatter:
    """One mark a day, with all that happened on it in its hover box."""
    of_day: dict[Any, list[str]] = {}
    for day, text in zip(dates, words, strict=True):
        of_day.setdefault(day, []).append(text)
    return plain.Scatter(
        x=list(of_day),
        y=[round(height, 3)] * len(of_day),
        text=[_together(texts) for texts in of_day.values()],
        mode="markers",
        cliponaxis=False,
        name=name,
        marker=marker,
        hovertemplate="<b>%{x|%-d %b %Y}</b><br>%{text}<extra></extra>",
    )


def _together(texts: list[str]) -> str:
    """Write the events of a day for a hover box; the list below the chart has those that do not fit."""
    shown = [wrapped(text, 60) for text in texts[:_SHOWN]]
    more = [f"and {len(texts) - _SHOWN} more"] if len(texts) > _SHOWN else []
    return "<br>".join([*shown, *more])
