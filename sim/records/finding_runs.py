"""Find results folders: by their own path, by the folder that holds them, by a pattern."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from sim.records.reading import NotARunError, Run, read_run

_MANIFEST = "run.json"


def find_runs(places: Iterable[Path | str]) -> list[Run]:
    """Open runs in the order in which they are named, each once.

    Parameters
    ----------
    places : iterable of Path or str
        Results folders, folders that hold results folders (those of ``--replications``, or all runs of a
        scenario), or patterns such as ``results/impasse_145_125/*-r*``.

    Raises
    ------
    NotARunError
        When a place holds no run.
    """
    folders = dict.fromkeys(folder for place in places for folder in _folders(Path(place)))
    return [read_run(folder) for folder in folders]


def draws_beside(run: Run) -> list[Run]:
    """Open the runs beside a run that the same command made: one scenario and seed, other replications.

    The run itself comes first; a run without replications is alone.
    """
    asked = run.manifest["scenario_hash"]
    if run.manifest.get("parameters", {}).get("ensemble.replications", 1) == 1:
        return [run]
    beside = [read_run(folder) for folder in _inside(run.folder.resolve().parent)]
    numbers = {run.manifest.get("replication", 1)}
    found = [run]
    for other in beside:
        number = other.manifest.get("replication", 1)
        if other.manifest["scenario_hash"] == asked and number not in numbers:
            numbers.add(number)
            found.append(other)
    return found


def _folders(place: Path) -> list[Path]:
    if (place / _MANIFEST).is_file():
        return [place]
    if place.is_dir():
        inside = _inside(place)
        if not inside:
            raise NotARunError(
                f"{place}: neither a results folder nor one that holds any (there is no {_MANIFEST})"
            )
        return inside
    if glob.has_magic(str(place)):
        matches = sorted(glob.glob(str(place)), key=_natural)
        found = [
            folder
            for match in map(Path, matches)
            for folder in ([match] if (match / _MANIFEST).is_file() else _replications(match))
        ]
        if found:
            return found
        raise NotARunError(f"{place}: no results folder has such a name")
    raise NotARunError(f"{place}: not a results folder (there is no {_MANIFEST})")


def _replications(place: Path) -> list[Path]:
    """Results folders of several draws, if a folder holds such."""
    return _inside(place) if (place / "replication-1" / _MANIFEST).is_file() else []


def _inside(place: Path) -> list[Path]:
    """Results folders in a folder; hidden ones are runs that are still being written."""
    names = sorted(
        (path for path in place.iterdir() if not path.name.startswith(".")),
        key=lambda path: _natural(path.name),
    )
    return [path for path in names if (path / _MANIFEST).is_file()]


def _natural(name: str) -> tuple[str, int]:
    """Sort replication-2 before replication-10."""
    stem = name.rstrip("0123456789")
    return stem, int(name[len(stem) :] or 0)
