"""Acts of policy and statements as tables that open, for those who cannot hover."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sim.report.drawing.tables import plain_table, scrolling_region
from sim.report.drawing.wording import capitalised
from sim.report.facts import Facts

_COLUMNS = {"Date": "date", "Event": "event", "What": "title", "Source": "source"}


def event_lists(facts: Facts) -> str:
    """Write the two tables; nothing for one that is empty."""
    # every statement is said, so the column would say nothing
    of_statements = {heading: column for heading, column in _COLUMNS.items() if column != "event"}
    lists = _event_list("Acts of policy", facts.events.acts, _COLUMNS) + _event_list(
        "Statements", facts.events.statements, of_statements
    )
    return f'<div class="card">{lists}</div>' if lists else ""


def _event_list(name: str, rows: pl.DataFrame, columns: Mapping[str, str]) -> str:
    if not rows.height:
        return ""
    cells = rows.select(pl.col(*columns.values()).cast(pl.String).fill_null(""))
    table = plain_table(list(columns), [[capitalised(cell) for cell in row] for row in cells.rows()])
    summary = f"<summary>{name} ({rows.height})</summary>"
    return f'<details class="table events">{summary}{scrolling_region(name, table)}</details>'
