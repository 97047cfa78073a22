"""Producers set their prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.capacity import log_congestion
from sim.economy.margins import exporter_margin
from sim.model.phases.landed import duty_factor

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def set_prices(model: TradeWar) -> None:
    """Producers move their prices part of the way to unit cost and congestion, exporters answer duties."""
    state, behaviour, network = model.state, model.behaviour, model.network
    sold = network.by_cell(state.quantity)
    congestion = np.exp(log_congestion(sold, state.capacity.size, behaviour.capacity)).ravel()[network.cell]
    price, unit_cost = np.empty_like(state.price), np.empty_like(state.price)
    for production in model.productions:
        firms = production.firms
        log_wage = float(np.log(state.wage[production.economy]))
        unit_cost[firms] = production.unit_costs(log_wage, state.log_account_price[production.accounts])
        price[firms] = production.prices(
            state.price[firms], unit_cost[firms], congestion[firms], behaviour.price_adjustment
        )
    state.unit_cost = unit_cost
    state.price = price
    factor = duty_factor(model)
    state.exporter_margin = exporter_margin(
        state.exporter_margin, state.duty_factor, factor, behaviour.exporter_margin
    )
    state.duty_factor = factor
