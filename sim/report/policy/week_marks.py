"""What governments did and said, gathered by week, because marks by day cover each other in two years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import wrapped
from sim.report.drawing.policy_marks import PolicyEvents
from sim.report.drawing.theme import CARD, GRID, INK
from sim.report.drawing.wording import capitalised, listed

_SHOWN = 5
_LETTERS = 64
_SOURCE = 48
_SMALLEST, _LARGEST = 7, 12


@dataclass(frozen=True)
class Gathered:
    """Events of one kind by week: the Mondays, what happened in words, and the size of each mark."""

    name: str
    weeks: list[date]
    texts: list[str]
    marker: dict[str, Any]


def by_kind(events: PolicyEvents) -> list[Gathered]:
    """Gather acts and statements by week; a kind that there is none of is left out."""
    triangle = {"symbol": "triangle-down", "color": INK.light, "line": {"color": CARD.light, "width": 1}}
    ring = {"symbol": "circle", "color": CARD.light, "line": {"color": INK.light, "width": 1.5}}
    kinds = (("Acts of policy", events.acts, triangle), ("Statements", events.statements, ring))
    return [_gathered(*kind) for kind in kinds if kind[1].height]


def week_marks(gathered: Sequence[Gathered], heights: Sequence[float]) -> list[plain.Scatter]:
    """Draw a triangle for each week with acts and a ring for each with statements, each at its height."""
    return [
        plain.Scatter(
            x=kind.weeks,
            y=[round(height, 3)] * len(kind.weeks),
            text=kind.texts,
            mode="markers",
            cliponaxis=False,
            name=kind.name,
            marker=kind.marker,
            hovertemplate=f"<b>{kind.name}, week of %{{x|%-d %b %Y}}</b><br>%{{text}}<extra></extra>",
        )
        for kind, height in zip(gathered, heights, strict=False)
    ]


def day_lines(events: PolicyEvents, high: float) -> plain.Scatter:
    """Draw faint lines up to ``high`` on the days on which measures start or end, as one trace."""
    moved = events.acts.filter(pl.col("event").is_in(["starts", "ends"]))
    days = moved["date"].unique().sort()
    return plain.Scatter(
        x=[each for day in days for each in (day, day, None)],
        y=[0.0, round(high, 3), None] * len(days),
        mode="lines",
        line={"color": GRID.light, "width": 1},
        hoverinfo="skip",
    )


def _gathered(name: str, rows: pl.DataFrame, marker: dict[str, Any]) -> Gathered:
    weeks: dict[date, list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        weeks.setdefault(row["date"] - timedelta(days=row["date"].weekday()), []).append(row)
    sizes = [min(_SMALLEST + len(each) // 3, _LARGEST) for each in weeks.values()]
    texts = [_together(list(_sentences(each))) for each in weeks.values()]
    return Gathered(name, list(weeks), texts, {**marker, "size": sizes})


def _sentences(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Say once what happened to each measure in a week, with its days and its source."""
    measures: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        measures.setdefault(row["measure"], []).append(row)
    for each in measures.values():
        days = listed([f"{row['event']} {row['date'].day} {row['date']:%b}" for row in each])
        yield f"{capitalised(each[0]['title'])}: {days}{_source(each[0]['source'] or '')}"


def _source(text: str) -> str:
    """Source in brackets, cut short; the list below the chart has it in full."""
    short = text if len(text) <= _SOURCE else f"{text[: _SOURCE - 1].rstrip(' ,;')}\u2026"
    return f" ({short})" if text else ""


def _together(sentences: list[str]) -> str:
    """Write the events of a week for a hover box; the list below the chart has those that do not fit."""
    more = [f"and {len(sentences) - _SHOWN} more"] if len(sentences) > _SHOWN else []
    return "<br>".join([*(wrapped(each, _LETTERS) for each in sentences[:_SHOWN]), *more])
