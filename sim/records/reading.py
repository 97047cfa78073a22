"""Open the results folder of a run: the manifest at once, the tables only when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sim.records.tables import ON_REQUEST, SCENARIO_ARM, TABLES
from sim.records.trade_graph import trade_graph
from sim.records.whole_files import UNFINISHED

if TYPE_CHECKING:
    from datetime import date

    import networkx

    from sim.records.trade_frames import TradeInMemory


class UnfitRunsError(ValueError):
    """Runs cannot be used for what is asked of them."""


class NotARunError(UnfitRunsError):
    """A folder does not hold what a run writes."""


class TableFiles(Mapping[str, pl.LazyFrame]):
    """The tables of a results folder by name, scanned lazily from Parquet.

    Tables that a run writes only on request are there when it was asked for them.
    """

    def __init__(self, folder: Path) -> None:
        paths = {name: folder / f"{name}.parquet" for name in TABLES}
        self._paths = {name: path for name, path in paths.items() if path.is_file()}
        parts = {name: folder / name for name in ON_REQUEST}
        self._paths |= {name: path / "*.parquet" for name, path in parts.items() if path.is_dir()}

    def __getitem__(self, name: str) -> pl.LazyFrame:
        """Scan one table; raises ``KeyError`` when the run did not write it."""
        return pl.scan_parquet(self._paths[name])

    def __iter__(self) -> Iterator[str]:
        """Names of the tables that exist, in the order of the declaration."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Count the tables that exist."""
        return len(self._paths)


@dataclass(frozen=True, eq=False)
class Run:
    """One finished run.

    Parameters
    ----------
    folder : Path
        The results folder, ``results/<scenario>/<run>``.
    manifest : dict
        ``run.json``: versions, hashes, seed, timings, accounting, axes of the world and parameters.
    tables : Mapping of str to LazyFrame
        Declared tables (``sim.records.tables``) that the run wrote.
    trade : TradeInMemory, optional
        The table of flows of a run that is not written, in place of the one among the tables.
    """

    folder: Path
    manifest: Mapping[str, Any]
    tables: Mapping[str, pl.LazyFrame]
    trade: TradeInMemory | None = None

    def graph(
        self, week: date | str | int, group: str | None = None, arm: str = SCENARIO_ARM, home: bool = False
    ) -> networkx.DiGraph:
        """Return the flows of a week as a graph of economies, :func:`sim.records.trade_graph.trade_graph`."""
        return trade_graph(self, week, group, arm, home)


def read_run(folder: str | Path) -> Run:
    """Open a results folder.

    Raises
    ------
    NotARunError
        When the folder, its manifest or its tables do not exist, the manifest is not a JSON object, or the
        folder has the name of one that is being written.
    """
    folder = Path(folder)
    manifest_path = folder / "run.json"
    if folder.name.endswith(UNFINISHED):
        hint = "the next run into the same folder removes it, if nobody is writing it any more"
        raise NotARunError(f"{folder}: a run that is not finished (hint: {hint})")
    if not manifest_path.is_file():
        raise NotARunError(f"{folder}: not a results folder (there is no run.json)")
    try:
        manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise NotARunError(f"{manifest_path}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    if not isinstance(manifest, dict):
        raise NotARunError(f"{manifest_path}: the manifest must be a JSON object")
    tables = TableFiles(folder / "tables")
    missing = [name for name in TABLES if name not in tables]
    if missing:
        hint = "cut short, or made by another version: run it again"
        raise NotARunError(f"{folder}: tables are missing: {', '.join(missing)} (hint: {hint})")
    return Run(folder, manifest, tables)
