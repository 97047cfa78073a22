"""Governments levy what their measures ask for, and say what they will ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.economy.bans import newly_barred

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def apply_policies(model: TradeWar) -> None:
    """Governments levy tariffs and enforce bans as their measures in force ask for, and news spreads."""
    tariff = model.state.tariff.copy()
    for government in model.governments:
        tariff[:, government.economy, :] = government.tariffs(model.monday)
    model.state.tariff = tariff
    barred = model.gazette.bans.week(model.monday)
    model.state.ended = newly_barred(model.state.barred, barred)
    model.state.barred = barred
    model.state.outlook = model.gazette.foresight.outlook(model.monday)
