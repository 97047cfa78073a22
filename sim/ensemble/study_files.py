"""Files of a finished sweep, looked at before they are read: none, altered, of a later version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.records.integrity import AlteredRunError, UnfitRunsError, damages
from sim.records.seal import seal_problem

MANIFEST = "ensemble.json"
RUNS = "runs.parquet"


class NotAStudyError(UnfitRunsError):
    """A folder does not hold what a sweep writes."""


class AlteredStudyError(AlteredRunError):
    """The manifest or the table of runs of a sweep is not what it wrote."""


def read_study_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a sweep, finished or not.

    Raises
    ------
    NotAStudyError
        It is not JSON, or no object.
    AlteredStudyError
        It was altered, or is of a later version.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotAStudyError(f"{path}: not the manifest of a sweep: {error}") from error
    if not isinstance(found, dict):
        raise NotAStudyError(f"{path}: not the manifest of a sweep: no JSON object")
    problem = seal_problem(found)
    if problem:
        raise AlteredStudyError(f"{path}: {problem}")
    return found


def check_runs(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Compare the table of runs of a finished sweep with its checksum.

    Raises
    ------
    AlteredStudyError
        It is not the one that the sweep wrote.
    """
    outputs = manifest.get("outputs", {})
    for each in damages(folder, outputs, [name for name in (RUNS,) if name in outputs]):
        hint = "(hint: sweep again into another folder, or begin anew with --force)"
        raise AlteredStudyError(f"{folder / each.name}: {each.in_words} {hint}")
