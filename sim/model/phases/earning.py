"""Employers pay, wages move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.income import adjusted_wage, labour_tightness, payroll

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def pay_incomes(model: TradeWar) -> None:
    """Employers pay the labour force; what is left of receipts after inputs and pay is profit."""
    state = model.state
    for production in model.productions:
        economy, firms = production.economy, production.firms
        cost = state.production_cost[firms]
        bills = np.append(production.labour_bills(cost), state.distribution_labour[economy])
        pay = payroll(bills, float(state.wage[economy] * model.labour_force[economy]))
        profit = state.receipts[firms] - production.input_spending(cost) - pay[:-1]
        state.cash[firms] += profit
        state.distribution_cash[economy] += (
            state.retail_profit[economy] + state.distribution_labour[economy] - pay[-1]
        )
        state.labour_bill[economy] = bills.sum()


def adjust_wages(model: TradeWar) -> None:
    """Wages move towards clearing the labour market; world labour income is the numeraire."""
    state, behaviour = model.state, model.behaviour
    tightness = labour_tightness(state.labour_bill, state.wage, model.labour_force)
    state.wage = adjusted_wage(
        state.wage,
        tightness,
        state.tightness,
        model.labour_force,
        behaviour.wage_adjustment,
        behaviour.wage_response_to_change,
    )
    state.tightness = tightness
