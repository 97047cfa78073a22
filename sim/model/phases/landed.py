"""What goods cost landed over what their suppliers charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.economy.prices import tariff_factor

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar
    from sim.world.world import Floats


def charge(model: TradeWar) -> Floats:
    """Return (N, N, G) what is paid on top of the customs value, duty and fees, fraction of it."""
    return model.state.routing.charge


def landed_factor(model: TradeWar) -> Floats:
    """Return (N, N, G) landed over supplier price, relative to the base, equation (1)."""
    return tariff_factor(charge(model), model.world.base_tariff)
