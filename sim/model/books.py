"""The books of a week: what the accounting identities compare, taken from the state."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.identities import profit_kept
from sim.economy.income import BENEFITS, DIVIDENDS, LABOUR, REBATE, TRANSFER, dividends_borne
from sim.economy.payments import Buying, Payments, payments_over_relationships
from sim.economy.sentiment import kept_in_the_shops
from sim.economy.sourcing import WEEKS_PER_YEAR, power_of_prices
from sim.economy.sums import sums_between
from sim.economy.transit import arrived
from sim.model.phases.landed import charge, landed_factor
from sim.model.stocks import Stocks
from sim.world.world import Floats, World

if TYPE_CHECKING:
    from sim.model.network import Network
    from sim.model.state import State
    from sim.model.trade_war import TradeWar


class Books:
    """A week's accounts, each worked out when an identity first asks for it.

    Inputs, pay and profit are not in the state. They are derived here from production costs,
    from what households earned and from the change of cash, apart from the phases that paid
    them. ``N`` economies, ``G`` product groups, ``F`` producers; a cell is an economy and
    product group as a place of production. Money is USD mn a week.

    Parameters
    ----------
    model : TradeWar
        The model after a step.
    opening : Stocks
        What it held before the step.
    """

    def __init__(self, model: TradeWar, opening: Stocks) -> None:
        self.model = model
        self.opening = opening
        self.world: World = model.world
        self.network: Network = model.network
        self.state: State = model.state
        self.labour_force: Floats = model.labour_force
        self.shape = len(self.world.economies), len(self.world.groups)
        self.gdp: Floats = self.world.gdp / WEEKS_PER_YEAR
        income: Floats = self.state.income
        self.labour_income: Floats = income[:, LABOUR] + income[:, BENEFITS]
        self.rebate: Floats = income[:, REBATE]
        self.dividends_received: Floats = income[:, DIVIDENDS]
        self.transfer: Floats = income[:, TRANSFER]

    def by_cell(self, amounts: Floats) -> Floats:
        """Return (N, G) sums over the producers of each cell of (F,) amounts."""
        return sums_between(amounts, self.network.population.producers.cell_start).reshape(self.shape)

    @cached_property
    def spending(self) -> Floats:
        """(N, G) what the users of each market pay, duty included."""
        starts = self.network.population.relationships.market_start
        return sums_between(self.state.account_spending, starts).reshape(self.shape)

    @cached_property
    def needed(self) -> Floats:
        """(N, G) the same by what they need: services may stand in for goods that bans keep out."""
        if (instead := self.state.made_do) is None:
            return self.spending
        needed = self.spending + instead
        needed[:, self.world.services] -= instead.sum(axis=1)
        return needed

    @cached_property
    def shipped(self) -> Floats:
        """(N, N, G) what buyers pay the suppliers of each flow for what is shipped."""
        return self.state.inventories.shipped_value[0]

    @cached_property
    def received(self) -> Floats:
        """(N, N, G) quantity that arrives, USD mn a week at base prices."""
        return arrived(self.state.inventories.shipped, self.model.holding.ways)

    @property
    def usual_use(self) -> Floats:
        """(N, G) quantity used in a week of the base."""
        return np.asarray(self.world.customs_value.sum(axis=0) / WEEKS_PER_YEAR)

    @cached_property
    def quantity(self) -> Floats:
        """(N, G) sales of each cell at base prices."""
        return self.by_cell(self.state.quantity)

    @cached_property
    def charged_price(self) -> Floats:
        """(N, N, G) mean price charged on each flow, from every producer's sales and list price."""
        at_list = self.by_cell(self.state.quantity * self.state.price)
        price = np.divide(at_list, self.quantity, out=np.ones_like(at_list), where=self.quantity > 0.0)
        return np.asarray(price[:, None] * np.exp(self.state.exporter_margin))

    @cached_property
    def receipts(self) -> Floats:
        """(N, G) receipts of each cell."""
        return self.by_cell(self.state.receipts)

    @cached_property
    def duty(self) -> Floats:
        """(N,) duty that each economy charges."""
        return np.asarray(self.state.duty.sum(axis=(0, 2)))

    @cached_property
    def fees_paid(self) -> Floats:
        """(N,) what each economy pays connectors for goods passed on."""
        return np.asarray(self.state.routing_fee.sum(axis=(0, 2)))

    # --- what firms pay and keep --------------------------------------------------------------

    @cached_property
    def opening_cash(self) -> Floats:
        """(N, G) cash of each cell before the week, USD mn."""
        return self.by_cell(self.opening.cash)

    @cached_property
    def closing_cash(self) -> Floats:
        """(N, G) cash of each cell after the week, USD mn."""
        return self.by_cell(self.state.cash)

    @cached_property
    def production_cost(self) -> Floats:
        """(N, G) cost of the week's production in each cell."""
        return self.by_cell(self.state.production_cost)

    @cached_property
    def input_part(self) -> Floats:
        """(N, G) inputs in the production cost of a cell."""
        return np.asarray(1.0 - self.world.value_added_share[:, self.world.sector_of_group])

    @cached_property
    def pay_of_labour(self) -> Floats:
        """(N,) pay and contributions for each dollar of labour that employers used, equation (41)."""
        labour_used = ((1.0 - self.input_part) * self.production_cost).sum(axis=1)
        return np.asarray(self.labour_income / (labour_used + self.state.distribution_labour))

    @cached_property
    def producers(self) -> dict[str, Floats]:
        """(N, G) revenue, inputs, pay, profit and size of each cell."""
        rate = self.model.behaviour.dividend_rate
        opening, cost = self.opening_cash, self.production_cost
        return {
            "revenue": self.receipts,
            "inputs": self.input_part * cost,
            "pay": self.pay_of_labour[:, None] * (1.0 - self.input_part) * cost,
            "profit": profit_kept(opening, self.closing_cash, rate * opening),
            "size": np.maximum(self.receipts, self.world.group_output / WEEKS_PER_YEAR),
        }

    @cached_property
    def every_producer(self) -> dict[str, Floats]:
        """(F,) the same of each producer."""
        state, producers = self.state, self.network.population.producers
        rate, cell = self.model.behaviour.dividend_rate, self.network.cell
        part, cost = self.input_part.ravel()[cell], state.production_cost
        return {
            "revenue": state.receipts,
            "inputs": part * cost,
            "pay": self.pay_of_labour[producers.economy] * (1.0 - part) * cost,
            "profit": profit_kept(self.opening.cash, state.cash, rate * self.opening.cash),
            "size": np.maximum(state.receipts, producers.base_sales / WEEKS_PER_YEAR),
        }

    @cached_property
    def intermediates(self) -> Floats:
        """(N, G) producers' spending on a group as an input, whoever buys it for them."""
        by_sector = self.production_cost @ self.world.group_to_sector
        return np.asarray((self.world.input_share @ by_sector[:, :, None])[:, :, 0])

    @cached_property
    def distributors(self) -> dict[str, Floats]:
        """(N,) revenue, inputs, pay, profit and size of each economy's distributors.

        They are paid by households and, at cost, by producers that do not buy for themselves.
        Those that do are left in on both sides, as if their purchases passed through. What they spend is
        what suppliers are paid for shipments, and duty and fees of routing on what arrives.
        """
        state, rate = self.state, self.model.behaviour.dividend_rate
        opening = self.opening.distribution_cash
        return {
            "revenue": state.final_spending.sum(axis=1) + self.producers["inputs"].sum(axis=1),
            "inputs": self.shipped.sum(axis=(0, 2)) + self.duty + self.fees_paid,
            "pay": self.pay_of_labour * state.distribution_labour,
            "profit": profit_kept(opening, state.distribution_cash, rate * opening + self.handed_on),
            "size": self.gdp,
        }

    @cached_property
    def dividends_paid(self) -> Floats:
        """(N,) dividends paid out of the week's opening cash, importers' gain on duty included."""
        opening = self.opening_cash.sum(axis=1) + self.opening.distribution_cash
        return np.asarray(self.model.behaviour.dividend_rate * opening + self.handed_on)

    @cached_property
    def handed_on(self) -> Floats:
        """(N,) importers' gain and residents' part of shops' profit a week earlier, within what they bear."""
        retail = self.model.behaviour.retail.resident_owners * self.opening.retail_profit
        cash = self.opening_cash.sum(axis=1) + self.opening.distribution_cash
        profits = self.model.behaviour.dividend_rate * cash + self.opening.importers_gain + retail
        other = np.delete(self.state.income, DIVIDENDS, axis=1).sum(axis=1)
        left = dividends_borne(profits, other) - profits
        return np.asarray(self.opening.importers_gain + retail + left)

    @cached_property
    def sales_at_cost(self) -> Floats:
        """(N, G) distributors' cost of what households buy, at the posted prices of the week's start."""
        return np.asarray(self.state.final_spending * self.opening.sold_at_cost)

    # --- what crosses borders -----------------------------------------------------------------

    @cached_property
    def home_sales(self) -> Floats:
        """(N,) sales at home, before duty."""
        return np.asarray(np.einsum("nng->n", self.shipped))

    @cached_property
    def exports(self) -> Floats:
        """(N,) what firms receive less their home sales, and what connectors are paid."""
        return np.asarray(self.receipts.sum(axis=1) - self.home_sales + self.state.fees_received)

    @cached_property
    def imports(self) -> Floats:
        """(N,) what buyers pay for what is shipped to them, less purchases at home, and pay connectors."""
        return np.asarray(self.shipped.sum(axis=(0, 2)) - self.home_sales + self.fees_paid)

    @cached_property
    def opening_money(self) -> Floats:
        """(N,) cash of firms and treasury before the week, USD mn."""
        firms = self.opening_cash.sum(axis=1) + self.opening.distribution_cash
        return np.asarray(firms + self.opening.treasury)

    @cached_property
    def closing_money(self) -> Floats:
        """(N,) cash of firms and treasury after the week, USD mn."""
        firms = self.closing_cash.sum(axis=1) + self.state.distribution_cash
        return np.asarray(firms + self.state.treasury)

    # --- what moves over each relationship ----------------------------------------------------

    @cached_property
    def buying(self) -> Buying:
        """All that decided on how the week's spending spread over relationships."""
        state, relationships = self.state, self.network.population.relationships
        return Buying(
            relationships.market_start, relationships.account_start, state.account_spending,
            state.strength, state.supplier, self.network.population.producers.economy, state.price,
            landed_factor(self.model), np.exp(state.exporter_margin), charge(self.model),
            state.inventories.order, power_of_prices(self.model.behaviour.short_run_elasticity),
            state.final_part,
            kept_in_the_shops(self.opening.avoiding, self.model.behaviour.sentiment.avoidance),
        )  # fmt: skip

    @cached_property
    def payments(self) -> Payments:
        """Payments and quantities from one pass over all relationships."""
        return payments_over_relationships(self.buying)
