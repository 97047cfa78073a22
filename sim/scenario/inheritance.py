"""``extends``: a scenario file laid over its parents, and overrides laid over the result."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario.allowed_paths import OUTSIDE, leads_out
from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors, did_you_mean
from sim.scenario.document import Entry, quoted, read_document, read_value
from sim.scenario.library import NotFound, locate, shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OWN_KEYS = frozenset({"name", "title", "question", "description", "extends", "drop_measures"})
"""Keys that a child does not inherit."""

_MOST_PARENTS = 50
_MOST_SHOWN = 6
_LONGEST_KEY = 20
"""Steps of a dotted key; the longest has six."""

_LISTS = ("measures", "statements")
"""Lists that a child adds to, entry by entry."""


def read_with_parents(
    reference: str | os.PathLike[str], unsaved: str | None = None
) -> tuple[Entry, list[Diagnostic]]:
    """Read a scenario and everything it extends, as one tree.

    Mappings are merged key by key, the child's value winning. A child's measures and statements
    come after the parent's; one with an identifier of the parent's takes that one's place, and
    ``drop_measures`` leaves some of the parent's out. ``unsaved`` is what an editor has in place of the
    file's text.

    Raises
    ------
    ScenarioErrors
        A file of the chain is missing or unreadable, or the chain runs in a circle.
    """
    try:
        path = locate(reference)
    except NotFound as error:
        message, hint = error.args
        raise ScenarioErrors([Diagnostic(Place(os.fspath(reference)), message, hint)]) from error
    return _read_chain(path, (), path.parent, unsaved)


def _read_chain(
    path: Path, below: tuple[str, ...], folder: Path, unsaved: str | None = None
) -> tuple[Entry, list[Diagnostic]]:
    child, findings = read_document(path, shown_path(path), unsaved)
    findings += _repeated_identifiers(child)
    extends = child.get("extends")
    if extends is None or not isinstance(extends.content, str):
        return child, findings + _unknown_drops(child, None)
    chain = (*below, os.path.realpath(path))
    try:
        parent_path = locate(extends.content, path.parent)
    except NotFound as error:
        raise ScenarioErrors([*findings, Diagnostic(extends.place, *error.args)]) from error
    refusal = _refused_parent(extends, parent_path, chain, folder)
    if refusal is not None:
        raise ScenarioErrors([*findings, refusal])
    try:
        parent, parent_findings = _read_chain(parent_path, chain, folder)
    except ScenarioErrors as error:
        raise ScenarioErrors([*findings, *error.diagnostics]) from error
    findings += _unknown_drops(child, parent)
    return _laid_over(parent, child), findings + parent_findings


def _refused_parent(extends: Entry, path: Path, chain: tuple[str, ...], folder: Path) -> Diagnostic | None:
    """Say why a file cannot be the parent of the last one of a chain; none where it can."""
    word = quoted(str(extends.content))
    real = os.path.realpath(path)
    if real in chain:
        circle = [shown_path(Path(step)) for step in (*chain[chain.index(real) :], real)]
        shown = circle if len(circle) <= _MOST_SHOWN else [*circle[: _MOST_SHOWN - 1], "...", circle[-1]]
        return Diagnostic(extends.place, f"extends itself: {' -> '.join(shown)}", "leave one `extends` out")
    if len(chain) > _MOST_PARENTS:
        message = f"more than {_MOST_PARENTS} scenarios that extend one another"
        return Diagnostic(extends.place, message, f"put some of them together; the next is {word}")
    if leads_out(path, (folder, Path(chain[-1]).parent)):
        message = f"the parent {word} leads out of the folder of the scenario"
        return Diagnostic(extends.place, message, OUTSIDE)
    if not os.path.isfile(path):
        hint = f"looked for {shown_path(path)}"
        what = "does not exist" if not os.path.lexists(path) else "is no file that can be read"
        return Diagnostic(extends.place, f"the parent {word} {what}", hint)
    return None


def _repeated_identifiers(file: Entry) -> list[Diagnostic]:
    seen: dict[str, Place] = {}
    findings = []
    for name, entry in _identifiers(file):
        if name in seen:
            message = f"a second measure with the identifier `{name}`, first on line {seen[name].line}"
            findings.append(Diagnostic(entry.place, message, "identifiers are unique within a file"))
        seen.setdefault(name, entry.place)
    return findings


def _identifiers(file: Entry) -> list[tuple[str, Entry]]:
    return [pair for key in _LISTS for each in file.items([key]) for pair in each.words("id")]


def _unknown_drops(child: Entry, parent: Entry | None) -> list[Diagnostic]:
    known = [name for name, _ in _identifiers(parent)] if parent else []
    findings = []
    for name, entry in child.words("drop_measures"):
        if name not in known:
            hint = did_you_mean(name, known) if parent else "`drop_measures` goes with `extends`"
            findings.append(Diagnostic(entry.place, f"the parent has no measure `{name}`", hint))
    return findings


def _laid_over(parent: Entry, child: Entry) -> Entry:
    assert isinstance(parent.content, dict)
    assert isinstance(child.content, dict)
    kept = {key: entry for key, entry in parent.content.items() if key not in _OWN_KEYS}
    own = {key: entry for key, entry in child.content.items() if key not in {"extends", "drop_measures"}}
    dropped = {name for name, _ in child.words("drop_measures")}
    for key in set(_LISTS) & kept.keys():
        if not isinstance(kept[key].content, list):
            continue  # the schema says what is wrong with it
        left = [entry for entry in parent.items([key]) if _identifier(entry) not in dropped]
        kept[key] = replace(kept[key], content=left)
    return replace(child, content=_merged_mapping(kept, own))


def _merged_mapping(under: dict[str, Entry], over: dict[str, Entry]) -> dict[str, Entry]:
    merged = dict(under)
    for key, entry in over.items():
        below = under.get(key)
        if below and isinstance(below.content, dict) and isinstance(entry.content, dict):
            merged[key] = replace(entry, content=_merged_mapping(below.content, entry.content))
        elif below and key in _LISTS and isinstance(below.content, list) and isinstance(entry.content, list):
            merged[key] = replace(entry, content=_merged_measures(below.content, entry.content))
        else:
            merged[key] = entry
    return merged


def _merged_measures(under: list[Entry], over: list[Entry]) -> list[Entry]:
    position = {name: rank for rank, entry in enumerate(under) if (name := _identifier(entry))}
    merged = list(under)
    for entry in over:
        name = _identifier(entry)
        if name in position:
            merged[position[name]] = entry
        else:
            merged.append(entry)
    return merged


def _identifier(measure: Entry) -> str:
    return next((name for name, _ in measure.words("id")), "")


def with_overrides(root: Entry, overrides: Mapping[str, str]) -> Entry:
    """Lay command-line overrides over a tree.

    Parameters
    ----------
    root : Entry
        Scenario with its parents.
    overrides : mapping of str to str
        Dotted key (``behaviour.resourcing_hazard``, ``measures.<id>.rate``) to a YAML value.

    Raises
    ------
    ScenarioErrors
        All keys that lead nowhere and values that are no YAML.
    """
    findings: list[Diagnostic] = []
    for key, text in overrides.items():
        shown = f"--set {key}"
        try:
            steps = key.split(".")
            if len(steps) > _LONGEST_KEY or not all(steps) or steps[0] in {"extends", "drop_measures"}:
                raise ScenarioErrors(
                    [Diagnostic(Place(shown), "this key cannot be set", "for example --set horizon.weeks=52")]
                )
            root = laid_at(root, steps, read_value(text, shown))
        except ScenarioErrors as error:
            findings += error.diagnostics
    if findings:
        raise ScenarioErrors(findings)
    return root


def laid_at(entry: Entry, steps: Sequence[str], value: Entry) -> Entry:
    """Return a tree with one value at a route of keys, places or identifiers in lists; nothing is checked.

    Raises
    ------
    ScenarioErrors
        The route leads nowhere; the finding stands where the value's key was written.
    """
    if not steps:
        return value
    head, rest = steps[0], steps[1:]
    where = value.key_place or value.place
    if isinstance(entry.content, list):
        names = [_identifier(item) for item in entry.content]
        if head in names:
            rank = names.index(head)
        elif head.isdecimal() and len(head) < _LONGEST_KEY and int(head) < len(names):
            rank = int(head)
        else:
            hint = did_you_mean(head, filter(None, names)) or f"there are {len(names)} entries, from 0"
            raise ScenarioErrors([Diagnostic(where, f"no entry {quoted(head)}", hint)])
        items = list(entry.content)
        items[rank] = laid_at(items[rank], rest, value)
        return replace(entry, content=items)
    if not isinstance(entry.content, dict):
        raise ScenarioErrors([Diagnostic(where, f"nothing to set under a single value ({quoted(head)})")])
    inner = entry.content.get(head) or Entry(where, {}, where)
    changed = replace(laid_at(inner, rest, value), key_place=where)
    return replace(entry, content={**entry.content, head: changed})
