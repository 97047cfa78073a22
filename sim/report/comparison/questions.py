"""What was asked of each scenario, read from the resolved file in its results folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import Competitor
from sim.report.drawing.wording import capitalised

_LISTS = ("measures", "statements")
_WORDS = ("name", "title", "question", "description", "ensemble", "metrics")
"""Parts of a file that say nothing about what happens."""

_SECTION = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
_ITEM = re.compile(r"^(?=- )", re.MULTILINE)
_IDENTITY = re.compile(r"^(?:- |  )id: (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """A measure or a statement as it stands in one or more scenarios.

    Parameters
    ----------
    identity, title, when : str
        Its name in files, in words, and when it begins.
    place : tuple of int
        For each scenario 0 where it is missing, otherwise which of its versions stands there.
    """

    identity: str
    title: str
    when: str
    place: tuple[int, ...]


def sections(text: str) -> dict[str, str]:
    """Cut a resolved scenario into its parts; each keeps its lines."""
    parts = [part for part in _SECTION.split(text) if part.strip()]
    return {part.partition(":")[0]: part for part in parts}


def items(part: str) -> dict[str, str]:
    """Cut a list of measures or statements into its items, by identity."""
    found = {}
    for number, text in enumerate(_ITEM.split(part)[1:], start=1):
        identity = _IDENTITY.search(text)
        found[identity[1] if identity else f"number {number}"] = text
    return found


@dataclass(frozen=True)
class Listed:
    """Measures or statements of all scenarios.

    Parameters
    ----------
    differing : sequence of Item
        Those that are not the same in all scenarios that have any.
    same : int
        How many are.
    without : sequence of str
        Scenarios that have none at all.
    """

    differing: Sequence[Item]
    same: int
    without: Sequence[str]


def differing_items(comparison: Comparison, part: str) -> Listed:
    """Find measures or statements that are not the same in all scenarios that have any."""
    lists = [items(sections(_file(each)).get(part, "")) for each in comparison.competitors]
    without = [each.label for each, own in zip(comparison.competitors, lists, strict=True) if not own]
    titles = _titles(comparison)
    found, same = [], 0
    for identity in dict.fromkeys(identity for each in lists for identity in each):
        versions = list(dict.fromkeys(each[identity] for each in lists if identity in each))
        places = tuple(versions.index(each[identity]) + 1 if identity in each else 0 for each in lists)
        if {place for place, own in zip(places, lists, strict=True) if own} == {1}:
            same += 1
            continue
        told = YAML(typ="safe").load(versions[0])[0]
        when = str(told.get("start") or told.get("date") or "")
        title = str(told.get("title") or titles.get(identity) or identity.replace("_", " "))
        found.append(Item(identity, title, when, places))
    return Listed(sorted(found, key=lambda each: (each.when, each.identity)), same, without)


def differing_values(comparison: Comparison) -> list[tuple[str, tuple[str, ...]]]:
    """Find all other values of the files that differ, with what stands in each scenario."""
    texts = [sections(_file(each)) for each in comparison.competitors]
    names = dict.fromkeys(name for each in texts for name in each if name not in (*_LISTS, *_WORDS))
    found: list[tuple[str, tuple[str, ...]]] = []
    for name in names:
        parts = [each.get(name, "") for each in texts]
        if len(set(parts)) == 1:
            continue
        loaded = {part: _flat(YAML(typ="safe").load(part) or {}) for part in dict.fromkeys(parts)}
        values = [loaded[part] for part in parts]
        for key in dict.fromkeys(key for each in values for key in each):
            row = tuple(each.get(key, "") for each in values)
            if len(set(row)) > 1:
                found.append((key, row))
    return found


def _file(competitor: Competitor) -> str:
    path = competitor.members[0].run.folder / "scenario.yaml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _titles(comparison: Comparison) -> dict[str, str]:
    """Say what each measure is that has no title of its own, as in the table of events."""
    events = [
        each.members[0].run.tables["events"].select("measure", "title").collect().rows()
        for each in comparison.competitors
    ]
    return {
        identity: capitalised(comparison.names.in_words(title))
        for rows in events for identity, title in rows if identity
    }  # fmt: skip


def _flat(value: Any, key: str = "") -> dict[str, str]:
    """Write nested values as dotted keys."""
    if isinstance(value, Mapping):
        parts = {f"{key}.{name}" if key else str(name): item for name, item in value.items()}
        return {name: text for part, item in parts.items() for name, text in _flat(item, part).items()}
    if isinstance(value, list):
        return {key: ", ".join(map(str, value))}
    if isinstance(value, bool):
        return {key: "true" if value else "false"}
    return {key: "none" if value is None else str(value)}
