"""A scenario without agents: its long run without frictions, and its mean-field path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from itertools import count

from sim.economy.bans import felt_tariff
from sim.economy.base import build_base
from sim.economy.belligerents import bans_between, belligerents, tariffs_between
from sim.economy.deficits import Closure
from sim.economy.equilibrium import Equilibrium, long_run
from sim.economy.gazette import Gazette
from sim.economy.mean_field import MeanField, mean_field_path
from sim.economy.routed_rest import routed_long_run
from sim.model.trade_war import WEEK
from sim.scenario.schema import Scenario
from sim.world import World
from sim.world.world import Floats


class Limits:
    """The two limits that a simulated scenario is held against; its measures are taken as a script.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    world : World, optional
        The base, if it has been built already.
    """

    def __init__(self, scenario: Scenario, world: World | None = None) -> None:
        self.scenario = scenario
        self.world = build_base(scenario) if world is None else world
        self.deficits: Closure = scenario.world.deficits
        self.gazette = Gazette.of(scenario, self.world)
        self.schedule = self.gazette.schedule
        self.bans, self.checks = self.gazette.bans, self.gazette.checks

    @property
    def last_day(self) -> dt.date:
        """Last day of the scenario's horizon."""
        return self.scenario.horizon.start + self.scenario.horizon.weeks * WEEK - dt.timedelta(days=1)

    @cached_property
    def tariff(self) -> Floats:
        """(N, N, G) tariffs on the last day of the scenario's horizon."""
        return self.tariff_after(self.scenario.horizon.weeks)

    @cached_property
    def barred(self) -> Floats | None:
        """(N, N, G) share of each flow that bans keep out on the last day; None where nothing is."""
        return self.bans.at(self.last_day)

    def tariff_after(self, weeks: int) -> Floats:
        """(N, N, G) tariffs on the last day of a week, counted from 1."""
        return self.schedule.at(self.scenario.horizon.start + weeks * WEEK - dt.timedelta(days=1))

    @cached_property
    def long_run(self) -> Equilibrium:
        """Equilibrium at the tariffs of the last day, without frictions."""
        return long_run(self.world, self.tariff, self.deficits, barred=self.barred)

    def long_run_between(self, pair: tuple[int, int] | None = None) -> Equilibrium:
        """Return the equilibrium had only two economies changed their tariffs, and on each other alone.

        Parameters
        ----------
        pair : tuple of int, optional
            Positions of the two, the smaller first; by default the two whose tariffs hit most trade.
        """
        pair = pair or belligerents(self.world, felt_tariff(self.tariff, self.barred))
        tariff, barred = tariffs_between(self.world, self.tariff, pair), bans_between(self.barred, pair)
        return long_run(self.world, tariff, self.deficits, barred=barred)

    def rest_after(self, weeks: int) -> Equilibrium:
        """Return where the economy would rest at the tariffs of the last day of a week, counted from 1.

        The benchmark at the duties that are really paid, once goods are routed.
        """
        day = self.scenario.horizon.start + weeks * WEEK - dt.timedelta(days=1)
        return routed_long_run(
            self.world,
            self.scenario.behaviour.routing,
            self.tariff_after(weeks),
            self.deficits,
            self.bans.at(day),
            self.checks.at(day),
        )

    def path(self) -> Iterator[MeanField]:
        """Yield the mean-field limit of every week, without end: measures last as long as they say."""
        start, foresight = self.scenario.horizon.start, self.gazette.foresight
        behaviour, room = self.scenario.behaviour, self.gazette.newsroom
        tariffs = (self.schedule.week(start + week * WEEK) for week in count())
        outlooks = (foresight.outlook(start + week * WEEK) for week in count())
        news = (room.week(start + week * WEEK) for week in count())
        barred = (self.bans.week(start + week * WEEK) for week in count())
        checks = (self.checks.week(start + week * WEEK) for week in count())
        return mean_field_path(
            self.world,
            behaviour,
            self.deficits,
            tariffs,
            outlooks=outlooks,
            news=news,
            barred=barred,
            checks=checks,
        )
