"""Producers set their prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def set_prices(model: TradeWar) -> None:
    """Producers move their prices part of the way to unit cost."""
    state, behaviour = model.state, model.behaviour
    price, unit_cost = np.empty_like(state.price), np.empty_like(state.price)
    for production in model.productions:
        firms = production.firms
        log_wage = float(np.log(state.wage[production.economy]))
        unit_cost[firms] = production.unit_costs(log_wage, state.log_account_price[production.accounts])
        price[firms] = production.prices(state.price[firms], unit_cost[firms], behaviour.price_adjustment)
    state.unit_cost = unit_cost
    state.price = price
