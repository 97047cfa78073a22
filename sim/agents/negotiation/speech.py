"""What governments say of talks, apart from whether there are any."""

from __future__ import annotations

from typing import Literal, TypeAlias

from sim.economy.bargaining import claim_probability, denial_probability
from sim.scenario.governments import Politics

Speech: TypeAlias = Literal["claims", "denies", ""]


def speech(
    politics: Politics, pressure: float, audience: float, talking: bool, draws: tuple[float, float]
) -> Speech:
    """Return what a government says of talks in a week; nothing of it moves a tariff.

    By equations (96) and (97) it claims talks when markets would reward it, and denies them when its
    audience would punish it. Where it could do both it does what weighs more. So contradictory words come
    from a side under pressure that faces one with a large audience, whatever the facts.

    Parameters
    ----------
    politics : Politics
        Where it stands between the two, and whether it says what is not true.
    pressure, audience : float
        Its domestic pressure and its audience stock.
    talking : bool
        Whether there are talks.
    draws : tuple of float
        Two uniform numbers.
    """
    if politics.speech == "silent":
        return ""
    claim, denial = claim_probability(politics, pressure), denial_probability(politics, audience)
    claims, denies = draws[0] < claim, draws[1] < denial
    if politics.speech == "honest":
        claims, denies = claims and talking, denies and not talking
    if claims and denies:
        return "claims" if claim > denial else "denies"
    return "claims" if claims else "denies" if denies else ""
