"""Households take sides and judge their governments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.approval import opinion_after
from sim.economy.engel import log_decile_price
from sim.economy.prices import tariff_factor
from sim.economy.sentiment import anger, mean_log_tariff, sentiment_after

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def form_opinions(model: TradeWar) -> None:
    """New tariffs make households angry; prices, lost jobs and anger make up their opinion of governments."""
    world, state, behaviour = model.world, model.state, model.behaviour
    if behaviour.sentiment.on:
        factor = tariff_factor(state.tariff, world.base_tariff)
        log_tariff = mean_log_tariff(factor, world.goods_weight)
        state.sentiment = sentiment_after(state.sentiment, log_tariff, behaviour.sentiment)
    if behaviour.approval.on:
        noticed = log_decile_price(world.deciles.experience_share, np.log(state.retail_price))
        state.opinion = opinion_after(
            state.opinion,
            noticed - np.log(state.wage)[:, None],
            state.decile_unemployment,
            anger(state.sentiment.avoiding),
            behaviour.approval,
        )
