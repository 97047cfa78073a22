"""The news of a week: what governments have announced, done and said about tariffs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sim.economy.announcements import Announcements
from sim.economy.beliefs import News, Saying
from sim.economy.foresight import Foresight
from sim.economy.measure_pairs import pairs_spoken_of
from sim.economy.tariffs import TariffSchedule
from sim.scenario.measures import Exemption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.statements import Statement

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


class Newsroom:
    """What becomes known week by week.

    Parameters
    ----------
    foresight : Foresight
        The tariff schedule as it is known.
    statements : sequence of Statement
        What governments say.
    contract_weeks : int
        Weeks ahead that announced tariffs are averaged over.

    Raises
    ------
    ValueError
        A statement names an economy that the world does not have.
    """

    def __init__(self, foresight: Foresight, statements: Sequence[Statement], contract_weeks: int) -> None:
        self.announcements = Announcements(foresight)
        self._foresight = foresight
        self._weeks = contract_weeks
        self._said: dict[date, list[tuple[tuple[date, str], Saying]]] = {}
        self.hear(statements)

    def hear(self, statements: Sequence[Statement]) -> None:
        """Take in what governments say; within a week by day and identifier, whenever it was taken in."""
        for statement in statements:
            monday = statement.date - statement.date.weekday() * _DAY
            speaker, pairs = pairs_spoken_of(self._foresight.schedule.world, statement)
            place = (statement.date, statement.id)
            of_week = self._said.setdefault(monday, [])
            of_week += [
                (place, Saying(speaker, origin, destination, statement.says, true=statement.true))
                for origin, destination in pairs
            ]
            of_week.sort(key=lambda each: each[0])

    def said(self, monday: date) -> tuple[Saying, ...]:
        """Return what all governments say in a week, speaker by speaker."""
        said = (each for _, each in self._said.get(monday, ()))
        return tuple(sorted(said, key=lambda each: each.speaker))

    def said_by(self, speaker: int, monday: date) -> tuple[Saying, ...]:
        """Return what a government says in a week."""
        return tuple(each for _, each in self._said.get(monday, ()) if each.speaker == speaker)

    def week(self, monday: date) -> News:
        """Return the news of a week.

        What is coming is what is known on its last day, against the tariffs of the week itself; its revision
        is against what was known of the same weeks a week earlier. Quiet exemptions are known to those whose
        goods they free, and are no act that anybody else hears of.
        """
        known, public = self.announcements, self._in_public
        sunday = monday + 6 * _DAY
        mean = known.mean_log_factor(monday, self._weeks, sunday)
        heard = mean if public is known else public.mean_log_factor(monday, self._weeks, sunday)
        before = public.mean_log_factor(monday, self._weeks, sunday - _WEEK)
        return News(mean - known.log_of_week(monday), heard - before, self.said(monday))

    @cached_property
    def _in_public(self) -> Announcements:
        """Announcements without quiet exemptions; the same where there are none."""
        schedule = self._foresight.schedule
        measures = schedule.timeline.measures
        public = [each for each in measures if not (isinstance(each, Exemption) and each.quiet)]
        if len(public) == len(measures):
            return self.announcements
        return Announcements(Foresight(TariffSchedule(schedule.world, public)))
