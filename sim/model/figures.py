"""What can be measured of the economy after a week, for governments to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.observation import Figures
from sim.economy.beliefs import credibility
from sim.economy.expectations import expected_factor
from sim.economy.mean_field import MeanField, welfare
from sim.economy.prices import cost_of_living
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.world.world import Floats

if TYPE_CHECKING:
    from sim.economy.inventories import Inventories, Stockholding
    from sim.model.trade_war import TradeWar
    from sim.scenario.behaviour import Behaviour
    from sim.world.world import World


def figures_of_agents(model: TradeWar) -> Figures:
    """Return the figures of the agents' economy."""
    world, state = model.world, model.state
    price = cost_of_living(state.retail_price, world.taste)
    spent = state.income.sum(axis=1)
    if not spent.any():
        spent = world.consumption / WEEKS_PER_YEAR  # before the first week
    return Figures(
        welfare=spent / (world.consumption / WEEKS_PER_YEAR) / price,
        wage=state.wage,
        retail_price=state.retail_price,
        approval=state.opinion.approval.mean(axis=1),
        usual_approval=model.behaviour.approval.usual,
        revenue=(state.customs_value * state.routing.duty_rate).sum(axis=(0, 2)),
        output=state.cell_quantity,
        shipped=state.inventories.shipped_value[0],
        on_hand=state.inventories.on_hand,
        wanted=_wanted(model.holding, state.inventories),
        expected_factor=state.expected_factor,
        credibility=credibility(state.beliefs.kept, state.beliefs.broken),
        customs_value=state.customs_value,
    )


def figures_of_pools(world: World, behaviour: Behaviour, holding: Stockholding, state: MeanField) -> Figures:
    """Return the figures of the mean-field economy.

    Parameters
    ----------
    world : World
        The base.
    behaviour : Behaviour
        The scenario's parameters.
    holding : Stockholding
        What buyers want to hold.
    state : MeanField
        The economy after a week.
    """
    factor, _ = expected_factor(state.beliefs, state.landed_factor, world.is_goods, behaviour.beliefs)
    return Figures(
        welfare=welfare(world, state),
        wage=state.wage,
        retail_price=np.exp(state.log_retail_price),
        approval=state.opinion.approval.mean(axis=1),
        usual_approval=behaviour.approval.usual,
        revenue=(state.customs_value * state.routing.duty_rate).sum(axis=(0, 2)),
        output=state.quantity,
        shipped=state.inventories.shipped_value[0],
        on_hand=state.inventories.on_hand,
        wanted=_wanted(holding, state.inventories),
        expected_factor=factor,
        credibility=credibility(state.beliefs.kept, state.beliefs.broken),
        customs_value=state.customs_value,
    )


def _wanted(holding: Stockholding, stocks: Inventories) -> Floats:
    """(N, N, G) stocks that buyers want at the week's use."""
    return np.asarray(holding.target * stocks.use)
