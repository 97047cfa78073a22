"""Employers pay, wages move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.income import BENEFITS, LABOUR, adjusted_wage, labour_tightness, payroll
from sim.economy.unemployment import unemployment_after

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def pay_incomes(model: TradeWar) -> None:
    """Employers pay wages and contributions; what is left of receipts after inputs and pay is profit."""
    state = model.state
    owed = state.income[:, LABOUR] + state.income[:, BENEFITS]
    for production in model.productions:
        economy, firms = production.economy, production.firms
        cost = state.production_cost[firms]
        bills = np.append(production.labour_bills(cost), state.distribution_labour[economy])
        pay = payroll(bills, float(owed[economy]))
        profit = state.receipts[firms] - production.input_spending(cost) - pay[:-1]
        state.cash[firms] += profit
        state.distribution_cash[economy] += (
            state.retail_profit[economy] + state.distribution_labour[economy] - pay[-1]
        )
        state.labour_bill[economy] = bills.sum()


def adjust_wages(model: TradeWar) -> None:
    """Wages move towards clearing the labour market, idle labour loses its job."""
    state, behaviour = model.state, model.behaviour
    tightness = labour_tightness(state.labour_bill, state.wage, model.labour_force)
    state.wage = adjusted_wage(
        state.wage,
        tightness,
        state.tightness,
        model.labour_force,
        behaviour.wage_adjustment,
        behaviour.wage_response_to_change,
        behaviour.unemployment.wage_fall if behaviour.unemployment.on else 1.0,
    )
    if behaviour.unemployment.on:
        jobs = behaviour.unemployment
        state.unemployment = unemployment_after(state.unemployment, tightness, jobs.layoffs, jobs.hires)
    state.tightness = tightness
