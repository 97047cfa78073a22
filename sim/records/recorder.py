"""What is observed of a model after each step, kept as arrays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np

from sim.economy.foresight import Outlook
from sim.economy.prices import cost_of_living
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.trade_war import WEEK, TradeWar
from sim.records.belief_frames import BeliefsSeen
from sim.records.extensive_frames import Survivors, counts_by_pair
from sim.records.move_frames import Moves
from sim.records.routes import Routes, routes_in_use
from sim.records.standstill import is_like
from sim.world.world import Floats, Integers

WEEKS_OF_WELFARE = 4
"""Welfare is a mean over four weeks: tariff cost climbs the input-output chain a link a week."""


@dataclass
class Recorder:
    """Observations of one arm of a run, week by week.

    The recorder only reads the model; the step knows nothing of it. Nothing of it grows with the number of
    firms or relationships, and no pass is made over the latter before the end. ``W`` weeks observed, ``N``
    economies, ``G`` product groups.
    """

    model: TradeWar
    weeks: list[dt.date] = field(default_factory=list)
    customs_value: list[Floats] = field(default_factory=list)
    shipped_value: list[Floats] = field(default_factory=list)
    outlook: list[Outlook] = field(default_factory=list)
    on_hand: list[Floats] = field(default_factory=list)
    in_transit: list[Floats] = field(default_factory=list)
    use: list[Floats] = field(default_factory=list)
    tariff: list[Floats] = field(default_factory=list)
    barred: list[Floats | None] = field(default_factory=list)
    effective_tariff: list[Floats] = field(default_factory=list)
    charge: list[Floats] = field(default_factory=list)
    exporter_margin: list[Floats] = field(default_factory=list)
    routes: list[Routes] = field(default_factory=list)
    supplier_price: list[Floats] = field(default_factory=list)
    capacity: list[Floats] = field(default_factory=list)
    capacity_moved_in: list[Floats] = field(default_factory=list)
    retail_price: list[Floats] = field(default_factory=list)
    landed_price: list[Floats] = field(default_factory=list)
    wage: list[Floats] = field(default_factory=list)
    income: list[Floats] = field(default_factory=list)
    importers_gain: list[Floats] = field(default_factory=list)
    shops_profit: list[Floats] = field(default_factory=list)
    tightness: list[Floats] = field(default_factory=list)
    decile_income: list[Floats] = field(default_factory=list)
    decile_unemployment: list[Floats] = field(default_factory=list)
    price_experience: list[Floats] = field(default_factory=list)
    approval: list[Floats] = field(default_factory=list)
    avoiding: list[Floats] = field(default_factory=list)
    switches: list[Integers] = field(default_factory=list)
    relationships: list[Integers] = field(default_factory=list)
    extensive: list[Integers] = field(default_factory=list)
    surviving: list[Survivors] = field(default_factory=list)
    laid: Survivors = field(init=False)
    moves: Moves = field(init=False)
    beliefs: list[BeliefsSeen] = field(default_factory=list)
    capacity_moved: Floats = field(default_factory=lambda: np.zeros((0, 0, 0)))
    """(N, N, G) capacity that has moved abroad by the last week, origin, destination, group."""

    def __post_init__(self) -> None:
        self.laid = Survivors.of(self.model.state.extensive, self.model.world)
        self.moves = Moves.none()

    def observe(self) -> None:
        """Keep what the tables need of the week just simulated."""
        model, state = self.model, self.model.state
        price = model.network.by_cell(model.network.population.producers.size * state.price)
        pool = model.network.pool
        self.weeks.append(model.monday)
        self.customs_value.append(state.customs_value.astype(np.float32))
        self.shipped_value.append(state.inventories.shipped_value[0].astype(np.float32))
        self.outlook.append(state.outlook)
        self._observe_stocks()
        _keep(self.tariff, state.tariff)
        self.barred.append(state.barred)
        _keep(self.effective_tariff, state.effective_tariff)
        _keep(self.charge, state.routing.charge)
        _keep(self.exporter_margin, state.exporter_margin.astype(np.float32))
        self.routes.append(routes_in_use(model.behaviour.routing, state.routing, state.customs_value))
        self.supplier_price.append(np.where(price > 0.0, price, 1.0))
        moved = self.capacity_moved = state.capacity.moved
        self.capacity.append(state.capacity.size)
        self.capacity_moved_in.append(moved.sum(axis=0) - moved.sum(axis=1))
        self.retail_price.append(state.retail_price.copy())
        self.landed_price.append(np.where(pool >= 0, np.exp(state.log_account_price[pool]), 1.0))
        self.wage.append(state.wage.copy())
        self.income.append(state.income.copy())
        self.importers_gain.append(state.importers_gain)
        self.shops_profit.append(state.retail_profit)
        self.beliefs.append(BeliefsSeen.of(model))
        self.tightness.append(state.tightness.copy())
        self.decile_income.append(state.decile_income)
        self.decile_unemployment.append(state.decile_unemployment)
        self.price_experience.append(state.opinion.price_experience)
        self.approval.append(state.opinion.approval)
        self.avoiding.append(state.sentiment.avoiding)
        self.switches.append(state.switches.sum(axis=1))
        self.extensive.append(counts_by_pair(state.extensive, model.world))
        self.surviving.append(Survivors.of(state.extensive, model.world))
        self.relationships.append(state.extensive.relationships.sum(axis=1))

    @property
    def stands_still(self) -> bool:
        """Whether the last two weeks are the same and nobody has changed a supplier in them.

        Two weeks in which as many go one way as the other look the same and need not be followed by a third.
        """
        if len(self.weeks) < 2 or any(week.any() for week in self.switches[-2:]):
            return False
        return all(is_like(kept[-1], kept[-2]) for kept in self._weekly)

    def repeat(self) -> None:
        """Keep the last week once more, as the one that follows it."""
        self.weeks.append(self.weeks[-1] + WEEK)
        for kept in self._weekly:
            kept.append(kept[-1])

    @property
    def _weekly(self) -> list[list[Any]]:
        """What is kept of every week, its date apart."""
        kept = (getattr(self, each.name) for each in fields(self) if each.name != "weeks")
        return [each for each in kept if isinstance(each, list)]

    def conclude(self) -> None:
        """Keep what is counted once, over all relationships, after the last week."""
        self.moves = Moves.of(self.model)

    def _observe_stocks(self) -> None:
        """Keep (N, N) stocks of goods, on their way and used, over all product groups."""
        stocks, goods = self.model.state.inventories, self.model.holding.goods
        self.on_hand.append(stocks.on_hand @ goods)
        self.in_transit.append(stocks.in_transit @ goods)
        self.use.append(stocks.use @ goods)

    @cached_property
    def consumer_price(self) -> Floats:
        """(W, N) households' price index, base = 1, equation (37)."""
        return np.array([cost_of_living(week, self.model.world.taste) for week in self.retail_price])

    @cached_property
    def real_consumption(self) -> Floats:
        """(W, N) final spending over the price index, base = 1."""
        spending = np.array(self.income).sum(axis=2)
        base = self.model.world.consumption / WEEKS_PER_YEAR
        return np.asarray(spending / base / self.consumer_price)

    @cached_property
    def welfare(self) -> Floats:
        """(W, N) mean real consumption of the last four weeks."""
        total = np.cumsum(self.real_consumption, axis=0)
        mean = total.copy()
        mean[WEEKS_OF_WELFARE:] -= total[:-WEEKS_OF_WELFARE]
        counts = np.minimum(np.arange(1, len(total) + 1), WEEKS_OF_WELFARE)
        return np.asarray(mean / counts[:, None])


def _keep(kept: list[Floats], new: Floats) -> None:
    """Append an array, or once more the last one where nothing has changed."""
    unchanged = bool(kept) and np.array_equal(kept[-1], new)
    kept.append(kept[-1] if unchanged else new.copy())
