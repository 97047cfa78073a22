"""What the two sides of a negotiation do when its state changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.agents.negotiation.terms import IN_FORCE_AFTER
from sim.scenario.negotiations import Precondition

if TYPE_CHECKING:
    from sim.agents.negotiation.machine import Negotiation
    from sim.scenario.measures import Measure

_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(weeks=1)

BOTH, TOGETHER = "both", "together"
"""On terms of both: they step down together; first mover where nobody had to give way."""

COMPLIANCE = 9
"""Place of the uniform number of a week that decides how much of a deal is done."""

LOWER: dict[Precondition, Precondition] = {"full_cancellation": "mutual", "mutual": "none", "none": "none"}


def drops(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """A side no longer asks for what it asked for."""
    side = talk.sides[who]
    side.precondition = LOWER[side.precondition]
    talk.first_mover = talk.first_mover or side.code
    talk.on_terms_of = talk.on_terms_of or BOTH


def obeys(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """A side cancels its tariffs first, as the other asks."""
    talk.first_mover = talk.first_mover or talk.sides[who].code
    talk.on_terms_of = talk.sides[1 - who].code
    talk.acts += talk.terms.cancel(public, who, talk.monday)


def follow(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """The one that was obeyed cancels too."""
    obeyed = [side.code for side in talk.sides].index(talk.on_terms_of)
    talk.acts += talk.terms.cancel(public, obeyed, talk.monday)
    comply(talk)


def take_back(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """The one that obeyed in vain puts its tariffs back."""
    talk.acts += talk.terms.restore(public, talk.monday)
    talk.on_terms_of = ""


def agree_truce(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """Both step down until a day."""
    talk.first_mover = talk.first_mover or TOGETHER
    talk.on_terms_of = talk.on_terms_of or BOTH
    start = talk.monday + IN_FORCE_AFTER
    talk.expires = start + dt.timedelta(days=talk.settings.truce_days)
    talk.acts += talk.terms.truce(public, talk.monday, start, talk.expires)


def renew(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """The truce goes on from the day on which it would have ended."""
    start = talk.expires or talk.monday
    talk.expires = start + dt.timedelta(days=talk.settings.truce_days)
    talk.acts += talk.terms.truce(public, max(talk.monday, start - _DAY), start, talk.expires, "renewed")


def lapse(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """The rates due on the last day come into force by themselves; each asks again what it asked for."""
    talk.expires = None
    for side in talk.sides:
        side.demanded = False
        side.precondition = talk.settings.preconditions.get(side.code, "none")


def snap_back(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """A crisis ends the truce before its day."""
    talk.acts += talk.terms.snap_back(public, talk.monday, talk.monday + IN_FORCE_AFTER)
    lapse(talk, public, who)


def begin_crisis(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """Either keeps goods from the other: relapses come through other things than tariffs."""
    talk.acts += talk.terms.control(public, talk.monday, talk.monday + IN_FORCE_AFTER)


def settle(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """Leaders settle for good; officials will do a part of it."""
    start = talk.monday + IN_FORCE_AFTER
    talk.acts += talk.terms.deal(public, talk.monday, start)
    talk.acts += talk.terms.lift_controls(public, talk.monday, start)
    talk.expires = None
    comply(talk)


def go_on(talk: Negotiation, public: Sequence[Measure], who: int) -> None:
    """Leaders part without a deal: controls are lifted, officials start anew, a truce is prolonged."""
    talk.prepared = 0
    talk.acts += talk.terms.lift_controls(public, talk.monday, talk.monday + IN_FORCE_AFTER)
    if talk.expires is not None and talk.expires < talk.monday + _WEEK:
        renew(talk, public, who)


def comply(talk: Negotiation) -> None:
    """Draw which part of what is promised will be done: a Beta distribution."""
    mean, weight = talk.settings.compliance_mean, talk.settings.compliance_weight
    from scipy.special import betaincinv  # noqa: PLC0415 - takes long to import, and few runs need it

    talk.compliance = float(betaincinv(mean * weight, (1.0 - mean) * weight, talk.uniform[COMPLIANCE]))
