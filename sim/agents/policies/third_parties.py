"""Third economies: most stay out; some follow, some stand by an ally, some pass goods on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sim.agents.policies.interface import Act, Policy, Seat, View
from sim.agents.policies.passive import Passive
from sim.agents.policies.rates import DECIDED, rise
from sim.agents.policies.tit_for_tat import TitForTat
from sim.scenario.measures import AntiCircumvention, Measure


class Bystander(Passive):
    """Stays out, whatever is done to it: negotiates rather than retaliates."""


class Follower(TitForTat):
    """Does to others what its leader does: copies the leader's rises, and cuts, on whom it names alone.

    With a ``rival`` only what is done to that one is copied.
    """

    def provocations(self, view: View, measure: Measure) -> Iterator[tuple[str, float]]:
        """Yield whom the leader taxes, and how many points it adds."""
        seat, leader = self.seat, self.seat.choice.leader
        if leader not in measure.importer or len(measure.exporter) != 1 or leader is None:
            return
        named = measure.exporter[0]
        if named in seat.world.economies and named != seat.code and seat.rival in (None, named):
            yield named, rise(seat.world, view.public, measure, leader, named)


class Ally(TitForTat):
    """Answers what others put on the goods of the economy that it stands by."""

    def provocations(self, view: View, measure: Measure) -> Iterator[tuple[str, float]]:
        """Yield whoever taxes the goods of the economy that it stands by, naming it."""
        seat, leader = self.seat, self.seat.choice.leader
        if leader is None or leader not in measure.exporter:
            return
        for actor in measure.importer:
            if actor not in (seat.code, leader) and actor in seat.world.economies:
                yield actor, rise(seat.world, view.public, measure, actor, leader)


class Connector(TitForTat):
    """Lends its name to goods of others until its leader taxes its own: then it checks origins itself.

    It retaliates against nobody. ``origin_checks`` is the part of the rival's goods, routed through it to
    its leader, that it finds out.
    """

    def provocations(self, view: View, measure: Measure) -> Iterator[tuple[str, float]]:
        """Yield the leader, where it taxes the connector's goods."""
        seat, leader = self.seat, self.seat.choice.leader
        if leader is not None and leader in measure.importer:
            yield leader, rise(seat.world, view.public, measure, leader, seat.code)

    def answer(self, view: View, rival: str, points: float) -> list[Act]:
        """Return checks of origin, once."""
        code, origin = self.seat.code, self.seat.rival
        if points <= 0.0 or origin is None or rival in self.said_enough:
            return []
        self.said_enough.add(rival)
        return [
            AntiCircumvention(
                id=f"{code.lower()}_checks_origin_{view.day.isoformat()}",
                importer=(rival,),
                exporter=(origin,),
                through=(code,),
                detected=self.seat.choice.origin_checks,
                announced=view.day,
                start=view.day + dt.timedelta(days=self.seat.choice.notice_days),
                title=f"{code} checks the origin of goods of {origin} on their way to {rival}",
                source=DECIDED,
            )
        ]


def third_party(seat: Seat) -> Policy:
    """Return the policy of a third economy whose type is drawn once a run."""
    kinds: dict[str, type[Policy]] = {
        "bystander": Bystander,
        "follower": Follower,
        "ally": Ally,
        "connector": Connector,
    }
    types = seat.choice.types
    names = sorted(types)
    drawn = (
        names[int(seat.draws.choice(len(names), p=[types[name] for name in names]))] if names else "bystander"
    )
    return kinds[drawn](seat)
