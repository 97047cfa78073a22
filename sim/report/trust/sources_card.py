"""Where the numbers start: every publication behind the data, with its terms, and what the world holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from sim.report.drawing.tables import scrolling_region
from sim.report.drawing.wording import count
from sim.report.facts import Facts
from sim.report.trust.cards import card


def sources_card(facts: Facts) -> str:
    """List the sources with their licences, economies and product groups."""
    world = facts.manifest["world"]
    sources: Sequence[Mapping[str, str]] = facts.manifest.get("data_sources", ())
    listing = scrolling_region("Data sources and licences", _table(sources)) if sources else ""
    number = f"{count(len(sources))} publications" if sources else "Public statistics"
    return card(
        "Data sources and licences",
        f"<p>{number} stand behind the world of {world['base']} that the run starts from. "
        "<code>tradewar data</code> lists every shipped table with its source, its terms and whether it is "
        "observed, derived or assumed; <code>tradewar data cite</code> prints all of them to be cited.</p>"
        + listing
        + _names("economies", list(world["economies"].values()))
        + _names("product groups", list(world["groups"].values())),
        full=True,
    )


def _table(sources: Sequence[Mapping[str, str]]) -> str:
    headings = ("Organisation", "Title", "Year", "Terms")
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    ordered = sorted(sources, key=lambda source: (source["organisation"].casefold(), source["title"]))
    return (
        f'<table class="wrapped"><thead><tr>{head}</tr></thead><tbody>'
        f"{''.join(map(_row, ordered))}</tbody></table>"
    )


def _row(source: Mapping[str, str]) -> str:
    title = escape(source["title"])
    if source["url"].startswith("https://"):
        title = f'<a href="{escape(source["url"])}" rel="noreferrer">{title}</a>'
    long, short = '<td class="long">', "<td>"
    cells = (
        f"{long}{escape(source['organisation'])}",
        f"{long}{title}",
        f"{short}{escape(source['year'])}",
        f"{short}{escape(source['terms'])}",
    )
    return f"<tr>{''.join(f'{cell}</td>' for cell in cells)}</tr>"


def _names(what: str, names: Sequence[str]) -> str:
    summary = f"{count(len(names))} {what}"
    return f"<details><summary>{summary}</summary><p>{escape(', '.join(names))}</p></details>"
