"""The trade war with relationships beyond number: the same governments on the mean-field economy."""

from __future__ import annotations

import datetime as dt

import mesa
import numpy as np

from sim.agents import Politics, politics_of
from sim.agents.observation import Figures
from sim.economy.base import build_base
from sim.economy.deficits import Closure
from sim.economy.gazette import Gazette
from sim.economy.inventories import stockholding
from sim.economy.mean_field import MeanField, mean_field_base, mean_field_week
from sim.economy.staff_model import StaffModel
from sim.model.figures import figures_of_pools
from sim.model.forgetting import forgettable
from sim.scenario.behaviour import Behaviour
from sim.scenario.schema import Scenario
from sim.world import World

WEEK = dt.timedelta(weeks=1)


class PooledWar(mesa.Model):
    """A world of governments and pools of firms and households that steps week by week.

    What :class:`sim.model.trade_war.TradeWar` tends to as its relationships grow in number, at less than a
    second for two years: for how often a standoff ends in which way, over many draws.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    world : World, optional
        The base, if it has been built already.
    replication : int
        Number of the replication, from 1; with the scenario's seed it identifies every draw.
    staff : StaffModel, optional
        The governments' economists' model, if there is one that remembers some answers already.
    """

    def __init__(
        self,
        scenario: Scenario,
        world: World | None = None,
        replication: int = 1,
        staff: StaffModel | None = None,
    ) -> None:
        super().__init__(rng=np.random.default_rng([scenario.ensemble.seed, replication]))
        self.behaviour: Behaviour = scenario.behaviour
        self.deficits: Closure = scenario.world.deficits
        self.world = build_base(scenario) if world is None else world
        self.gazette = Gazette.of(scenario, self.world)
        self.politics: Politics = politics_of(scenario, self.world, self.gazette, replication, staff)
        self.holding = stockholding(self.world, self.behaviour.inventories)
        self.monday = scenario.horizon.start - WEEK
        self.economy: MeanField = mean_field_base(self.world, self.behaviour)
        forgettable(self)

    def step(self) -> None:
        """Simulate one week: governments decide, then the economy moves."""
        self.monday += WEEK
        monday = self.monday
        if not self.politics.is_scripted:
            self.politics.week(monday, self.figures)
        self.economy = mean_field_week(
            self.world,
            self.behaviour,
            self.deficits,
            self.gazette.schedule.week(monday),
            self.economy,
            self.holding,
            self.gazette.foresight.outlook(monday),
            self.gazette.newsroom.week(monday),
            self.gazette.bans.week(monday),
            self.gazette.checks.week(monday),
        )

    @property
    def figures(self) -> Figures:
        """What can be measured of the week just simulated."""
        return figures_of_pools(self.world, self.behaviour, self.holding, self.economy)
