"""Many endings of a standoff as a few figures, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binomtest

if TYPE_CHECKING:
    from sim.model.bargains import Ending

CONFIDENCE = 0.9
"""Intervals of shares are Clopper and Pearson's at this level, as on the page of a run."""


@dataclass(frozen=True)
class Share:
    """A share of draws, with its interval.

    Parameters
    ----------
    value, low, high : float
        Fractions.
    """

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return it in percent: ``62 (56-68)``."""
        return f"{100 * self.value:.0f} ({100 * self.low:.0f}-{100 * self.high:.0f})"


@dataclass(frozen=True)
class Outcomes:
    """How the draws of a scenario ended; pairs are in the order of the sides.

    Parameters
    ----------
    label : str
        What was played.
    between : tuple of str
        The two economies.
    draws : int
        Number of draws.
    truce, deal : Share
        Draws that reach one by the end.
    weeks_to_truce : tuple of float
        First quartile, median and third quartile over all draws; infinite where a draw never gets there.
    moves_first, gets_terms : tuple of Share
        Draws in which a side gave way first; in which its precondition was met. What is left is on terms of
        both.
    weeks_at_embargo : float
        Mean over draws.
    snap_backs : float
        Mean over draws.
    false_words, contradictions : float
        Means over draws.
    cost : tuple of float
        Mean cost to the governments, percent of GDP times weeks.
    welfare : tuple of float
        Mean change of real consumption, percent of that of the base.
    trade : tuple of float
        Mean goods sold by the first to the second, and the other way, at the end, base = 1.
    """

    label: str
    between: tuple[str, str]
    draws: int
    truce: Share
    deal: Share
    weeks_to_truce: tuple[float, float, float]
    moves_first: tuple[Share, Share]
    gets_terms: tuple[Share, Share]
    weeks_at_embargo: float
    snap_backs: float
    false_words: float
    contradictions: float
    cost: tuple[float, float]
    welfare: tuple[float, float]
    trade: tuple[float, float]


def share(hits: Sequence[bool]) -> Share:
    """Return a share of draws with its interval."""
    found = binomtest(sum(hits), len(hits))
    interval = found.proportion_ci(CONFIDENCE, method="exact")
    return Share(sum(hits) / len(hits), float(interval.low), float(interval.high))


def outcomes(label: str, endings: Sequence[Ending]) -> Outcomes:
    """Return the figures of one negotiation over many draws.

    Parameters
    ----------
    label : str
        What was played.
    endings : sequence of Ending
        One a draw, of the same pair.

    Raises
    ------
    ValueError
        Without any draw, or of different pairs.
    """
    if not endings or len({each.between for each in endings}) > 1:
        raise ValueError("outcomes are those of one pair, over at least one draw")
    first, second = endings[0].between
    weeks = [np.inf if each.weeks_to_truce is None else float(each.weeks_to_truce) for each in endings]
    low, middle, high = np.quantile(weeks, (0.25, 0.5, 0.75), method="inverted_cdf")
    return Outcomes(
        label=label,
        between=(first, second),
        draws=len(endings),
        truce=share([each.weeks_to_truce is not None for each in endings]),
        deal=share([each.weeks_to_deal is not None for each in endings]),
        weeks_to_truce=(float(low), float(middle), float(high)),
        moves_first=(
            share([each.first_mover == first for each in endings]),
            share([each.first_mover == second for each in endings]),
        ),
        gets_terms=(
            share([each.on_terms_of == first for each in endings]),
            share([each.on_terms_of == second for each in endings]),
        ),
        weeks_at_embargo=_mean([each.weeks_at_embargo for each in endings]),
        snap_backs=_mean([each.snap_backs for each in endings]),
        false_words=_mean([each.false_words for each in endings]),
        contradictions=_mean([each.contradictions for each in endings]),
        cost=_means([each.cost for each in endings]),
        welfare=_means([_percent(each.welfare) for each in endings]),
        trade=_means([each.trade for each in endings]),
    )


def paired_difference(base: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """Return the mean difference of two plays with the same draws, and its standard error.

    Parameters
    ----------
    base, other : sequence of float
        One value a draw, in the same order.
    """
    gap = np.asarray(other, dtype=np.float64) - np.asarray(base, dtype=np.float64)
    error = gap.std(ddof=1) / np.sqrt(len(gap)) if len(gap) > 1 else np.nan
    return float(gap.mean()), float(error)


def _percent(index: tuple[float, float]) -> tuple[float, float]:
    return 100.0 * (index[0] - 1.0), 100.0 * (index[1] - 1.0)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))


def _means(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    first, second = np.mean(np.asarray(pairs), axis=0)
    return float(first), float(second)
