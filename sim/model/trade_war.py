"""The simulation as a Mesa model: agents, state and the weekly step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents import Distribution, Government, Households, Politics, Production, politics_of
from sim.economy.bans import markets_without_origin
from sim.economy.base import build_base
from sim.economy.deficits import Closure
from sim.economy.gazette import Gazette
from sim.economy.inventories import stockholding
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.economy.staff_model import StaffModel
from sim.economy.stickiness import ease_of_switching
from sim.model.accounting import OF_EVERY_RELATIONSHIP, WEEKLY, Residuals, Stocks, audit
from sim.model.forgetting import forgettable
from sim.model.network import Network
from sim.model.phases import PHASES, Phase
from sim.model.state import State, base_state
from sim.model.summary import summary
from sim.scenario.behaviour import Behaviour
from sim.scenario.schema import Scenario
from sim.world import World
from sim.world.population import Population, population_size, synthesise_population
from sim.world.streams import random_stream
from sim.world.world import Floats

WEEK = dt.timedelta(weeks=1)

PRODUCERS_PER_DISTRIBUTOR = 20
"""Number of producers to a distributor where a scenario does not say (assumed)."""


def populate(scenario: Scenario, world: World, replication: int = 1) -> Population:
    """Return the firms and relationships that a scenario asks for."""
    return synthesise_population(world, *_wanted(scenario), scenario.ensemble.seed, replication)


def size_of_population(scenario: Scenario, world: World) -> tuple[int, int, int]:
    """Return how many producers, distributors and relationships :func:`populate` makes."""
    return population_size(world, *_wanted(scenario))


def _wanted(scenario: Scenario) -> tuple[int, int, int]:
    """Producers, relationships and distributors that a scenario asks for."""
    wanted = scenario.population
    distributors = wanted.distributors or wanted.producers // PRODUCERS_PER_DISTRIBUTOR
    return wanted.producers, wanted.relationships, distributors


class TradeWar(mesa.Model):
    """A world of governments, firms and households that steps week by week.

    Parameters
    ----------
    scenario : Scenario
        What is asked: measures, parameters, horizon, size of the population.
    world : World, optional
        The base, if it has been built already.
    population : Population, optional
        Firms and relationships, if they have been synthesised already.
    replication : int
        Number of the replication, from 1; identifies the random draws with the
        scenario's seed. A scenario and its reference share them.
    threads : int
        Threads for the relationship kernels; results do not depend on it.
    staff : StaffModel, optional
        The governments' economists' model, if there is one that remembers some answers already.
    """

    def __init__(
        self,
        scenario: Scenario,
        world: World | None = None,
        population: Population | None = None,
        replication: int = 1,
        threads: int = 1,
        staff: StaffModel | None = None,
    ) -> None:
        seed = scenario.ensemble.seed
        super().__init__(rng=np.random.default_rng([seed, replication]))
        self.behaviour: Behaviour = scenario.behaviour
        self.deficits: Closure = scenario.world.deficits
        self.world = build_base(scenario) if world is None else world
        people = populate(scenario, self.world, replication) if population is None else population
        self.network = Network(self.world, people, threads)
        self.gazette = Gazette.of(scenario, self.world)
        self.politics: Politics = politics_of(scenario, self.world, self.gazette, replication, staff)
        self.holding = stockholding(self.world, self.behaviour.inventories)
        self.monday = scenario.horizon.start - WEEK
        self.labour_force: Floats = self.world.labour_income / WEEKS_PER_YEAR
        stickiness = self.behaviour.stickiness
        self.ease: Floats = ease_of_switching(self.world, stickiness.spread if stickiness.on else 0.0)
        self.review_draws = random_stream(seed, "reviews", replication)
        self.governments: Sequence[Government] = self._governments()
        self.productions: Sequence[Production] = self._productions()
        self.distributions: Sequence[Distribution] = self._distributions()
        self.households: Sequence[Households] = self._households()
        self.state: State = base_state(
            self.world, self.network, self.holding, self.behaviour, seed, replication
        )
        self.opening: Stocks = Stocks.of(self.state)
        self.residuals: Residuals = Residuals()
        self.phases: tuple[Phase, ...] = PHASES
        forgettable(self)

    def __repr__(self) -> str:
        """Tell where the model stands and whose imports have moved most."""
        return summary(self).text()

    def _repr_html_(self) -> str:
        """Tell the same in a notebook."""
        return summary(self).markup()

    def step(self) -> None:
        """Simulate one week: every phase in turn, then the accounts are checked."""
        self.monday += WEEK
        self.opening = Stocks.of(self.state)
        for phase in self.phases:
            phase(self)
        self.residuals = audit(self, self.opening, WEEKLY, self.residuals)

    @property
    def without_origin(self) -> NDArray[np.bool_] | None:
        """(N, G) markets that bans leave nobody to buy from; None where every market has."""
        return markets_without_origin(self.network.base_mass, self.state.barred)

    @property
    def charged_price(self) -> Floats:
        """(N, N, G) mean price that producers charged on each flow this week, exporters' margins included."""
        return np.asarray(self.state.cell_price[:, None] * self.state.charged_over_list)

    def check_relationships(self) -> None:
        """Check the week just simulated relationship by relationship and firm by firm, which takes longer."""
        self.residuals = audit(self, self.opening, OF_EVERY_RELATIONSHIP, self.residuals)

    def release(self) -> None:
        """Let go of firms and relationships, the bulk of the memory; rules, governments and residuals stay.

        What is left can be asked, not stepped.
        """
        for production in self.productions:
            production.remove()
        self.productions = ()
        del self.network, self.state, self.opening

    def _governments(self) -> list[Government]:
        return [
            Government(self, place, code, self.gazette, self.politics.offices.get(code))
            for place, code in enumerate(self.world.economies)
        ]

    def _productions(self) -> list[Production]:
        world, network = self.world, self.network
        producers, relationships = network.population.producers, network.population.relationships
        groups = len(world.groups)
        made = []
        for economy in range(len(world.economies)):
            industry_start = producers.cell_start[economy * groups : (economy + 1) * groups + 1]
            firms = slice(int(industry_start[0]), int(industry_start[-1]))
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
                    industry_start - firms.start,
                    world.sector_of_group,
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

    def _households(self) -> list[Households]:
        world, deciles = self.world, self.world.deciles
        income = deciles.income_share * world.consumption[:, None] / WEEKS_PER_YEAR
        return [
            Households(
                self, economy, income[economy], deciles.budget_share[economy], deciles.income_elasticity
            )
            for economy in range(len(world.economies))
        ]
