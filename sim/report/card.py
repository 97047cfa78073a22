"""The frame around a chart: title, legend, switch, note, source, table and downloads."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import polars as pl

from sim.report.charts import Chart, Key
from sim.report.policy_marks import PolicyEvents
from sim.report.theme import variable
from sim.report.wording import capitalised

_DOWNLOADS = "".join(
    f'<button type="button" class="quiet" data-save="{kind}">{kind.upper()}</button>'
    for kind in ("csv", "svg", "png")
)


def chart_card(chart: Chart, scenario: str, extra: str = "") -> str:
    """Write the card of a chart; ``extra`` is markup to put before its table."""
    title, first = escape(chart.title), chart.views[0]
    spoken = escape(f"{chart.title}. {chart.description}")
    region = _region(f"Data: {chart.title}", "")
    return (
        f'<figure class="card chart {chart.width}" data-chart="{chart.identifier}">'
        f"<figcaption><h3>{title}</h3>"
        f'<p class="subtitle">{escape(first.subtitle)}</p></figcaption>'
        f'<div class="controls"><ul class="keys">{"".join(map(_key, chart.keys))}</ul>{_switch(chart)}</div>'
        f'<div class="plot" id="plot-{chart.identifier}" role="img" aria-label="{spoken}" '
        f'style="min-height:{first.figure.layout.height}px"></div>'
        f'<p class="note"><b>Note:</b> {escape(chart.note)}</p>'
        f'<p class="note"><b>Source:</b> tradewar-sim, scenario {escape(scenario)}.</p>{extra}'
        f'<details class="table" data-table><summary>Table</summary>{region}</details>'
        f'<div class="downloads">{_DOWNLOADS}</div></figure>'
    )


def event_lists(events: PolicyEvents) -> str:
    """Write acts of policy and statements as tables that open, for those who cannot hover; none if empty."""
    columns = {"Date": "date", "Event": "event", "What": "title", "Source": "source"}
    # every statement is said, so the column would say nothing
    of_statements = {heading: column for heading, column in columns.items() if column != "event"}
    return _event_list("Acts of policy", events.acts, columns) + _event_list(
        "Statements", events.statements, of_statements
    )


def _event_list(name: str, rows: pl.DataFrame, columns: Mapping[str, str]) -> str:
    if not rows.height:
        return ""
    head = "".join(f'<th scope="col">{heading}</th>' for heading in columns)
    cells = rows.select(pl.col(*columns.values()).cast(pl.String).fill_null(""))
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(capitalised(cell))}</td>' for cell in row)}</tr>" for row in cells.rows()
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    summary = f"<summary>{name} ({rows.height})</summary>"
    return f'<details class="table events">{summary}{_region(name, table)}</details>'


def _region(label: str, content: str) -> str:
    """Scrolling area that the keyboard can reach."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">{content}</div>'


def _switch(chart: Chart) -> str:
    if len(chart.views) < 2:
        return ""
    buttons = "".join(
        f'<button type="button" data-view="{index}" aria-pressed="{"false" if index else "true"}">'
        f"{escape(view.label)}</button>"
        for index, view in enumerate(chart.views)
    )
    return f'<div class="switch" role="group" aria-label="View">{buttons}</div>'


def _key(key: Key) -> str:
    mark = f'<i class="mark {key.mark}" style="--mark:{variable(key.colour)}"></i>'
    return f"<li>{mark}{escape(key.text)}</li>"
