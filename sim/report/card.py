"""The frame around a chart: title, legend, switch, note, source, table and downloads."""

from __future__ import annotations

from html import escape

import polars as pl

from sim.report.charts import Chart, Key
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


def event_list(events: pl.DataFrame) -> str:
    """Write the acts of policy as a table that opens, for those who cannot hover; empty without any."""
    if not events.height:
        return ""
    rows = "".join(
        f"<tr><td>{row['date']}</td><td>{escape(capitalised(row['event'] or ''))}</td>"
        f"<td>{escape(row['title'] or '')}</td><td>{escape(row['source'] or '')}</td></tr>"
        for row in events.iter_rows(named=True)
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Date", "Event", "What", "Source"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    summary = f"<summary>Acts of policy ({events.height})</summary>"
    return f'<details class="table events">{summary}{_region("Acts of policy", table)}</details>'


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
