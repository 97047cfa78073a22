"""Where sweep files are, and whether a word or a file means a sweep or a scenario."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors, did_you_mean
from sim.scenario.document import Entry, read_document
from sim.scenario.library import NotFound, locate, shipped_scenarios

_PACKAGE = Path(__file__).resolve().parents[2]
_FOLDERS = (_PACKAGE / "_scenarios" / "sweeps", _PACKAGE.parent / "scenarios" / "sweeps")
"""In an installed package, and in a checkout of the repository."""

_KEYS_OF_SWEEPS = ("design", "levers", "model", "scenario")
"""Top keys of which a sweep has one and a scenario none."""


def shipped_sweeps() -> dict[str, Path]:
    """Files of the sweeps that come with the program, by name, in alphabetical order."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    if folder is None:
        return {}
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def located(reference: str | os.PathLike[str]) -> Path:
    """Find the file of a sweep or scenario, by path or by the name of a shipped one.

    Raises
    ------
    ScenarioErrors
        No file of that name comes with the program, or both a sweep and a scenario do.
    """
    text = os.fspath(reference)
    sweeps, scenarios = shipped_sweeps(), shipped_scenarios()
    if text in sweeps and text in scenarios and not isinstance(reference, Path):
        hint = f"write the path: {sweeps[text]} or {scenarios[text]}"
        message = "both a sweep and a scenario have this name"
        raise ScenarioErrors([Diagnostic(Place(text), message, hint)])
    if text in sweeps and not isinstance(reference, Path):
        return sweeps[text]
    try:
        return locate(reference)
    except NotFound as error:
        message, hint = error.args
        if message.startswith("no scenario"):
            message = f"no scenario or sweep `{text}`"
            hint = did_you_mean(text, [*sweeps, *scenarios])
            hint = hint or "`tradewar list` and `tradewar list --sweeps` name the shipped ones"
        raise ScenarioErrors([Diagnostic(Place(text), message, hint)]) from error


def is_of_sweep(reference: str | os.PathLike[str]) -> bool:
    """Whether a reference is about a sweep; a file that cannot be read is not.

    Raises
    ------
    ScenarioErrors
        Nothing of that name comes with the program.
    """
    path = located(reference)
    try:
        return is_sweep(read_document(path, os.fspath(path))[0])
    except ScenarioErrors:
        return path in shipped_sweeps().values()


def is_sweep(root: Entry) -> bool:
    """Whether a file that was read is a sweep, not a scenario."""
    return any(root.get(key) is not None for key in _KEYS_OF_SWEEPS)
