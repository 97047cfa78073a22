"""An eye for an eye: points for points, after a while, until there is nothing left to tax."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.agents.policies.interface import Act, Policy, Seat, View
from sim.agents.policies.rates import DECIDED, Order, headline, measures_of, rise, standing
from sim.agents.policies.targets import rival_weight
from sim.economy.retaliation import HitList, hit_list, points_in_answer
from sim.scenario.measures import Measure
from sim.scenario.statements import Statement

SMALLEST = 0.0005
"""Changes of less than a twentieth of a point are left unanswered."""


@dataclass(frozen=True)
class Debt:
    """Points of tariff that are owed to a rival."""

    rival: str
    points: float
    since: dt.date
    due: dt.date


class TitForTat(Policy):
    """Answers every rise of tariffs on its goods with as many points, and every cut.

    Equation (103), after a lag that is drawn; on a list of goods where coverage is below one, equation
    (104). A rise is left out where the staff's model expects next to nothing of the rival's goods to be
    left: trade is dead, more tariffs would change nothing. Rises may be misread or forgiven.

    Parameters
    ----------
    seat : Seat
        What it brings to office.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.debts: list[Debt] = []
        self.said_enough: set[str] = set()

    def decide(self, view: View) -> Sequence[Act]:
        """Return the answers that are due."""
        self.hear(view)
        acts: list[Act] = []
        for rival in dict.fromkeys(debt.rival for debt in self.debts if debt.due <= view.day):
            acts += self.answer(view, rival, self.settled(rival, view.day))
        return acts

    def settled(self, rival: str, day: dt.date) -> float:
        """Return the points that are answered on a day: those due, and what was announced before them."""
        last = max(debt.since for debt in self.debts if debt.rival == rival and debt.due <= day)
        now = [debt for debt in self.debts if debt.rival == rival and debt.since <= last]
        self.debts = [debt for debt in self.debts if debt not in now]
        return sum(debt.points for debt in now)

    def hear(self, view: View) -> None:
        """Take note of what others did, and perhaps of what they did not do."""
        choice, draws = self.seat.choice, self.seat.draws
        for measure in view.news:
            if measure.id in view.agreed:
                continue
            for target, change in self.provocations(view, measure):
                if abs(change) < SMALLEST or (change < 0.0 and not choice.cuts):
                    continue
                if change > 0.0 and choice.forgiveness > 0.0 and draws.random() < choice.forgiveness:
                    continue
                self.owe(target, change, measure.announced_on)
        if (
            view.is_monday
            and self.seat.rival
            and choice.misreading > 0.0
            and draws.random() < choice.misreading
        ):
            self.owe(self.seat.rival, choice.misread_points, view.day)

    def provocations(self, view: View, measure: Measure) -> Iterator[tuple[str, float]]:
        """Yield whom to answer for a measure, and the points it adds: here, whoever taxes its own goods."""
        world, code = self.seat.world, self.seat.code
        for actor in measure.importer:
            if actor != code and actor in world.economies:
                yield actor, rise(world, view.public, measure, actor, code)

    def owe(self, rival: str, points: float, since: dt.date) -> None:
        """Put down an answer, to be given after a lag; what was announced on one day is answered at once."""
        due = next((debt.due for debt in self.debts if (debt.rival, debt.since) == (rival, since)), None)
        due = due or since + self.lag(self.seat.choice.lag_days)
        self.debts.append(Debt(rival, points_in_answer(self.seat.choice.ratio, points), since, due))

    def lag(self, mean: float) -> dt.timedelta:
        """Draw a geometric number of days with the given mean; none where it is zero."""
        if mean <= 0.0:
            return dt.timedelta(0)
        return dt.timedelta(days=int(self.seat.draws.geometric(1.0 / (1.0 + mean))) - 1)

    def answer(self, view: View, rival: str, points: float) -> list[Act]:
        """Return measures that add points to what is levied on a rival, or words where trade is dead."""
        seat, choice = self.seat, self.seat.choice
        now = headline(standing(view.public, seat.code, rival, choice.authority))
        rate = min(max(0.0, now + points), choice.highest_rate)
        if abs(rate - now) < SMALLEST:
            return []
        start = view.day + dt.timedelta(days=choice.notice_days)
        if rate > now and self.trade_is_dead(view, rival, start, now):
            return self.enough(view, rival)
        title = (
            f"{seat.code} {'answers' if points > 0.0 else 'steps down'}: {100 * rate:.4g} points on {rival}"
        )
        order = Order(seat.code, rival, choice.authority, rate, view.day, start, title, self.goods(rival))
        return list(measures_of(seat.world, view.public, order))

    def goods(self, rival: str) -> HitList | None:
        """Return the goods that an answer falls on; all of them where left out."""
        choice, world = self.seat.choice, self.seat.world
        if choice.coverage >= 1.0:
            return None
        places = self.seat.position, world.position(rival)
        return hit_list(world, *places, choice.coverage, choice.targeting, rival_weight(self.seat, rival))

    def trade_is_dead(self, view: View, rival: str, day: dt.date, rate: float) -> bool:
        """Whether the staff expects next to nothing to be left of the rival's goods at known tariffs."""
        origin = self.seat.world.position(rival)
        tariff = view.tariff_known_for(day)
        left = self.seat.staff.trade_left(tariff, origin, self.seat.position, rate)
        return left < self.seat.choice.dead_trade

    def enough(self, view: View, rival: str) -> list[Act]:
        """Say once that it will go no further."""
        if rival in self.said_enough:
            return []
        self.said_enough.add(rival)
        code = self.seat.code
        return [
            Statement(
                id=f"{code.lower()}_no_further_{view.day.isoformat()}",
                speaker=code,
                importer=(code,),
                exporter=(rival,),
                says="persist",
                date=view.day,
                title=f"{code} says that it will go no further: there is no market left for goods of {rival}",
                source=DECIDED,
            )
        ]
