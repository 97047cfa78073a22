"""A government that retaliates in a war, exempts what it misses, and leaves the rest to talks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sim.agents.policies.exemptions import Exempting
from sim.agents.policies.interface import Act, Seat, View
from sim.agents.policies.tit_for_tat import TitForTat

AT_WAR = frozenset({"peace", "escalation", "embargo", "stalemate", None})
"""States in which it answers rises; from the first contact on it does not."""


class Negotiator(TitForTat):
    """Answers rises as tit for tat does, except while it talks; cuts are for the talks alone.

    Preconditions, concessions and what is said of talks are the negotiation's
    (:mod:`sim.agents.negotiation`), whose costs are this government's.

    Parameters
    ----------
    seat : Seat
        What it brings to office.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.exempting = Exempting(seat)

    def decide(self, view: View) -> Sequence[Act]:
        """Return answers, while there are no talks, and exemptions."""
        answers = [*super().decide(view)]
        if view.standoff not in AT_WAR:
            answers = []
        return [*answers, *self.exempting.decide(view)]

    def owe(self, rival: str, points: float, since: dt.date) -> None:
        """Put down an answer to a rise; cuts are answered in talks."""
        if points > 0.0:
            super().owe(rival, points, since)
