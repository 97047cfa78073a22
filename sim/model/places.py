"""Names of the places that an identity is checked at, from their positions in an array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def world(model: TradeWar, position: Sequence[int]) -> str:
    """The whole of it."""
    return "the world"


def economy(model: TradeWar, position: Sequence[int]) -> str:
    """Code of the economy at the position."""
    return model.world.economies[position[0]]


def market(model: TradeWar, position: Sequence[int]) -> str:
    """Buyers of a group in an economy."""
    return f"buyers of {model.world.groups[position[1]]} in {model.world.economies[position[0]]}"


def cell(model: TradeWar, position: Sequence[int]) -> str:
    """Makers of a group in an economy."""
    return f"makers of {model.world.groups[position[1]]} in {model.world.economies[position[0]]}"


def flow(model: TradeWar, position: Sequence[int]) -> str:
    """Goods of a group from one economy to another."""
    origin, destination, group = position
    economies = model.world.economies
    return f"{model.world.groups[group]} from {economies[origin]} to {economies[destination]}"


def producer(model: TradeWar, position: Sequence[int]) -> str:
    """A single producer, and what it makes where."""
    made = divmod(int(model.network.cell[position[0]]), len(model.world.groups))
    return f"producer {position[0]}, one of the {cell(model, made)}"
