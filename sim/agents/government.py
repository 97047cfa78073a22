"""Governments: they levy tariffs, hand the revenue back, and decide what to levy and to say."""

from __future__ import annotations

import datetime as dt
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents.observation import Figures, Observer, conditions
from sim.agents.policies import Act, Policy, PolicyError, Seat, View
from sim.agents.policies.rates import rise
from sim.economy.pressure import Conditions, audience_after, cost_of_holding_out, pressure_after
from sim.scenario.governments import is_own_policy
from sim.scenario.measures import MEASURES, AntiCircumvention
from sim.scenario.statements import Statement

if TYPE_CHECKING:
    from sim.economy.beliefs import Saying
    from sim.economy.gazette import Gazette
    from sim.scenario.measures import Measure
    from sim.scenario.negotiations import StandoffState

Floats = NDArray[np.float64]

_WEEK = dt.timedelta(weeks=1)


@dataclass
class Office:
    """A government that decides for itself: its policy, what it sees, and what a war does to it at home.

    Parameters
    ----------
    seat : Seat
        What it brings to office.
    policy : Policy
        How it decides.
    since : date
        Day from which it does.
    """

    seat: Seat
    policy: Policy
    since: dt.date
    seen: Conditions = field(default_factory=Conditions)
    truth: Conditions = field(default_factory=Conditions)
    pressure: float = 0.0
    audience: float = 0.0
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._observer = Observer(self.seat.choice, self.seat.draws)

    def look(
        self,
        figures: Figures,
        measures: tuple[Measure, ...],
        monday: dt.date,
        known_tariff: Floats,
        known_bans: Floats | None,
        agreed: frozenset[str],
    ) -> None:
        """See the week before: figures of the economy become pressure, own rises become audience costs."""
        seat, rival = self.seat, self.seat.rival
        if rival is None:
            return
        expected = seat.staff.long_run(known_tariff, known_bans).welfare
        where = seat.position, seat.world.position(rival)
        self.truth = conditions(seat.world, figures, *where, seat.choice, expected)
        self.seen = self._observer.seen(self.truth)
        self.pressure = pressure_after(self.pressure, self.seen, seat.choice.politics)
        lately = [
            each
            for each in measures
            if monday - _WEEK <= each.announced_on < monday and each.id not in agreed
        ]
        raised = sum(max(0.0, rise(seat.world, measures, each, seat.code, rival)) for each in lately)
        self.audience = audience_after(self.audience, raised, False, False, seat.choice.politics)

    def hear_itself(self, demanded: bool, exposed: bool) -> None:
        """Add what its audience heard this week beyond tariffs: a precondition, or a claim that it talks."""
        kept = self.audience
        politics = self.seat.choice.politics
        self.audience = kept + audience_after(0.0, 0.0, demanded, exposed, politics)

    @property
    def cost(self) -> float:
        """What a week of the war costs it, percent of GDP, equation (90)."""
        return cost_of_holding_out(self.seen, self.pressure, self.seat.choice.politics)

    def acts(
        self,
        day: dt.date,
        gazette: Gazette,
        figures: Figures,
        agreed: frozenset[str],
        standoff: StandoffState | None,
    ) -> list[Act]:
        """Return what it does and says on a day.

        Raises
        ------
        PolicyError
            The policy does what its government cannot.
        """
        public = gazette.timeline.as_known_on(day).measures
        news = tuple(each for each in public if each.id not in self.told)
        self.told.update(each.id for each in news)
        if day < self.since:
            return []
        view = View(
            day=day,
            gazette=gazette,
            public=tuple(public),
            news=tuple(sorted(news, key=lambda each: (each.announced_on, each.id))),
            agreed=agreed,
            seen=self.seen,
            figures=figures,
            pressure=self.pressure,
            audience=self.audience,
            standoff=standoff,
        )
        return [checked(act, self.seat, day) for act in self._decisions(view)]

    def _decisions(self, view: View) -> list[Act]:
        """What the policy decides; a failure of one of the user's own is named with its place."""
        name = self.seat.choice.policy
        try:
            return list(self.policy.decide(view))
        except Exception as error:
            if not is_own_policy(name):
                raise
            line = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__}: {error}"
            message = f"policy `{name}` of {self.seat.code} fails on {view.day}: {what}"
            raise PolicyError(f"{message} ({line.filename}:{line.lineno})") from error


def checked(act: Act, seat: Seat, day: dt.date) -> Act:
    """Return an act of a government's own, dated today or later; anything else is refused.

    Raises
    ------
    PolicyError
        The act is no measure or statement, somebody else's, or of the past.
    """
    who = f"policy `{seat.choice.policy}` of {seat.code} on {day}"
    if isinstance(act, Statement):
        if act.speaker != seat.code:
            raise PolicyError(f"{who}: it speaks for {act.speaker}")
        if act.date < day:
            raise PolicyError(f"{who}: it speaks on {act.date}, which is past")
        return act
    if not isinstance(act, MEASURES):
        raise PolicyError(f"{who}: {type(act).__name__} is no measure and no statement")
    checks_itself = isinstance(act, AntiCircumvention) and act.through == (seat.code,)
    if act.actors != (seat.code,) and not checks_itself:
        raise PolicyError(f"{who}: it acts for {', '.join(act.actors)}")
    if act.announced_on < day:
        raise PolicyError(f"{who}: it announces a measure on {act.announced_on}, which is past")
    return act


class Government(mesa.Agent):
    """The government of one economy.

    It levies what its dated measures say, whether a scenario scripts them or it decided on them itself. What
    it will levy is not remembered from week to week but read off the measures in force, so nothing is
    applied and undone.

    Parameters
    ----------
    model : mesa.Model
        The model that the agent belongs to.
    economy : int
        Position of the economy.
    code : str
        Code of the economy.
    gazette : Gazette
        Measures and statements of all governments.
    office : Office, optional
        How it decides for itself; a scripted government has none.
    """

    def __init__(
        self, model: Any, economy: int, code: str, gazette: Gazette, office: Office | None = None
    ) -> None:
        super().__init__(model)
        self.economy = economy
        self.code = code
        self.gazette = gazette
        self.office = office

    def tariffs(self, monday: dt.date) -> Floats:
        """Return (N, G) tariffs on imports by origin and group, mean over the week's days."""
        return self.gazette.schedule.week(monday)[:, self.economy, :]

    def statements(self, monday: dt.date) -> tuple[Saying, ...]:
        """Return what the government says in a week about tariffs to come."""
        return self.gazette.newsroom.said_by(self.economy, monday)

    def in_force(self, day: dt.date) -> tuple[Measure, ...]:
        """Return the government's measures in force on a day."""
        timeline = self.gazette.timeline
        return tuple(measure for measure in timeline.in_force(day) if self.code in measure.actors)

    def actions(self, monday: dt.date) -> tuple[str, ...]:
        """Return what the government starts and ends in a week, in words."""
        sunday = monday + dt.timedelta(6)
        return tuple(
            f"{event.kind} {event.measure.id}"
            for event in self.gazette.timeline.events
            if monday <= event.date <= sunday
            and event.kind != "announced"
            and self.code in event.measure.actors
        )
