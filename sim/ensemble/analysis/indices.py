"""Indices of sensitivity of a figure in the blocks of a design, by lever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

from sim.ensemble.analysis.blocks import Blocks, rows_in_block
from sim.ensemble.analysis.libraries import library
from sim.ensemble.analysis.observed import cases_of, is_constant
from sim.ensemble.analysis.spreads import mean_interval
from sim.ensemble.plan.designs import unit_cube
from sim.ensemble.study import Study
from sim.metrics.axes import Floats
from sim.records.reading import UnfitRunsError

SEED = 1
"""Of the resampling that intervals come from, so that they are the same each time."""

RESAMPLES = 100

Index: TypeAlias = tuple[Floats, Floats]
"""(K,) values by lever and half-widths of their 95 % intervals."""


def shares_of_variance(study: Study, blocks: Blocks) -> dict[str, Index]:
    """Return the Sobol indices: what part of the variance of a figure each lever explains.

    Equation (186). First order, ``S_i = V(E[y | x_i]) / V(y)``: what would go, on average, if the lever were
    known. Equation (187). Total, ``T_i = E[V(y | all but x_i)] / V(y)``: what would stay if all but it were
    known; the two differ by what it does together with others.

    Returns
    -------
    dict
        ``first`` and ``total``; NaN for a figure that does not vary or with fewer than two base samples.

    References
    ----------
    Sobol' (2001), Mathematics and Computers in Simulation 55; estimators of Saltelli et al. (2010), Computer
    Physics Communications 181(2).
    """
    if _says_nothing(blocks):
        nothing = np.full(len(study.levers), np.nan)
        return {"first": (nothing, nothing), "total": (nothing, nothing)}
    found = _sobol(study, blocks, second_order=False)
    return {"first": (found["S1"], found["S1_conf"]), "total": (found["ST"], found["ST_conf"])}


def shares_of_pairs(study: Study, blocks: Blocks) -> Index:
    """(K, K) what part of the variance two levers explain together beyond what each does alone.

    Equation (188). ``S_ij = V(E[y | x_i, x_j]) / V(y) - S_i - S_j``, above the diagonal; NaN elsewhere.
    """
    levers = len(study.levers)
    if _says_nothing(blocks):
        return np.full((levers, levers), np.nan), np.full((levers, levers), np.nan)
    found = _sobol(study, blocks, second_order=True)
    return found["S2"], found["S2_conf"]


def elementary_effects(study: Study, blocks: Blocks) -> dict[str, Index]:
    """Return the Morris measures: what a lever does from one end of its range to the other.

    Equation (189). Of the elementary effects ``e = (y(x + step) - y(x)) / step`` along the trajectories,
    with the range of a lever as the unit of its step: the mean, the mean of ``|e|``, and the standard
    deviation. The spread is zero for a lever whose effect is the same wherever the others stand. Steps are
    those of the design in the unit cube, whatever a lever of few values makes of them.

    Returns
    -------
    dict
        ``mean``, ``mean_absolute`` and ``spread`` in the unit of the figure, half-widths of 95 % intervals
        with them.

    Raises
    ------
    UnfitRunsError
        When the points of the design are not those at which runs were made.

    References
    ----------
    Morris (1991), Technometrics 33(2); Campolongo, Cariboni, Saltelli (2007), Environmental Modelling and
    Software 22(10).
    """
    levers = len(study.levers)
    if len(blocks.values) < 2:
        nothing = np.full(levers, np.nan)
        return dict.fromkeys(("mean", "mean_absolute", "spread"), (nothing, nothing))
    places = unit_cube(study.design, levers).reshape(-1, rows_in_block(study), levers)[blocks.places]
    _same_steps(study, blocks, places)
    found = library("SALib.analyze.morris").analyze(
        _problem(study),
        places.reshape(-1, levers),
        blocks.values.ravel(),
        num_levels=study.design["levels"],
        num_resamples=RESAMPLES,
        seed=SEED,
    )
    mean, mean_absolute, spread, half = (
        np.asarray(found[name], dtype=float) for name in ("mu", "mu_star", "sigma", "mu_star_conf")
    )
    _, high = mean_interval(mean, spread, np.full(levers, len(blocks.values)))
    return {
        "mean": (mean, high - mean),
        "mean_absolute": (mean_absolute, half),
        "spread": (spread, np.full(levers, np.nan)),
    }


def _says_nothing(blocks: Blocks) -> bool:
    """Whether the points that the variance is taken of, the ends of the blocks, do not vary."""
    return len(blocks.values) < 2 or is_constant(blocks.values[:, [0, -1]])


def _sobol(study: Study, blocks: Blocks, second_order: bool) -> Mapping[str, Floats]:
    kept = blocks.values
    if not second_order and study.design.get("second_order"):
        levers = len(study.levers)
        kept = kept[:, [*range(levers + 1), 2 * levers + 1]]
    found: Mapping[str, Floats] = library("SALib.analyze.sobol").analyze(
        _problem(study), kept.ravel(), second_order, num_resamples=RESAMPLES, seed=SEED
    )
    return found


def _problem(study: Study) -> dict[str, Any]:
    names = [each.name for each in study.levers]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _same_steps(study: Study, blocks: Blocks, places: Floats) -> None:
    """Make sure that no lever moved where the design says that another did: its points are made again."""
    cases = cases_of(study)
    rows = rows_in_block(study)
    for rank, each in enumerate(study.levers):
        values = cases[each.name].to_numpy().reshape(-1, rows)[blocks.places]
        moved = values[:, 1:] != values[:, :-1]
        if (moved & (places[:, 1:, rank] == places[:, :-1, rank])).any():
            message = f"{study.folder}: the points of this sweep cannot be made again: `{each.name}` moved "
            raise UnfitRunsError(f"{message}elsewhere (hint: read it with the SALib that it was made with)")
