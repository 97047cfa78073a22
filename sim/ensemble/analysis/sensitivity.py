"""Which lever matters: one table whatever the design, the strongest lever first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from sim.ensemble.analysis.blocks import IN_BLOCKS, complete_blocks
from sim.ensemble.analysis.chance import chance
from sim.ensemble.analysis.indices import elementary_effects, shares_of_pairs, shares_of_variance
from sim.ensemble.analysis.observed import cases_of, mean_of_cases, table_of
from sim.ensemble.analysis.ranks import rank_indices
from sim.ensemble.study import Study
from sim.metrics.axes import Floats

LEADING: Mapping[str, str] = {"sobol": "total", "morris": "mean_absolute"}
"""Index by which levers are ordered; ``rank`` in other designs."""

FEWEST_CASES = 10
"""Below which correlations of ranks say nothing."""


def sensitivity(study: Study, figure: str) -> pl.DataFrame | None:
    """Return how strongly each lever moves a figure.

    Returns
    -------
    DataFrame or None
        One row a lever and index, the strongest lever first: ``figure``, ``lever``, ``index``, ``value``,
        ``low``, ``high`` (95 % interval), ``samples`` that it rests on (base samples, trajectories or cases),
        ``dropped`` (those left out because a run in them failed or has no value), ``chance`` (share of the
        variance of the cases' means that is luck: :func:`sim.ensemble.analysis.chance.chance`).
        Indices are ``first`` and ``total`` (186, 187) for Sobol samples; ``mean``, ``mean_absolute`` and
        ``spread`` (189) for Morris trajectories, in the unit of the figure; ``rank`` and ``partial_rank``
        (191) for all others. NaN where there is nothing to measure: a figure that does not vary has no
        shares. None without levers, or in other designs with fewer than ten cases or no lever of numbers.

    Raises
    ------
    MissingLibraryError
        When SALib is needed and not installed.
    """
    kind = study.design["kind"]
    if not study.levers:
        return None
    if kind in IN_BLOCKS:
        blocks = complete_blocks(study, figure)
        measured = (shares_of_variance if kind == "sobol" else elementary_effects)(study, blocks)
        found = {name: _with_ends(*index) for name, index in measured.items()}
        return _ordered(study, figure, found, len(blocks.values), blocks.dropped)
    means = mean_of_cases(table_of(study, figure))
    known = ~np.isnan(means)
    if known.sum() < FEWEST_CASES or all(each.is_choice for each in study.levers):
        return None
    found = rank_indices(cases_of(study).filter(known), study.levers, means[known])
    return _ordered(study, figure, found, int(known.sum()), int((~known).sum()))


def interactions(study: Study, figure: str) -> pl.DataFrame | None:
    """Return what pairs of levers do together, for Sobol samples with second order; None for others.

    Returns
    -------
    DataFrame or None
        One row a pair, the strongest first: ``figure``, ``lever``, ``other``, ``value`` (188), ``low``,
        ``high`` (95 % interval).

    Raises
    ------
    MissingLibraryError
        When SALib is not installed.
    """
    if study.design["kind"] != "sobol" or not study.design.get("second_order") or len(study.levers) < 2:
        return None
    values, halves = shares_of_pairs(study, complete_blocks(study, figure))
    names = [each.name for each in study.levers]
    rows = [
        (figure, names[one], names[other], *_with_ends(values, halves)[one, other].tolist())
        for one, other in zip(*np.triu_indices(len(names), 1), strict=True)
    ]
    columns = ["figure", "lever", "other", "value", "low", "high"]
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return frame.sort(pl.col("value").fill_nan(None), descending=True, nulls_last=True, maintain_order=True)


def _with_ends(values: Floats, halves: Floats) -> Floats:
    return np.stack([values, values - halves, values + halves], axis=-1)


def _ordered(
    study: Study, figure: str, found: Mapping[str, Floats], samples: int, dropped: int
) -> pl.DataFrame:
    leading = np.abs(found[LEADING.get(study.design["kind"], "rank")][:, 0])
    luck = chance(study, figure).in_mean
    rows = [
        (figure, study.levers[place].name, index, *values[place].tolist(), samples, dropped, luck)
        for place in np.argsort(-np.nan_to_num(leading, nan=-1.0), kind="stable")
        for index, values in found.items()
    ]
    columns = ["figure", "lever", "index", "value", "low", "high", "samples", "dropped", "chance"]
    return pl.DataFrame(rows, schema=columns, orient="row")
