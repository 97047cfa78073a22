"""What was observed of a figure: a value a run, or the mean of a case, in the order of the design."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.ensemble.study import Study
from sim.metrics.axes import Floats

LONG_RUN = ".long_run"


def figure_columns(study: Study) -> tuple[str, ...]:
    """Return the columns of figures, that of the long run without frictions behind its figure."""
    columns = study.runs.collect_schema().names()
    names = ((each.name, f"{each.name}{LONG_RUN}") for each in study.figures)
    return tuple(name for pair in names for name in pair if name in columns)


def by_run(study: Study, figure: str) -> pl.DataFrame:
    """Return ``case``, ``replication`` and ``value`` of every run; null where it failed or has no value."""
    value = pl.col(figure).cast(pl.Float64).fill_nan(None)
    return study.runs.select(
        "case", "replication", pl.when(pl.col("status") == "done").then(value).alias("value")
    ).collect()


def values_of(study: Study, figure: str) -> Floats:
    """(N,) values of all runs that have one, case by case."""
    found: Floats = by_run(study, figure)["value"].drop_nulls().to_numpy()
    return found


def table_of(study: Study, figure: str) -> Floats:
    """(C, R) values by case and replication; NaN where a run failed or has no value."""
    found = by_run(study, figure)
    table = np.full((study.cases, study.replications), np.nan)
    table[found["case"].to_numpy() - 1, found["replication"].to_numpy() - 1] = found["value"].to_numpy()
    return table


def mean_of_cases(table: Floats) -> Floats:
    """(C,) mean over the replications that have a value; NaN where none has."""
    known = ~np.isnan(table)
    counts = known.sum(axis=1)
    sums = np.where(known, table, 0.0).sum(axis=1)
    found: Floats = np.divide(sums, counts, out=np.full(len(table), np.nan), where=counts > 0)
    return found


def cases_of(study: Study) -> pl.DataFrame:
    """Return ``case`` and the levers' columns, one row a case."""
    names = [each.name for each in study.levers]
    return study.runs.select("case", *names).unique("case", keep="first").sort("case").collect()


def is_constant(values: Floats) -> bool:
    """Whether values differ by no more than rounding does."""
    return not values.size or bool(np.ptp(values) <= 1e-12 * np.abs(values).max())
