"""Governments: they levy tariffs and hand the revenue back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.economy.beliefs import Saying
    from sim.economy.newsroom import Newsroom
    from sim.economy.tariffs import TariffSchedule
    from sim.scenario.measures import Measure
    from sim.scenario.timeline import Timeline

Floats = NDArray[np.float64]


class Government(mesa.Agent):
    """The government of one economy, with a scripted trade policy.

    It levies what the scenario's dated measures say. What it will levy is not remembered
    from week to week but read off the measures in force, so nothing is applied and undone.

    Parameters
    ----------
    model : mesa.Model
        The model that the agent belongs to.
    economy : int
        Position of the economy.
    code : str
        Code of the economy.
    schedule : TariffSchedule
        Tariffs by date.
    timeline : Timeline
        The scenario's measures by date.
    newsroom : Newsroom
        What governments say by date.
    """

    def __init__(
        self,
        model: Any,
        economy: int,
        code: str,
        schedule: TariffSchedule,
        timeline: Timeline,
        newsroom: Newsroom,
    ) -> None:
        super().__init__(model)
        self.economy = economy
        self.code = code
        self.tariff_schedule = schedule
        self.timeline = timeline
        self.newsroom = newsroom

    def tariffs(self, monday: dt.date) -> Floats:
        """Return (N, G) tariffs on imports by origin and group, mean over the week's days."""
        return self.tariff_schedule.week(monday)[:, self.economy, :]

    def statements(self, monday: dt.date) -> tuple[Saying, ...]:
        """Return what the government says in a week about tariffs to come."""
        return self.newsroom.said_by(self.economy, monday)

    def in_force(self, day: dt.date) -> tuple[Measure, ...]:
        """Return the government's measures in force on a day."""
        return tuple(measure for measure in self.timeline.in_force(day) if self.code in measure.actors)

    def actions(self, monday: dt.date) -> tuple[str, ...]:
        """Return what the government starts and ends in a week, in words."""
        sunday = monday + dt.timedelta(6)
        return tuple(
            f"{event.kind} {event.measure.id}"
            for event in self.timeline.events
            if monday <= event.date <= sunday
            and event.kind != "announced"
            and self.code in event.measure.actors
        )
