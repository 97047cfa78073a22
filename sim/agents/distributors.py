"""Distributors: they import, serve small producers at cost, and sell to households."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.economy.prices import retail_price

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DistributionPlan:
    """What a week's final sales ask of an economy's distributors, USD mn a week."""

    purchases: Floats
    """(G,) spending at landed prices: final goods, the margin's services, direct services."""
    labour_bill: float
    """Distributors' own labour."""


class Distribution(mesa.Agent):
    """The distributing firms of one economy.

    The firms are rows of the population's arrays, as producers are; together they buy on
    one pooled account in each market, between whose relationships spending shifts with the
    short-run elasticity. They serve producers at cost, so small ones pay the pooled landed
    price; final sales carry the distribution margin, and their price follows cost slowly.

    Parameters
    ----------
    model : mesa.Model
        The model that the agent belongs to.
    economy : int
        Position of the economy.
    services : int
        Position of the services group.
    margin_share, labour_share : float
        Margin in the retail value of final goods; labour in the margin.
    """

    def __init__(
        self, model: Any, economy: int, services: int, margin_share: float, labour_share: float
    ) -> None:
        super().__init__(model)
        self.economy = economy
        self.services = services
        self.margin_share = margin_share
        self.labour_share = labour_share

    def plan(self, sales: Floats) -> DistributionPlan:
        """Return purchases and labour for the week's final sales.

        Equation (27): of each dollar that sales of goods cost, ``1 - m`` buys goods at landed prices,
        ``m l`` labour and ``m (1 - l)`` services. Services are sold without a margin.

        Parameters
        ----------
        sales : (G,) float
            Distributors' cost of what households buy, USD mn a week.
        """
        goods = sales.copy()
        goods[self.services] = 0.0
        margin = self.margin_share * float(goods.sum())
        purchases = (1.0 - self.margin_share) * goods
        purchases[self.services] = sales[self.services] + (1.0 - self.labour_share) * margin
        return DistributionPlan(purchases, self.labour_share * margin)

    def retail_prices(self, landed_price: Floats, wage: float) -> Floats:
        """Return (G,) prices to households that cover cost, base = 1; services at their landed price."""
        services_price = float(landed_price[self.services])
        price = retail_price(landed_price, wage, services_price, self.margin_share, self.labour_share)
        price[self.services] = services_price
        return price
