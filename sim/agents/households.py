"""Households: consumers of every tenth of income; they earn, spend, and judge their government."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.economy.engel import spending_by_decile

Floats = NDArray[np.float64]


class Households(mesa.Agent):
    """The households of one economy.

    One Mesa agent stands for all of them, and each tenth of incomes, from the poorest to the
    richest, is a row of its arrays, as firms are (docs/decisions/firms_as_arrays.md). Every
    tenth has its own income, budget, price index, jobs lost and opinion.

    ``H`` tenths, ``G`` product groups.

    Parameters
    ----------
    model : mesa.Model
        The model that the agent belongs to.
    economy : int
        Position of the economy.
    base_income : (H,) float
        Income of each tenth in the base, USD mn a week.
    budget_share : (H, G) float
        Share of each product group in a tenth's spending at retail prices in the base (services:
        direct purchases); rows sum to one.
    income_elasticity : (G,) float
        Elasticity of spending on a group to real income.
    """

    def __init__(
        self,
        model: Any,
        economy: int,
        base_income: Floats,
        budget_share: Floats,
        income_elasticity: Floats,
    ) -> None:
        super().__init__(model)
        self._model = model
        self.economy = economy
        self.base_income = base_income
        self.budget_share = budget_share
        self.income_elasticity = income_elasticity

    def spending(self, income: Floats, log_price: Floats, strength: float) -> Floats:
        """Return (H, G) final spending on each product group at retail prices, USD mn a week.

        Equation (24): all income is spent, ``budget shares x income``, with the shares of each
        tenth's present real income.

        Parameters
        ----------
        income : (H,) float
            Income of the week, USD mn.
        log_price : (G,) float
            Log prices to households, base = 0.
        strength : float
            Part of the elasticities' distance from one that takes effect.
        """
        return spending_by_decile(
            income, self.base_income, log_price, self.budget_share, self.income_elasticity, strength
        )

    @property
    def income(self) -> Floats:
        """(H, 5) last week's income by source (:data:`sim.economy.income.SOURCES`), USD mn."""
        return np.asarray(self._model.state.decile_income[self.economy])

    @property
    def approval(self) -> Floats:
        """(H,) part of each tenth that approves of its government, fraction."""
        return np.asarray(self._model.state.opinion.approval[self.economy])

    @property
    def price_experience(self) -> Floats:
        """(H,) how much dearer the prices that a tenth notices are than it is used to, log."""
        return np.asarray(self._model.state.opinion.price_experience[self.economy])
