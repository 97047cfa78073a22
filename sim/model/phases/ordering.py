"""Producers and distributors order inputs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.bans import felt_tariff
from sim.economy.expectations import with_fear
from sim.economy.margins import sales_at_cost
from sim.economy.stock_orders import ordered_ahead, orders

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def place_orders(model: TradeWar) -> None:
    """Buyers plan what they use: producers for last week's sales, distributors what households buy.

    Of goods from abroad they order more or less than they use, to keep their stocks and ahead of tariffs.
    """
    state = model.state
    state.production_cost = state.unit_cost * state.quantity
    sales = sales_at_cost(state.final_spending, np.log(state.retail_price), np.log(state.retail_cost))
    state.retail_profit = (state.final_spending - sales).sum(axis=1)
    for production, distribution in zip(model.productions, model.distributions, strict=True):
        plan = distribution.plan(sales[production.economy])
        cost = state.production_cost[production.firms]
        state.account_spending[production.accounts] = production.orders(cost, plan.purchases)
        state.final_purchases[production.economy] = plan.purchases
        state.distribution_labour[production.economy] = plan.labour_bill
    _make_do(model)
    outlook = with_fear(state.outlook, state.beliefs, model.world.is_goods, model.behaviour.beliefs)
    ahead = ordered_ahead(model.holding, outlook, felt_tariff(state.tariff, state.barred))
    state.inventories = replace(state.inventories, order=orders(model.holding, state.inventories, ahead))


def _make_do(model: TradeWar) -> None:
    """Buyers with no origin left spend on services of their economy what the goods would have cost."""
    network, spending, without = model.network, model.state.account_spending, model.without_origin
    model.state.made_do = None
    if without is None:
        return
    asleep = without.ravel()[network.market_of_account]
    instead = np.zeros(without.size)
    np.add.at(instead, network.market_of_account[asleep], spending[asleep])
    model.state.made_do = instead.reshape(without.shape)
    spending[asleep] = 0.0
    spending[network.pool[:, model.world.services]] += instead.reshape(without.shape).sum(axis=1)
