"""How to repeat the run, and how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sim.report.facts import Facts
from sim.report.trust.cards import card

_AUTHORS = "The tradewar-sim authors"


def reproduce_card(facts: Facts) -> str:
    """Write the command and the lines of Python that give the same tables again."""
    command = str(facts.manifest.get("command", ""))
    return card(
        "Reproduce",
        "<p>The same scenario, seed and version give the same bytes in every table, on any number of "
        "threads. The scenario lies in the folder of the run, and in the data that this page offers to "
        "download. <code>tradewar reproduce FOLDER</code> makes the run again and compares every file with "
        "what the folder holds.</p>"
        + copied("command", command)
        + copied("python", python_lines(facts.manifest)),
    )


def citation_card(facts: Facts) -> str:
    """Write how to cite the run, in words and for BibTeX."""
    return card(
        "Cite",
        "<p>Program, scenario, seed and data tell which figures are meant. The publications behind the data "
        "are to be cited as well; CITATION.cff is in the program's folder.</p>"
        + copied("citation", citation(facts.manifest))
        + copied("bibtex", bibtex(facts.manifest)),
    )


def python_lines(manifest: Mapping[str, Any]) -> str:
    """Write the lines of Python that repeat a run."""
    number = int(manifest.get("replication", 1))
    replication = f", replication={number}" if number > 1 else ""
    return (
        "from sim import load_scenario, run\n"
        f'scenario = load_scenario("scenario.yaml", {{"ensemble.seed": "{manifest["seed"]}"}})\n'
        f"results = run(scenario{replication})"
    )


def citation(manifest: Mapping[str, Any]) -> str:
    """Write a run in one line to be cited."""
    return f"{_AUTHORS}. {_title(manifest)}. {_which(manifest)}."


def bibtex(manifest: Mapping[str, Any]) -> str:
    """Write a run as an entry of BibTeX."""
    key = f"tradewar_{manifest['name']}".replace("-", "_")
    return "\n".join(
        (
            f"@misc{{{key},",
            f"  author = {{{{{_AUTHORS}}}}},",
            f"  title = {{{{{_title(manifest)}}}}},",
            f"  version = {{{manifest['versions']['tradewar-sim']}}},",
            f"  note = {{{_which(manifest).replace('_', chr(92) + '_')}}},",
            "}",
        )
    )


def copied(name: str, text: str) -> str:
    """Write lines that a button copies."""
    return (
        f'<div class="command"><code id="{name}">{escape(text)}</code>'
        f'<button type="button" class="quiet" data-copy="{name}">Copy</button></div>'
    )


def _title(manifest: Mapping[str, Any]) -> str:
    return str(manifest.get("title") or manifest["name"])


def _which(manifest: Mapping[str, Any]) -> str:
    """Tell program, scenario, seed and data."""
    number = int(manifest.get("replication", 1))
    replication = f", replication {number}" if number > 1 else ""
    return (
        f"Simulation with tradewar-sim {manifest['versions']['tradewar-sim']}, scenario {manifest['name']} "
        f"({str(manifest['scenario_hash'])[:10]}), seed {manifest['seed']}{replication}, "
        f"data {str(manifest['data_hash'])[:10]}"
    )
