"""What is known of tariffs to come: the measures made public by a day, and what may be feared beyond them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.bans import BanSchedule, felt_tariff
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from sim.economy.tariffs import TariffSchedule
    from sim.world.world import Floats

WEEKS_FORESEEN = 26
"""Nobody orders for changes further off than half a year (assumed): holding goods that long costs an eighth
of their value at the default carrying cost."""


@dataclass(frozen=True)
class Fear:
    """A rise of tariffs without a date.

    Parameters
    ----------
    rise : (N, N, G) float
        Expected rise of the log of one plus the tariff if it comes; zero or more.
    hazard : (N, N, G) float
        Probability that it comes in a week.
    """

    rise: Floats
    hazard: Floats


@dataclass(frozen=True)
class Outlook:
    """What buyers know in a week of the tariffs of later weeks.

    Parameters
    ----------
    weeks : tuple of int
        Weeks from now from which on each change is fully in force, one or more, rising.
    rates : tuple of (N, N, G) float
        Tariffs from each change on, bans as what they are felt as (:func:`sim.economy.bans.felt_tariff`).
    fear : Fear, optional
        What may come beyond the measures that are public.
    """

    weeks: tuple[int, ...] = ()
    rates: tuple[Floats, ...] = ()
    fear: Fear | None = None

    def tariff_in(self, weeks: int, now: Floats) -> Floats:
        """(N, N, G) tariff known for a number of weeks ahead; today's is given."""
        known = bisect_right(self.weeks, weeks)
        return now if known == 0 else self.rates[known - 1]

    def announced_factor(self, weeks: int, now: Floats) -> Floats:
        """(N, N, G) landed price some weeks ahead over today's, from announced tariffs alone."""
        return np.asarray((1.0 + self.tariff_in(weeks, now)) / (1.0 + now))


NOTHING_KNOWN = Outlook()

_NO_NEWS = Timeline((), date.min)


class Foresight:
    """The tariff schedule as it is known week by week: measures announced by then, and no others.

    A measure that has been announced is expected to come, to end and to replace others as
    it says, until another one that replaces it is announced.

    Parameters
    ----------
    schedule : TariffSchedule
        Tariffs by date, with all measures of the scenario.
    """

    def __init__(self, schedule: TariffSchedule) -> None:
        self.schedule = schedule
        self.bans = BanSchedule(schedule.world, schedule.timeline.measures)
        self._timelines: dict[int, Timeline] = {}
        self._rates: dict[frozenset[str], Floats] = {}

    @cached_property
    def days_of_news(self) -> tuple[date, ...]:
        """Days on which a measure is made public, in order."""
        return tuple(sorted({measure.announced_on for measure in self.schedule.timeline.measures}))

    def outlook(self, monday: date) -> Outlook:
        """Return what is public by the end of the week that begins on a Monday about later weeks."""
        sunday = monday + timedelta(days=6)
        news = self.days_of_news_by(sunday)
        if news == 0:
            return NOTHING_KNOWN
        timeline = self.timeline_after(news)
        last = monday + timedelta(weeks=WEEKS_FORESEEN)
        by_week: dict[int, date] = {}
        for day in timeline.changes:
            if monday < day <= last:
                by_week[-((monday - day).days // 7)] = day
        if not by_week:
            return NOTHING_KNOWN
        return Outlook(tuple(by_week), tuple(self._rates_from(news, day) for day in by_week.values()))

    def days_of_news_by(self, day: date) -> int:
        """Number of days of news up to a day: what is known changes only with it."""
        return bisect_right(self.days_of_news, day)

    def timeline_after(self, news: int) -> Timeline:
        """Measures known after so many days of news, as they look then."""
        if news == 0:
            return _NO_NEWS
        if news not in self._timelines:
            day = self.days_of_news[news - 1]
            self._timelines[news] = self.schedule.timeline.as_known_on(day)
        return self._timelines[news]

    def _rates_from(self, news: int, day: date) -> Floats:
        timeline = self.timeline_after(news)
        known = frozenset(measure.id for measure in timeline.in_force(day))
        if known not in self._rates:
            self._rates[known] = self.felt(timeline, day)
        return self._rates[known]

    def felt(self, timeline: Timeline, day: date) -> Floats:
        """(N, N, G) tariff on a day as a timeline has it, bans as what they are felt as, fraction."""
        return felt_tariff(self.schedule.under(timeline, day), self.bans.under(timeline, day))

    def felt_in_week(self, monday: date) -> Floats:
        """(N, N, G) tariff of a week, bans as what they are felt as, fraction."""
        return felt_tariff(self.schedule.week(monday), self.bans.week(monday))
