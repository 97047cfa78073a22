"""What the run assumes: every adjustable figure with value, range and evidence, the assumed ones first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

from sim.report.drawing.tables import facts_table
from sim.report.drawing.wording import count, listed, several
from sim.report.facts import Facts
from sim.report.trust.cards import card, folded, plain

_ASSUMED = "assumed"
_CHOICES = {"elasticities": "Set of elasticities", "deficits": "Trade deficits"}
_HEADINGS = ("Parameter", "Value", "Plausible", "Possible", "Default is", "What it does", "Evidence")
_SEED = "ensemble.seed"


def assumptions_card(facts: Facts) -> str:
    """Write the choices of the run, what it changed, and the table of all figures."""
    manifest = facts.manifest
    found: Sequence[Mapping[str, Any]] = manifest.get("assumptions", ())
    return card(
        "Assumptions",
        f"<p>{escape(_switched(manifest.get('frictions', {})))} {escape(_choices(manifest))} "
        f"{escape(_words(found, manifest.get('drawn', {})))}</p>"
        + (_all(found, manifest.get("drawn", {})) if found else _values_only(manifest.get("parameters", {}))),
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


def _words(found: Sequence[Mapping[str, Any]], drawn: Mapping[str, Any]) -> str:
    if not found:
        return "This run was written without the evidence for its parameters."
    assumed = sum(each["tag"] == _ASSUMED for each in found)
    figures = sum(each["name"] in drawn for each in found)
    own = [each for each in changed(found) if each["name"] not in drawn]
    names = [f"{each['name']} ({plain(each['value'])})" for each in own]
    told = [_drawn(figures)] if figures else []
    if names:
        told.append(f"The scenario sets {listed(names)}.")
    return (
        f"Of {several(len(found), 'adjustable figure')} {assumed} are assumed, in part at least; the others "
        "come from the evidence that is named. "
        f"{' '.join(told) or 'All are at their defaults.'}"
    )


def _drawn(figures: int) -> str:
    """Say how many figures the run has drawn."""
    drawn = f"{several(figures, 'figure')} {'is' if figures == 1 else 'are'} drawn for this run"
    return f"{drawn} from what is plausible; the table marks them."


def _choices(manifest: Mapping[str, Any]) -> str:
    """Say how large the population is, and what was chosen of the world."""
    sizes = ("producers", "distributors", "relationships")
    numbers = [f"{count(manifest[name])} {name}" for name in sizes if manifest.get(name)]
    world = manifest["world"]
    choices = [
        f"{title}: {world[name].replace('_', ' ')}" for name, title in _CHOICES.items() if name in world
    ]
    return " ".join(f"{each}." for each in (listed(numbers), *choices) if each)


def _all(found: Sequence[Mapping[str, Any]], drawn: Collection[str]) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    body = "".join(_row(each, each["name"] in drawn) for each in ordered(found))
    table = f'<table class="wrapped"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return folded(f"All {several(len(found), 'figure')}, assumed first", "Assumptions", table)


def _row(each: Mapping[str, Any], is_drawn: bool) -> str:
    unit = "" if each["unit"] == "1" or each["value"] is None else f" {escape(each['unit'])}"
    shown = each["value"]
    if is_drawn and isinstance(shown, float):
        # a drawn value has sixteen digits, of which only the first say anything
        shown = float(f"{shown:.3g}")
    value = f"{plain(shown)}{unit}"
    if is_drawn:
        value = f"<b>{value}</b>, drawn (default {plain(each['default'])})"
    elif each["value"] != each["default"]:
        value = f"<b>{value}</b> (default {plain(each['default'])})"
    prior = each.get("prior")
    believed = f"{plain(prior['low'])} to {plain(prior['high'])}" if prior else ""
    # the bound of a seed says nothing to a reader and is longer than all else
    span = "" if each["name"] == _SEED else f"{plain(each['minimum'])} to {plain(each['maximum'])}"
    short = (value, believed, span, escape(each["tag"]))
    evidence = f"{each['source']}. Plausible range: {prior['source']}" if prior else each["source"]
    long = "".join(f'<td class="long">{escape(text)}</td>' for text in (each["meaning"], evidence))
    # a long name may break after its dots
    name = escape(each["name"]).replace(".", ".<wbr>")
    cells = "".join(f"<td>{cell}</td>" for cell in short)
    return f'<tr><td class="long"><code>{name}</code></td>{cells}{long}</tr>'


def _values_only(parameters: Mapping[str, Any]) -> str:
    rows = [(name, plain(value)) for name, value in parameters.items()]
    return folded(f"All {several(len(rows), 'parameter')}", "Parameters", facts_table(rows)) if rows else ""
