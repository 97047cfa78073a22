"""What buyers expect to pay over a contract, given what they believe of tariffs, and what they fear."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.beliefs import Beliefs, remembered
from sim.economy.foresight import Fear, Outlook

if TYPE_CHECKING:
    from sim.scenario.behaviour import BeliefBehaviour

Floats = NDArray[np.float64]

LEAST_FEARED = 1e-3
"""Rises less likely in a week than this, once in twenty years, are not ordered ahead of: holding goods until
then would cost more than any tariff."""


@dataclass(frozen=True)
class Prospects:
    """Probabilities over a contract, mean over its weeks, by pair.

    Parameters
    ----------
    escalate, persist, de_escalate : (N, N) float
        Sum to one.
    """

    escalate: Floats
    persist: Floats
    de_escalate: Floats


def prospects(beliefs: Beliefs, rules: BeliefBehaviour) -> Prospects:
    """Return how likely each turn is to hold over a contract.

    Equation (4): a turn comes at the rate at which such weeks are remembered. The rate fades
    like the memory, so that over a contract of ``T`` weeks it counts for
    ``u = 1 / phi - (1 - exp(-phi T)) / (phi^2 T)`` weeks; with both rates together ``r``, a turn
    holds with probability ``1 - exp(-r u)``, shared out in proportion to the rates.

    Parameters
    ----------
    beliefs : Beliefs
        Evidence of each pair.
    rules : BeliefBehaviour
        The scenario's parameters.
    """
    fading = -np.log(remembered(rules))
    contract = rules.contract_weeks
    weeks = 1.0 / fading + np.expm1(-fading * contract) / (fading**2 * contract)
    turns = beliefs.escalate + beliefs.de_escalate
    rate = turns / (turns + beliefs.persist)
    either = -np.expm1(-rate * weeks)
    share = np.divide(beliefs.escalate, turns, out=np.zeros_like(turns), where=turns > 0.0)
    escalate = either * share
    return Prospects(escalate, 1.0 - either, either - escalate)


def typical_rise(beliefs: Beliefs) -> Floats:
    """(N, N) mean size of the rises remembered, log points; zero where there are none."""
    some = beliefs.escalate > 0.0
    return np.divide(beliefs.risen, beliefs.escalate, out=np.zeros_like(beliefs.risen), where=some)


def expected_factor(
    beliefs: Beliefs, factor: Floats, is_goods: NDArray[np.bool_], rules: BeliefBehaviour
) -> tuple[Floats, Floats]:
    """Return the factor of landed prices that buyers expect over a contract, and how unsure they are.

    Equations (9) and (10): today's factor, what is announced, a rise with the
    probability of escalation, and a part of what tariffs stand above the base less with that of
    de-escalation; the standard deviation of these three turns.

    Parameters
    ----------
    beliefs : Beliefs
        Evidence of each pair, and what is announced.
    factor : (N, N, G) float
        Landed over supplier price today, base = 1.
    is_goods : (G,) bool
        Groups that a customs officer sees.
    rules : BeliefBehaviour
        The scenario's parameters.

    Returns
    -------
    factor : (N, N, G) float
        Expected landed over supplier price, base = 1.
    uncertainty : (N, N, G) float
        Standard deviation of its log.
    """
    if not rules.on:
        return factor, np.zeros_like(factor)
    if not (beliefs.escalate.any() or beliefs.de_escalate.any()):
        return factor * np.exp(beliefs.coming), np.zeros_like(factor)
    chance = prospects(beliefs, rules)
    up, down = chance.escalate[:, :, None], chance.de_escalate[:, :, None]
    rise = typical_rise(beliefs)[:, :, None] * is_goods
    cut = rules.withdrawn_share * np.maximum(np.log(factor) + beliefs.coming, 0.0) * is_goods
    mean = up * rise - down * cut
    variance = up * rise**2 + down * cut**2 - mean**2
    return factor * np.exp(beliefs.coming + mean), np.sqrt(np.maximum(variance, 0.0))


def feared_rise(
    beliefs: Beliefs, is_goods: NDArray[np.bool_], rules: BeliefBehaviour
) -> tuple[Floats, Floats]:
    """Return the rise without a date that is feared, and its probability in a week.

    Who stocks up against a rise loses by a cut, so the cut that is hoped for counts against the rise, by
    the ratio of their probabilities.

    Parameters
    ----------
    beliefs : Beliefs
        Evidence of each pair.
    is_goods : (G,) bool
        Groups that a customs officer sees.
    rules : BeliefBehaviour
        The scenario's parameters.

    Returns
    -------
    rise : (N, N, G) float
        Typical rise of the log tariff factor less what a cut would take away; zero or more.
    hazard : (N, N, G) float
        Probability that it comes in a week.
    """
    up, down = beliefs.escalate, beliefs.de_escalate
    hazard = (up / (up + beliefs.persist + down))[:, :, None] * is_goods
    odds = np.divide(down, up, out=np.zeros_like(up), where=up > 0.0)[:, :, None]
    cut = rules.withdrawn_share * np.maximum(beliefs.level + beliefs.coming, 0.0)
    return np.maximum(typical_rise(beliefs)[:, :, None] - odds * cut, 0.0) * is_goods, hazard


def with_fear(
    outlook: Outlook, beliefs: Beliefs, is_goods: NDArray[np.bool_], rules: BeliefBehaviour
) -> Outlook:
    """Return what is known of tariffs to come together with the rise that is feared, if any is."""
    if not beliefs.escalate.any():
        return outlook
    rise, hazard = feared_rise(beliefs, is_goods, rules)
    rise = np.where(hazard > LEAST_FEARED, rise, 0.0)
    return replace(outlook, fear=Fear(rise, hazard)) if rise.any() else outlook
