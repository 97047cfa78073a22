"""Checks that no dollar appears or disappears in a step."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.world.world import Floats

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


@dataclass(frozen=True)
class Residuals:
    """Largest absolute gap of each identity, relative to the economy's or the flow's size."""

    spending_is_receipts: float = 0.0
    """What a destination spends is what suppliers receive plus duty, by market."""
    producers_receive_flows: float = 0.0
    """Receipts of an origin's firms are its customs values, by cell."""
    revenue_is_rate_times_value: float = 0.0
    """The treasury holds the tariff times the customs value."""
    households_spend_income: float = 0.0
    """Final spending is income."""
    external_balance: float = 0.0
    """Exports less imports plus the transfer is the change of an economy's cash and treasury."""

    def worst(self, other: Residuals) -> Residuals:
        """Larger of the two, identity by identity."""
        return Residuals(
            **{each.name: max(getattr(self, each.name), getattr(other, each.name)) for each in fields(self)}
        )

    @property
    def largest(self) -> float:
        """Largest of all gaps."""
        return float(max(getattr(self, each.name) for each in fields(self)))


def residuals(model: TradeWar, opening: tuple[Floats, Floats, Floats]) -> Residuals:
    """Measure each identity in the week just simulated.

    Parameters
    ----------
    model : TradeWar
        The model after a step.
    opening : tuple
        Cash of producers, cash of distributors and treasury before the step.
    """
    state, world, network = model.state, model.world, model.network
    economies, groups = len(world.economies), len(world.groups)
    producers = network.population.producers
    size = world.gdp / WEEKS_PER_YEAR
    spent = np.bincount(
        network.market_of_account, weights=state.account_spending, minlength=economies * groups
    ).reshape(economies, groups)
    paid = (state.customs_value + state.duty).sum(axis=0)
    sold = np.bincount(network.cell, weights=state.receipts, minlength=economies * groups)
    flows = state.customs_value.sum(axis=1)
    income = state.income.sum(axis=1)
    cash, distribution_cash, treasury = opening
    change = (
        np.bincount(producers.economy, weights=state.cash - cash, minlength=economies)
        + state.distribution_cash
        - distribution_cash
        + state.treasury
        - treasury
    )
    trade_balance = state.customs_value.sum(axis=(1, 2)) - state.customs_value.sum(axis=(0, 2))
    external = trade_balance + state.income[:, 3] - change
    collected = np.einsum("odg,odg->d", state.customs_value, state.tariff)
    return Residuals(
        spending_is_receipts=_largest(spent - paid, size[:, None]),
        producers_receive_flows=_largest(sold.reshape(economies, groups) - flows, size[:, None]),
        revenue_is_rate_times_value=_largest(state.treasury - collected, size),
        households_spend_income=_largest(state.final_spending.sum(axis=1) - income, size),
        external_balance=_largest(external, size),
    )


def _largest(gap: Floats, size: Floats) -> float:
    return float(np.abs(gap / size).max())
