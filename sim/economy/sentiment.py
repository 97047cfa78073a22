"""Boycotts: households that avoid the goods of a country, why their number grows, and how it fades."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.behaviour import SentimentBehaviour

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sentiment:
    """What households feel about other economies; index order: whose goods, whose households.

    Parameters
    ----------
    avoiding : (N, N) float
        Part of the destination's households that avoid goods of the origin, fraction.
    hostility : (N, N) float
        New tariffs between the two, remembered: sum of log rises, fading.
    peak : (N, N) float
        Largest part that has ever avoided them.
    log_tariff : (N, N) float
        Log of the mean landed over supplier price of the destination's imports from the origin,
        base = 0, last week.
    """

    avoiding: Floats
    hostility: Floats
    peak: Floats
    log_tariff: Floats


def calm(economies: int) -> Sentiment:
    """Return the sentiment of the base: nobody avoids anything."""
    nothing = np.zeros((economies, economies))
    return Sentiment(nothing, nothing, nothing, nothing)


def mean_log_tariff(factor: Floats, goods_weight: Floats) -> Floats:
    """Return (N, N) the log of the mean tariff factor of a pair's goods, base trade as weights; base = 0.

    Parameters
    ----------
    factor : (N, N, G) float
        Landed over supplier price relative to the base.
    goods_weight : (N, N, G) float
        Share of each product group in the pair's trade in goods; zeros where there is none.
    """
    return np.asarray(np.log1p(((factor - 1.0) * goods_weight).sum(axis=2)))


def sentiment_after(before: Sentiment, log_tariff: Floats, behaviour: SentimentBehaviour) -> Sentiment:
    """Return sentiment after a week.

    Equations (71) and (72): a rise of tariffs, by the origin's government on the
    destination's goods (an attack) or by the own government (which leads its public), adds to hostility,
    which fades. Hostility angers some households by itself and lets anger spread from one to another, as in a
    model of contagion; the angry calm down at a steady rate:
    ``H' = m H + a rise[d, o] + c rise[o, d]``, ``I' = I + H' (spark + contagion I)(1 - I) - f (I - floor)``.
    With nothing new all returns to the floor, a lasting part of the peak, by default zero.

    Parameters
    ----------
    before : Sentiment
        A week earlier.
    log_tariff : (N, N) float
        This week's, from :func:`mean_log_tariff`.
    behaviour : SentimentBehaviour
        The scenario's parameters.
    """
    rise = np.maximum(log_tariff - before.log_tariff, 0.0)
    hostility = before.hostility * 0.5 ** (1.0 / behaviour.memory)
    hostility = hostility + behaviour.attack * rise.T + behaviour.own_war * rise
    np.fill_diagonal(hostility, 0.0)
    infected = before.avoiding
    reached = np.minimum(hostility * (behaviour.spark + behaviour.contagion * infected), 1.0)
    calmed = (1.0 - 0.5 ** (1.0 / behaviour.fading)) * (infected - behaviour.lasting * before.peak)
    avoiding = np.clip(infected + reached * (1.0 - infected) - calmed, 0.0, 1.0)
    return Sentiment(avoiding, hostility, np.maximum(before.peak, avoiding), log_tariff)


def kept_in_the_shops(avoiding: Floats, avoidance: float) -> Floats:
    """Return (N, N) what is left of households' demand for an origin's goods, at given demand for others.

    Equation (73): ``B = 1 - avoidance x I``.

    Parameters
    ----------
    avoiding : (N, N) float
        Part of the destination's households that avoid goods of the origin.
    avoidance : float
        Part of their purchases that those who avoid give up.
    """
    return np.asarray(1.0 - avoidance * avoiding)


def diversion(share: Floats, kept: Floats, final_part: Floats) -> Floats:
    """Return by what boycotts multiply what a market spends on each origin.

    Equation (74): ``1 - f + f B[o] / sum_j s[j] B[j]``: of a market's spending the final part
    ``f`` is diverted to other origins, in proportion to what they sell; inputs are bought as before, and
    prices are left alone.

    Parameters
    ----------
    share : (N, N, G) float
        Shares of origins in each market's spending without boycotts.
    kept : (N, N) float
        From :func:`kept_in_the_shops`.
    final_part : (N, G) float
        Part of each market's spending that is for households.
    """
    left = kept[:, :, None]
    mean = (share * left).sum(axis=0)
    return np.asarray(1.0 - final_part + final_part * left / np.where(mean > 0.0, mean, 1.0))


def anger(avoiding: Floats) -> Floats:
    """Return (N,) the part of households that avoid goods of somebody: ``1 - prod_o (1 - I)``."""
    return np.asarray(1.0 - np.prod(1.0 - avoiding, axis=0))
