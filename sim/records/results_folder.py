"""The folder that a run leaves: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from sim.records.disk_faults import placed
from sim.records.locks import TakenError, held
from sim.records.run_tables import RunTables
from sim.records.seal import sealed
from sim.records.swapping import put_back, swap
from sim.records.whole_files import unfinished, unfinished_name, whole_file


class OutputExistsError(FileExistsError):
    """The results folder exists and was not to be overwritten."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"{target}: exists already (hint: --force replaces it, --out writes elsewhere)")


class FolderTakenError(OutputExistsError):
    """Another process is writing the same results folder."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.args = (f"{target}: another run is writing there (hint: wait for it, or --out elsewhere)",)


class NoPlaceError(OutputExistsError):
    """A place that a results folder cannot take, even where it may replace what is there."""

    def __init__(self, target: Path, why: str) -> None:
        super().__init__(target)
        self.args = (f"{target}: {why} (hint: --out {target / 'run'})",)


@contextmanager
def results_folder(target: Path, force: bool = False) -> Iterator[Path]:
    """Yield a temporary folder that takes the target's name when the block succeeds.

    One process at a time does so: whoever comes second is refused at once. What processes that were killed
    left of the same target is removed before, and folders that were made for it, if it fails, after.

    Parameters
    ----------
    target : Path
        Folder of the run.
    force : bool
        Replace an existing folder; it stays until the new one is whole.

    Raises
    ------
    OutputExistsError
        If the target exists and ``force`` is false, or another process is writing it.
    OSError
        If it cannot be written; the error names the target.
    """
    _check_place(target, force)
    made = _made_folders(target.parent)
    try:
        with _kept_for_this_process(target):
            put_back(target)
            if os.path.lexists(target) and not force:
                raise OutputExistsError(target)
            yield from _filled(target, force)
    except BaseException:
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _check_place(target: Path, force: bool) -> None:
    if os.path.lexists(target) and not force:
        raise OutputExistsError(target)
    here, place = Path.cwd(), Path(os.path.abspath(target))
    if place == here or place in here.parents:
        raise NoPlaceError(target, "the folder in which the command was started, or one that holds it")
    if target.is_mount():
        raise NoPlaceError(target, "a disk is mounted there, whose folder a run cannot replace")


def _made_folders(folder: Path) -> list[Path]:
    """Make a folder; return what was made for it, the innermost first."""
    missing = list(itertools.takewhile(lambda each: not each.exists(), (folder, *folder.parents)))
    folder.mkdir(parents=True, exist_ok=True)
    return missing


@contextmanager
def _kept_for_this_process(target: Path) -> Iterator[None]:
    lock = target.with_name(f".{target.name}.lock")
    try:
        with held(lock) as is_held:
            if is_held:
                for left_over in unfinished(target):
                    shutil.rmtree(left_over, ignore_errors=True)
            yield
    except TakenError:
        raise FolderTakenError(target) from None
    except OSError as error:
        told = placed(error, lock, target)
        if told is not None and error.filename == str(lock):
            raise told from error
        raise


def _filled(target: Path, force: bool) -> Iterator[Path]:
    temporary = target.with_name(unfinished_name(target.name))
    try:
        temporary.mkdir()
        yield temporary
        if not os.path.lexists(target):
            temporary.rename(target)
        elif force:
            swap(temporary, target)
        else:
            raise OutputExistsError(target)
    except BaseException as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(error, OSError) and error.errno in {errno.ENOTEMPTY, errno.EEXIST}:
            raise OutputExistsError(target) from error
        told = placed(error, temporary, target)
        if told is not None:
            raise told from error
        raise


def write_tables(folder: Path, tables: RunTables) -> None:
    """Write each table as Parquet under ``tables/``."""
    (folder / "tables").mkdir(exist_ok=True)
    for name in tables:
        write_table(tables.scan(name), folder / "tables" / f"{name}.parquet")


def write_table(rows: pl.LazyFrame, path: Path) -> None:
    """Write a table as one Parquet file.

    Without the smallest and largest values of every stretch of rows, which take a fifth of the time:
    rows are in the order of their keys, and what a reader looks for is seldom a range of values.
    """
    rows.sink_parquet(path, compression="zstd", compression_level=1, statistics=False)


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder, by path relative to it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder).as_posix()): checksum(path) for path in files}


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write ``run.json``, sealed, whole or not at all."""
    text = json.dumps(sealed(manifest), indent=2, ensure_ascii=False, allow_nan=False)
    with whole_file(folder / "run.json") as temporary:
        temporary.write_text(text + "\n", encoding="utf-8")
