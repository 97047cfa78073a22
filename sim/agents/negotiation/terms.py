"""The tariffs that two governments negotiate about, and the measures that carry out what they agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.agents.policies.rates import DECIDED, IN_THE_END, Order, headline, measures_of, standing
from sim.scenario.measures import ExportControl, Measure, Tariff
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from sim.agents.policies.interface import Seat
    from sim.scenario.negotiations import Negotiation as Settings
    from sim.scenario.negotiations import Turn

KEPT_IN_A_TRUCE = 0.10
"""Rate that a side keeps in a truce where the scenario does not say: ten points, as in Geneva in 2025."""

STEPS_DOWN = ("cancelled", "truce", "deal")
"""States that a side enters by lowering its tariffs."""

IN_FORCE_AFTER = dt.timedelta(days=2)
"""Time from an agreement to its rates, as in Geneva in 2025."""


@dataclass
class Terms:
    """What each side's authority levies on the other, now, in a truce, after it and in a deal.

    Parameters
    ----------
    settings : Settings
        What the scenario says of the negotiation.
    seats : tuple of Seat
        The two governments.

    Attributes
    ----------
    stepped_down_from : list of float or None
        Headline of each before it first lowered its tariffs for a truce or deal, which it goes back to.
    given_up : dict of int to list of Tariff
        What the side that cancelled last gave up.
    agreed : set of str
        Measures that carry out what was agreed.
    """

    settings: Settings
    seats: tuple[Seat, Seat]
    stepped_down_from: list[float | None] = field(default_factory=lambda: [None, None])
    given_up: dict[int, list[Tariff]] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)

    def headline(self, public: Sequence[Measure], who: int) -> float:
        """Return the highest rate of a side's authority that stands, or is due, on the other."""
        return headline(self._standing(public, who, self.seats[who].choice.authority))

    def in_force(self, public: Sequence[Measure], who: int, day: dt.date) -> float:
        """Return the highest rate of a side's authority on the other on a day."""
        seat = self.seats[who]
        return headline(standing(public, seat.code, self._rival(who), seat.choice.authority, day))

    def truce(
        self,
        public: Sequence[Measure],
        announced: dt.date,
        start: dt.date,
        expires: dt.date,
        word: str = "agreed",
    ) -> list[Tariff]:
        """Both keep the rate of the truce until it expires, and go to the rate of its lapse then."""
        made: list[Tariff] = []
        for who, seat in enumerate(self.seats):
            self._remember(who, self.headline(public, who))
            kept = self.settings.truce_rates.get(seat.code, KEPT_IN_A_TRUCE)
            title = f"truce {word}: {seat.code} keeps {100 * kept:.4g} points on {self._rival(who)}"
            now = self._order(public, who, kept, announced, start, title)
            back = self._lapse_rate(public, who)
            title = self._title_of_lapse(who, back)
            later = self._order([*public, *now], who, back, announced, expires, title)
            made += [*now, *later]
        return self._agreed(made)

    def snap_back(self, public: Sequence[Measure], announced: dt.date, start: dt.date) -> list[Tariff]:
        """Both return to the rate of a lapsed truce, or to what they stepped down from to a deal."""
        made: list[Tariff] = []
        for who, seat in enumerate(self.seats):
            back = self._lapse_rate(public, who)
            title = f"broken off: {seat.code} returns to {100 * back:.4g} points on {self._rival(who)}"
            made += self._order(public, who, back, announced, start, title)
        return self._agreed(made)

    def deal(self, public: Sequence[Measure], announced: dt.date, start: dt.date) -> list[Tariff]:
        """Both go to the rate of a deal, for good."""
        made: list[Tariff] = []
        for who, seat in enumerate(self.seats):
            kept = self.settings.truce_rates.get(seat.code, KEPT_IN_A_TRUCE)
            rate = self.settings.deal_rates.get(seat.code, kept)
            title = f"deal: {seat.code} keeps {100 * rate:.4g} points on {self._rival(who)}"
            made += self._order(public, who, rate, announced, start, title)
        return self._agreed(made)

    def cancel(self, public: Sequence[Measure], who: int, announced: dt.date) -> list[Tariff]:
        """A side cancels what is at stake and what it calls cancellable, and remembers it."""
        seat = self.seats[who]
        rival = self.seats[1 - who].choice.authority
        if 1 - who in self.given_up:  # whom this side follows: a deal that may break
            gave_up = [each for each in self.given_up[1 - who] if each.authority == rival]
            self._remember(1 - who, headline(gave_up))
            self._remember(who, self.headline(public, who))
        # what the other gave up in an earlier round, and was followed, is not owed any more
        self.given_up = {who: []}
        made: list[Tariff] = []
        for authority in (seat.choice.authority, *seat.choice.cancellable):
            before = self._standing(public, who, authority)
            if not before:
                continue
            self.given_up[who] += before
            title = f"{seat.code} cancels its {authority} duties on {self._rival(who)}"
            start = announced + IN_FORCE_AFTER
            made += measures_of(
                seat.world,
                public,
                Order(seat.code, self._rival(who), authority, 0.0, announced, start, title),
            )
        return self._agreed(made)

    def restore(self, public: Sequence[Measure], announced: dt.date) -> list[Tariff]:
        """Whoever cancelled puts back what it had given up."""
        start = announced + IN_FORCE_AFTER
        made: list[Tariff] = []
        for who, given_up in self.given_up.items():
            for each in given_up:
                zero = [one.id for one in self._standing(public, who, each.authority)]
                again = {
                    "id": f"{each.id}_back_{announced.isoformat()}",
                    "announced": announced,
                    "start": start,
                    "end": None,
                    "replaces": tuple(zero) if not made or made[-1].authority != each.authority else (),
                    "title": f"{self.seats[who].code} puts back its {each.authority} duties",
                    "source": DECIDED,
                }
                made.append(each.model_copy(update=again))
        self.given_up = {}
        return self._agreed(made)

    def void(self, public: Sequence[Measure], who: int, announced: dt.date) -> list[Tariff]:
        """A court voids what is at stake of a side's tariffs."""
        if self.headline(public, who) <= 0.0:
            return []
        seat = self.seats[who]
        title = f"a court voids the {seat.choice.authority} duties of {seat.code} on {self._rival(who)}"
        return self._agreed(self._order(public, who, 0.0, announced, announced + IN_FORCE_AFTER, title))

    def scripted(self, public: Sequence[Measure], turn: Turn) -> list[Tariff]:
        """Carry out the rates that the scenario sets for a turn."""
        made: list[Tariff] = []
        for who, seat in enumerate(self.seats):
            if seat.code not in turn.rates:
                continue
            if turn.state in STEPS_DOWN:
                self._remember(who, self.headline(public, who))
            rate = turn.rates[seat.code]
            start = turn.start or turn.date
            state = turn.state.replace("_", " ")
            title = f"{state}: {seat.code} levies {100 * rate:.4g} points on {self._rival(who)}"
            now = self._order(public, who, rate, turn.date, start, title)
            made += now
            if turn.expires is not None:
                back = self._lapse_rate(public, who)
                title = self._title_of_lapse(who, back)
                made += self._order([*public, *now], who, back, turn.date, turn.expires, title)
        return self._agreed(made)

    def control(self, public: Sequence[Measure], announced: dt.date, start: dt.date) -> list[ExportControl]:
        """Both keep goods from each other that the scenario names; nothing where it names none."""
        made = []
        for who, seat in enumerate(self.seats):
            goods = self.settings.controls.get(seat.code, ())
            if goods and not self._controls(public, who):
                title = f"{seat.code} keeps {', '.join(goods).replace('_', ' ')} from {self._rival(who)}"
                made.append(self._control(who, announced, start, title, goods))
        self.agreed.update(each.id for each in made)
        return made

    def lift_controls(
        self, public: Sequence[Measure], announced: dt.date, start: dt.date
    ) -> list[ExportControl]:
        """Whatever either keeps from the other since a crisis may leave again."""
        made = []
        for who, seat in enumerate(self.seats):
            standing_now = self._controls(public, who)
            if standing_now:
                title = f"{seat.code} lifts its controls on exports to {self._rival(who)}"
                lifted = self._control(who, announced, start, title, standing_now[-1].products)
                replaced = tuple(each.id for each in standing_now)
                made.append(lifted.model_copy(update={"coverage": 0.0, "replaces": replaced}))
        self.agreed.update(each.id for each in made)
        return made

    def _control(
        self, who: int, announced: dt.date, start: dt.date, title: str, goods: tuple[str, ...]
    ) -> ExportControl:
        code = self.seats[who].code
        return ExportControl(
            id=f"{code.lower()}_controls_{start.isoformat()}",
            importer=(self._rival(who),),
            exporter=(code,),
            products=goods,
            announced=announced,
            start=start,
            title=title,
            source=DECIDED,
        )

    def _controls(self, public: Sequence[Measure], who: int) -> list[ExportControl]:
        """Controls of a side that were put up in a crisis and still stand, or will."""
        timeline = Timeline(public)
        return [
            each
            for each in public
            if isinstance(each, ExportControl)
            and each.id in self.agreed
            and each.exporter == (self.seats[who].code,)
            and each.coverage > 0.0
            and timeline.is_in_force(each, IN_THE_END)
        ]

    def _title_of_lapse(self, who: int, rate: float) -> str:
        points = f"{100 * rate:.4g} points on {self._rival(who)}"
        return f"{self.seats[who].code} returns to {points} if the truce runs out"

    def _remember(self, who: int, rate: float) -> None:
        """Remember from where a side stepped down first: there it goes back to."""
        if self.stepped_down_from[who] is None:
            self.stepped_down_from[who] = rate

    def _lapse_rate(self, public: Sequence[Measure], who: int) -> float:
        """Rate to which a side goes back; the one that stands where it never stepped down."""
        before = self.stepped_down_from[who]
        back = self.headline(public, who) if before is None else before
        return self.settings.lapse_rates.get(self.seats[who].code, back)

    def _rival(self, who: int) -> str:
        return self.seats[1 - who].code

    def _standing(self, public: Sequence[Measure], who: int, authority: str) -> list[Tariff]:
        return standing(public, self.seats[who].code, self._rival(who), authority)

    def _order(
        self,
        public: Sequence[Measure],
        who: int,
        rate: float,
        announced: dt.date,
        start: dt.date,
        title: str,
    ) -> list[Tariff]:
        seat = self.seats[who]
        order = Order(seat.code, self._rival(who), seat.choice.authority, rate, announced, start, title)
        return measures_of(seat.world, public, order)

    def _agreed(self, made: list[Tariff]) -> list[Tariff]:
        self.agreed.update(each.id for each in made)
        return made
