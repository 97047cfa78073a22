"""Governments: they levy tariffs and hand the revenue back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.economy.tariffs import TariffSchedule

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
    """

    def __init__(self, model: Any, economy: int, code: str, schedule: TariffSchedule) -> None:
        super().__init__(model)
        self.economy = economy
        self.code = code
        self.schedule = schedule

    def tariffs(self, monday: dt.date) -> Floats:
        """Return (N, G) tariffs on imports by origin and group, mean over the week's days."""
        return self.schedule.week(monday)[:, self.economy, :]
