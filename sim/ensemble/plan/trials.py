"""Each lever tried on the scenario by itself: what the scenario refuses is said at the lever's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.ensemble.jobs import Value
from sim.ensemble.plan.laying import laid, placed
from sim.ensemble.plan.levers import SweptLever, plain_value
from sim.ensemble.plan.reading import SweepTree
from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors
from sim.scenario.document import Entry, quoted, read_value
from sim.scenario.loader import examine_tree
from sim.world.vocabulary import vocabulary

MOST_TRIED = 24
"""Values of one lever that are tried; of more of them evenly spread ones, both ends among them."""

_TOGETHER = "with "
"""Beginning of a complaint about a value and something else in the scenario."""


def base_tree(tree: SweepTree, scenario: Entry) -> tuple[Entry, list[Diagnostic]]:
    """Lay what a sweep sets in every run over its scenario; complaints stand where the sweep says so."""
    findings: list[Diagnostic] = []
    for path, value in tree.parts("set").items():
        try:
            scenario = laid(scenario, path, value, value.key_place or value.place)
        except ScenarioErrors as error:
            findings += error.diagnostics
    return scenario, findings


def tried_levers(
    tree: SweepTree, levers: tuple[SweptLever, ...], base: Entry, known: tuple[Diagnostic, ...]
) -> list[Diagnostic]:
    """Lay the values of each lever over the scenario, one at a time, and tell what it refuses.

    Parameters
    ----------
    tree : SweepTree
        Where things are written.
    levers : tuple of SweptLever
        Its levers.
    base : Entry
        The scenario with what is set in every run.
    known : tuple of Diagnostic
        What was found about it without the levers.
    """
    findings: list[Diagnostic] = []
    for lever in levers:
        refused: set[str] = set()
        for value in _tried(lever):
            for found in _trial(tree, lever, value, base, known):
                each = _weighed(found, alone=len(levers) == 1)
                # one complaint about a path that leads nowhere, not one a value
                if str(each) not in refused:
                    findings.append(each)
                    refused.add(str(each))
    return findings


def _weighed(found: Diagnostic, alone: bool) -> Diagnostic:
    """Note what is wrong with a value and something else: another lever may move that out of the way."""
    if alone or not found.message.startswith(_TOGETHER):
        return found
    return replace(
        found, message=f"{found.message}; runs in which no other lever mends it fail", severity="note"
    )


def _tried(lever: SweptLever) -> Iterator[Value]:
    if not lever.values:
        yield lever.at(0.0)
        yield lever.at(1.0)
        return
    last = len(lever.values) - 1
    number = min(last + 1, MOST_TRIED)
    yield from (lever.values[rank * last // max(number - 1, 1)] for rank in range(number))


def _trial(
    tree: SweepTree, lever: SweptLever, value: Value, base: Entry, known: tuple[Diagnostic, ...]
) -> Iterator[Diagnostic]:
    root = base
    value_place = _place_of_value(tree, lever, value)
    for path, text in lever.overrides(value).items():
        key, place = _places(tree, lever, value, path)
        try:
            root = laid(root, path, placed(read_value(text, ""), place or value_place), key)
        except ScenarioErrors as error:
            for each in error.diagnostics:
                yield each if each.file else replace(each, place=place or value_place)
            return
    new = [each for each in examine_tree(root, vocabulary()).diagnostics if each not in known]
    mine = [each for each in new if each.file == value_place.file]
    yield from mine
    # what else is wrong may only follow from that
    for each in new if not mine else ():
        yield replace(
            each, place=value_place, message=f"{_TOGETHER}{quoted(str(value))}: {each.message} ({each.place})"
        )


def _places(tree: SweepTree, lever: SweptLever, value: Value, path: str) -> tuple[Place, Place | None]:
    """Where a path is written, and where its value is if not with the lever's values."""
    if not lever.choices:
        route = ("path",) if tree.root.at(("levers", lever.name, "path")) else ("paths",)
        paths = tree.root.items(("levers", lever.name, "paths"))
        several = [entry.place for entry in paths if entry.content == path]
        return (several[0] if several else tree.place("levers", lever.name, *route)), None
    entry = tree.root.at(("levers", lever.name, "choices", str(value), path))
    if entry is None:
        return tree.place("levers", lever.name), None
    return entry.key_place or entry.place, entry.place


def _place_of_value(tree: SweepTree, lever: SweptLever, value: Value) -> Place:
    route = ("levers", lever.name)
    if lever.choices:
        return tree.place(*route, "choices", str(value))
    for rank, case in enumerate(tree.root.items(("design", "cases"))):
        entry = case.get(lever.name)
        if entry is not None and plain_value(entry.content) == value:
            return tree.place("design", "cases", rank, lever.name)
    if tree.root.at((*route, "values")) is not None:
        rank = lever.values.index(value)
        return tree.place(*route, "values", rank)
    for first, last in (("from", "to"), ("low", "high")):
        if tree.root.at((*route, first)) is not None:
            return tree.place(*route, first if value == lever.low else last)
    return tree.place(*route)
