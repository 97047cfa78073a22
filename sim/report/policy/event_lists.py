"""Acts of policy and statements as tables that open, for those who cannot hover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from sim.report.drawing.tables import plain_table, scrolling_region
from sim.report.drawing.wording import NO_VALUE, capitalised
from sim.report.facts import Facts

_ACTS = ("Announced", "In force from", "Until", "What", "Source")
_STATEMENTS = ("Date", "What", "Source")
_DAY_OF = {"announced": 0, "starts": 1, "ends": 2}


def event_lists(facts: Facts) -> str:
    """Write the two tables; nothing for one that is empty."""
    lists = _event_list("Acts of policy", _ACTS, _acts(facts.events.acts)) + _event_list(
        "Statements", _STATEMENTS, _statements(facts.events.statements)
    )
    return f'<div class="card">{lists}</div>' if lists else ""


def _acts(rows: pl.DataFrame) -> list[list[str]]:
    """One row a measure, in the order of its first day: when announced, in force, ended."""
    measures: dict[str, dict[str, Any]] = {}
    for row in rows.iter_rows(named=True):
        known = measures.setdefault(row["measure"], {"days": [None, None, None], **row})
        known["days"][_DAY_OF.get(row["event"], 1)] = row["date"]
    return [
        [*map(_day, each["days"]), capitalised(each["title"]), each["source"] or ""]
        for each in measures.values()
    ]


def _statements(rows: pl.DataFrame) -> list[list[str]]:
    return [
        [_day(row["date"]), capitalised(row["title"]), row["source"] or ""]
        for row in rows.iter_rows(named=True)
    ]


def _day(day: date | None) -> str:
    return NO_VALUE if day is None else f"{day.day} {day:%b %Y}"


def _event_list(name: str, headings: Sequence[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    table = plain_table(list(headings), rows)
    summary = f"<summary>{name} ({len(rows)})</summary>"
    return f'<details class="table events">{summary}{scrolling_region(name, table)}</details>'
