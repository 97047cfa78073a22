"""The simulation as a Mesa model: agents, state and the weekly step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import mesa
import numpy as np

from sim.agents import Distribution, Government, Household, Production
from sim.model.accounting import Residuals, residuals
from sim.model.network import Network
from sim.model.phases import PHASES, Phase
from sim.model.state import WEEKS_PER_YEAR, State, base_state
from sim.world.population import Population
from sim.world.streams import random_stream
from sim.world.world import Floats, World

if TYPE_CHECKING:
    from sim.economy.tariffs import TariffSchedule
    from sim.scenario import Behaviour

WEEK = dt.timedelta(weeks=1)


class TradeWar(mesa.Model):  # type: ignore[misc]
    """A world of governments, firms and households that steps week by week.

    Parameters
    ----------
    world : World
        Accounts of the base, an exact equilibrium.
    population : Population
        Firms and the relationships between them.
    schedule : TariffSchedule
        Tariffs that the scenario's measures ask for at each date.
    behaviour : Behaviour
        Parameters of firms and markets.
    start : datetime.date
        Monday of the first week.
    seed, replication : int
        Identify the random draws; a scenario and its reference share them.
    threads : int
        Threads for the relationship kernels; results do not depend on it.
    """

    def __init__(
        self,
        world: World,
        population: Population,
        schedule: TariffSchedule,
        behaviour: Behaviour,
        start: dt.date,
        seed: int = 1,
        replication: int = 1,
        threads: int = 1,
    ) -> None:
        super().__init__(rng=np.random.default_rng([seed, replication]))
        self.world = world
        self.network = Network(world, population, threads)
        self.schedule = schedule
        self.behaviour = behaviour
        self.monday = start - WEEK
        self.labour_force: Floats = world.labour_income / WEEKS_PER_YEAR
        self.review_draws = random_stream(seed, "reviews", replication)
        self.governments: Sequence[Government] = self._governments()
        self.productions: Sequence[Production] = self._productions()
        self.distributions: Sequence[Distribution] = self._distributions()
        self.households: Sequence[Household] = self._households()
        self.state: State = base_state(world, self.network, seed, replication)
        self.residuals: Residuals = Residuals()
        self.phases: tuple[Phase, ...] = PHASES

    def step(self) -> None:
        """Simulate one week: every phase in turn, then the accounts are checked."""
        self.monday += WEEK
        opening = self.state.cash.copy(), self.state.distribution_cash.copy(), self.state.treasury.copy()
        for phase in self.phases:
            phase(self)
        self.residuals = self.residuals.worst(residuals(self, opening))

    def _governments(self) -> list[Government]:
        return [Government(self, place, code, self.schedule) for place, code in enumerate(self.world.economies)]

    def _productions(self) -> list[Production]:
        world, network = self.world, self.network
        producers, relationships = network.population.producers, network.population.relationships
        groups = len(world.groups)
        made = []
        for economy in range(len(world.economies)):
            firms = slice(
                int(producers.cell_start[economy * groups]), int(producers.cell_start[(economy + 1) * groups])
            )
            accounts = slice(
                int(relationships.market_start[economy * groups]),
                int(relationships.market_start[(economy + 1) * groups]),
            )
            buyer = relationships.account_buyer[accounts]
            made.append(
                Production(
                    self,
                    economy,
                    firms,
                    producers.sector[firms],
                    world.value_added_share[economy],
                    world.input_share[economy],
                    accounts,
                    np.where(buyer >= 0, buyer - firms.start, -1),
                    network.market_of_account[accounts] % groups,
                )
            )
        return made

    def _distributions(self) -> list[Distribution]:
        world = self.world
        return [
            Distribution(
                self,
                economy,
                world.services,
                float(world.margin_share[economy]),
                float(world.margin_labour_share[economy]),
            )
            for economy in range(len(world.economies))
        ]

    def _households(self) -> list[Household]:
        world = self.world
        retail = world.final_goods / (1.0 - world.margin_share)[:, None]
        retail[:, world.services] = world.final_services
        taste = retail / retail.sum(axis=1, keepdims=True)
        return [
            Household(self, economy, taste[economy], float(world.deficit[economy] / WEEKS_PER_YEAR))
            for economy in range(len(world.economies))
        ]
