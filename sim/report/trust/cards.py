"""A card of the page on trust: a heading over words and tables, on half of a wide page or all of it."""

from __future__ import annotations

from html import escape
from typing import Any

from sim.report.drawing.tables import scrolling_region
from sim.report.drawing.wording import NO_VALUE, capitalised, count


def card(title: str, body: str, *, full: bool = False) -> str:
    """Write a card."""
    width = " full" if full else ""
    return f'<section class="card trust-card{width}"><h3>{escape(title)}</h3>{body}</section>'


def folded(summary: str, label: str, table: str) -> str:
    """Fold a table away in a region that scrolls and that the keyboard reaches."""
    region = scrolling_region(label, table)
    return f'<details class="table"><summary>{escape(summary)}</summary>{region}</details>'


def in_words(name: str) -> str:
    """Write a name of the program's as words."""
    return capitalised(name.replace("_", " "))


def plain(value: Any) -> str:
    """Write a value of the manifest."""
    if value is None:
        return NO_VALUE
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1e4 else count(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return count(value)
    return str(value)
