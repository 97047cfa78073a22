"""Households: consumers of every tenth of income; they earn, spend, and judge their government."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.economy.engel import budget_shares

Floats = NDArray[np.float64]


class Household(mesa.Agent):
    """The households of one tenth of incomes in one economy.

    Parameters
    ----------
    model : mesa.Model
        The model that the agent belongs to.
    economy : int
        Position of the economy.
    decile : int
        Tenth of incomes, from 0, the poorest, to 9.
    budget_share : (G,) float
        Share of each product group in spending at retail prices in the base (services: direct purchases);
        sums to one.
    base_income : float
        Income in the base, USD mn a week.
    """

    def __init__(
        self, model: Any, economy: int, decile: int, budget_share: Floats, base_income: float
    ) -> None:
        super().__init__(model)
        self._model = model
        self.economy = economy
        self.decile = decile
        self.budget_share = budget_share
        self.base_income = base_income

    def spending(self, income: float, log_price: float, income_elasticity: Floats, strength: float) -> Floats:
        """Return (G,) final spending on each product group at retail prices, USD mn a week.

        Equation (24): all income is spent, ``budget shares x income``, with the shares of the tenth's present
        real income.

        Parameters
        ----------
        income : float
            Income of the week, USD mn.
        log_price : float
            Log of the tenth's price index, base = 0.
        income_elasticity : (G,) float
            Elasticity of spending on a group to real income.
        strength : float
            Part of the elasticities' distance from one that takes effect.
        """
        real = np.asarray(income / (self.base_income * np.exp(log_price)))
        return budget_shares(self.budget_share, real, income_elasticity, strength) * income

    @property
    def income(self) -> Floats:
        """(5,) last week's income by source (:data:`sim.economy.income.SOURCES`), USD mn."""
        return np.asarray(self._model.state.decile_income[self.economy, self.decile])

    @property
    def approval(self) -> float:
        """Part of these households that approve of their government, fraction."""
        return float(self._model.state.opinion.approval[self.economy, self.decile])

    @property
    def price_experience(self) -> float:
        """How much dearer the prices that they notice are than they are used to, log."""
        return float(self._model.state.opinion.price_experience[self.economy, self.decile])
