"""The table of all runs, out of parts in any order: always the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from sim.ensemble.store.columns import ordered_columns
from sim.ensemble.store.writing import whole_file

ROWS_OF_A_GROUP = 1000
ONE_PAGE = 2**30
"""Bytes that no column of a group of rows reaches: where polars cuts pages depends on how many threads."""


def columns_of(parts: Sequence[Path], facts: Mapping[str, Any]) -> dict[str, pl.DataType]:
    """Return the columns of the table that parts make up together."""
    found: dict[str, pl.DataType] = {}
    for part in parts:
        found |= pl.read_parquet_schema(part)
    return ordered_columns(facts, found)


def rows_of(parts: Sequence[Path], columns: Mapping[str, pl.DataType]) -> pl.LazyFrame:
    """Scan parts as one table; a column that a part lacks is empty in its rows."""
    if not parts:
        return pl.LazyFrame(schema=dict(columns))
    scan = pl.scan_parquet(list(parts), schema=dict(columns), missing_columns="insert", glob=False)
    return scan.select(list(columns))


def write_runs(rows: pl.LazyFrame, path: Path) -> None:
    """Write rows, one a run, in the order of cases and replications; not through memory as a whole."""
    with whole_file(path) as temporary:
        rows.sort("case", "replication").sink_parquet(
            temporary,
            compression="zstd",
            compression_level=1,
            statistics=False,
            row_group_size=ROWS_OF_A_GROUP,
            data_page_size=ONE_PAGE,
        )


def write_scalars(runs: Path, path: Path) -> None:
    """Write what is one value a run as CSV."""
    rows = pl.scan_parquet(runs)
    names = [name for name, kind in rows.collect_schema().items() if not isinstance(kind, pl.List)]
    with whole_file(path) as temporary:
        rows.select(names).sink_csv(temporary)
