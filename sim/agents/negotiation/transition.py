"""What a way from one state of two governments to another consists of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario.negotiations import StandoffState

if TYPE_CHECKING:
    from sim.agents.negotiation.machine import Negotiation
    from sim.scenario.measures import Measure

Rate = Callable[["Negotiation"], float]
Effect = Callable[["Negotiation", Sequence["Measure"], int], None]


@dataclass(frozen=True)
class Transition:
    """A way from one state to another.

    Parameters
    ----------
    source, target : str
        States.
    what : str
        What happens, in words.
    rate : callable
        Rate a week, given the negotiation; infinite for what happens at once.
    formula : str
        The same for people.
    evidence : str
        What is known of it: ``data``, ``one case`` or ``assumed``, and which.
    effect : callable, optional
        What carries it out (:mod:`sim.agents.negotiation.moves`); left out where only the state changes.
    who : int
        Place of the side that gives way; -1 where none does.
    """

    source: StandoffState
    target: StandoffState
    what: str
    rate: Rate
    formula: str
    evidence: str
    effect: Effect | None = None
    who: int = -1
