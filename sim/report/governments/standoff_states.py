"""The states of a standoff in few colours, from war to peace: spans on a time axis and their legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Key, wrapped
from sim.report.drawing.theme import CARD, CONTEXT, FEWER, GAIN, INK, LOSS, MIDDLE, MORE, TALKING, Shade
from sim.report.drawing.wording import Names, capitalised, day_in_words, several

_WEEK, _DAY = timedelta(weeks=1), timedelta(days=1)
_MILLISECONDS = 86_400_000
_SHOWN = 7
_WIDTH = 70
_TINT = 0.16
"""Opacity of states behind lines."""


@dataclass(frozen=True)
class Stance:
    """States that share a colour, and the colour of words on it."""

    label: str
    states: tuple[str, ...]
    shade: Shade
    ink: Shade


STANCES = (
    Stance("Embargo", ("embargo",), LOSS, CARD),
    Stance("Escalation, crisis", ("escalation", "crisis"), FEWER, INK),
    Stance("Stalemate", ("stalemate",), CONTEXT, INK),
    Stance("Back channel, talks, summit", ("back_channel", "talks", "summit"), TALKING, INK),
    Stance("Truce", ("truce",), MORE, INK),
    Stance("Deal, tariffs cancelled", ("deal", "cancelled"), GAIN, CARD),
    Stance("Peace", ("peace",), MIDDLE, INK),
)
"""From war to peace; orange and teal are told apart with any kind of colour vision."""

_OF_STATE = {state: stance for stance in STANCES for state in stance.states}


@dataclass(frozen=True)
class Span:
    """Weeks on end in one state: first day, first day after, and what happened by week."""

    state: str
    start: date
    end: date
    happened: tuple[tuple[date, str], ...]

    @property
    def stance(self) -> Stance:
        """Colour and legend."""
        return _OF_STATE[self.state]


def state_spans(weeks: pl.DataFrame) -> list[Span]:
    """Join weeks in the same state; ``weeks`` are those of one side."""
    spans: list[Span] = []
    for week, state, what in weeks.sort("week").select("week", "state", "what").rows():
        news = ((week, what),) if what else ()
        if spans and spans[-1].state == state:
            last = spans.pop()
            spans.append(Span(state, last.start, week + _WEEK, last.happened + news))
        else:
            spans.append(Span(state, week, week + _WEEK, news))
    return spans


def state_name(state: str) -> str:
    """Write a state in words."""
    return state.replace("_", " ")


def state_keys(spans: Sequence[Span]) -> list[Key]:
    """Legend of the states that occur, from war to peace."""
    present = {span.stance for span in spans}
    return [Key(each.label, each.shade.light, "bar") for each in STANCES if each in present]


def state_bars(spans: Sequence[Span], height: float, names: Names) -> plain.Bar:
    """Draw states as bars along a lane; a name that does not fit into its bar is left out."""
    return plain.Bar(
        base=[span.start for span in spans],
        x=[(span.end - span.start).days * _MILLISECONDS for span in spans],
        y=[height] * len(spans),
        width=0.78,
        orientation="h",
        marker={
            "color": [span.stance.shade.light for span in spans],
            "line": {"color": CARD.light, "width": 1},
        },
        text=[state_name(span.state) for span in spans],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": [span.stance.ink.light for span in spans], "size": 12.5},
        customdata=[_sentence(span, names) for span in spans],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def state_shapes(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Shade the states lightly behind lines."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": span.start,
            "x1": span.end,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"width": 0},
            "fillcolor": span.stance.shade.light,
            "opacity": _TINT if span.stance.ink is INK else 2 * _TINT,
        }
        for span in spans
        if span.state != "peace"
    ]


def _sentence(span: Span, names: Names) -> str:
    weeks = several((span.end - span.start).days // 7, "week")
    last = span.end - _DAY
    head = f"<b>{capitalised(state_name(span.state))}</b> from {day_in_words(span.start)} to "
    lines = [f"{head}{day_in_words(last)}, {weeks}."]
    news = [
        wrapped(f"Week of {week.day} {week:%B}: {names.in_words(what)}.", _WIDTH)
        for week, what in span.happened
    ]
    more = [f"and {len(news) - _SHOWN} more"] if len(news) > _SHOWN else []
    return "<br>".join([*lines, *news[:_SHOWN], *more])
