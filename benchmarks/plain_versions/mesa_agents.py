"""Firms and distributors as a Mesa user would write them: an agent each, plain Python inside."""

from __future__ import annotations

from collections import Counter
from math import exp, log
from typing import TYPE_CHECKING, Any

import mesa

if TYPE_CHECKING:
    from plain_versions.mesa_markets import Cell, Market


class Relationship:
    """A buyer's spending on one supplier."""

    __slots__ = ("account", "strength", "supplier", "weight")

    def __init__(self, account: Account, supplier: Firm, weight: float, strength: float) -> None:
        self.account = account
        self.supplier = supplier
        self.weight = weight
        self.strength = strength


class Account:
    """What a firm, or an economy's distributors, buy of one product group.

    Parameters
    ----------
    market : Market
        Where it buys.
    share : float
        Share of the group in the buyer's cost; distributors' accounts have none.
    """

    __slots__ = ("log_price", "market", "origins", "relationships", "share", "spending", "weight")

    def __init__(self, market: Market, share: float, spending: float, log_price: float) -> None:
        self.market = market
        self.share = share
        self.spending = spending
        self.log_price = log_price
        self.weight = 0.0
        self.relationships: list[Relationship] = []
        self.origins: Counter[int] = Counter()
        """Relationships with suppliers of each economy."""

    def add(self, supplier: Firm, weight: float, strength: float) -> Relationship:
        made = Relationship(self, supplier, weight, strength)
        self.relationships.append(made)
        self.weight += weight
        self.origins[supplier.origin] += 1
        return made

    def buy(self, power: float, final_part: float = 0.0) -> None:
        """Spend on every relationship and order of its supplier, equations (32) to (34) and (74)."""
        market, relationships = self.market, self.relationships
        factor, kept = market.factor_power, market.kept
        pulls = [
            each.strength * each.supplier.price_power * factor[each.supplier.origin] for each in relationships
        ]
        total = sum(pulls)
        self.log_price = log(total / self.weight) / power
        spending = self.spending
        if spending <= 0.0:
            return
        scale, diverted = spending / total, 0.0
        if final_part > 0.0:
            left = 0.0
            for each, pull in zip(relationships, pulls, strict=True):
                left += pull * kept[each.supplier.origin]
            diverted = final_part * spending / left
            scale *= 1.0 - final_part
        size = spending / (self.weight * market.spent)
        customs_part, order, list_part = market.customs_part, market.order, market.list_part
        use, mass = market.use, market.mass
        for each, pull in zip(relationships, pulls, strict=True):
            supplier = each.supplier
            origin = supplier.origin
            value = (scale + diverted * kept[origin]) * pull * customs_part[origin]
            paid = value * order[origin]
            supplier.receipts += paid
            supplier.sold += paid * list_part[origin]
            use[origin] += value
            mass[origin] += size * each.weight


class Firm(mesa.Agent):
    """A producer: it sets its price, buys inputs, sells, pays wages and keeps the profit."""

    def __init__(self, model: Any, home: Distributor, cell: Cell, sector: int, size: float) -> None:
        super().__init__(model)
        self.home = home
        self.origin = home.economy
        self.cell = cell
        self.sector = sector
        self.size = size
        self.value_added_share = home.value_added_share[sector]
        self.accounts: list[Account] = []
        self.links: Counter[int] = Counter()
        """Relationships with buyers of each economy."""
        self.price = self.unit_cost = self.price_power = self.choice_weight = 1.0
        self.quantity = self.receipts = self.sold = self.cash = self.production_cost = 0.0

    def set_price(self, speed: float, power: float) -> None:
        """Equations (5) and (6); the powers of the price that others ask for are worked out once."""
        home = self.home
        log_cost = home.log_cost[self.sector]
        for account in self.accounts:
            log_cost += account.share * (account.log_price - home.log_price[account.market.group])
        self.unit_cost = exp(log_cost)
        self.price *= (self.unit_cost * self.cell.congestion / self.price) ** speed
        self.price_power = self.price**power
        self.choice_weight = self.size * self.price**-self.cell.theta

    def pay_dividend(self, rate: float) -> None:
        self.cash *= 1.0 - rate

    def order(self) -> None:
        """Equation (28); what the firm does not buy itself its distributors buy for it."""
        home = self.home
        cost = self.production_cost = self.unit_cost * self.quantity
        home.cost_by_sector[self.sector] += cost
        for account in self.accounts:
            account.spending = account.share * cost
            home.bought_directly[account.market.group] += account.spending
        self.receipts = self.sold = 0.0

    def buy(self, power: float) -> None:
        for account in self.accounts:
            account.buy(power)

    def count_sales(self) -> None:
        self.quantity = self.sold / self.price
        self.home.labour_used += self.production_cost * self.value_added_share

    def pay(self) -> None:
        """Equation (41), with what a dollar of labour used is paid."""
        labour = self.production_cost * self.value_added_share
        inputs = self.production_cost * (1.0 - self.value_added_share)
        self.cash += self.receipts - inputs - labour * self.home.pay_rate


class Distributor(mesa.Agent):
    """The distributors of an economy, who pool their purchases."""

    def __init__(
        self, model: Any, economy: int, value_added_share: list[float], input_share: list[list[float]]
    ) -> None:
        super().__init__(model)
        self.economy = economy
        self.value_added_share = value_added_share
        self.input_share = input_share
        self.pools: dict[int, Account] = {}
        self.log_price = [0.0] * len(input_share)
        self.log_cost = [0.0] * len(value_added_share)
        self.wage = self.pay_rate = 1.0
        self.labour_used = 0.0
        self.purchases: list[float] = []
        self.final_part: list[float] = []
        self.cost_by_sector = [0.0] * len(value_added_share)
        self.bought_directly = [0.0] * len(input_share)

    def quote(self) -> None:
        """Unit cost of each sector at pooled prices, which small firms pay."""
        for group, pool in self.pools.items():
            self.log_price[group] = pool.log_price
        for sector, share in enumerate(self.value_added_share):
            inputs = sum(
                of_sector[sector] * price
                for of_sector, price in zip(self.input_share, self.log_price, strict=True)
            )
            self.log_cost[sector] = share * log(self.wage) + inputs

    def open_books(self) -> None:
        self.cost_by_sector = [0.0] * len(self.cost_by_sector)
        self.bought_directly = [0.0] * len(self.bought_directly)
        self.labour_used = 0.0

    def order(self) -> None:
        for group, pool in self.pools.items():
            needed = sum(
                share * cost for share, cost in zip(self.input_share[group], self.cost_by_sector, strict=True)
            )
            pool.spending = max(needed + self.purchases[group] - self.bought_directly[group], 0.0)

    def buy(self, power: float) -> None:
        for group, pool in self.pools.items():
            pool.buy(power, self.final_part[group])
