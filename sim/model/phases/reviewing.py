"""Buyers reconsider their suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.bans import open_share, reviewed_or_ended
from sim.economy.choice_of_firm import origin_price, supplier_choice
from sim.economy.expectations import expected_factor
from sim.economy.inventories import moved
from sim.economy.resourcing import review
from sim.economy.selection import worth_of_arrivals, worth_of_incumbents
from sim.economy.sourcing import (
    calm_hazard,
    loss_from_staying,
    power_of_prices,
    sourcing_shares,
    weekly_hazard,
)
from sim.model.phases.landed import landed_factor
from sim.world.world import Floats

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar


def review_suppliers(model: TradeWar) -> None:
    """Buyers reconsider some relationships, sooner where staying is costly, and move a part of them."""
    world, network, state, behaviour = model.world, model.network, model.state, model.behaviour
    producers, relationships = network.population.producers, network.population.relationships
    power = power_of_prices(behaviour.short_run_elasticity)
    choice = supplier_choice(producers.size, state.log_price, network.theta, producers.cell_start)
    current = origin_price(choice, producers.cell_start, world.theta)
    smoothing = behaviour.expectation_smoothing
    expected = state.expected_price ** (1.0 - smoothing) * current**smoothing
    factor, uncertainty = expected_factor(
        state.beliefs, landed_factor(model), world.is_goods, behaviour.beliefs
    )
    landed = expected[:, None, :] * factor
    share, obtained = sourcing_shares(open_share(network.base_mass, state.barred), landed, world.theta)
    loss = loss_from_staying(landed, obtained)
    calm = calm_hazard(behaviour.resourcing_hazard, model.ease, uncertainty, behaviour.beliefs.delay)
    hazard = weekly_hazard(
        loss,
        calm,
        behaviour.hazard_loss_response,
        behaviour.hazard_loss_power,
        behaviour.fastest_resourcing,
    )
    hazard, ended = _with_bans(model, hazard)
    stay, come = _worth(model, share, obtained**power, ended, current[:, None] * factor)
    mass, asked = state.mass.copy(), behaviour.extensive_margin
    state.switches.fill(0)
    state.extensive.begin_week()
    network.by_group(
        review,
        relationships.market_start,
        relationships.account_start,
        relationships.weight,
        state.strength,
        state.supplier,
        network.supplier_origin,
        producers.cell_start,
        choice,
        state.price_power,
        factor**power,
        share,
        stay,
        come,
        hazard,
        network.account_scale(state.account_spending),
        model.review_draws.random(len(relationships.market_start) - 1),
        state.mass,
        state.review_carry,
        state.leave_carry,
        state.sequence,
        state.switches,
        state.extensive,
        asked.entry if asked.on else 1.0,
        asked.churn if asked.on else 0.0,
        ended,
    )
    state.expected_price, state.origin_price = expected, current
    state.inventories = moved(state.inventories, mass, state.mass, state.barred)
    state.expected_factor, state.uncertainty = factor, uncertainty


def _worth(
    model: TradeWar, share: Floats, target: Floats, ended: Floats, landed: Floats
) -> tuple[Floats, Floats]:
    """(N, N, G) what reviewed relationships are worth that stay, and that come."""
    world, state, behaviour = model.world, model.state, model.behaviour
    if not behaviour.selection.on:
        everywhere = np.ascontiguousarray(np.broadcast_to(target, share.shape))
        return everywhere, everywhere
    power = power_of_prices(behaviour.short_run_elasticity)
    # What was shipped last week at its prices, over a contract from today on.
    then = state.origin_price[:, None] * state.worth_landed
    left = 1.0 - ended
    mass, worth = left * state.mass, left * state.worth * (landed / then) ** power
    come = worth_of_arrivals(mass, worth, share, target, 1.0 + power / world.theta)
    return worth_of_incumbents(mass, share, target, come), come


def _with_bans(model: TradeWar, hazard: Floats) -> tuple[Floats, Floats]:
    """(N, N, G) probability of being reviewed or ended, and part that is ended, this week."""
    ended = model.state.ended
    if ended is None:
        return hazard, np.zeros_like(hazard)
    if (without := model.without_origin) is not None:
        # nowhere to go to: relationships sleep until the ban ends
        ended, hazard = np.where(without, 0.0, ended), np.where(without, 0.0, hazard)
    return reviewed_or_ended(hazard, ended), ended
