"""How far a figure goes up or down with a lever, by ranks: for designs made for no index of their own."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy import stats

from sim.ensemble.analysis.observed import is_constant
from sim.ensemble.analysis.spreads import LEVEL
from sim.ensemble.study import Lever
from sim.metrics.axes import Floats


def rank_correlation(first: Floats, second: Floats, controls: Floats) -> tuple[float, float, float]:
    """Return the correlation of two columns of ranks, and its 95 % interval.

    Equation (191). Spearman's: the correlation of ranks; with controls, of what a linear fit of the controls
    leaves of either. The interval is that of ``atanh`` with the variance ``(1 + r^2 / 2) / (n - 3 - k)``
    for ``k`` controls.

    Parameters
    ----------
    first, second : (N,) array
        Ranks.
    controls : (N, k) array
        Ranks, or zeros and ones, of what is held constant.

    Returns
    -------
    value, low, high : float
        From -1 to 1; NaN where one of the two does not vary.

    References
    ----------
    Bonett, Wright (2000), Psychometrika 65(1); Marino et al. (2008), Journal of Theoretical Biology 254(1).
    """
    base = np.column_stack([np.ones(len(first)), controls])
    columns = np.column_stack([first, second])
    left = columns - base @ np.linalg.lstsq(base, columns)[0]
    sizes = np.sqrt((left**2).sum(axis=0))
    if (sizes <= 1e-9 * np.sqrt((columns**2).sum(axis=0))).any():
        return np.nan, np.nan, np.nan
    value = float(np.clip(left[:, 0] @ left[:, 1] / sizes.prod(), -1.0, 1.0))
    freedom = len(first) - 3 - controls.shape[1]
    if freedom <= 0:
        return value, np.nan, np.nan
    half = stats.norm.ppf(0.5 + LEVEL / 2) * np.sqrt((1.0 + value**2 / 2.0) / freedom)
    centre = np.arctanh(np.clip(value, -1.0 + 1e-15, 1.0 - 1e-15))
    return value, float(np.tanh(centre - half)), float(np.tanh(centre + half))


def rank_indices(cases: pl.DataFrame, levers: tuple[Lever, ...], values: Floats) -> dict[str, Floats]:
    """Return ``rank`` and ``partial_rank`` as (K, 3) value, low and high by lever; NaN for choices.

    The second holds the other levers constant, choices among them.
    """
    columns = {each.name: _columns(cases[each.name], each) for each in levers}
    ranks = np.ones(len(values)) if is_constant(values) else stats.rankdata(values)
    nothing = np.empty((len(values), 0))
    found = {"rank": np.full((len(levers), 3), np.nan), "partial_rank": np.full((len(levers), 3), np.nan)}
    for place, each in enumerate(levers):
        if each.is_choice:
            continue
        own = columns[each.name][:, 0]
        others = np.column_stack([nothing, *(columns[name] for name in columns if name != each.name)])
        found["rank"][place] = rank_correlation(ranks, own, nothing)
        found["partial_rank"][place] = rank_correlation(ranks, own, others)
    return found


def _columns(values: pl.Series, lever: Lever) -> Floats:
    """(N, k) ranks of numbers, or a column of zeros and ones for every choice but the first."""
    if lever.is_choice:
        return np.column_stack([(values == each).to_numpy() for each in lever.values[1:]]).astype(float)
    ranks: Floats = stats.rankdata(values.to_numpy())[:, None].astype(float)
    return ranks
