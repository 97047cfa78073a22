"""Industries grow, shrink and move abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.economy.capacity import adjusted_capacity

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def adjust_capacity(model: TradeWar) -> None:
    """Capacity follows the week's sales, and a part of what is idle moves to where it is wanted."""
    state = model.state
    state.capacity = adjusted_capacity(state.capacity, state.cell_quantity, model.behaviour.capacity)
