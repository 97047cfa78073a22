"""The two sides of a negotiation, and what is kept of a week of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.agents.negotiation.speech import Speech
from sim.economy.bargaining import prize, willingness
from sim.economy.pressure import LEAST_COST
from sim.scenario.negotiations import Precondition, StandoffState

if TYPE_CHECKING:
    from sim.agents.government import Office
    from sim.scenario.governments import Politics


@dataclass
class Side:
    """One of the two: its government, what it asks for, and what it said."""

    code: str
    position: int
    office: Office
    precondition: Precondition
    """What it asks for at present."""

    cost_of_war: float = LEAST_COST
    said: Speech = ""
    demanded: bool = False

    @property
    def politics(self) -> Politics:
        """What a war costs its government, and what it says of talks."""
        return self.office.seat.choice.politics

    def prize(self, face: float) -> float:
        """Return what it would rather bear than yield, equation (92)."""
        return prize(self.politics, self.office.audience, face)

    def willing(self, weeks: float, scale: float) -> float:
        """Return how willing it is to open a channel, equation (94)."""
        return willingness(self.office.cost, weeks, self.politics.private_cost, scale)


@dataclass(frozen=True)
class NegotiationWeek:
    """How a week of a negotiation ended; pairs are in the order of its sides."""

    monday: dt.date
    state: StandoffState
    what: str
    precondition: tuple[Precondition, Precondition]
    pressure: tuple[float, float]
    audience: tuple[float, float]
    cost: tuple[float, float]
    yields: tuple[float, float]
    headline: tuple[float, float]
    said: tuple[Speech, Speech]
    talking: bool
    drawn: bool
