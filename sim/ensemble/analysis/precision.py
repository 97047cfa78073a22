"""Whether enough was run: how wide the interval of a figure is, and how many runs would narrow it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.ensemble.analysis.spreads import LEVEL
from sim.metrics.axes import Floats


@dataclass(frozen=True)
class Enough:
    """Whether a sweep is large enough for what it is to say.

    Parameters
    ----------
    what : str
        The value that is known least well: ``middle`` of the draws (``mean`` where they are fewer than six),
        or the name of a lever.
    draws : int
        Draws that it rests on: replications of a case, cases of a random sample, base samples,
        trajectories.
    runs : int
        Runs made so far.
    half_width : float
        Half the width of its 95 % interval; NaN where there are too few draws to tell.
    wanted : float
        Half-width that is wanted.
    needed : int or None
        Runs that are needed in all, those made included; None where that cannot be told.
    is_enough : bool
        Whether the half-width is no wider than wanted.
    case : int or None
        In grids and lists: the case of which the draws are known least well.
    """

    what: str
    draws: int
    runs: int
    half_width: float
    wanted: float
    needed: int | None
    is_enough: bool
    case: int | None = None

    @property
    def more(self) -> int | None:
        """Runs still to be made; zero where it is enough, None where that cannot be told."""
        return 0 if self.is_enough else None if self.needed is None else max(self.needed - self.runs, 0)


def quantile_interval(draws: Floats, part: float) -> tuple[float, float]:
    """Return the ends of the interval in which a quantile of all possible draws lies.

    Equation (192). From the ``l``-th to the ``u``-th of the sorted draws, with the largest ``l`` and the
    smallest ``u`` for which ``P(B < l)`` and ``P(B >= u)`` are at most 2.5 %, ``B`` being binomial with ``n``
    trials and probability ``part``. It holds whatever the distribution, and errs on the wide side.

    Parameters
    ----------
    draws : (n,) array
        Draws in any order.
    part : float
        Part of all draws that lies below the quantile.

    Returns
    -------
    low, high : float
        NaN for an end for which there are too few draws: the median needs six, 5 and 95 % need 72.
    """
    number = len(draws)
    ordered = np.sort(draws)
    tail = (1.0 - LEVEL) / 2.0
    below = stats.binom.cdf(np.arange(number), number, part)
    first = int((below <= tail).sum())
    last = int((below < 1.0 - tail).sum()) + 1
    low = float(ordered[first - 1]) if first >= 1 else np.nan
    return low, float(ordered[last - 1]) if last <= number else np.nan


def draws_needed(draws: int, half_width: float, wanted: float) -> int | None:
    """Return how many draws make an interval as narrow as wanted.

    Equation (193). ``n (h / w)^2``: half-widths fall with the square root of the number of draws.

    Parameters
    ----------
    draws : int
        Draws made.
    half_width, wanted : float
        Half-width that they give, and the one that is wanted.

    Returns
    -------
    int or None
        None where it is not known, or nothing is narrow enough.
    """
    if half_width == 0.0:
        return draws
    if math.isnan(half_width) or not wanted > 0.0:
        return None
    return math.ceil(draws * (half_width / wanted) ** 2)
