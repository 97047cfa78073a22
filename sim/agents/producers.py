"""Producers: they set prices, order inputs and hire."""

from __future__ import annotations

from typing import Any, TypeVar

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.economy.prices import adjusted_log_price, log_unit_cost
from sim.economy.sums import sums_between

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Number = TypeVar("Number", np.float64, np.int64)


class Production(mesa.Agent):
    """The producing firms of one economy.

    One Mesa agent stands for all of them, and each firm is a row of its arrays, because a
    million Python objects would be slower by orders of magnitude
    (docs/decisions/firms_as_arrays.md). Every firm has its own price, cost and orders.

    ``F`` firms of the economy, industry by industry; ``Q`` accounts on which large ones buy inputs for
    themselves; all other inputs come from the economy's distributors at the pooled price.

    Parameters
    ----------
    model : mesa.Model
        The model that the agent belongs to.
    economy : int
        Position of the economy.
    firms : slice
        The economy's firms among all producers.
    industry_start : (G + 1,) int
        First firm of each industry (the makers of a product group), from the economy's first.
    sector_of_group : (G,) int
        Technology of each industry.
    value_added_share : (S,) float
        Labour's share of output.
    input_share : (G, S) float
        Share of each product group in output.
    accounts : slice
        The economy's accounts among all accounts.
    account_firm, account_group : (Q,) int
        Firm that holds the account, from the economy's first; -1 for distributors' pools.
        Product group of the account.
    """

    def __init__(
        self,
        model: Any,
        economy: int,
        firms: slice,
        industry_start: Integers,
        sector_of_group: Integers,
        value_added_share: Floats,
        input_share: Floats,
        accounts: slice,
        account_firm: Integers,
        account_group: Integers,
    ) -> None:
        super().__init__(model)
        self.economy = economy
        self.firms = firms
        self.accounts = accounts
        self.industry_start = industry_start
        self.sector_of_group = sector_of_group
        self.firms_in_industry = np.diff(industry_start)
        self.labour_share = self._of_each_firm(value_added_share[sector_of_group])
        self.value_added_share = value_added_share
        self.input_share = input_share
        self.pools = np.flatnonzero(account_firm < 0)
        self.pool_group = account_group[self.pools]
        self.direct = np.flatnonzero(account_firm >= 0)
        self.buyer = account_firm[self.direct]
        self.bought_group = account_group[self.direct]
        sector = self._of_each_firm(sector_of_group)[self.buyer]
        self.bought_share = input_share[self.bought_group, sector]

    def log_unit_costs(self, log_wage: float, log_account_price: Floats) -> Floats:
        """Return (F,) log unit costs, base = 0, from the input prices that each firm pays.

        Equation (5), with a firm's own price where it buys for itself and the pooled price
        elsewhere.

        Parameters
        ----------
        log_wage : float
            Log wage of the economy.
        log_account_price : (Q,) float
            Log price index of each of the economy's accounts.
        """
        pooled = np.zeros(len(self.input_share))
        pooled[self.pool_group] = log_account_price[self.pools]
        by_sector = log_unit_cost(self.value_added_share, self.input_share, log_wage, pooled)
        own = log_account_price[self.direct] - pooled[self.bought_group]
        correction = np.bincount(
            self.buyer, weights=self.bought_share * own, minlength=len(self.labour_share)
        )
        return np.asarray(self._of_each_firm(by_sector[self.sector_of_group]) + correction)

    def log_prices(
        self, log_price: Floats, log_unit_cost: Floats, log_congestion: Floats, speed: float
    ) -> Floats:
        """Return (F,) log supplier prices after the week's adjustment, equation (6).

        Parameters
        ----------
        log_price, log_unit_cost : (F,) float
            Log price and log unit cost, base = 0.
        log_congestion : (G,) float
            Log price that the firms of each industry aim at over their unit cost, 0 at capacity.
        speed : float
            Part of the log gap that closes in a week.
        """
        return adjusted_log_price(log_price, log_unit_cost + self._of_each_firm(log_congestion), speed)

    def orders(self, production_cost: Floats, distributors: Floats) -> Floats:
        """Return (Q,) spending on each account, duty included, USD mn a week.

        Equation (28): a firm spends its input share of the cost of last week's output; what
        it does not buy itself, and all that distributors need, goes through the pools.

        Parameters
        ----------
        production_cost : (F,) float
            Unit cost times last week's quantity, USD mn a week.
        distributors : (G,) float
            Distributors' own purchases of each product group, USD mn a week.
        """
        by_industry = sums_between(production_cost, self.industry_start)
        by_sector = np.bincount(
            self.sector_of_group, weights=by_industry, minlength=self.input_share.shape[1]
        )
        needed = self.input_share @ by_sector + distributors
        own = self.bought_share * production_cost[self.buyer]
        pooled = needed - np.bincount(self.bought_group, weights=own, minlength=len(needed))
        spending = np.empty(len(self.pools) + len(self.direct))
        spending[self.direct] = own
        spending[self.pools] = np.maximum(pooled[self.pool_group], 0.0)
        return spending

    def input_spending(self, production_cost: Floats) -> Floats:
        """Return (F,) spending on all inputs, USD mn a week."""
        return production_cost * (1.0 - self.labour_share)

    def labour_bills(self, production_cost: Floats) -> Floats:
        """Return (F,) labour used at the going wage, USD mn a week."""
        return production_cost * self.labour_share

    def _of_each_firm(self, by_industry: NDArray[Number]) -> NDArray[Number]:
        """(F,) what holds for the industry of each firm."""
        return np.repeat(by_industry, self.firms_in_industry)
