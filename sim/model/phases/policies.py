"""Governments levy what their measures ask for, and say what they will ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def apply_policies(model: TradeWar) -> None:
    """Each government levies the tariffs that its measures in force this week ask for, and news spreads."""
    tariff = model.state.tariff.copy()
    for government in model.governments:
        tariff[:, government.economy, :] = government.tariffs(model.monday)
    model.state.tariff = tariff
    model.state.outlook = model.gazette.foresight.outlook(model.monday)
