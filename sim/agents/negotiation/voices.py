"""What the two sides of a negotiation say in public, as statements that everybody hears."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.agents.negotiation.speech import speech
from sim.agents.policies.rates import DECIDED
from sim.economy.beliefs import Direction
from sim.scenario.statements import Statement

if TYPE_CHECKING:
    from sim.agents.negotiation.sides import Side

    Sides = tuple[Side, Side]

_DAY = dt.timedelta(days=1)

_ASKS = {"mutual": "both step down together", "full_cancellation": "the other cancels everything first"}

_HEARD_AS: dict[str, Direction] = {"mutual": "de_escalate", "full_cancellation": "persist"}
"""What firms make of a demand: that tariffs will come down, or that they will stay."""


def posted(sides: Sides, monday: dt.date) -> list[Statement]:
    """Return the preconditions that are posted for the first time; audiences take note of them."""
    said = []
    for side in sides:
        if side.precondition == "none" or side.demanded:
            continue
        side.demanded = True
        side.office.hear_itself(demanded=True, exposed=False)
        text, heard_as = f"asks that {_ASKS[side.precondition]}", _HEARD_AS[side.precondition]
        said.append(_statement(sides, side, monday, text, heard_as))
    return said


def spoken(sides: Sides, monday: dt.date, talking: bool, draws: Sequence[float]) -> list[Statement]:
    """Return what is claimed and denied in a week.

    Parameters
    ----------
    sides : tuple of Side
        The two; what they said is kept with them, and who was exposed by the other hears it at home.
    monday : date
        First day of the week.
    talking : bool
        Whether there are talks.
    draws : sequence of float
        Two uniform numbers for each side.
    """
    said = []
    for rank, side in enumerate(sides):
        uniform = draws[2 * rank], draws[2 * rank + 1]
        side.said = speech(side.politics, side.office.pressure, side.office.audience, talking, uniform)
        if side.said == "claims":
            said.append(
                _statement(sides, side, monday, "says that talks are under way", "de_escalate", talking)
            )
        elif side.said == "denies":
            said.append(
                _statement(sides, side, monday, "denies that there are talks", "persist", not talking)
            )
    for side, rival in (sides, sides[::-1]):
        side.office.hear_itself(demanded=False, exposed=rival.said == "claims" and side.said != "denies")
    return said


def silent(sides: Sides) -> list[Statement]:
    """Return nothing: nobody is asked whether there are talks."""
    for side in sides:
        side.said = ""
    return []


def _statement(
    sides: Sides, side: Side, monday: dt.date, text: str, says: Direction, true: bool | None = None
) -> Statement:
    first, second = (each.code for each in sides)
    subject = "precondition" if true is None else "talks"
    return Statement(
        id=f"{side.code.lower()}_{subject}_{monday.isoformat()}",
        speaker=side.code,
        importer=(first, second),
        exporter=(second, first),
        says=says,
        about="tariffs" if true is None else "talks",
        true=true,
        date=monday + _DAY,
        title=f"{side.code} {text}",
        source=DECIDED,
    )
