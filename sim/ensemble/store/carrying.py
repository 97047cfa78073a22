"""Runs of an earlier sweep that a larger one asks for too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sim.ensemble.jobs import Job
from sim.ensemble.store.columns import DONE, KEYS, lever_columns
from sim.ensemble.store.parts import read_keys
from sim.ensemble.store.runs_table import columns_of, rows_of, write_runs


def names_done(parts: Iterable[Path]) -> set[str]:
    """Return the names of the runs that are done in parts; those that cannot be read have none."""
    readable = [path for path in parts if read_keys(path) is not None]
    if not readable:
        return set()
    kinds = {name: KEYS[name] for name in ("run", "status")}
    rows = pl.scan_parquet(readable, schema=kinds, extra_columns="ignore", glob=False)
    return set(rows.filter(pl.col("status") == DONE).collect()["run"].drop_nulls())


def carry(
    parts: Iterable[Path],
    earlier: Mapping[str, Any],
    facts: Mapping[str, Any],
    wanted: Mapping[int, str],
    job: Callable[[int], Job],
    target: Path,
) -> None:
    """Write the earlier rows of runs that are asked for again, in the places that they have now.

    Parameters
    ----------
    parts : iterable of Path
        Parts of the earlier sweep.
    earlier, facts : mapping
        What the earlier sweep and the present one say of themselves.
    wanted : mapping of int to str
        Number of a job of the present plan to the name of its run.
    job : callable
        From the number of a job to the job.
    target : Path
        Part to write.
    """
    kinds = {"run": KEYS["run"], "case": KEYS["case"], "replication": KEYS["replication"]}
    kinds |= lever_columns(facts)
    jobs = [(name, job(number)) for number, name in wanted.items()]
    places = pl.DataFrame(
        {
            name: pl.Series(name, [_place(run, each, name) for run, each in jobs], dtype=kind, strict=False)
            for name, kind in kinds.items()
        }
    )
    readable = [path for path in parts if read_keys(path) is not None]
    rows = rows_of(readable, columns_of(readable, earlier)).filter(pl.col("status") == DONE)
    placed = {"case", "replication", *lever_columns(earlier), *lever_columns(facts)}
    kept = rows.drop(placed & set(rows.collect_schema().names())).unique("run", keep="any")
    write_runs(kept.join(places.lazy(), on="run", how="inner"), target)


def _place(run: str, job: Job, column: str) -> Any:
    keys = {"run": run, "case": job.case.number, "replication": job.replication}
    return keys[column] if column in keys else job.case.values.get(column)
