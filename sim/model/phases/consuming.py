"""Households earn and spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.deficits import transfer
from sim.economy.income import dividends_borne, income_by_decile
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.economy.unemployment import labour_paid, unemployment_by_decile

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def consume(model: TradeWar) -> None:
    """Households spend pay and benefits, last week's tariff revenue, profits paid out and the transfer."""
    world, state, behaviour = model.world, model.state, model.behaviour
    deciles = world.deciles
    received = transfer(world, state.wage, model.deficits) / WEEKS_PER_YEAR
    paid = behaviour.dividend_rate
    handed_on = state.importers_gain + behaviour.retail.resident_owners * state.retail_profit
    profits = paid * (model.network.by_economy(state.cash) + state.distribution_cash)
    profits += handed_on
    pay, benefits = labour_paid(
        state.wage * model.labour_force, state.unemployment, behaviour.unemployment.replacement
    )
    dividends = dividends_borne(profits, pay + state.treasury + received + benefits)
    handed_on += dividends - profits
    state.income = np.stack([pay, state.treasury, dividends, received, benefits], axis=1)
    state.decile_unemployment = unemployment_by_decile(
        state.unemployment, deciles.income_share, deciles.rank, behaviour.unemployment.gradient
    )
    state.decile_income = income_by_decile(
        state.income,
        deciles.income_share,
        state.unemployment,
        state.decile_unemployment,
        world.revenue / WEEKS_PER_YEAR,
        behaviour.rebate_per_head,
        behaviour.ownership,
    )
    _spend(model)
    state.cash = (1.0 - paid) * state.cash
    state.distribution_cash = (1.0 - paid) * state.distribution_cash - handed_on
    state.treasury = np.zeros_like(state.treasury)


def _spend(model: TradeWar) -> None:
    """The households of every economy spend all their income.

    Without Engel's law all tenths have their economy's basket, so it does not matter who of them earns.
    """
    world, state, engel = model.world, model.state, model.behaviour.engel
    if not engel.on:
        state.final_spending = world.taste * state.income.sum(axis=1)[:, None]
        return
    income, log_price = state.decile_income.sum(axis=2), np.log(state.retail_price)
    spending = np.empty_like(state.final_spending)
    for households in model.households:
        place = households.economy
        spent = households.spending(income[place], log_price[place], engel.strength)
        spending[place] = spent.sum(axis=0)
    state.final_spending = spending
