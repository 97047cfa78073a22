"""The dated timeline of a scenario: what is made public, starts and ends when. No numerics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from sim.scenario.scope import EVERYONE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sim.scenario.measures import Measure

EventKind: TypeAlias = Literal["announced", "starts", "ends"]

_ORDER: dict[EventKind, int] = {"announced": 0, "ends": 1, "starts": 2}


@dataclass(frozen=True)
class PolicyEvent:
    """One dated act: a measure is announced, comes into force or ceases to be."""

    date: date
    kind: EventKind
    measure: Measure

    @property
    def exporters(self) -> str:
        """Exporters in words: codes separated by commas, or ``all``."""
        return self._named(self.measure.exporter)

    @property
    def importers(self) -> str:
        """Importers in words: codes separated by commas, or ``all``."""
        return self._named(self.measure.importer)

    def _named(self, economies: Sequence[str]) -> str:
        if EVERYONE in economies and self.measure.excluded:
            return f"all except {', '.join(self.measure.excluded)}"
        return ", ".join(economies)


@dataclass(frozen=True)
class Timeline:
    """When the measures of a scenario are in force.

    A measure is in force from its start up to, and without, its end. It stops for good on the
    day on which a measure that ``replaces`` it starts, whether or not that one ends later. A
    measure replaced by the day it would have started was announced and never came into force.

    Parameters
    ----------
    measures : sequence of Measure
        With identifiers, as a scenario holds them; their order has no meaning.
    as_of : date, optional
        Day on which one looks: measures made public later do not exist yet. Everything is known where
        left out.
    """

    measures: Sequence[Measure]
    as_of: date | None = None

    def as_known_on(self, day: date) -> Timeline:
        """Return the timeline as it looked to the public on a day."""
        return Timeline(tuple(each for each in self.measures if each.announced_on <= day), day)

    @cached_property
    def _replaced_on(self) -> dict[str, date]:
        replaced: dict[str, date] = {}
        for measure in self.measures:
            for name in measure.replaces:
                replaced[name] = min(replaced.get(name, measure.start), measure.start)
        return replaced

    def last_end(self, measure: Measure) -> date | None:
        """First day on which a measure is no longer in force, by expiry or replacement."""
        ends = [day for day in (measure.end, self._replaced_on.get(measure.id)) if day is not None]
        return min(ends) if ends else None

    def ever_in_force(self, measure: Measure) -> bool:
        """Whether there is a day on which a measure is in force."""
        end = self.last_end(measure)
        return end is None or measure.start < end

    def in_force(self, day: date) -> tuple[Measure, ...]:
        """Measures in force on a day, in the order of the scenario."""
        return tuple(measure for measure in self.measures if self.is_in_force(measure, day))

    def is_in_force(self, measure: Measure, day: date) -> bool:
        """Whether a measure applies to goods that enter on a day."""
        if self.as_of is not None and measure.announced_on > self.as_of:
            return False
        end = self.last_end(measure)
        return measure.start <= day and (end is None or day < end)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """Days on which a measure comes into force or ceases to be, in order."""
        days: set[date] = set()
        for measure in self.measures:
            if not self.ever_in_force(measure):
                continue
            days.add(measure.start)
            if (end := self.last_end(measure)) is not None:
                days.add(end)
        return tuple(sorted(days))

    @cached_property
    def events(self) -> tuple[PolicyEvent, ...]:
        """Everything that happens, by date; a measure in force from its announcement only starts."""
        events: list[PolicyEvent] = []
        for measure in self.measures:
            in_force = self.ever_in_force(measure)
            if measure.announced_on != measure.start or not in_force:
                events.append(PolicyEvent(measure.announced_on, "announced", measure))
            if not in_force:
                continue
            events.append(PolicyEvent(measure.start, "starts", measure))
            if (end := self.last_end(measure)) is not None:
                events.append(PolicyEvent(end, "ends", measure))
        return tuple(sorted(events, key=lambda event: (event.date, _ORDER[event.kind], event.measure.id)))
