"""Exporters declare some goods as another economy's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.economy.routing import rerouted

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def route_goods(model: TradeWar) -> None:
    """Goods are routed through connectors to the extent that it pays, and what duty is paid follows."""
    state = model.state
    checks = model.gazette.checks.week(model.monday)
    state.routing = rerouted(
        model.behaviour.routing, state.routing, state.tariff, model.world.base_tariff, checks
    )
    state.effective_tariff = state.routing.duty_rate
