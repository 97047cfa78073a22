"""What a policy is: given what a government sees on a day, what it does and says. Write your own here.

A policy is a class with one method. To use it, put it in a file beside the scenario and name both::

    governments:
      CHN: {policy: "patient.py:Patient", rival: USA, options: {threshold: 0.5}}

What it returns are the records that a scenario would script, :class:`sim.scenario.measures.Tariff`,
:class:`~sim.scenario.measures.Exemption` and :class:`~sim.scenario.statements.Statement`, dated today or
later.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sim.agents.observation import Figures
from sim.economy.gazette import Gazette
from sim.economy.pressure import Conditions
from sim.economy.staff_model import StaffModel
from sim.scenario.governments import GovernmentChoice
from sim.scenario.measures import Measure
from sim.scenario.negotiations import StandoffState
from sim.scenario.statements import Statement
from sim.world.world import Floats, World

Act: TypeAlias = Measure | Statement


@dataclass(frozen=True)
class Seat:
    """What a government brings to office; fixed during a run.

    Parameters
    ----------
    code : str
        Its economy.
    rival : str or None
        The economy that it watches.
    choice : GovernmentChoice
        What the scenario says of it, ``options`` included.
    choices : mapping of str to GovernmentChoice
        What the scenario says of every government that it names, by economy.
    world : World
        The base.
    staff : StaffModel
        Its economists' model.
    draws : numpy.random.Generator
        Its own stream of random numbers; use no other.
    """

    code: str
    rival: str | None
    choice: GovernmentChoice
    choices: dict[str, GovernmentChoice]
    world: World
    staff: StaffModel
    draws: np.random.Generator

    @property
    def position(self) -> int:
        """Position of its economy."""
        return self.world.position(self.code)


@dataclass(frozen=True)
class View:
    """What a government sees on a day.

    Parameters
    ----------
    day : datetime.date
        Today.
    gazette : Gazette
        Acts and words so far; of measures only those announced by today are for its eyes, see ``public``.
    public : tuple of Measure
        Measures announced by today.
    news : tuple of Measure
        Those announced since it was last asked, by any government, in the order of announcement.
    agreed : frozenset of str
        Identifiers of measures that two governments agreed on: no ground for retaliation.
    seen : Conditions
        Its economy in the standoff with its rival, late and blurred; all zero without a rival.
    figures : Figures
        Figures of the week before; markets and expectations are known at once, use the rest with the delay
        in mind.
    pressure, audience : float
        Its domestic pressure and its audience stock.
    standoff : str or None
        State of its negotiation; None where it has none.
    """

    day: dt.date
    gazette: Gazette
    public: tuple[Measure, ...]
    news: tuple[Measure, ...]
    agreed: frozenset[str]
    seen: Conditions
    figures: Figures
    pressure: float
    audience: float
    standoff: StandoffState | None

    @property
    def is_monday(self) -> bool:
        """Whether a week begins."""
        return self.day.weekday() == 0

    def tariff_known_for(self, day: dt.date) -> Floats:
        """(N, N, G) tariffs on a later day as far as announced by today, fractions."""
        schedule = self.gazette.schedule
        return schedule.under(schedule.timeline.as_known_on(self.day), day)


class Policy(ABC):
    """How a government decides.

    Parameters
    ----------
    seat : Seat
        What it brings to office.
    """

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    @abstractmethod
    def decide(self, view: View) -> Sequence[Act]:
        """Return what the government does and says; called once a day, in the order of the economies.

        Acts are dated today or later, and are its own: it levies tariffs of its own economy and speaks for
        itself. Measures need no identifier. Messages change no tariff by themselves.
        """
