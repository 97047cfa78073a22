"""The folder that a run leaves: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from sim.records.run_tables import RunTables
from sim.records.seal import sealed


class OutputExistsError(FileExistsError):
    """The results folder exists and was not to be overwritten."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"{target}: exists already (hint: --force replaces it, --out writes elsewhere)")


@contextmanager
def results_folder(target: Path, force: bool = False) -> Iterator[Path]:
    """Yield a temporary folder that takes the target's name when the block succeeds.

    Parameters
    ----------
    target : Path
        Folder of the run.
    force : bool
        Replace an existing folder; it stays until the new one is whole.

    Raises
    ------
    OutputExistsError
        If the target exists and ``force`` is false.
    """
    if target.exists() and not force:
        raise OutputExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        temporary.chmod(0o755)
        yield temporary
        if target.exists():
            if not force:
                raise OutputExistsError(target)
            _remove(target)
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _remove(target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink()


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
    """Write ``run.json``, sealed."""
    text = json.dumps(sealed(manifest), indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8")
