"""The firms as Mesa agents, and what they exchange with the economy around them."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

import mesa
import numpy as np
from numpy.typing import NDArray

from plain_versions.mesa_agents import Account, Distributor, Firm
from plain_versions.mesa_markets import Cell, Market
from plain_versions.terms import Floats, ReviewTerms, TradeTerms
from sim.economy.sourcing import power_of_prices

if TYPE_CHECKING:
    from sim.model.state import State
    from sim.model.trade_war import TradeWar


class MesaFirms:
    """One agent a firm, one object a relationship, made from the state of a model.

    Agents act one after the other, in the order in which they were made (``do``, not ``shuffle_do``):
    nothing of the rule depends on who comes first.

    Parameters
    ----------
    model : TradeWar
        A Mesa model, to which the agents are added.
    """

    def __init__(self, model: TradeWar) -> None:
        self.model = model
        self.power = power_of_prices(model.behaviour.short_run_elasticity)
        self.shape = len(model.world.economies), len(model.world.groups)
        self._make_economies()
        self._make_firms()
        self._make_relationships()

    def _make_economies(self) -> None:
        model, world = self.model, self.model.world
        self.distributors = [
            Distributor(model, n, world.value_added_share[n].tolist(), world.input_share[n].tolist())
            for n in range(self.shape[0])
        ]
        self.cells = [[Cell(model, theta) for theta in world.theta.tolist()] for _ in range(self.shape[0])]
        self.markets = []
        state = model.state
        for n in range(self.shape[0]):
            for g in range(self.shape[1]):
                market = Market(model, n, g, [cells[g] for cells in self.cells])
                market.mass = state.mass[:, n, g].tolist()
                market.review_carry = state.review_carry[:, n, g].tolist()
                market.leave_carry = state.leave_carry[:, n, g].tolist()
                market.sequence = state.sequence[len(self.markets)].tolist()
                self.markets.append(market)

    def _make_firms(self) -> None:
        state, makers = self.model.state, self.model.network.population.producers
        self.firms = []
        columns = (makers.economy, makers.group, makers.sector, makers.size)
        now = (state.price, state.unit_cost, state.quantity, state.receipts, state.cash)
        for n, g, sector, size, price, cost, quantity, receipts, cash in zip(
            *(each.tolist() for each in (*columns, *now)), strict=True
        ):
            firm = Firm(self.model, self.distributors[n], self.cells[n][g], sector, size)
            firm.price, firm.unit_cost, firm.quantity = price, cost, quantity
            firm.receipts, firm.cash = receipts, cash
            firm.cell.firms.append(firm)
            self.firms.append(firm)

    def _make_relationships(self) -> None:
        state, laid = self.model.state, self.model.network.population.relationships
        self.accounts = []
        slots = zip(state.supplier.tolist(), laid.weight.tolist(), state.strength.tolist(), strict=True)
        bounds = laid.market_start.tolist()
        size = np.diff(laid.account_start).tolist()
        buyer, spending = laid.account_buyer.tolist(), state.account_spending.tolist()
        log_price = state.log_account_price.tolist()
        for market, first, last in zip(self.markets, bounds[:-1], bounds[1:], strict=True):
            home = self.distributors[market.economy]
            for each in range(first, last):
                owner = self.firms[buyer[each]] if buyer[each] >= 0 else None
                share = home.input_share[market.group][owner.sector] if owner else 0.0
                account = Account(market, share, spending[each], log_price[each])
                market.accounts.append(account)
                self.accounts.append(account)
                if owner:
                    owner.accounts.append(account)
                else:
                    home.pools[market.group] = account
                for _ in range(size[each]):
                    supplier, weight, strength = next(slots)
                    firm = self.firms[supplier]
                    market.relationships.append(account.add(firm, weight, strength))
                    if not firm.links[market.economy]:
                        market.exporters[firm.origin] += 1
                    firm.links[market.economy] += 1
                for origin, held in account.origins.items():
                    market.buyers[origin] += 1
                    market.held[origin] += held
            market.count_spending()

    def _all(self, kind: type) -> mesa.agent.AgentSet:
        return self.model.agents_by_type[kind]

    def set_prices(self, wage: Floats, congestion: Floats, speed: float) -> None:
        for distributor, of_economy in zip(self.distributors, wage.tolist(), strict=True):
            distributor.wage = of_economy
        for cells, row in zip(self.cells, congestion.tolist(), strict=True):
            for cell, of_cell in zip(cells, row, strict=True):
                cell.congestion = of_cell
        self._all(Distributor).do("quote")
        self._all(Firm).do("set_price", speed, self.power)
        self._all(Cell).do("rank")

    def origin_price(self) -> Floats:
        return np.array([[cell.price for cell in cells] for cells in self.cells])

    def review(self, terms: ReviewTerms, state: State) -> None:
        for market, start in zip(self.markets, terms.start.tolist(), strict=True):
            place = market.economy, market.group
            market.start, market.entry, market.churn = start, terms.entry, terms.churn
            market.obtained_power = float(terms.obtained_power[place])
            market.share, market.hazard, market.expected_power = _of_market(
                place, terms.share, terms.hazard, terms.factor_power
            )
        self._all(Market).do("review")
        for number, market in enumerate(self.markets):
            flows = slice(None), market.economy, market.group
            state.mass[flows] = market.mass
            state.review_carry[flows] = market.review_carry
            state.leave_carry[flows] = market.leave_carry
            state.sequence[number] = market.sequence
            state.switches[flows] = market.switches
            for name in ("buyers", "exporters", "found", "lost", "entered", "left"):
                getattr(state.extensive, name)[flows] = getattr(market, name)
            state.extensive.relationships[flows] = market.held

    def pay_dividends(self, rate: float) -> None:
        if rate > 0.0:
            self._all(Firm).do("pay_dividend", rate)

    def order(self, purchases: Floats) -> None:
        for distributor, row in zip(self.distributors, purchases.tolist(), strict=True):
            distributor.purchases = row
        self._all(Distributor).do("open_books")
        self._all(Firm).do("order")
        self._all(Distributor).do("order")
        self._all(Market).do("count_spending")

    def ship(self, terms: TradeTerms, state: State) -> None:
        for market in self.markets:
            place = market.economy, market.group
            market.factor_power, market.customs_part, market.order, market.list_part = _of_market(
                place, terms.factor_power, terms.customs_part, terms.order, terms.list_part
            )
            market.kept = terms.kept[:, market.economy].tolist()
        for distributor, row in zip(self.distributors, terms.final_part.tolist(), strict=True):
            distributor.final_part = row
        self._all(Market).do("open")
        self._all(Firm).do("buy", self.power)
        self._all(Distributor).do("buy", self.power)
        self._all(Firm).do("count_sales")
        for market in self.markets:
            flows = slice(None), market.economy, market.group
            state.use_value[flows] = market.use
            state.mass[flows] = market.mass

    def labour_used(self) -> Floats:
        return np.array([distributor.labour_used for distributor in self.distributors])

    def pay(self, rate: Floats) -> None:
        for distributor, of_economy in zip(self.distributors, rate.tolist(), strict=True):
            distributor.pay_rate = of_economy
        self._all(Firm).do("pay")

    def of_firms(self, name: str) -> Floats:
        return _column(self.firms, name)

    def of_accounts(self, name: str) -> Floats:
        return _column(self.accounts, name)

    def of_relationships(self, name: str) -> NDArray[np.generic]:
        each_one = (each for market in self.markets for each in market.relationships)
        if name == "strength":
            return _column(each_one, name)
        number = {firm: position for position, firm in enumerate(self.firms)}
        return np.array([number[each.supplier] for each in each_one])


def _of_market(place: tuple[int, int], *flows: Floats) -> list[list[float]]:
    return [each[:, place[0], place[1]].tolist() for each in flows]


def _column(objects: Iterable[object], name: str) -> Floats:
    return np.fromiter(map(attrgetter(name), objects), np.float64)
