"""The report of one run: its pages in order, each made of the charts that belong on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sim.metrics import Metrics, compute_metrics
from sim.metrics.draws import Draws
from sim.records.reading import Run
from sim.report.chapter import Chapter
from sim.report.chapters import CHAPTERS
from sim.report.drawing.charts import Chart
from sim.report.drawing.theme import SHADES, STANDOFF_SHADES
from sim.report.facts import Facts
from sim.report.page.archive import archive_address
from sim.report.page.card import chart_card
from sim.report.page.document import Document, Leaf, document_markup, write_document
from sim.report.page.method import method_markup
from sim.report.trust.trust import stamp

_FOOTER = (
    "A stylised model of trade, not a forecast. Figures are differences from a run of the same model without "
    "the measures."
)


def write_report(run: Run, path: Path, metrics: Metrics | None = None, draws: Draws | None = None) -> None:
    """Write the report of a run as one HTML file that needs no network.

    Parameters
    ----------
    run : Run
        The run.
    path : Path
        Where to write; replaced only when the page is whole.
    metrics : Metrics, optional
        The run's metrics when they are at hand; computed otherwise.
    draws : Draws, optional
        The same scenario with other draws of chance, this run among them, for ranges and fans.
    """
    write_document(report_document(Facts(metrics or compute_metrics(run), draws)), path)


def report_markup(facts: Facts) -> str:
    """Page as text; the same run gives the same bytes."""
    return document_markup(report_document(facts))


def report_document(facts: Facts) -> Document:
    """Put the pages of a run together."""
    facts = replace(facts, metrics=facts.metrics.with_the_pair)
    manifest = facts.manifest
    name = str(manifest["name"])
    return Document(
        title=str(manifest.get("title") or name),
        question=str(manifest.get("question") or ""),
        description=str(manifest.get("description") or ""),
        stamp=stamp(manifest, facts.draws),
        leaves=[leaf for leaf in (_leaf(chapter, facts) for chapter in CHAPTERS) if leaf is not None],
        footer=_FOOTER,
        archive=(f"{name}-data.zip", archive_address(facts)),
        shades=SHADES if facts.metrics.standoff is None else STANDOFF_SHADES,
    )


def _leaf(chapter: Chapter, facts: Facts) -> Leaf | None:
    """Draw a page; none where there is nothing on it."""
    charts = [chart for chart in (draw(facts) for draw in chapter.drawings) if chart is not None]
    before, after = chapter.before(facts), chapter.after(facts)
    if not (charts or before or after):
        return None
    return Leaf(
        chapter.anchor,
        chapter.heading,
        chapter.lead(facts),
        before,
        "".join(_card(chart, facts) for chart in charts),
        after,
        charts,
    )


def _card(chart: Chart, facts: Facts) -> str:
    source = f"tradewar-sim, scenario {facts.manifest['name']}"
    return chart_card(chart, source, method_markup(chart, facts))
