"""Hazards of bargaining: who yields, who opens a channel, who speaks, what is agreed, renewed and broken."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.governments import Politics


def logistic(value: float) -> float:
    """Return ``1 / (1 + exp(-value))``, safe for any value."""
    if value >= 0.0:
        return 1.0 / (1.0 + math.exp(-value))
    power = math.exp(value)
    return power / (1.0 + power)


def in_a_week(rate: float) -> float:
    """Return the probability in a week of what happens at a rate a week: ``1 - exp(-rate)``."""
    return -math.expm1(-rate) if rate > 0.0 else 0.0


def prize(politics: Politics, audience: float, face: float) -> float:
    """Return what a government would rather bear than yield, percent of GDP times weeks.

    Equation (92): ``V + phi k A``: its patience, and what its audience would hold against it, of which only
    the part ``phi`` counts where faces are saved.

    Parameters
    ----------
    politics : Politics
        Patience ``V`` and weight ``k`` of the audience.
    audience : float
        Audience stock ``A``.
    face : float
        Part of audience costs that counts: one in public.
    """
    return politics.patience + face * politics.audience * audience


def yielding(cost: float, worth: float) -> float:
    """Return the rate a week at which a government yields.

    Equation (93): ``h_i = c_i / (V_i + phi k_i A_i)``. Each side knows its own resolve, drawn once from an
    exponential distribution with this mean, and yields when it has borne that much; a memoryless draw has
    this rate. With the costs and the prize of the *rival* it is instead the rate that leaves the rival
    indifferent, the textbook's mixed equilibrium (docs/decisions/who_yields.md).

    Parameters
    ----------
    cost : float
        Cost of holding out, percent of GDP.
    worth : float
        From :func:`prize`, percent of GDP times weeks.

    References
    ----------
    Fearon (1994), American Political Science Review 88(3); Nalebuff and Riley (1985), Journal of Theoretical
    Biology 113(3).
    """
    return max(cost, 0.0) / worth


def willingness(cost: float, weeks: float, private_cost: float, scale: float) -> float:
    """Return how willing a side is to open a secret channel, zero to one.

    Equation (94): ``s = 1 / (1 + exp(-(c T - f) / scale))``, the cost of the weeks that talks would save
    less what the step costs in private.

    Parameters
    ----------
    cost : float
        Cost of holding out, percent of GDP.
    weeks : float
        Weeks for which the standoff is reckoned to go on.
    private_cost : float
        Percent of GDP times weeks.
    scale : float
        Saving at which willingness is about three quarters, percent of GDP times weeks.
    """
    return logistic((cost * weeks - private_cost) / scale)


def opening(rate: float, first: float, second: float) -> float:
    """Return the rate a week at which a channel opens: it takes two.

    Equation (95): ``lambda s_i s_j``.
    """
    return rate * first * second


def claim_probability(politics: Politics, pressure: float) -> float:
    """Return the probability in a week of saying that talks are under way.

    Equation (96): ``1 / (1 + exp(-(b Pi - claim_at) / spread))``: markets reward it when pressure is high.
    """
    return logistic((politics.pressure * pressure - politics.claim_at) / politics.speech_spread)


def denial_probability(politics: Politics, audience: float) -> float:
    """Return the probability in a week of denying talks.

    Equation (97): ``1 / (1 + exp(-(k A - deny_at) / spread))``: audiences punish being first when much has
    been said.
    """
    return logistic((politics.audience * audience - politics.deny_at) / politics.speech_spread)


def agreeing(rate: float, first: float, second: float) -> float:
    """Return the rate a week at which talks end in a truce: words count for as much as they are believed.

    Equation (98): ``4 s c_i c_j`` of the credibilities; at one half each it is ``s``.
    """
    return 4.0 * rate * first * second


def breaking(rate: float, leak: float, claims: int) -> float:
    """Return the rate a week at which a secret channel breaks.

    Equation (99): ``b + l n`` for ``n`` public claims that talks are under way.
    """
    return rate + leak * claims


def breach(rate: float, compliance: float) -> float:
    """Return the rate a week of a crisis of a deal of which a part is carried out.

    Equation (100): ``r (1 - compliance)``.
    """
    return rate * (1.0 - compliance)


def renewed(probability: float, first_gains: bool, second_gains: bool) -> float:
    """Return the probability that an expiring truce is renewed.

    Equation (101): ``q`` where the truce costs both sides less than the standoff before it did, half of that
    where one gains, zero where none does.
    """
    return probability * (first_gains + second_gains) / 2.0


def chances(rates: tuple[float, ...]) -> tuple[float, ...]:
    """Return the probability in a week of each of several things of which one can happen.

    Equation (102): ``r_k / r (1 - exp(-r))`` with ``r`` the sum of the rates: competing risks.
    """
    total = sum(rates)
    if total <= 0.0:
        return tuple(0.0 for _ in rates)
    whole = in_a_week(total)
    if math.isinf(total):
        certain = [math.isinf(rate) for rate in rates]
        return tuple(float(each) / sum(certain) for each in certain)
    return tuple(rate / total * whole for rate in rates)
