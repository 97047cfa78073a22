"""Households: they earn, receive and spend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Income:
    """A week's income of an economy's households, USD mn a week."""

    labour: float
    rebate: float
    dividends: float
    transfer: float

    @property
    def total(self) -> float:
        """All that households can spend."""
        return self.labour + self.rebate + self.dividends + self.transfer


class Household(mesa.Agent):
    """The households of one economy, with Cobb-Douglas tastes over final goods and services.

    Parameters
    ----------
    model : mesa.Model
        The model that the agent belongs to.
    economy : int
        Position of the economy.
    taste : (G,) float
        Share of each product group in spending at retail prices (services: direct
        purchases); sums to one.
    """

    def __init__(self, model: Any, economy: int, taste: Floats) -> None:
        super().__init__(model)
        self.economy = economy
        self.taste = taste

    def income(self, labour: float, rebate: float, dividends: float, transfer: float) -> Income:
        """Return the week's income from what is received, USD mn a week.

        Equation (23): labour income, rebate, dividends and transfer.
        """
        return Income(labour, rebate, dividends, transfer)

    def spending(self, income: Income) -> Floats:
        """Return (G,) final spending on each product group at retail prices, USD mn a week.

        Equation (24): all income is spent, ``taste x income``.
        """
        return self.taste * income.total
