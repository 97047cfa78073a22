"""Producers set their prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.capacity import log_congestion
from sim.economy.margins import exporter_margin
from sim.economy.sourcing import power_of_prices
from sim.model.phases.landed import duty_factor

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def set_prices(model: TradeWar) -> None:
    """Producers move their prices part of the way to unit cost and congestion, exporters answer duties."""
    state, behaviour = model.state, model.behaviour
    congestion = log_congestion(state.cell_quantity, state.capacity.size, behaviour.capacity)
    log_price, log_cost = np.empty_like(state.log_price), np.empty_like(state.log_price)
    for production in model.productions:
        firms = production.firms
        log_wage = float(np.log(state.wage[production.economy]))
        log_cost[firms] = production.log_unit_costs(log_wage, state.log_account_price[production.accounts])
        log_price[firms] = production.log_prices(
            state.log_price[firms],
            log_cost[firms],
            congestion[production.economy],
            behaviour.price_adjustment,
        )
    state.unit_cost = np.exp(log_cost)
    state.log_price = log_price
    state.price = np.exp(log_price)
    state.price_power = np.exp(power_of_prices(behaviour.short_run_elasticity) * log_price)
    factor = duty_factor(model)
    state.exporter_margin = exporter_margin(
        state.exporter_margin, state.duty_factor, factor, behaviour.exporter_margin
    )
    state.charged_over_list = np.exp(state.exporter_margin)
    state.duty_factor = factor
