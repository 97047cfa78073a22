"""The tables of a results folder: scanned when they are asked for, held against checksums and declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sim.records.integrity import AlteredRunError, command_from, damages, refuse
from sim.records.tables import ON_REQUEST, TABLES


class TableFiles(Mapping[str, pl.LazyFrame]):
    """The tables of a results folder by name, scanned lazily from Parquet.

    Tables that a run writes only on request are there when it was asked for them. They may be large, so that
    their checksums are looked at when they are first scanned.

    Parameters
    ----------
    folder : Path
        The results folder.
    manifest : mapping, optional
        Its manifest, which has the checksums.
    """

    def __init__(self, folder: Path, manifest: Mapping[str, Any] | None = None) -> None:
        self._folder, self._manifest = folder, manifest or {}
        paths = {name: folder / path_of(name) for name in TABLES}
        self._paths = {name: path for name, path in paths.items() if path.is_file()}
        parts = {name: folder / "tables" / name for name in ON_REQUEST}
        self._unchecked = {name for name, path in parts.items() if path.is_dir()}
        self._paths |= {name: parts[name] / "*.parquet" for name in ON_REQUEST if name in self._unchecked}

    def __getitem__(self, name: str) -> pl.LazyFrame:
        """Scan one table.

        Raises
        ------
        KeyError
            The run did not write it.
        AlteredRunError
            It was asked for on request, and is not what the run wrote.
        """
        if name in self._unchecked:
            self._check_parts(name)
            self._unchecked.discard(name)
        return pl.scan_parquet(self._paths[name])

    def _check_parts(self, name: str) -> None:
        """Compare the files of a table in parts with their checksums; what has none is not a part of it."""
        outputs: Mapping[str, str] = self._manifest.get("outputs", {})
        if not outputs:
            return
        parts = {
            path.relative_to(self._folder).as_posix() for path in self._paths[name].parent.glob("*.parquet")
        }
        known = {each for each in outputs if each.startswith(f"tables/{name}/")}
        refuse(self._folder, damages(self._folder, outputs, sorted(known)), self._manifest)
        if parts - known:
            stray = self._folder / min(parts - known)
            raise AlteredRunError(f"{stray}: not written by the run (hint: move it out of the folder)")

    def __iter__(self) -> Iterator[str]:
        """Names of the tables that exist, in the order of the declaration."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Count the tables that exist."""
        return len(self._paths)


def check_columns(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Compare the columns of all tables with the declared ones: a run of another version may have others.

    Raises
    ------
    AlteredRunError
        A table has other columns, or is not a whole Parquet file.
    """
    for name, table in TABLES.items():
        path = folder / path_of(name)
        try:
            found = pl.read_parquet_schema(path)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise AlteredRunError(
                f"{path}: not a whole Parquet file: {str(error).splitlines()[0]} "
                f"(hint: make the run again: {command_from(folder, manifest)})"
            ) from error
        if list(found.items()) != list(table.schema.items()):
            version = manifest["versions"].get("tradewar-sim", "unknown")
            raise AlteredRunError(
                f"{path}: {_other_columns(found, table.schema)}; the run was made by tradewar-sim {version} "
                f"(hint: read it with that version, or make it again: {command_from(folder, manifest)})"
            )


def _other_columns(found: Mapping[str, Any], declared: Mapping[str, Any]) -> str:
    lacking, more = (
        [name for name in declared if name not in found],
        [name for name in found if name not in declared],
    )
    told = [f"lacks {', '.join(lacking)}"] if lacking else []
    told += [f"has {', '.join(more)} besides"] if more else []
    told += [
        f"{name} is {found[name]} and not {declared[name]}"
        for name in declared
        if name in found and found[name] != declared[name]
    ]
    return "columns are not those of this version: " + "; ".join(told or ["their order is another"])


def path_of(name: str) -> str:
    """Return the path of a table in the folder of a run."""
    return f"tables/{name}.parquet"
