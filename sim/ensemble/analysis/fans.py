"""How a figure spreads over all runs, week by week."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.ensemble.study import Study
from sim.metrics.axes import Floats
from sim.metrics.draw_series import against_reference
from sim.metrics.draws import QUANTILES
from sim.records.reading import UnfitRunsError

RUN, REFERENCE = "path.", "reference."


class NoSuchPathError(UnfitRunsError):
    """A sweep keeps no such figure by week."""


def series_of(study: Study) -> tuple[str, ...]:
    """Return the series whose paths are kept: ``<series>``, or ``<series>.<economy>``."""
    names = study.runs.collect_schema().names()
    return tuple(name.removeprefix(RUN) for name in names if name.startswith(RUN))


def fan(study: Study, series: str, case: int | None = None) -> pl.DataFrame:
    """Return quantiles over runs by week, as equation (183) takes them.

    Parameters
    ----------
    study : Study
        A sweep that keeps paths.
    series : str
        One of :func:`series_of`.
    case : int, optional
        Only the runs of that case; all runs otherwise.

    Returns
    -------
    DataFrame
        ``week``, ``basis`` (``run``, ``reference`` without the measures, ``change`` of a run against its
        own reference: a ratio less one for trade, prices and welfare, a difference for shares and rates),
        ``runs`` with a value in the week, ``low``, ``lower``, ``middle``, ``upper``, ``high``; weeks in
        which no run has a value are left out. Only ``run`` where no reference is kept.

    Raises
    ------
    NoSuchPathError
        When the sweep does not keep it.
    """
    names = study.runs.collect_schema().names()
    if f"{RUN}{series}" not in names:
        raise NoSuchPathError(f"{study.folder}: the sweep keeps no weeks of {series!r}")
    columns = [name for name in (f"{RUN}{series}", f"{REFERENCE}{series}") if name in names]
    chosen = study.runs.filter(pl.col("status") == "done")
    if case is not None:
        chosen = chosen.filter(pl.col("case") == case)
    kept = chosen.select(columns).drop_nulls().collect()
    paths = [_by_week(kept[name], len(study.weeks)) for name in columns]
    bases = dict(zip(("run", "reference"), paths, strict=False))
    if len(paths) > 1:
        bases["change"] = against_reference(series.split(".", maxsplit=1)[0], *paths)
    return pl.concat([_quantiles(study, basis, values) for basis, values in bases.items()])


def _by_week(lists: pl.Series, weeks: int) -> Floats:
    """(N, W) values by run and week; NaN where there is none."""
    if not len(lists):
        return np.empty((0, weeks))
    values = lists.explode(empty_as_null=True).cast(pl.Float64).to_numpy()
    found: Floats = values.reshape(len(lists), weeks)
    return found


def _quantiles(study: Study, basis: str, values: Floats) -> pl.DataFrame:
    rows = []
    for week, column in zip(study.weeks, values.T, strict=True):
        known = column[~np.isnan(column)]
        if known.size:
            rows.append((week, basis, known.size, *np.quantile(known, list(QUANTILES.values())).tolist()))
    ends = dict.fromkeys(QUANTILES, pl.Float64)
    schema = {"week": pl.Date, "basis": pl.String, "runs": pl.Int64} | ends
    return pl.DataFrame(rows, schema=schema, orient="row")
