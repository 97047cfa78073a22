"""Two governments from a standoff to a deal, and back; the costs come from the running economy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.negotiation.moves import comply, obeys
from sim.agents.negotiation.rates import AT_ONCE, DECISION
from sim.agents.negotiation.sides import NegotiationWeek, Side
from sim.agents.negotiation.states import ways_from
from sim.agents.negotiation.terms import Terms
from sim.agents.negotiation.transition import Transition
from sim.agents.negotiation.voices import posted, silent, spoken
from sim.agents.policies.interface import Act
from sim.agents.policies.rates import rise
from sim.economy.bargaining import chances, in_a_week, renewed
from sim.scenario.negotiations import STATES, StandoffState
from sim.scenario.statements import Statement

if TYPE_CHECKING:
    from sim.agents.observation import Figures
    from sim.scenario.measures import Measure
    from sim.scenario.negotiations import Negotiation as Settings
    from sim.scenario.negotiations import Turn

WEEK = dt.timedelta(weeks=1)
DAY = dt.timedelta(days=1)

DRAWS = 10
"""Uniform numbers a week, whatever happens: a change of one hazard leaves all other draws where they were."""

HAPPENING, SPEECH, COURT, MEDIATION, MEETING = 0, 1, 5, 7, 8
"""Which of them decides what: four are for speech, two for courts, the last for compliance."""

TALKING: frozenset[StandoffState] = frozenset({"back_channel", "talks", "summit"})
"""States in which there are talks, whatever is said."""

WAR: frozenset[StandoffState] = frozenset({"escalation", "embargo", "stalemate", "back_channel", "talks"})
"""States whose cost a truce saves."""

MEETINGS: frozenset[StandoffState] = frozenset({"talks", "summit"})
"""States whose outcome may be known within the week: meetings last for days."""

SPEAKING: frozenset[StandoffState] = frozenset({"embargo", "stalemate", "back_channel", "talks"})
"""States in which governments are asked whether there are talks."""


@dataclass
class Negotiation:
    """The negotiation of two governments.

    Every week the state goes where tariffs alone have led, and then by one transition drawn among those that
    can happen (:mod:`sim.agents.negotiation.states`), or two where a meeting is held; or as the scenario
    scripts it. What follows are acts like any other.

    Parameters
    ----------
    settings : Settings
        What the scenario says of it.
    sides : tuple of Side
        The two governments.
    terms : Terms
        The tariffs that they negotiate about.
    draws : numpy.random.Generator
        Its own stream.
    since : date
        Day from which draws decide.
    """

    settings: Settings
    sides: tuple[Side, Side]
    terms: Terms
    draws: np.random.Generator
    since: dt.date
    state: StandoffState = "peace"
    weeks_in_state: int = 0
    weeks_without_rise: int = 0
    prepared: int = 0
    mediated: bool = False
    expires: dt.date | None = None
    compliance: float = 0.0
    first_mover: str = ""
    on_terms_of: str = ""
    snap_backs: int = 0
    claims_last_week: int = 0
    credibility: tuple[float, float] = (0.5, 0.5)
    headlines: tuple[float, float] = (0.0, 0.0)
    weeks: list[NegotiationWeek] = field(default_factory=list)
    monday: dt.date = dt.date.min
    _what: str = ""
    acts: list[Act] = field(default_factory=list)
    uniform: Sequence[float] = ()
    visited: set[StandoffState] = field(default_factory=set)

    @property
    def raised_lately(self) -> bool:
        """Whether one of the two raised its tariffs on the other in the week before."""
        return self.weeks_without_rise == 0

    @property
    def talking(self) -> bool:
        """Whether there are talks this week, be it that they have ended in a truce by its end."""
        return not TALKING.isdisjoint(self.visited)

    @property
    def face(self) -> float:
        """Part of audience costs that counts: less behind closed doors, less again at a neutral venue."""
        shields = self.mediated + (self.state == "back_channel")
        return float(self.settings.face_saving**shields)

    @property
    def compatible(self) -> bool:
        """Whether either's precondition is met by both stepping down together."""
        return all(side.precondition != "full_cancellation" for side in self.sides)

    @property
    def willing(self) -> tuple[float, float]:
        """How willing each is to open a channel, equation (94)."""
        weeks, scale = self.settings.longest, self.settings.willingness_scale
        first, second = (side.willing(weeks, scale) for side in self.sides)
        return first, second

    @property
    def in_last_week(self) -> bool:
        """Whether a truce expires this week."""
        return self.expires is not None and self.monday <= self.expires < self.monday + WEEK

    def expiring(self, *, renewed: bool) -> float:
        """Return the rate of a truce's renewal, or of its end, in its last week."""
        if not self.in_last_week:
            return 0.0
        return DECISION * (self._chance_of_renewal if renewed else 1.0 - self._chance_of_renewal)

    @property
    def _chance_of_renewal(self) -> float:
        gains = [side.office.cost < side.cost_of_war for side in self.sides]
        return renewed(self.settings.renewal, *gains)

    def week(self, monday: dt.date, public: Sequence[Measure], figures: Figures) -> list[Act]:
        """Return what follows from a week of the negotiation: measures and statements."""
        self.monday, self.acts, self._what, self.visited = monday, [], "", set()
        self.uniform = self.draws.random(DRAWS).tolist()
        self._look(public, figures)
        turns = [each for each in self.settings.script if each.date < monday + WEEK]
        due = [each for each in turns if each.date >= monday]
        if due:
            for turn in due:
                self._follow_script(turn, public)
        elif len(turns) == len(self.settings.script):
            self._advance(public)
        elif not turns:
            self._at_once(public)
        self.visited.add(self.state)
        self._speak()
        self._record(public)
        return self.acts

    def _look(self, public: Sequence[Measure], figures: Figures) -> None:
        """See which rates stand, whether one was raised last week, and whose word counts."""
        first, second = self.sides
        self.credibility = (
            float(figures.credibility[first.position]),
            float(figures.credibility[second.position]),
        )
        self.headlines = (self.terms.headline(public, 0), self.terms.headline(public, 1))
        lately = [each for each in public if self.monday - WEEK <= each.announced_on < self.monday]
        world = first.office.seat.world
        rises = [
            rise(world, public, each, one.code, other.code)
            for each in lately
            if each.id not in self.terms.agreed
            for one, other in ((first, second), (second, first))
        ]
        self.weeks_without_rise = 0 if any(points > 0.0 for points in rises) else self.weeks_without_rise + 1
        self.weeks_in_state += 1
        if self.state in WAR:
            for side in self.sides:
                side.cost_of_war = max(side.cost_of_war, side.office.cost)
        if self.state in TALKING or self.state in ("truce", "crisis"):
            self.prepared += 1

    def _advance(self, public: Sequence[Measure]) -> None:
        """Draw what happens this week; before its first day only tariffs move the state."""
        active = self.monday >= self.since
        if active and not self.mediated and self.uniform[MEDIATION] < in_a_week(self.settings.mediation):
            self.mediated = self.state in ("embargo", "stalemate")
        if active:
            self._courts(public)
        self._at_once(public)
        if not active:
            return
        self._draw(public, self.uniform[HAPPENING])
        if self.state in MEETINGS:
            self._draw(public, self.uniform[MEETING])

    def _at_once(self, public: Sequence[Measure]) -> None:
        """Go where tariffs alone have led, as far as that goes."""
        for _ in STATES:
            way = next((each for each in ways_from(self.state) if each.rate(self) == AT_ONCE), None)
            if way is None:
                return
            self._go(way, public)

    def _draw(self, public: Sequence[Measure], drawn: float) -> None:
        """Draw one of the transitions that can happen, or none."""
        ways = ways_from(self.state)
        odds = chances(tuple(each.rate(self) for each in ways))
        reached = 0.0
        for way, odd in zip(ways, odds, strict=True):
            reached += odd
            if drawn < reached:
                self._go(way, public)
                return

    def _go(self, way: Transition, public: Sequence[Measure]) -> None:
        self._what = f"{self._what}; {way.what}" if self._what else way.what
        if way.effect is not None:
            way.effect(self, public, way.who)
        self._enter(way.target)

    def _enter(self, state: StandoffState) -> None:
        if state != self.state:
            self.weeks_in_state = 0
        if state in ("stalemate", "escalation") or (state == "truce" and self.state == "talks"):
            self.prepared = 0
        self.snap_backs += state == "escalation" and self.state in ("truce", "crisis")
        self.state = state
        self.visited.add(state)

    def _courts(self, public: Sequence[Measure]) -> None:
        """A court may void what is at stake of a side's tariffs, whatever the state."""
        for who, side in enumerate(self.sides):
            drawn = self.uniform[COURT + who]
            if side.code in self.settings.courts and drawn < in_a_week(self.settings.court):
                self.acts += self.terms.void(public, who, self.monday)

    def _follow_script(self, turn: Turn, public: Sequence[Measure]) -> None:
        """Do what the scenario sets for this week."""
        self._what = "as scripted"
        if turn.state == "deal":
            comply(self)
        if turn.state in ("deal", "escalation"):
            self.expires = None
        elif turn.expires is not None:
            self.expires = turn.expires
        if turn.state == "cancelled":
            who = [side.code for side in self.sides].index(min(turn.rates, key=lambda code: turn.rates[code]))
            obeys(self, public, who)
        else:
            self.acts += self.terms.scripted(public, turn)
        self._enter(turn.state)

    def _speak(self) -> None:
        """Each asks for what it wants first, claims talks, denies them or is silent, whatever the facts."""
        active = self.monday >= self.since
        if active and "stalemate" in self.visited:
            self.acts += posted(self.sides, self.monday)
        asked = active and self.state in SPEAKING
        draws = self.uniform[SPEECH : SPEECH + 4]
        self.acts += spoken(self.sides, self.monday, self.talking, draws) if asked else silent(self.sides)
        self.claims_last_week = sum(side.said == "claims" for side in self.sides)

    def _record(self, public: Sequence[Measure]) -> None:
        first, second = self.sides
        published = [*public, *(each for each in self.acts if not isinstance(each, Statement))]
        sunday = self.monday + 6 * DAY
        self.weeks.append(
            NegotiationWeek(
                self.monday,
                self.state,
                self._what,
                (first.precondition, second.precondition),
                (first.office.pressure, second.office.pressure),
                (first.office.audience, second.office.audience),
                (first.office.cost, second.office.cost),
                (self._chance_of_yielding(0), self._chance_of_yielding(1)),
                (self.terms.in_force(published, 0, sunday), self.terms.in_force(published, 1, sunday)),
                (first.said, second.said),
                self.talking,
                self.monday >= self.since,
            )
        )

    def _chance_of_yielding(self, who: int) -> float:
        """Probability in a week that a side gives way."""
        rates = [way.rate(self) for way in ways_from(self.state) if way.who == who]
        return in_a_week(sum(rates))
