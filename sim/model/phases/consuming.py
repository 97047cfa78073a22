"""Households earn and spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.deficits import transfer
from sim.economy.sourcing import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def consume(model: TradeWar) -> None:
    """Households spend what they earn, last week's tariff revenue, profits paid out and the transfer."""
    state, producers = model.state, model.network.population.producers
    received = transfer(model.world, state.wage, model.deficits) / WEEKS_PER_YEAR
    paid = model.behaviour.dividend_rate
    handed_on = state.importers_gain + model.behaviour.retail.resident_owners * state.retail_profit
    dividends = paid * (
        np.bincount(producers.economy, weights=state.cash, minlength=len(state.wage))
        + state.distribution_cash
    )
    dividends += handed_on
    for household in model.households:
        economy = household.economy
        income = household.income(
            labour=float(state.wage[economy] * model.labour_force[economy]),
            rebate=float(state.treasury[economy]),
            dividends=float(dividends[economy]),
            transfer=float(received[economy]),
        )
        state.income[economy] = (income.labour, income.rebate, income.dividends, income.transfer)
        state.final_spending[economy] = household.spending(income)
    state.cash = (1.0 - paid) * state.cash
    state.distribution_cash = (1.0 - paid) * state.distribution_cash - handed_on
    state.treasury = np.zeros_like(state.treasury)
