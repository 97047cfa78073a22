"""One HTML file: text, charts, data and the drawing library, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from plotly.offline import get_plotlyjs

from sim.records.results_folder import OutputExistsError
from sim.records.whole_files import whole_file
from sim.report.drawing.charts import Chart
from sim.report.drawing.theme import SHADES, Shade, dark_counterparts, style_variables
from sim.report.page.payload import SHARED_LAYOUT, chart_payload, script_safe

_SCRIPTS = ("theme.js", "figures.js", "player.js", "pictures.js", "tables.js", "pages.js")
"""Parts of the page's script in the order in which they need each other."""


@dataclass(frozen=True)
class Leaf:
    """One page of the file, of which the reader sees one at a time.

    Parameters
    ----------
    anchor, heading, lead : str
        Address within the file, name, and a sentence.
    before, cards, after : str
        Markup: what stands before the charts, the cards of the charts, what stands after them.
    charts : sequence of Chart
        The charts on the cards.
    """

    anchor: str
    heading: str
    lead: str
    before: str = ""
    cards: str = ""
    after: str = ""
    charts: Sequence[Chart] = ()


@dataclass(frozen=True)
class BasisWords:
    """Words of the switch that all charts share.

    Parameters
    ----------
    about : str
        What it chooses, for those who do not see it.
    level, change : str
        Words on its two buttons.
    """

    about: str = "Levels or changes, in all charts that have both"
    level: str = "Levels"
    change: str = "Change"


@dataclass(frozen=True)
class Document:
    """What the file holds.

    Parameters
    ----------
    title, question, description : str
        What it is about.
    stamp : sequence of str
        Provenance in a line.
    leaves : sequence of Leaf
        Its pages, in order.
    footer : str
        A sentence at the end of every page.
    archive : tuple of str
        Name and address (a data URI) of the file with all data.
    shades : sequence of Shade
        Colours in use.
    extra : mapping
        Further data for the page's script.
    basis : BasisWords
        Words of the switch between levels and changes.
    own_style, own_script : str
        Style and script beyond those that every document has.
    """

    title: str
    question: str
    description: str
    stamp: Sequence[str]
    leaves: Sequence[Leaf]
    footer: str
    archive: tuple[str, str]
    shades: Sequence[Shade] = SHADES
    extra: Mapping[str, Any] | None = None
    basis: BasisWords = BasisWords()
    own_style: str = ""
    own_script: str = ""


def document_markup(document: Document) -> str:
    """Page as text; the same document gives the same bytes."""
    charts = [chart for leaf in document.leaves for chart in leaf.charts]
    payload = {
        "charts": [chart_payload(chart) for chart in charts],
        "dark": dark_counterparts(document.shades),
        "layout": SHARED_LAYOUT,
        **(document.extra or {}),
    }
    name, address = document.archive
    description = f'<p class="description">{escape(document.description)}</p>' if document.description else ""
    bases = {view.basis for chart in charts for view in chart.views}
    return Template(_asset("page.html")).substitute(
        title=escape(document.title),
        question=escape(document.question),
        description=description,
        stamp="".join(f"<li>{escape(part)}</li>" for part in document.stamp),
        navigation="".join(
            f'<a href="#{leaf.anchor}">{escape(leaf.heading)}</a>' for leaf in document.leaves
        ),
        basis="" if {"level", "change"} - bases else _basis_markup(document.basis),
        leaves="".join(_leaf_markup(leaf) for leaf in document.leaves),
        footer=escape(document.footer),
        archive=address,
        archive_name=escape(name),
        style=style_variables(document.shades) + "\n" + _asset("page.css") + document.own_style,
        data=script_safe(payload),
        library=get_plotlyjs(),
        script="\n".join([*(_asset(name) for name in _SCRIPTS), document.own_script]),
    )


def write_document(document: Document, path: Path) -> None:
    """Write the file, which takes its name only when it is whole."""
    _write(document_markup(document), path)


def keep_document(document: Document, path: Path, *, force: bool = False) -> None:
    """Write the file where there is none, or the same.

    Raises
    ------
    OutputExistsError
        If there is another file and ``force`` is false.
    """
    text = document_markup(document)
    if path.is_file() and not force:
        if path.read_bytes() == text.encode():
            return
        raise OutputExistsError(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(text, path)


def _write(text: str, path: Path) -> None:
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _leaf_markup(leaf: Leaf) -> str:
    cards = f'<div class="cards">{leaf.cards}</div>' if leaf.cards else ""
    return (
        f'<section id="{leaf.anchor}" class="chapter"><h2 tabindex="-1">{escape(leaf.heading)}</h2>'
        f'<p class="lead">{escape(leaf.lead)}</p>{leaf.before}{cards}{leaf.after}</section>'
    )


def _basis_markup(words: BasisWords) -> str:
    return Template(_asset("basis.html")).substitute(
        about=escape(words.about), level=escape(words.level), change=escape(words.change)
    )


def _asset(name: str) -> str:
    return (files("sim.report.page") / name).read_text(encoding="utf-8")
