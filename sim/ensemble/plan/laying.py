"""Values laid over the tree of a scenario, each remembering where the sweep names it."""

from __future__ import annotations

from dataclasses import replace

from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors, did_you_mean
from sim.scenario.document import Entry, quoted
from sim.scenario.inheritance import laid_at
from sim.scenario.schema import Scenario

_FIXED = ("extends", "drop_measures")
_SECTIONS = tuple(name for name in Scenario.model_fields if name not in _FIXED)


def laid(root: Entry, path: str, value: Entry, key: Place) -> Entry:
    """Return a scenario with one value at a dotted place.

    Parameters
    ----------
    root : Entry
        The scenario.
    path : str
        Dotted place, as ``--set`` takes it.
    value : Entry
        The value; complaints about it stand at its own place.
    key : Place
        Where the path is written: complaints about the path stand there.

    Raises
    ------
    ScenarioErrors
        The path leads nowhere.
    """
    steps = path.split(".")
    if not all(steps) or steps[0] in _FIXED:
        hint = "dotted keys of a scenario, for example `horizon.weeks`"
        raise ScenarioErrors([Diagnostic(key, f"{quoted(path)} cannot be set", hint)])
    if steps[0] not in _SECTIONS:
        hint = did_you_mean(steps[0], _SECTIONS) or f"sections are: {', '.join(_SECTIONS)}"
        raise ScenarioErrors([Diagnostic(key, f"a scenario has no {quoted(steps[0])}", hint)])
    return laid_at(root, steps, replace(value, key_place=key))


def placed(entry: Entry, place: Place) -> Entry:
    """Return a value as if all of it were written at one place."""
    content = entry.content
    if isinstance(content, dict):
        return replace(
            entry,
            place=place,
            key_place=place,
            content={key: placed(each, place) for key, each in content.items()},
        )
    if isinstance(content, list):
        return replace(entry, place=place, key_place=place, content=[placed(each, place) for each in content])
    return replace(entry, place=place, key_place=place)
