"""What the run assumes: every adjustable figure with value, range and evidence, the assumed ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from sim.report.drawing.tables import facts_table
from sim.report.drawing.wording import count, listed, several
from sim.report.facts import Facts
from sim.report.trust.cards import card, folded, plain

_ASSUMED = "assumed"
_CHOICES = {"elasticities": "Set of elasticities", "deficits": "Trade deficits"}
_HEADINGS = ("Parameter", "Value", "Range", "Default is", "What it does", "Evidence")
_SEED = "ensemble.seed"


def assumptions_card(facts: Facts) -> str:
    """Write the choices of the run, what it changed, and the table of all figures."""
    manifest = facts.manifest
    found: Sequence[Mapping[str, Any]] = manifest.get("assumptions", ())
    return card(
        "Assumptions",
        f"<p>{escape(_switched(manifest.get('frictions', {})))} {escape(_choices(manifest))} "
        f"{escape(_words(found))}</p>"
        + (_all(found) if found else _values_only(manifest.get("parameters", {}))),
        full=True,
    )


def changed(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the figures that are not at their default."""
    return [each for each in found if each["value"] != each["default"]]


def ordered(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Sort figures: the assumed ones first, otherwise as the program declares them."""
    return sorted(found, key=lambda each: each["tag"] != _ASSUMED)


def _switched(frictions: Mapping[str, bool]) -> str:
    """Say which mechanisms of the model are off in this run."""
    off = [name.replace("_", " ") for name, on in frictions.items() if not on]
    return f"Switched off in this run: {listed(off)}." if off else "All frictions are on."


def _words(found: Sequence[Mapping[str, Any]]) -> str:
    if not found:
        return "This run was written without the evidence for its parameters."
    assumed = sum(each["tag"] == _ASSUMED for each in found)
    names = [f"{each['name']} ({plain(each['value'])})" for each in changed(found)]
    own = f"The scenario sets {listed(names)}." if names else "All are at their defaults."
    return (
        f"Of {several(len(found), 'adjustable figure')} {assumed} are assumed, in part at least; the others "
        f"come from the evidence that is named. {own}"
    )


def _choices(manifest: Mapping[str, Any]) -> str:
    """Say how large the population is, and what was chosen of the world."""
    sizes = ("producers", "distributors", "relationships")
    numbers = [f"{count(manifest[name])} {name}" for name in sizes if manifest.get(name)]
    world = manifest["world"]
    choices = [
        f"{title}: {world[name].replace('_', ' ')}" for name, title in _CHOICES.items() if name in world
    ]
    return " ".join(f"{each}." for each in (listed(numbers), *choices) if each)


def _all(found: Sequence[Mapping[str, Any]]) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    body = "".join(map(_row, ordered(found)))
    table = f'<table class="wrapped"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return folded(f"All {several(len(found), 'figure')}, assumed first", "Assumptions", table)


def _row(each: Mapping[str, Any]) -> str:
    unit = "" if each["unit"] == "1" or each["value"] is None else f" {escape(each['unit'])}"
    value = f"{plain(each['value'])}{unit}"
    if each["value"] != each["default"]:
        value = f"<b>{value}</b> (default {plain(each['default'])})"
    # the bound of a seed says nothing to a reader and is longer than all else
    span = "" if each["name"] == _SEED else f"{plain(each['minimum'])} to {plain(each['maximum'])}"
    short = (value, span, escape(each["tag"]))
    long = "".join(f'<td class="long">{escape(each[name])}</td>' for name in ("meaning", "source"))
    # a long name may break after its dots
    name = escape(each["name"]).replace(".", ".<wbr>")
    cells = "".join(f"<td>{cell}</td>" for cell in short)
    return f'<tr><td class="long"><code>{name}</code></td>{cells}{long}</tr>'


def _values_only(parameters: Mapping[str, Any]) -> str:
    rows = [(name, plain(value)) for name, value in parameters.items()]
    return folded(f"All {several(len(rows), 'parameter')}", "Parameters", facts_table(rows)) if rows else ""
