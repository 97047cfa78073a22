"""Goods and money change hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.margins import posted_price
from sim.economy.shipping import ship
from sim.economy.sourcing import power_of_prices
from sim.model.phases.landed import charge, landed_factor

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def ship_and_clear(model: TradeWar) -> None:
    """Spending spreads over relationships; suppliers ship what is ordered of them and are paid."""
    network, state = model.network, model.state
    relationships = network.population.relationships
    power = power_of_prices(model.behaviour.short_run_elasticity)
    receipts, sold = np.zeros_like(state.receipts), np.zeros_like(state.receipts)
    account_power = np.empty_like(state.account_spending)
    network.by_group(
        ship,
        relationships.market_start,
        relationships.account_start,
        network.account_weight,
        state.account_spending,
        network.account_scale(state.account_spending),
        relationships.weight,
        state.strength,
        state.supplier,
        network.supplier_origin,
        state.price**power,
        landed_factor(model) ** power,
        1.0 / (1.0 + charge(model)),
        state.inventories.order,
        np.exp(-state.exporter_margin),
        receipts,
        sold,
        state.use_value,
        account_power,
        state.mass,
    )
    state.receipts = receipts
    state.quantity = sold / state.price
    state.log_account_price = np.log(account_power) / power
    for distribution in model.distributions:
        economy = distribution.economy
        pool = network.pool[economy]
        landed = np.where(pool >= 0, np.exp(state.log_account_price[pool]), 1.0)
        state.retail_cost[economy] = distribution.retail_prices(landed, float(state.wage[economy]))
    state.retail_price = np.exp(
        posted_price(np.log(state.retail_price), np.log(state.retail_cost), model.behaviour.retail)
    )
