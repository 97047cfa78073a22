"""Producers and distributors order inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def place_orders(model: TradeWar) -> None:
    """Producers order inputs for last week's sales; distributors order what households buy."""
    state = model.state
    state.production_cost = state.unit_cost * state.quantity
    for production, distribution in zip(model.productions, model.distributions, strict=True):
        plan = distribution.plan(state.final_spending[production.economy])
        cost = state.production_cost[production.firms]
        state.account_spending[production.accounts] = production.orders(cost, plan.purchases)
        state.distribution_labour[production.economy] = plan.labour_bill
