"""Shards of a sweep, each made elsewhere, become the sweep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from sim.ensemble.store.folder import FINISHED, SweepExistsError, SweepFolder
from sim.ensemble.store.runs_table import columns_of, rows_of, write_runs
from sim.ensemble.study_files import MANIFEST, RUNS, NotAStudyError, check_runs, read_study_manifest

OF_ALL = ("identity", "kept", "versions", "data_hash")
"""What shards of one sweep have in common."""

OF_A_SHARD = ("shard", "state", "failed", "outputs")


class MissingShardsError(RuntimeError):
    """Not all shards are there, or not all are finished."""


def merge(folders: Sequence[Path], out: Path, force: bool = False) -> int:
    """Write the folder of a sweep out of those of its shards; the same bytes as if it had been one.

    Parameters
    ----------
    folders : sequence of Path
        Folders of all shards, in any order.
    out : Path
        Folder to write.
    force : bool
        Replace what it holds.

    Returns
    -------
    int
        Number of runs that failed.

    Raises
    ------
    NotAStudyError
        A folder is no shard, or of another sweep, or one is given twice.
    AlteredStudyError
        The manifest or the table of runs of a shard is not what it wrote.
    MissingShardsError
        Some are missing; nothing is written.
    SweepExistsError
        The folder to write holds a sweep.
    """
    manifests = {folder: _manifest(folder) for folder in folders}
    first = folders[0]
    places: dict[int, Path] = {}
    for folder in folders:
        manifest = manifests[folder]
        _same_sweep(first, manifests[first], folder, manifest)
        number = manifest["shard"]["number"]
        if number in places:
            raise NotAStudyError(f"{folder}: shard {number} is there already, in {places[number]}")
        places[number] = folder
    of = manifests[first]["shard"]["of"]
    missing = [f"shard {number} of {of} is missing" for number in range(1, of + 1) if number not in places]
    missing += [
        f"{folder}: shard {number} of {of} is not finished (hint: go on with --resume)"
        for number, folder in sorted(places.items())
        if manifests[folder]["state"] != FINISHED or not (folder / RUNS).is_file()
    ]
    if missing:
        raise MissingShardsError("\n".join(missing))
    files = [places[number] / RUNS for number in sorted(places)]
    facts = {key: value for key, value in manifests[first].items() if key not in OF_A_SHARD}
    target = SweepFolder(out, facts)
    _complete(files, facts)
    if target.earlier() is not None:
        if not force:
            raise SweepExistsError(out)
        target.clear()
    # From here on it is a sweep that is not finished: one that is killed can be replaced.
    target.begin()
    rows = rows_of(files, columns_of(files, facts))
    write_runs(rows, target.runs)
    failed = sum(manifest["failed"] for manifest in manifests.values())
    target.conclude(failed)
    return int(failed)


def _complete(files: Sequence[Path], facts: dict[str, Any]) -> None:
    """Make sure that every job has its row."""
    wanted = facts["cases"] * facts["replications"]
    found = pl.scan_parquet(list(files), schema={"status": pl.String()}, extra_columns="ignore", glob=False)
    rows = int(found.select(pl.len()).collect().item())
    if rows != wanted:
        raise MissingShardsError(f"the shards hold {rows:,} runs, and the sweep has {wanted:,}")


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise NotAStudyError(f"{folder}: not the folder of a shard (there is no {MANIFEST})")
    found = read_study_manifest(folder)
    if "shard" not in found:
        raise NotAStudyError(f"{folder}: a whole sweep and no shard of one")
    if (folder / RUNS).is_file():
        check_runs(folder, found)
    return found


def _same_sweep(first: Path, wanted: dict[str, Any], folder: Path, found: dict[str, Any]) -> None:
    for key in OF_ALL:
        if wanted[key] != found[key]:
            if key == "versions":
                told = f"made with {_versions(found[key], wanted[key])} as {first}"
            else:
                what = {"identity": "another sweep", "kept": "other figures", "data_hash": "other data"}
                told = f"{what[key]} than {first}"
            raise NotAStudyError(f"{folder}: {told} (hint: make that shard again)")
    if wanted["shard"]["of"] != found["shard"]["of"]:
        raise NotAStudyError(
            f"{folder}: shard of {found['shard']['of']}, and {first} is one of {wanted['shard']['of']}"
        )


def _versions(found: dict[str, str], wanted: dict[str, str]) -> str:
    """Versions of one shard that the other has not."""
    names = [name for name in dict.fromkeys((*found, *wanted)) if found.get(name) != wanted.get(name)]
    return ", ".join(
        f"{name} {found.get(name, 'missing')}, not {wanted.get(name, 'missing')}" for name in names
    )
