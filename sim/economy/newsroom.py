"""The news of a week: what governments have announced, done and said about tariffs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sim.economy.announcements import Announcements
from sim.economy.beliefs import News, Saying
from sim.economy.measure_pairs import pairs_spoken_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.economy.foresight import Foresight
    from sim.scenario.statements import Statement

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


class Newsroom:
    """What becomes known week by week; nothing in it depends on the run.

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
        self._weeks = contract_weeks
        self._said: dict[date, list[Saying]] = {}
        for statement in sorted(statements, key=lambda each: (each.date, each.id)):
            monday = statement.date - statement.date.weekday() * _DAY
            speaker, pairs = pairs_spoken_of(foresight.schedule.world, statement)
            said = [Saying(speaker, origin, destination, statement.says) for origin, destination in pairs]
            self._said.setdefault(monday, []).extend(said)

    def said(self, monday: date) -> tuple[Saying, ...]:
        """Return what all governments say in a week, speaker by speaker."""
        return tuple(sorted(self._said.get(monday, ()), key=lambda each: each.speaker))

    def said_by(self, speaker: int, monday: date) -> tuple[Saying, ...]:
        """Return what a government says in a week."""
        return tuple(each for each in self._said.get(monday, ()) if each.speaker == speaker)

    def week(self, monday: date) -> News:
        """Return the news of a week.

        What is coming is what is known on its last day, against the tariffs of the week itself; its
        revision is against what was known of the same weeks a week earlier.
        """
        known = self.announcements
        sunday = monday + 6 * _DAY
        mean = known.mean_log_factor(monday, self._weeks, sunday)
        before = known.mean_log_factor(monday, self._weeks, sunday - _WEEK)
        return News(mean - known.log_of_week(monday), mean - before, self.said(monday))
