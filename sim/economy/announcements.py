"""The mean tariff of the weeks ahead, as far as it has been announced on some day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.prices import tariff_factor
from sim.economy.tariffs import DAYS_IN_WEEK

if TYPE_CHECKING:
    from sim.economy.foresight import Foresight
    from sim.world.world import Floats

_RATES_KEPT = 32


class Announcements:
    """Logs of landed over supplier prices as they look on a day, given what has been announced by then.

    Parameters
    ----------
    foresight : Foresight
        The tariff schedule as it is known.
    """

    def __init__(self, foresight: Foresight) -> None:
        self.schedule = foresight.schedule
        self._foresight = foresight
        self._logs = lru_cache(maxsize=_RATES_KEPT)(self._log_factor)

    def log_factor(self, day: date, known_on: date) -> Floats:
        """Log of equation (1) on a day, as far as announced by another.

        Parameters
        ----------
        day : date
            Day that is looked at.
        known_on : date
            Day from which it is looked at.

        Returns
        -------
        (N, N, G) float, read-only
            Relative to the base, logs.
        """
        news = self._foresight.days_of_news_by(known_on)
        since = [change for change in self._foresight.timeline_after(news).changes if change <= day]
        return self._logs(news, max(since, default=date.min))

    def mean_log_factor(self, first: date, weeks: int, known_on: date) -> Floats:
        """Mean over the days of some weeks of the log of equation (1), as far as announced.

        Parameters
        ----------
        first : date
            First of the days.
        weeks : int
            How many weeks, at least one.
        known_on : date
            Day from which they are looked at.

        Returns
        -------
        (N, N, G) float
            Relative to the base, logs; to the last bit the rate itself where it is to stay.
        """
        days = weeks * DAYS_IN_WEEK
        end = first + timedelta(days=days)
        known = self._foresight.timeline_after(self._foresight.days_of_news_by(known_on))
        marks = [*(day for day in known.changes if first < day < end), end]
        level = self.log_factor(first, known_on)
        mean = level
        for day, following in pairwise(marks):
            mean = mean + (following - day).days / days * (self.log_factor(day, known_on) - level)
        return mean

    def log_of_week(self, monday: date) -> Floats:
        """(N, N, G) log of equation (1) at the tariffs levied in a week, means over its days."""
        return np.log(tariff_factor(self._foresight.felt_in_week(monday), self.schedule.world.base_tariff))

    def _log_factor(self, news: int, day: date) -> Floats:
        rates = self._foresight.felt(self._foresight.timeline_after(news), day)
        logs = np.log(tariff_factor(rates, self.schedule.world.base_tariff))
        logs.flags.writeable = False
        return logs
