"""One HTML file from one run: text, charts, data and the drawing library, nothing fetched."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from plotly.offline import get_plotlyjs

from sim.metrics import Metrics, compute_metrics
from sim.records.reading import Run
from sim.report.archive import archive_address
from sim.report.burden_chart import burden_chart
from sim.report.card import chart_card, event_lists
from sim.report.charts import Chart, chart_payload
from sim.report.exposure_chart import exposure_chart
from sim.report.findings import findings
from sim.report.governments import government_charts, named_acts, remark, standoff_findings
from sim.report.history_chart import history_chart
from sim.report.partner_charts import export_charts, import_charts
from sim.report.policy_marks import PolicyEvents
from sim.report.price_charts import consumer_price_chart, retail_price_chart
from sim.report.product_charts import diversion_chart, replacement_chart
from sim.report.tariff_chart import tariff_chart
from sim.report.theme import SHADES, STANDOFF_SHADES, dark_counterparts, style_variables
from sim.report.ties_chart import ties_chart
from sim.report.tiles import tiles, tiles_markup
from sim.report.trade_chart import trade_chart
from sim.report.trust import stamp, trust_markup
from sim.report.welfare_chart import welfare_chart
from sim.report.welfare_parts_chart import welfare_parts_chart
from sim.report.wording import LONG_RUN_EXPLAINED, Names


@dataclass(frozen=True)
class Section:
    """A chapter of the page: anchor, heading, one sentence, charts, and a remark below them."""

    anchor: str
    heading: str
    lead: str
    charts: Sequence[Chart]
    remark: str = ""


def write_report(run: Run, path: Path, metrics: Metrics | None = None) -> None:
    """Write the report of a run as one HTML file that needs no network.

    Parameters
    ----------
    run : Run
        The run.
    path : Path
        Where to write; replaced only when the page is whole.
    metrics : Metrics, optional
        The run's metrics when they are at hand; computed otherwise.
    """
    content = report_markup(run, metrics or compute_metrics(run))
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(content, encoding="utf-8", newline="\n")
    os.replace(partial, path)


def report_markup(run: Run, metrics: Metrics) -> str:
    """Page as text; the same run gives the same bytes."""
    world = run.manifest["world"]
    names = Names(world["economies"], world["groups"])
    dated = run.tables["events"].collect().sort("date", "measure", "event")
    events = PolicyEvents.of(named_acts(dated, names))
    sections = _sections(metrics, events, names, world["sectors"])
    charts = [chart for section in sections for chart in section.charts]
    shades = SHADES if metrics.standoff is None else STANDOFF_SHADES
    payload = {"charts": [chart_payload(chart) for chart in charts], "dark": dark_counterparts(shades)}
    manifest = run.manifest
    name = str(manifest["name"])
    return Template(_asset("page.html")).substitute(
        title=escape(str(manifest.get("title") or name)),
        question=escape(str(manifest.get("question") or "")),
        description=_paragraph(manifest.get("description")),
        stamp="".join(f"<li>{escape(part)}</li>" for part in stamp(manifest)),
        navigation="".join(f'<a href="#{item.anchor}">{escape(item.heading)}</a>' for item in sections),
        long_run=escape(LONG_RUN_EXPLAINED, quote=False),
        tiles=tiles_markup(tiles(metrics, names)),
        findings="".join(
            f"<li><strong>{escape(item.topic)}.</strong> {escape(item.text)}</li>"
            for item in (*findings(metrics.headline, names), *standoff_findings(metrics.standoff, names))
        ),
        sections="".join(_section_markup(section, name, events) for section in sections),
        trust=trust_markup(manifest, metrics, names),
        archive=archive_address(run, metrics),
        archive_name=escape(f"{name}-data.zip"),
        style=style_variables(shades) + "\n" + _asset("page.css"),
        data=_script_safe(payload),
        library=get_plotlyjs(),
        script=_asset("page.js"),
    )


def _sections(
    metrics: Metrics, events: PolicyEvents, names: Names, sectors: Mapping[str, str]
) -> tuple[Section, ...]:
    first, second = names.phrase(metrics.focus.first), names.phrase(metrics.focus.second)
    return (
        Section(
            "policy", "Tariffs", "Who taxes whom, and since when.", [tariff_chart(metrics, events, names)]
        ),
        *_governments(metrics, events, names),
        Section(
            "decoupling",
            "Decoupling",
            "How far trade between the two falls, which ties are gone, and what is hidden in other inputs.",
            [
                trade_chart(metrics, names),
                ties_chart(metrics, names),
                exposure_chart(metrics, names, sectors),
            ],
        ),
        Section(
            "rerouting",
            "Rerouting",
            f"Where {first} buys instead, and where the goods of {second} go instead.",
            [*import_charts(metrics, names), *export_charts(metrics, names)],
        ),
        Section(
            "products",
            "Products",
            "What is no longer bought, and what takes its place.",
            [diversion_chart(metrics, names), replacement_chart(metrics, names)],
        ),
        Section(
            "prices",
            "Prices",
            "What households pay.",
            [consumer_price_chart(metrics, names), retail_price_chart(metrics, names)],
        ),
        Section(
            "welfare",
            "Welfare",
            "What households can afford.",
            [
                welfare_chart(metrics, names),
                welfare_parts_chart(metrics, names),
                burden_chart(metrics, names),
            ],
        ),
        *_history(metrics),
    )


def _governments(metrics: Metrics, events: PolicyEvents, names: Names) -> tuple[Section, ...]:
    """Chapter of a run in which governments negotiate; none for any other."""
    found = metrics.standoff
    if found is None:
        return ()
    lead = "What the two governments do, say and bear, and how it ends."
    charts = government_charts(metrics, found, events, names)
    return (Section("governments", "Governments", lead, charts, remark(found, names)),)


def _history(metrics: Metrics) -> tuple[Section, ...]:
    """Chapter of a run that replays history; none for any other."""
    found = metrics.against_records
    if found is None:
        return ()
    lead = "The run beside what was recorded; the moments and their verdicts are under Trust."
    return (Section("history", "History", lead, [history_chart(found)]),)


def _section_markup(section: Section, name: str, events: PolicyEvents) -> str:
    cards = "".join(
        chart_card(chart, name, event_lists(events) if chart.identifier == "tariffs" else "")
        for chart in section.charts
    )
    return (
        f'<section id="{section.anchor}" class="chapter"><h2>{escape(section.heading)}</h2>'
        f'<p class="lead">{escape(section.lead)}</p><div class="cards">{cards}</div>'
        f"{_remark(section)}</section>"
    )


def _remark(section: Section) -> str:
    return f'<p class="lead">{escape(section.remark)}</p>' if section.remark else ""


def _paragraph(text: Any) -> str:
    return f'<p class="description">{escape(str(text))}</p>' if text else ""


def _script_safe(payload: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False)
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


def _asset(name: str) -> str:
    return (files("sim.report") / name).read_text(encoding="utf-8")
