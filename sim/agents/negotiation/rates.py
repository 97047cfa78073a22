"""Rates a week of what can happen between two governments, given where they stand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.economy.bargaining import agreeing, breach, breaking, opening, yielding

if TYPE_CHECKING:
    from sim.agents.negotiation.machine import Negotiation

AT_ONCE = math.inf
"""Rate of what happens as soon as it can."""

DECISION = 1e6
"""Total rate of a choice that is made within the week: parts of it are probabilities."""


def raised(talk: Negotiation) -> float:
    """At once where one of the two raised its tariffs on the other in the week before."""
    return AT_ONCE if talk.raised_lately else 0.0


def embargo(talk: Negotiation) -> float:
    """At once where both rates are at embargo level."""
    return AT_ONCE if min(talk.headlines) >= talk.settings.embargo_rate else 0.0


def calm(talk: Negotiation) -> float:
    """At once after some weeks without a rise."""
    return AT_ONCE if talk.weeks_without_rise >= talk.settings.calm_weeks else 0.0


def both_stopped(talk: Negotiation) -> float:
    """At once after a week without a rise."""
    return 0.0 if talk.raised_lately else AT_ONCE


def opens(talk: Negotiation) -> float:
    """Two sides willing to open a channel, equation (95)."""
    return opening(talk.settings.channel, *talk.willing)


def yields(talk: Negotiation, who: int, how: str) -> float:
    """Rate at which a side drops its own demand (``drops``) or does what the other's asks (``obeys``)."""
    side, rival = talk.sides[who], talk.sides[1 - who]
    demands = side.precondition == "full_cancellation"
    asked = rival.precondition == "full_cancellation"
    if (how == "drops" and not demands) or (how == "obeys" and (demands or not asked)):
        return 0.0
    of = side if talk.settings.attrition == "resolve" else rival
    return yielding(of.office.cost, of.prize(talk.face))


def breaks(talk: Negotiation) -> float:
    """Breakdowns, and claims that leak, equation (99)."""
    settings = talk.settings
    return breaking(settings.breakdown, settings.leak, talk.claims_last_week)


def meets(talk: Negotiation) -> float:
    """Once it is prepared and preconditions allow it."""
    ready = talk.prepared >= talk.settings.preparation and talk.compatible
    return talk.settings.meeting if ready else 0.0


def agrees(talk: Negotiation) -> float:
    """Words that are believed, equation (98)."""
    return agreeing(talk.settings.truce, *talk.credibility)


def summit(talk: Negotiation) -> float:
    """Once officials have prepared it."""
    return talk.settings.summit if talk.prepared >= talk.settings.summit_preparation else 0.0


def followed(talk: Negotiation, follows: bool) -> float:
    """After some weeks, with the probability of following suit or its complement."""
    if talk.weeks_in_state < talk.settings.follow_weeks:
        return 0.0
    chance = talk.settings.reciprocity
    return DECISION * (chance if follows else 1.0 - chance)


def settles(talk: Negotiation, settles: bool) -> float:
    """Within the week, with the probability of a deal or its complement."""
    chance = talk.settings.deal
    return DECISION * (chance if settles else 1.0 - chance)


def broken_promise(talk: Negotiation) -> float:
    """What is not done of a deal, equation (100)."""
    return breach(talk.settings.breach, talk.compliance)


def runs_out(talk: Negotiation) -> float:
    """Within the week in which a truce expires, where nobody talks of renewing it."""
    return DECISION if talk.in_last_week else 0.0
