"""Third economies: most stay out; some follow, some stand by an ally, some pass goods on."""

from __future__ import annotations

from collections.abc import Iterator

from sim.agents.policies.interface import Policy, Seat, View
from sim.agents.policies.passive import Passive
from sim.agents.policies.rates import rise
from sim.agents.policies.tit_for_tat import TitForTat
from sim.scenario.measures import Measure


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


class Connector(Passive):
    """Lends its name to the goods of others."""


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
