"""Buyers learn what governments do and say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.bans import felt_tariff
from sim.economy.beliefs import updated
from sim.economy.prices import tariff_factor

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def update_beliefs(model: TradeWar) -> None:
    """Governments speak; buyers add what was announced, done and said to what they remember."""
    world, state, rules = model.world, model.state, model.behaviour.beliefs
    said = tuple(each for government in model.governments for each in government.statements(model.monday))
    news = replace(model.gazette.newsroom.week(model.monday), said=said)
    level = np.log(tariff_factor(felt_tariff(state.tariff, state.barred), world.base_tariff))
    state.beliefs = updated(state.beliefs, news, level, world.weight_of_goods, rules)
