"""How much of what varies among runs is draws of chance, and not what the sweep varies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.ensemble.analysis.observed import is_constant, table_of
from sim.ensemble.study import Study
from sim.metrics.axes import Floats


@dataclass(frozen=True)
class Chance:
    """Shares of variance that are draws of chance; NaN with one replication or nothing that varies.

    Parameters
    ----------
    in_run : float
        Of the variance of single runs: all that the levers do not explain.
    in_mean : float
        Of the variance of the cases' means: what is left of luck after the replications are averaged. An
        index of sensitivity below it may be luck.
    """

    in_run: float
    in_mean: float


NOTHING = Chance(np.nan, np.nan)


def chance(study: Study, figure: str) -> Chance:
    """Return the shares of variance that are draws of chance."""
    table = table_of(study, figure)
    return shares_of_chance(table[~np.isnan(table).any(axis=1)], study.has_common_chance)


def shares_of_chance(table: Floats, common: bool = True) -> Chance:
    """Return the shares of variance that are draws of chance, by the law of total variance.

    Equation (190). ``V(y) = V(E[y | case]) + E[V(y | case)]``. Replications are the same draws in every case:
    what a draw does to all cases alike moves no case against another, so it counts in a run but not in the
    means. With the mean squares of cases ``A``, of replications ``B`` and of what is left ``E`` the
    variances are ``(A - E)/R``, ``(B - E)/C`` and ``E``; the means carry ``E/R``. Where every case has
    draws of its own, ``B`` is nothing and all that varies within a case is ``E``.

    Parameters
    ----------
    table : (C, R) array
        Values by case and replication.
    common : bool
        Whether a replication is the same draw in every case.
    """
    cases, replications = table.shape
    if cases < 2 or replications < 2 or is_constant(table):
        return NOTHING
    of_case = table.mean(axis=1)
    of_draw = table.mean(axis=0) if common else np.full(replications, table.mean())
    left = table - of_case[:, None] - of_draw + table.mean()
    rest = float((left**2).sum() / ((cases - common) * (replications - 1)))
    of_means = float(of_case.var(ddof=1))
    levers = max(of_means - rest / replications, 0.0)
    draws = max(float(of_draw.var(ddof=1)) - rest / cases, 0.0)
    luck = rest + draws
    in_mean = min(rest / replications / of_means, 1.0) if of_means > 0.0 else np.nan
    return Chance(luck / (levers + luck) if levers + luck > 0.0 else np.nan, in_mean)
