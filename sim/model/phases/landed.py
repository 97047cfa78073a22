"""What goods cost landed over the list price of their producers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.prices import tariff_factor

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar
    from sim.world.world import Floats


def charge(model: TradeWar) -> Floats:
    """Return (N, N, G) what is paid on top of the customs value, duty and fees, fraction of it."""
    return model.state.routing.charge


def duty_factor(model: TradeWar) -> Floats:
    """Return (N, N, G) landed over supplier price, relative to the base, equation (1)."""
    return tariff_factor(charge(model), model.world.base_tariff)


def landed_factor(model: TradeWar) -> Floats:
    """Return (N, N, G) landed over list price, relative to the base: duties and exporters' margins.

    Once producers have set their prices of the week.
    """
    return np.asarray(model.state.duty_factor * model.state.charged_over_list)
