"""The frame around a chart: title, legend, switch, player, note, source, table, method and downloads."""

from __future__ import annotations

from html import escape

from sim.report.drawing.charts import Chart, Key, View
from sim.report.drawing.tables import scrolling_region
from sim.report.drawing.theme import variable

_DOWNLOADS = "".join(
    f'<button type="button" class="quiet" data-save="{kind}">{kind.upper()}</button>'
    for kind in ("csv", "svg", "png")
)


def chart_card(chart: Chart, source: str, method: str = "") -> str:
    """Write the card of a chart.

    Parameters
    ----------
    chart : Chart
        The chart.
    source : str
        What its numbers come from, in a few words.
    method : str
        Markup on data and method, below its table.
    """
    name = chart.identifier
    title, first = escape(chart.title), chart.views[0]
    spoken = escape(f"{chart.title}. {chart.description}")
    region = scrolling_region(f"Data: {chart.title}", "")
    keys = chart.keys if first.keys is None else first.keys
    return (
        f'<figure class="card chart {chart.width}" id="chart-{name}" data-chart="{name}">'
        f"<figcaption><h3>{title}</h3>"
        f'<p class="subtitle">{escape(first.subtitle)}</p></figcaption>'
        f'<div class="controls"><ul class="keys">{"".join(map(_key, keys))}</ul>{_switch(chart)}</div>'
        f'<div class="plot" id="plot-{name}" role="img" aria-label="{spoken}" '
        f'style="min-height:{first.drawn.layout["height"]}px"></div>{_player(first)}'
        f'<p class="note"><b>Note:</b> {escape(chart.note)}</p>'
        f'<p class="note"><b>Source:</b> {escape(source)}.</p>'
        '<div class="foot"><details class="table" data-table><summary>Table</summary>'
        f"{region}</details>{method}"
        f'<div class="downloads">{_DOWNLOADS}<a class="quiet" href="#chart-{name}" '
        f'aria-label="Link to this chart">Link</a></div></div></figure>'
    )


def _switch(chart: Chart) -> str:
    """One button for each label; the page's own switch chooses among views that share one."""
    labels = list(dict.fromkeys(view.label for view in chart.views))
    if len(labels) < 2:
        return ""
    buttons = "".join(
        f'<button type="button" data-view="{escape(label)}" aria-pressed="{"false" if place else "true"}">'
        f"{escape(label)}</button>"
        for place, label in enumerate(labels)
    )
    return f'<div class="switch" role="group" aria-label="View">{buttons}</div>'


def _player(view: View) -> str:
    """Play button, slider and caption of a figure with frames."""
    last = len(view.frames) - 1
    if last < 1:
        return ""
    caption = view.captions[-1] if view.captions else ""
    return (
        '<div class="player"><button type="button" class="quiet" data-play aria-pressed="false">Play</button>'
        f'<input type="range" min="0" max="{last}" value="{last}" step="1" aria-label="Week" data-frame>'
        f'<output data-caption aria-live="polite">{escape(caption)}</output></div>'
    )


def _key(key: Key) -> str:
    mark = f'<i class="mark {key.mark}" style="--mark:{variable(key.colour)}"></i>'
    return f"<li>{mark}{escape(key.text)}</li>"
