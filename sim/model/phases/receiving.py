"""Goods arrive and pay duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.inventories import after_week, importers_gain, outlay_on_stocks
from sim.economy.routing import fees_received
from sim.economy.transit import arrived
from sim.model.phases.landed import charge

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def receive_goods(model: TradeWar) -> None:
    """Goods arrive, pay duty and fees and are put in stock; distributors bear what stocks cost and save."""
    holding, state = model.holding, model.state
    stocks = after_week(
        holding, state.inventories, state.inventories.order, state.use_value, model.charged_price
    )
    state.inventories = stocks
    state.customs_value = arrived(stocks.shipped_value, holding.ways)
    state.duty = state.customs_value * state.effective_tariff
    state.routing_fee = state.customs_value * state.routing.fee_rate
    state.fees_received = fees_received(model.behaviour.routing, state.routing, state.customs_value)
    state.treasury = state.treasury + state.duty.sum(axis=(0, 2)) + state.fees_received
    state.importers_gain = importers_gain(state.use_value, state.customs_value, charge(model))
    spent = outlay_on_stocks(state.use_value, stocks.shipped_value[0], state.customs_value, charge(model))
    state.distribution_cash = state.distribution_cash - np.asarray(spent)
