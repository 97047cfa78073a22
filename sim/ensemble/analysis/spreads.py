"""How far a figure spreads over the draws of a case, and how two cases differ under the same draws."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy import stats

from sim.ensemble.analysis.observed import by_run, cases_of, figure_columns
from sim.ensemble.study import Study
from sim.metrics.axes import Floats
from sim.metrics.draws import QUANTILES

LEVEL = 0.95
"""Of all intervals: the part of repetitions in which they hold what they are about."""


def mean_interval(mean: Floats, deviation: Floats, number: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the interval in which the mean of all possible draws lies.

    Equation (184). ``mean -+ t(n - 1) s / sqrt(n)``, which is exact where draws are normal.

    Parameters
    ----------
    mean, deviation, number : (...) array
        Mean, standard deviation (by ``n - 1``) and number ``n`` of draws.

    Returns
    -------
    low, high : (...) array
        NaN with fewer than two draws.
    """
    number = np.asarray(number, dtype=float)
    fit = number > 1
    freedom = np.where(fit, number - 1, 1)
    half = np.where(fit, stats.t.ppf(0.5 + LEVEL / 2, freedom) * deviation / np.sqrt(freedom + 1), np.nan)
    return mean - half, mean + half


def spread(study: Study) -> pl.DataFrame:
    """Return how far every figure spreads over the draws of a case.

    Equation (183). The quantile at ``p`` of ``n`` sorted draws lies at place ``1 + p (n - 1)``, on the
    line between the two draws beside it.

    Returns
    -------
    DataFrame
        One row a case and figure, in their orders: ``case``, the levers' columns, ``figure`` (its column in
        the table of runs: ``<figure>.long_run`` for the long run without frictions), ``runs`` with a value,
        ``low``, ``lower``, ``middle``, ``upper``, ``high`` (5, 25, 50, 75 and 95 %), ``mean``,
        ``mean_low``, ``mean_high`` (95 % interval; NaN for one run). A case without a value has NaN.
    """
    rows = []
    for figure in figure_columns(study):
        draws = by_run(study, figure).group_by("case").agg(_counted("runs"), *_quantiles(), *_moments())
        rows.append(draws.with_columns(figure=pl.lit(figure)))
    return _with_levers(study, rows, "runs", tuple(QUANTILES))


def differences(study: Study) -> pl.DataFrame:
    """Return how every case differs from the first under the same draws.

    Equation (185). ``d_r = y_cr - y_1r`` within replication ``r``; quantiles and interval are those of the
    ``d_r``, never differences of quantiles.

    Returns
    -------
    DataFrame
        One row a case from the second and figure: ``case``, the levers' columns, ``figure``, ``pairs`` of
        runs, ``low``, ``middle``, ``high`` (5, 50 and 95 % of the differences), ``mean``, ``mean_low``,
        ``mean_high`` (95 % interval; NaN for one pair), in the unit of the figure.
    """
    names = ("low", "middle", "high")
    rows = []
    for figure in figure_columns(study):
        runs = by_run(study, figure)
        first = runs.filter(pl.col("case") == 1).select("replication", first="value")
        paired = runs.filter(pl.col("case") > 1).join(first, "replication", how="left")
        paired = paired.with_columns(value=pl.col("value") - pl.col("first"))
        found = paired.group_by("case").agg(_counted("pairs"), *_quantiles(*names), *_moments())
        rows.append(found.with_columns(figure=pl.lit(figure)))
    return _with_levers(study, rows, "pairs", names)


def _counted(name: str) -> pl.Expr:
    return pl.col("value").count().cast(pl.Int64).alias(name)


def _quantiles(*names: str) -> list[pl.Expr]:
    chosen = names or tuple(QUANTILES)
    return [pl.col("value").quantile(QUANTILES[name], "linear").alias(name) for name in chosen]


def _moments() -> list[pl.Expr]:
    return [pl.col("value").mean().alias("mean"), pl.col("value").std().alias("deviation")]


def _with_levers(
    study: Study, rows: list[pl.DataFrame], count: str, quantiles: tuple[str, ...]
) -> pl.DataFrame:
    cases = cases_of(study)
    known = pl.col(pl.Float64).fill_null(np.nan)
    frame = pl.concat(rows).with_columns(pl.when(known == 0.0).then(0.0).otherwise(known).name.keep())
    ends = mean_interval(*(frame[name].to_numpy() for name in ("mean", "deviation", count)))
    frame = frame.with_columns(pl.Series("mean_low", ends[0]), pl.Series("mean_high", ends[1]))
    place = {figure: number for number, figure in enumerate(figure_columns(study))}
    order = pl.col("figure").replace_strict(place, return_dtype=pl.Int64)
    columns = [*cases.columns, "figure", count, *quantiles, "mean", "mean_low", "mean_high"]
    return frame.join(cases, "case", how="left").sort("case", order).select(columns)
