"""Marks on lanes: a symbol for each kind of act or word, and a sentence to hover over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sim.report.drawing import plain
from sim.report.drawing.charts import wrapped
from sim.report.drawing.theme import CARD, MUTED
from sim.report.drawing.wording import day_in_words

WIDTH = 70
"""Characters in a line of a hover box."""

_LISTED = 6
_OPEN = "-open"


class Symbol(NamedTuple):
    """How a kind of mark looks: shape, words of the legend, place within the lane."""

    shape: str
    words: str
    shift: float


@dataclass(frozen=True)
class Mark:
    """One mark: what it stands for, where and when, in which colour, and what hovering over it says."""

    what: str
    lane: float
    day: date
    colour: str
    sentence: str
    true: bool = True


def first_of(parts: Sequence[str]) -> str:
    """Enumerate as many parts as a hover box has room for."""
    more = f"; and {len(parts) - _LISTED} more" if len(parts) > _LISTED else ""
    return f"{'; '.join(parts[:_LISTED])}{more}"


def dated(day: date, sentence: str, source: str = "") -> str:
    """Write a sentence for a hover box under its day, and where it is written down."""
    cited = f"<br>{wrapped(f'Source: {source}', WIDTH)}." if source else ""
    return f"<b>{day_in_words(day)}</b><br>{wrapped(sentence, WIDTH)}.{cited}"


def mark_traces(marks: Sequence[Mark], symbols: Mapping[str, Symbol]) -> list[plain.Scatter]:
    """Draw marks, one trace for each kind; hollow what is not true."""
    traces = []
    for what, (symbol, name, shift) in symbols.items():
        chosen = [mark for mark in marks if mark.what == what]
        if not chosen:
            continue
        full = [mark.true and not symbol.endswith(_OPEN) for mark in chosen]
        traces.append(
            plain.Scatter(
                x=[mark.day for mark in chosen],
                y=[round(mark.lane + shift, 2) for mark in chosen],
                mode="markers",
                name=name,
                showlegend=False,
                cliponaxis=False,
                marker={
                    "symbol": [symbol if mark.true else f"{symbol}{_OPEN}" for mark in chosen],
                    "size": 11,
                    "color": [mark.colour for mark in chosen],
                    "line": {
                        "width": [1 if each else 2 for each in full],
                        "color": [
                            CARD.light if each else mark.colour
                            for each, mark in zip(full, chosen, strict=True)
                        ],
                    },
                },
                customdata=[mark.sentence for mark in chosen],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return traces


def legend_entries(marks: Sequence[Mark], symbols: Mapping[str, Symbol]) -> list[plain.Scatter]:
    """Explain the symbols that occur."""
    present = {mark.what for mark in marks}
    entries = [(each.shape, each.words) for what, each in symbols.items() if what in present]
    if any(not mark.true for mark in marks):
        entries.append((f"circle{_OPEN}", "Hollow: does not match the facts"))
    return [
        plain.Scatter(
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
