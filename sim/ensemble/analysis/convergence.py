"""How what a sweep says settles as runs are added, and whether there are enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import polars as pl

from sim.ensemble.analysis.blocks import IN_BLOCKS, Blocks, complete_blocks, rows_in_block
from sim.ensemble.analysis.indices import elementary_effects, shares_of_variance
from sim.ensemble.analysis.observed import is_constant, mean_of_cases, table_of, values_of
from sim.ensemble.analysis.precision import Enough, draws_needed, quantile_interval
from sim.ensemble.analysis.sensitivity import LEADING
from sim.ensemble.analysis.spreads import mean_interval
from sim.ensemble.study import Study
from sim.metrics.axes import Floats
from sim.metrics.draws import QUANTILES

Row: TypeAlias = tuple[str, int, float, float, float]

PART = 0.1
"""Half-width wanted unless said: a tenth of the 5-95 % range of all runs, or of the largest effect."""

OF_SHARES = 0.05
"""Half-width that is wanted of a share of variance unless said."""

FEWEST_FOR_MEDIAN = 6
_CHECKPOINTS = 12


@dataclass(frozen=True, eq=False)
class _Sample:
    """Draws of a figure, of which more can be made.

    Parameters
    ----------
    values : (n,) array
        In the order in which they are made.
    made : int
        Draws made, failed ones and those without a value included.
    runs : int
        Runs that one more draw costs.
    case : int or None
        Case that they are replications of.
    """

    values: Floats
    made: int
    runs: int
    case: int | None = None


def convergence(study: Study, figure: str) -> pl.DataFrame:
    """Return how a figure settles as draws are added, from the first on.

    Returns
    -------
    DataFrame
        ``what``, ``draws`` that it rests on, ``runs`` that they cost, ``value``, ``low``, ``high`` (95 %
        interval; NaN for an end for which there are too few draws). Sobol samples: ``what`` is a lever and
        the value its total index, for an eighth, a quarter, half and all base samples. Morris trajectories:
        likewise its mean absolute effect. Latin hypercubes: ``middle``, ``low``, ``high`` (50, 5 and 95 %)
        and ``mean`` of the cases' means. Grids and lists: the same of the replications of one case, that of
        which the draws are known least well; ``runs`` counts those of all cases.

    Raises
    ------
    MissingLibraryError
        When SALib is needed and not installed.
    """
    if study.design["kind"] in IN_BLOCKS:
        rows, cost = list(_indices_settling(study, figure)), rows_in_block(study) * study.replications
    else:
        sample = _sample(study, figure)
        rows, cost = list(_draws_settling(sample.values)), sample.runs
    columns = {"what": pl.String, "draws": pl.Int64} | dict.fromkeys(("value", "low", "high"), pl.Float64)
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return frame.with_columns(runs=pl.col("draws") * cost).select(
        "what", "draws", "runs", "value", "low", "high"
    )


def enough(study: Study, figure: str, wanted: float | None = None) -> Enough:
    """Tell whether a sweep is large enough, by the 95 % interval of the value that is known least well.

    Parameters
    ----------
    study : Study
        A finished sweep.
    figure : str
        Column of the table of runs.
    wanted : float, optional
        Half-width that is wanted, in the unit of the figure (of shares of variance for Sobol samples). By
        default a tenth of the 5-95 % range of all runs, a tenth of the largest mean absolute effect, or 0.05
        for Sobol samples.

    Raises
    ------
    MissingLibraryError
        When SALib is needed and not installed.
    """
    if study.design["kind"] in IN_BLOCKS:
        return _enough_of_indices(study, figure, wanted)
    sample = _sample(study, figure)
    values = sample.values
    if wanted is None:
        seen = values_of(study, figure)
        ends = np.quantile(seen, (QUANTILES["low"], QUANTILES["high"])) if seen.size else np.zeros(2)
        wanted = PART * float(ends[1] - ends[0])
    what = "middle" if _has_median(values) else "mean"
    return _verdict(what, len(values), sample.made, sample.runs, _half_width(values), wanted, sample.case)


def _verdict(
    what: str, draws: int, made: int, cost: int, half: float, wanted: float, case: int | None = None
) -> Enough:
    needed = draws_needed(made, half, wanted)
    total = None if needed is None else needed * cost
    return Enough(what, draws, made * cost, half, wanted, total, half <= wanted, case)


def _sample(study: Study, figure: str) -> _Sample:
    table = table_of(study, figure)
    if study.design["kind"] == "latin_hypercube":
        means = mean_of_cases(table)
        return _Sample(means[~np.isnan(means)], study.cases, study.replications)
    draws = [row[~np.isnan(row)] for row in table]
    widths = np.array([_half_width(each) for each in draws])
    case = int(np.argmax(np.nan_to_num(widths, nan=-1.0)))
    return _Sample(draws[case], study.replications, study.cases, case + 1)


def _half_width(values: Floats) -> float:
    """Of the interval of the median, or of the mean where the median says too little."""
    low, high = quantile_interval(values, 0.5) if _has_median(values) else _of_mean(values)
    return (high - low) / 2.0


def _has_median(values: Floats) -> bool:
    """Whether the median tells: not of few draws, and not of yes and no, where it is one of the two."""
    return len(values) >= FEWEST_FOR_MEDIAN and len(np.unique(values)) != 2


def _of_mean(values: Floats) -> tuple[float, float]:
    if len(values) < 2:
        return np.nan, np.nan
    ends = mean_interval(*(np.array(each) for each in (values.mean(), values.std(ddof=1), len(values))))
    return float(ends[0]), float(ends[1])


def _draws_settling(values: Floats) -> Iterator[Row]:
    if not values.size:
        return
    for number in np.unique(np.geomspace(1, len(values), _CHECKPOINTS).round().astype(int)).tolist():
        kept = values[:number]
        yield "mean", number, float(kept.mean()), *_of_mean(kept)
        for name in ("low", "middle", "high"):
            yield (
                name,
                number,
                float(np.quantile(kept, QUANTILES[name])),
                *quantile_interval(kept, QUANTILES[name]),
            )


def _leading(study: Study, blocks: Blocks) -> tuple[Floats, Floats]:
    measured = (shares_of_variance if study.design["kind"] == "sobol" else elementary_effects)(study, blocks)
    return measured[LEADING[study.design["kind"]]]


def _indices_settling(study: Study, figure: str) -> Iterator[Row]:
    blocks = complete_blocks(study, figure)
    sizes = sorted({len(blocks.values) >> halvings for halvings in range(4)} - {0, 1})
    for number in sizes:
        values, halves = _leading(study, Blocks(blocks.values[:number], blocks.places[:number], 0))
        for lever, value, half in zip(study.levers, values.tolist(), halves.tolist(), strict=True):
            yield lever.name, number, value, value - half, value + half


def _enough_of_indices(study: Study, figure: str, wanted: float | None) -> Enough:
    blocks = complete_blocks(study, figure)
    values, halves = _leading(study, blocks)
    if len(blocks.values) > 1 and is_constant(blocks.values):
        halves = np.zeros(len(halves))
    of_sobol = study.design["kind"] == "sobol"
    widest = int(np.argmax(np.nan_to_num(halves, nan=-1.0)))
    if wanted is None:
        wanted = OF_SHARES if of_sobol else PART * float(np.nan_to_num(values).max())
    made, cost = len(blocks.values) + blocks.dropped, rows_in_block(study) * study.replications
    name, half = study.levers[widest].name, float(halves[widest])
    found = _verdict(name, len(blocks.values), made, cost, half, wanted)
    if of_sobol and found.needed:
        doublings = int(np.ceil(np.log2(found.needed / cost)))
        found = replace(found, needed=2**doublings * cost)
    return found
