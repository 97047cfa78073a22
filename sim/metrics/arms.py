"""The scenario against its reference: the same world, the same draws, without the measures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM


def against_reference(table: pl.LazyFrame, keys: Sequence[str], value: str) -> pl.DataFrame:
    """Put the two arms of a table side by side.

    Parameters
    ----------
    table : LazyFrame
        A declared table with an ``arm`` column.
    keys : sequence of str
        Columns that identify a row within an arm; codes come out as strings.
    value : str
        Column to compare.

    Returns
    -------
    DataFrame
        The keys, scenario, reference, change (relative; null when the reference is zero), sorted by
        the keys.
    """
    codes = [pl.col(key).cast(pl.String) for key in keys if key != "week"]
    chosen = table.select(pl.col("arm").cast(pl.String), *keys, pl.col(value).cast(pl.Float64))
    chosen = chosen.with_columns(codes)
    arms = [
        chosen.filter(pl.col("arm") == arm).drop("arm").rename({value: name})
        for arm, name in ((SCENARIO_ARM, "scenario"), (REFERENCE_ARM, "reference"))
    ]
    change = pl.when(pl.col("reference") != 0.0).then(pl.col("scenario") / pl.col("reference") - 1.0)
    joined = arms[0].join(arms[1], on=list(keys), how="inner")
    return joined.with_columns(change=change).sort(list(keys)).collect()


def closing_mean(table: pl.LazyFrame, keys: Sequence[str], value: str, weeks: int) -> pl.DataFrame:
    """Mean of a column over the last weeks of the run, the two arms side by side.

    Returns
    -------
    DataFrame
        As ``against_reference``, without the week.
    """
    last = table.filter(pl.col("week") > pl.col("week").max() - pl.duration(weeks=weeks))
    frame = against_reference(last, [*keys, "week"], value)
    # Summed in numpy over the sorted rows: the bytes of a polars group mean depend on its threads.
    group = frame.select(pl.struct(keys).rle_id()).to_series().to_numpy().astype(np.int64)
    first = np.flatnonzero(np.diff(group, prepend=-1))
    length = np.diff(first, append=len(group))
    means = frame.select(keys)[first].with_columns(
        pl.Series(arm, np.add.reduceat(frame[arm].to_numpy(), first) / length)
        for arm in ("scenario", "reference")
    )
    change = pl.when(pl.col("reference") != 0.0).then(pl.col("scenario") / pl.col("reference") - 1.0)
    return means.with_columns(change=change)
