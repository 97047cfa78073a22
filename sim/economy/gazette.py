"""The gazette: every measure and statement published so far, and the tariffs and news that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.economy.foresight import Foresight
from sim.economy.newsroom import Newsroom
from sim.economy.route_checks import CheckSchedule
from sim.economy.tariffs import TariffSchedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.economy.bans import BanSchedule
    from sim.scenario.behaviour import Behaviour
    from sim.scenario.measures import Measure
    from sim.scenario.schema import Scenario
    from sim.scenario.statements import Statement
    from sim.scenario.timeline import Timeline
    from sim.world.world import World


class Gazette:
    """What governments have enacted and said, whether a scenario scripts it or they decide it on the way.

    Nothing that is published changes what was known before its day of publication: the past of a run is the
    same whether an act of later weeks is in the gazette yet or not. So a run can be repeated from its last
    gazette alone, as a script.

    Parameters
    ----------
    world : World
        Base tariffs, product groups and trade weights.
    measures : sequence of Measure
        Acts of policy, with identifiers.
    statements : sequence of Statement
        What governments say.
    behaviour : Behaviour
        How far ahead announced tariffs are looked at; what is found out of routed goods by itself.
    """

    def __init__(
        self,
        world: World,
        measures: Sequence[Measure],
        statements: Sequence[Statement],
        behaviour: Behaviour,
    ) -> None:
        self.world = world
        self.measures: tuple[Measure, ...] = tuple(measures)
        self.statements: tuple[Statement, ...] = tuple(statements)
        self._behaviour = behaviour
        self._print()

    @classmethod
    def of(cls, scenario: Scenario, world: World) -> Gazette:
        """Return the gazette that a scenario scripts."""
        return cls(world, scenario.measures, scenario.statements, scenario.behaviour)

    @property
    def bans(self) -> BanSchedule:
        """What embargoes and export controls bar."""
        return self.foresight.bans

    @property
    def timeline(self) -> Timeline:
        """When the measures are in force."""
        return self.schedule.timeline

    def publish(self, measures: Sequence[Measure] = (), statements: Sequence[Statement] = ()) -> None:
        """Add what governments do and say; the tariffs of other weeks are worked out anew."""
        self.statements += tuple(statements)
        if measures:
            self.measures += tuple(measures)
            self._print()
        else:
            self.newsroom.hear(statements)

    def _print(self) -> None:
        self.schedule = TariffSchedule(self.world, self.measures)
        self.foresight = Foresight(self.schedule)
        self.newsroom = Newsroom(self.foresight, self.statements, self._behaviour.beliefs.contract_weeks)
        self.checks = CheckSchedule(self.world, self.measures, self._behaviour.routing)
