"""Goods and money change hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.bans import MAKING_DO
from sim.economy.income import SMALLEST
from sim.economy.margins import posted_price
from sim.economy.sentiment import kept_in_the_shops
from sim.economy.shipping import ship
from sim.economy.sourcing import power_of_prices
from sim.model.phases.landed import charge, landed_factor
from sim.world.world import Floats

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def ship_and_clear(model: TradeWar) -> None:
    """Spending spreads over relationships; suppliers ship what is ordered of them and are paid."""
    network, state = model.network, model.state
    relationships = network.population.relationships
    power = power_of_prices(model.behaviour.short_run_elasticity)
    state.final_part = _boycotted(model)
    state.kept = kept_in_the_shops(state.sentiment.avoiding, model.behaviour.sentiment.avoidance)
    receipts, sold = np.zeros_like(state.receipts), np.zeros_like(state.receipts)
    account_power = np.empty_like(state.account_spending)
    used = np.zeros_like(state.used)
    network.by_group(
        ship,
        relationships.market_start,
        relationships.account_start,
        network.account_weight,
        state.account_spending,
        network.account_scale(state.account_spending),
        relationships.weight,
        state.strength,
        # Unsigned: a place is never counted from the end, and the kernel need not ask (a tenth of its time).
        state.supplier.view(np.uint32),
        network.supplier_origin,
        state.price_power,
        landed_factor(model) ** power,
        1.0 / (1.0 + charge(model)),
        state.inventories.order,
        1.0 / state.charged_over_list,
        state.final_part,
        state.kept,
        network.users.row,
        model.behaviour.selection.on,
        receipts,
        sold,
        state.use_value,
        used,
        state.worth,
        state.kept_part,
        account_power,
        state.mass,
    )
    state.receipts, state.used = receipts, used
    state.worth_landed = landed_factor(model)
    state.quantity = sold / state.price
    state.cell_quantity, at_list = network.by_cell(state.quantity), network.by_cell(sold)
    some = state.cell_quantity > 0.0
    state.cell_price = np.divide(at_list, state.cell_quantity, out=np.ones_like(at_list), where=some)
    state.log_account_price = _prices_of_accounts(model, np.log(account_power) / power)
    for distribution in model.distributions:
        economy = distribution.economy
        pool = network.pool[economy]
        landed = np.where(pool >= 0, np.exp(state.log_account_price[pool]), 1.0)
        state.retail_cost[economy] = distribution.retail_prices(landed, float(state.wage[economy]))
    state.retail_price = np.exp(
        posted_price(np.log(state.retail_price), np.log(state.retail_cost), model.behaviour.retail)
    )


def _prices_of_accounts(model: TradeWar, log_price: Floats) -> Floats:
    """(Q,) log prices; accounts with no origin left pay for what stands in, equation (82)."""
    if (without := model.without_origin) is None:
        return log_price
    market, groups = model.network.market_of_account, len(model.world.groups)
    services = log_price[model.network.pool[:, model.world.services]]
    stand_in = services[market // groups] + np.log(MAKING_DO)
    return np.asarray(np.where(without.ravel()[market], stand_in, log_price))


def _boycotted(model: TradeWar) -> Floats:
    """(Q,) part of each account's spending that follows a boycott: distributors' goods for households."""
    world, state, pool = model.world, model.state, model.network.pool
    part = np.zeros_like(state.account_spending)
    angry = np.asarray(state.sentiment.avoiding.any(axis=0))
    chosen = (pool >= 0) & world.is_goods & angry[:, np.newaxis]
    spending = state.account_spending[pool[chosen]]
    bought = np.minimum(state.final_purchases[chosen], spending)
    part[pool[chosen]] = np.where(spending > 0.0, bought / np.maximum(spending, SMALLEST), 0.0)
    return part
