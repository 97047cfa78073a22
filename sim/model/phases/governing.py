"""Governments look at last week's figures, talk, and act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.figures import figures_of_agents

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def governments_decide(model: TradeWar) -> None:
    """Governments that decide for themselves see the week before, negotiate, act and speak."""
    if not model.politics.is_scripted:
        model.politics.week(model.monday, figures_of_agents(model))
