"""Read the manifest of a run: what is not one, was altered, or is of another version is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.records.integrity import MANIFEST, AlteredRunError, UnfitRunsError
from sim.records.seal import note_unsealed, seal_problem

_NEEDED = {
    "name": str,
    "seed": int,
    "versions": dict,
    "scenario_hash": str,
    "data_hash": str,
    "horizon": dict,
    "world": dict,
    "outputs": dict,
}
"""Keys without which no metric and no page can be made, and the type of their values."""

_NEEDED_OF_THE_WORLD = ("economies", "groups", "sectors", "theta")

_WORDS = {str: "text", int: "whole number", dict: "object"}


class NotARunError(UnfitRunsError):
    """A folder does not hold what a run writes."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a results folder, looked through.

    Raises
    ------
    NotARunError
        There is none, or it is not that of a run.
    AlteredRunError
        It was altered.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise NotARunError(f"{folder}: not a results folder (there is no {MANIFEST})")
    hint = "(hint: cut, or not written by a run: run it again)"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise NotARunError(f"{path}:{error.lineno}:{error.colno}: not JSON: {error.msg} {hint}") from error
    except UnicodeDecodeError as error:
        raise NotARunError(f"{path}: not text in UTF-8 from byte {error.start} on {hint}") from error
    if not isinstance(manifest, dict):
        raise NotARunError(f"{path}: the manifest must be a JSON object")
    problem = seal_problem(manifest)
    if problem:
        raise AlteredRunError(f"{path}: {problem}")
    _check_keys(path, manifest)
    note_unsealed(path, manifest)
    return manifest


def _check_keys(path: Path, manifest: Mapping[str, Any]) -> None:
    lacking = [name for name in _NEEDED if name not in manifest]
    wrong = [
        name for name, kind in _NEEDED.items() if name in manifest and not isinstance(manifest[name], kind)
    ]
    if not lacking and not wrong:
        world = manifest["world"]
        lacking = [f"world.{name}" for name in _NEEDED_OF_THE_WORLD if name not in world]
    hint = "(hint: not the manifest of a run, or of another version: run it again)"
    if lacking:
        raise NotARunError(f"{path}: keys are missing: {', '.join(lacking)} {hint}")
    if wrong:
        told = ", ".join(f"{name} is no {_WORDS[_NEEDED[name]]}" for name in wrong)
        raise NotARunError(f"{path}: {told} {hint}")
