"""Approval of the government: what households make of prices, jobs and a foreign attack."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.behaviour import ApprovalBehaviour

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Opinion:
    """What the tenths of households have lived through and think; ``H`` tenths.

    Parameters
    ----------
    log_price : (N, H) float
        Log of the prices that a tenth notices over its economy's wage, base = 0.
    price_experience : (N, H) float
        How much dearer those are than the tenth is used to, log.
    approval : (N, H) float
        Part of the tenth that approves of its government, fraction.
    """

    log_price: Floats
    price_experience: Floats
    approval: Floats


def usual_opinion(economies: int, deciles: int, usual: float) -> Opinion:
    """Return the opinion of the base."""
    nothing = np.zeros((economies, deciles))
    return Opinion(nothing, nothing, np.full_like(nothing, usual))


def opinion_after(
    before: Opinion, log_price: Floats, unemployment: Floats, anger: Floats, behaviour: ApprovalBehaviour
) -> Opinion:
    """Return opinion after a week.

    Equations (75) and (76): the price experience of a tenth is the rise, over the wage,
    of the prices that it notices, less what it has become used to, ``x' = k x + (log q - log q_last)`` with
    ``k`` the weekly memory; approval is ``1 / (1 + exp(-z))``, ``z = logit(usual) - a x - b u + r anger``:
    dear goods and lost jobs cost approval, a foreign attack rallies the public for as long as anger lasts.

    Parameters
    ----------
    before : Opinion
        A week earlier.
    log_price : (N, H) float
        Log of the noticed prices over the wage.
    unemployment : (N, H) float
        Part of each tenth's labour out of work.
    anger : (N,) float
        Part of households that avoid goods of somebody.
    behaviour : ApprovalBehaviour
        The scenario's parameters.
    """
    memory = 1.0 - 1.0 / behaviour.habituation
    experience = memory * before.price_experience + (log_price - before.log_price)
    score = np.log(behaviour.usual / (1.0 - behaviour.usual)) + behaviour.rally * anger[:, None]
    score = score - behaviour.weight_of_prices * experience - behaviour.weight_of_jobs * unemployment
    return Opinion(log_price, experience, np.asarray(1.0 / (1.0 + np.exp(-score))))
