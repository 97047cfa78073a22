"""Politics: the governments that decide for themselves, their negotiations, and what they publish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.agents.government import Office
from sim.agents.negotiation.machine import Negotiation
from sim.agents.negotiation.sides import Side
from sim.agents.negotiation.terms import Terms
from sim.agents.policies import Act, PolicyError, Seat, policy_of
from sim.economy.gazette import Gazette
from sim.economy.staff_model import StaffModel
from sim.economy.tariffs import DAYS_IN_WEEK
from sim.scenario.governments import SCRIPTED
from sim.scenario.schema import identified
from sim.scenario.statements import Statement
from sim.world.streams import random_stream

if TYPE_CHECKING:
    import numpy as np

    from sim.agents.observation import Figures
    from sim.scenario.negotiations import Negotiation as Settings
    from sim.scenario.schema import Scenario
    from sim.world.world import World

LOOK_AHEAD = dt.timedelta(weeks=2)
"""Staffs work out what tariffs would do that are known for two weeks ahead."""


@dataclass
class Politics:
    """Everything political of a run: it reads figures and publishes acts, and touches nothing else.

    Parameters
    ----------
    gazette : Gazette
        Where acts and words are published.
    offices : dict of str to Office
        Governments that decide for themselves, in the order of the economies.
    negotiations : tuple of Negotiation
        Who negotiates.
    """

    gazette: Gazette
    offices: dict[str, Office]
    negotiations: tuple[Negotiation, ...]

    @property
    def is_scripted(self) -> bool:
        """Whether nobody decides anything."""
        return not self.offices

    @property
    def agreed(self) -> frozenset[str]:
        """Identifiers of measures that two governments agreed on."""
        return frozenset(name for each in self.negotiations for name in each.terms.agreed)

    def week(self, monday: dt.date, figures: Figures) -> None:
        """Let governments look at last week's figures, negotiate, and act day by day.

        Parameters
        ----------
        monday : date
            First day of the week.
        figures : Figures
            What can be measured of the week before.
        """
        known = self.gazette.timeline.as_known_on(monday)
        public = known.measures
        tariff = self.gazette.schedule.under(known, monday + LOOK_AHEAD)
        barred = self.gazette.bans.under(known, monday + LOOK_AHEAD)
        for office in self.offices.values():
            office.look(figures, tuple(public), monday, tariff, barred, self.agreed)
        for negotiation in self.negotiations:
            self._publish(negotiation.week(monday, public, figures))
        agreed = self.agreed
        standoffs = {side.code: each.state for each in self.negotiations for side in each.sides}
        for day in (monday + dt.timedelta(days=count) for count in range(DAYS_IN_WEEK)):
            for code, office in self.offices.items():
                acts = office.acts(day, self.gazette, figures, agreed, standoffs.get(code))
                try:
                    self._publish(acts)
                except ValueError as error:
                    raise PolicyError(f"policy `{office.seat.choice.policy}` of {code}: {error}") from error

    def _publish(self, acts: Sequence[Act]) -> None:
        if not acts:
            return
        measures = identified(tuple(each for each in acts if not isinstance(each, Statement)))
        self.gazette.publish(measures, [each for each in acts if isinstance(each, Statement)])


def politics_of(
    scenario: Scenario, world: World, gazette: Gazette, replication: int, staff: StaffModel | None = None
) -> Politics:
    """Return the politics that a scenario asks for.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    world : World
        The base.
    gazette : Gazette
        What the scenario scripts.
    replication : int
        Number of the replication; with the scenario's seed it identifies every draw.
    staff : StaffModel, optional
        The economists' model, if there is one that remembers some answers already.

    Raises
    ------
    PolicyError
        A policy of the user's own cannot be loaded.
    """
    deciding = {code: each for code, each in scenario.governments.items() if each.policy != SCRIPTED}
    if not deciding:
        return Politics(gazette, {}, ())
    staff = staff or staff_model(scenario, world)
    partner = {code: other for each in scenario.negotiations for code, other in _both_ways(each)}
    seed, start = scenario.ensemble.seed, scenario.horizon.start
    offices = {}
    for code in world.economies:
        if code not in deciding:
            continue
        choice = deciding[code]
        seat = Seat(
            code=code,
            rival=choice.rival or partner.get(code),
            choice=choice,
            choices=dict(scenario.governments),
            world=world,
            staff=staff,
            draws=random_stream(seed, f"government {code}", replication),
        )
        policy = policy_of(seat, scenario.folder_of_policy(code))
        since = choice.since or start
        old_news = {each.id for each in gazette.measures if each.announced_on < since}
        offices[code] = Office(seat, policy, since, told=old_news)
    negotiations = (
        _negotiation(each, offices, random_stream(seed, f"negotiation {'-'.join(each.between)}", replication))
        for each in scenario.negotiations
    )
    return Politics(gazette, offices, tuple(negotiations))


def staff_model(scenario: Scenario, world: World) -> StaffModel:
    """Return the model of the governments' economists."""
    return StaffModel(world, scenario.world.elasticities.set, scenario.world.deficits)


def _negotiation(
    settings: Settings, offices: Mapping[str, Office], draws: np.random.Generator
) -> Negotiation:
    first, second = (offices[code] for code in settings.between)
    sides = _side(first, settings), _side(second, settings)
    since = settings.since or max(first.since, second.since)
    return Negotiation(settings, sides, Terms(settings, (first.seat, second.seat)), draws, since)


def _side(office: Office, settings: Settings) -> Side:
    code = office.seat.code
    return Side(code, office.seat.position, office, settings.preconditions.get(code, "none"))


def _both_ways(settings: Settings) -> tuple[tuple[str, str], tuple[str, str]]:
    first, second = settings.between
    return (first, second), (second, first)
