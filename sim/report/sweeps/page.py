"""The page of a sweep: its leaves in order, each made of the charts that apply to its design."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from sim.ensemble.study import Study
from sim.report.drawing.charts import Chart
from sim.report.drawing.theme import SWEEP_SHADES
from sim.report.page.card import chart_card
from sim.report.page.document import BasisWords, Document, Leaf, document_markup, keep_document
from sim.report.page.method import folded_method
from sim.report.sweeps.archive import cut_words, sweep_archive
from sim.report.sweeps.cases_card import cases_card, cases_payload
from sim.report.sweeps.charts import PARTS, Part
from sim.report.sweeps.head import findings_markup, lead, left_out_markup, levers_card, stamp
from sim.report.sweeps.runs_card import runs_card

_FOOTER = (
    "A stylised model of trade, not a forecast. Ranges are those of the runs of this sweep: of draws of "
    "chance and of what was varied, and of nothing else."
)
_UNTOLD = ("rule-scatter", "effects-map")
"""Charts whose findings another one has told already."""


def write_sweep_page(study: Study, path: Path, force: bool = False) -> None:
    """Write the page of a sweep as one HTML file that needs no network.

    Parameters
    ----------
    study : Study
        The finished sweep.
    path : Path
        Where to write; replaced only when the page is whole.
    force : bool
        Replace another file of that name.

    Raises
    ------
    OutputExistsError
        If there is another file and ``force`` is false.
    """
    keep_document(_document(study), path, force=force)


def sweep_document(study: Study) -> str:
    """Page as text; the same study gives the same bytes."""
    return document_markup(_document(study))


def _document(study: Study) -> Document:
    parts = [(part, _charts(study, part)) for part in PARTS]
    leaves = [_leaf(study, part, charts) for part, charts in parts if charts]
    told = [chart for leaf in leaves for chart in leaf.charts if chart.identifier not in _UNTOLD]
    first = Leaf(
        "glance",
        "At a glance",
        lead(study),
        before=left_out_markup(study) + findings_markup(told) + levers_card(study),
    )
    cases = Leaf("cases", "All cases", "Every case of the sweep with its figures.", before=cases_card(study))
    runs = Leaf("runs", "Runs", "What was run, what failed, and how to repeat it.", before=runs_card(study))
    return Document(
        title=study.title or study.name,
        question=study.question,
        description=study.description,
        stamp=stamp(study),
        leaves=[first, *leaves, cases, runs],
        footer=f"{_FOOTER} {cut_words(study)}".strip(),
        archive=(f"{study.name}-data.zip", sweep_archive(study)),
        shades=SWEEP_SHADES,
        extra={"cases": cases_payload(study)},
        basis=BasisWords(
            about="The run, or the long run without frictions, in all charts that have both",
            level="Run",
            change="Long run",
        ),
        own_style=_asset("sweep.css"),
        own_script=_asset("cases.js"),
    )


def _charts(study: Study, part: Part) -> list[Chart]:
    return [chart for chart in (draw(study) for draw in part.drawings) if chart is not None]


def _leaf(study: Study, part: Part, charts: Sequence[Chart]) -> Leaf:
    source = f"tradewar-sim, sweep {study.name} of scenario {study.scenario}"
    cards = "".join(chart_card(chart, source, folded_method(chart.method, {})) for chart in charts)
    return Leaf(part.anchor, part.heading, part.lead, cards=cards, charts=charts)


def _asset(name: str) -> str:
    return (files("sim.report.sweeps") / name).read_text(encoding="utf-8")
