"""The step as data: named phases that read aloud as the model description.

A phase computes with the agents' rules and the pure functions of :mod:`sim.economy`, then
commits by assigning to the state. docs/model.md describes them in this order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.model.phases.believing import update_beliefs
from sim.model.phases.consuming import consume
from sim.model.phases.earning import adjust_wages, pay_incomes
from sim.model.phases.expanding import adjust_capacity
from sim.model.phases.governing import governments_decide
from sim.model.phases.judging import form_opinions
from sim.model.phases.ordering import place_orders
from sim.model.phases.policies import apply_policies
from sim.model.phases.pricing import set_prices
from sim.model.phases.receiving import receive_goods
from sim.model.phases.reviewing import review_suppliers
from sim.model.phases.routing import route_goods
from sim.model.phases.shipping import ship_and_clear

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar

Phase = Callable[["TradeWar"], None]

PHASES: tuple[Phase, ...] = (
    governments_decide,
    apply_policies,
    route_goods,
    update_beliefs,
    set_prices,
    review_suppliers,
    consume,
    place_orders,
    ship_and_clear,
    receive_goods,
    pay_incomes,
    adjust_wages,
    adjust_capacity,
    form_opinions,
)
