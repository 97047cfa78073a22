"""Open the results folder of a run: the manifest at once, the tables only when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sim.records.integrity import AlteredRunError, UnfitRunsError, damages, refuse
from sim.records.manifest_reading import NotARunError, read_manifest
from sim.records.table_files import TableFiles, check_columns, path_of
from sim.records.tables import SCENARIO_ARM, TABLES
from sim.records.trade_graph import trade_graph
from sim.records.whole_files import UNFINISHED

if TYPE_CHECKING:
    from datetime import date

    import networkx

    from sim.records.trade_frames import TradeInMemory

__all__ = ["AlteredRunError", "NotARunError", "Run", "TableFiles", "UnfitRunsError", "read_run"]


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


def read_run(folder: str | Path, *, check: bool = True) -> Run:
    """Open a results folder.

    Parameters
    ----------
    folder : str or Path
        The folder.
    check : bool
        Compare the tables with the checksums in the manifest, which takes less than a millisecond a megabyte,
        and their columns with the declared ones.

    Raises
    ------
    NotARunError
        When the folder, its manifest or its tables do not exist, the manifest is not that of a run, or the
        folder has the name of one that is being written.
    AlteredRunError
        When the manifest or a table is not what the run wrote.
    """
    folder = Path(folder)
    if folder.name.endswith(UNFINISHED):
        hint = "the next run into the same folder removes it, if nobody is writing it any more"
        raise NotARunError(f"{folder}: a run that is not finished (hint: {hint})")
    manifest = read_manifest(folder)
    outputs: Mapping[str, str] = manifest["outputs"]
    tables = TableFiles(folder, manifest)
    missing = [name for name in TABLES if name not in tables]
    if check:
        gone = [path for path in map(path_of, missing) if path in outputs]
        refuse(folder, damages(folder, outputs, gone), manifest)
    if missing:
        hint = "cut short, or made by another version: run it again"
        raise NotARunError(f"{folder}: tables are missing: {', '.join(missing)} (hint: {hint})")
    if check:
        known = [path for path in map(path_of, TABLES) if path in outputs]
        refuse(folder, damages(folder, outputs, known), manifest)
        check_columns(folder, manifest)
    return Run(folder, manifest, tables)
