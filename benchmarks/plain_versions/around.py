"""The economy around the firms: our own phases with the firms' part handed to another version of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from plain_versions.terms import Firms, Floats, ReviewTerms, TradeTerms
from sim.economy.capacity import log_congestion
from sim.economy.expectations import expected_factor, with_fear
from sim.economy.income import BENEFITS, LABOUR
from sim.economy.inventories import moved
from sim.economy.margins import exporter_margin, posted_price, sales_at_cost
from sim.economy.prices import tariff_factor
from sim.economy.sentiment import kept_in_the_shops
from sim.economy.sourcing import (
    calm_hazard,
    loss_from_staying,
    power_of_prices,
    sourcing_shares,
    weekly_hazard,
)
from sim.economy.stock_orders import ordered_ahead, orders
from sim.model.trade_war import TradeWar


def with_firms(model: TradeWar, version: Callable[[TradeWar], Firms]) -> Firms:
    """Let another version of the firms take over a model, as it stands; return it.

    The other version starts from the state that the model has reached, so a run can be moved
    into the weeks in which all frictions are at work before anything is timed.

    Parameters
    ----------
    model : TradeWar
        The model; from now on its weeks are the other version's.
    version : callable
        Makes the firms from the model.
    """
    firms = version(model)
    ours = {phase.__name__: phase for phase in model.phases}
    theirs = {
        "set_prices": partial(set_prices, firms),
        "review_suppliers": partial(review_suppliers, firms),
        "consume": partial(consume, firms, ours["consume"]),
        "place_orders": partial(place_orders, firms),
        "ship_and_clear": partial(ship_and_clear, firms),
        "pay_incomes": partial(pay_incomes, firms),
    }
    unknown = set(theirs) - set(ours)
    if unknown:
        raise KeyError(f"no such phase: {sorted(unknown)}")
    model.phases = tuple(theirs.get(name, phase) for name, phase in ours.items())
    return firms


def hand_over_relationships(firms: Firms, model: TradeWar) -> None:
    """Write suppliers and strengths to the state, for who reads them after a run."""
    state = model.state
    state.supplier = np.asarray(firms.of_relationships("supplier"), dtype=state.supplier.dtype)
    state.strength = np.asarray(firms.of_relationships("strength"), dtype=state.strength.dtype)


def set_prices(firms: Firms, model: TradeWar) -> None:
    state, behaviour = model.state, model.behaviour
    congestion = np.exp(log_congestion(state.cell_quantity, state.capacity.size, behaviour.capacity))
    firms.set_prices(state.wage, congestion, behaviour.price_adjustment)
    state.unit_cost, state.price = firms.of_firms("unit_cost"), firms.of_firms("price")
    factor = _duty_factor(model)
    state.exporter_margin = exporter_margin(
        state.exporter_margin, state.duty_factor, factor, behaviour.exporter_margin
    )
    state.charged_over_list = np.exp(state.exporter_margin)
    state.duty_factor = factor


def review_suppliers(firms: Firms, model: TradeWar) -> None:
    world, state, behaviour = model.world, model.state, model.behaviour
    power = power_of_prices(behaviour.short_run_elasticity)
    smoothing = behaviour.expectation_smoothing
    expected = state.expected_price ** (1.0 - smoothing) * firms.origin_price() ** smoothing
    factor, uncertainty = expected_factor(
        state.beliefs, _landed_factor(model), world.is_goods, behaviour.beliefs
    )
    landed = expected[:, None, :] * factor
    share, obtained = sourcing_shares(model.network.base_mass, landed, world.theta)
    hazard = weekly_hazard(
        loss_from_staying(landed, obtained),
        calm_hazard(behaviour.resourcing_hazard, model.ease, uncertainty, behaviour.beliefs.delay),
        behaviour.hazard_loss_response,
        behaviour.hazard_loss_power,
        behaviour.fastest_resourcing,
    )
    asked, mass = behaviour.extensive_margin, state.mass.copy()
    terms = ReviewTerms(
        share=share,
        hazard=hazard,
        factor_power=factor**power,
        obtained_power=obtained**power,
        start=model.review_draws.random(obtained.size),
        entry=asked.entry if asked.on else 1.0,
        churn=asked.churn if asked.on else 0.0,
    )
    firms.review(terms, state)
    state.expected_price = expected
    state.inventories = moved(state.inventories, mass, state.mass)
    state.expected_factor, state.uncertainty = factor, uncertainty


def consume(firms: Firms, ours: Callable[[TradeWar], None], model: TradeWar) -> None:
    ours(model)
    firms.pay_dividends(model.behaviour.dividend_rate)


def place_orders(firms: Firms, model: TradeWar) -> None:
    state = model.state
    sales = sales_at_cost(state.final_spending, np.log(state.retail_price), np.log(state.retail_cost))
    state.retail_profit = (state.final_spending - sales).sum(axis=1)
    for distribution in model.distributions:
        plan = distribution.plan(sales[distribution.economy])
        state.final_purchases[distribution.economy] = plan.purchases
        state.distribution_labour[distribution.economy] = plan.labour_bill
    firms.order(state.final_purchases)
    state.production_cost = firms.of_firms("production_cost")
    state.account_spending = firms.of_accounts("spending")
    outlook = with_fear(state.outlook, state.beliefs, model.world.is_goods, model.behaviour.beliefs)
    ahead = ordered_ahead(model.holding, outlook, state.tariff)
    state.inventories = replace(state.inventories, order=orders(model.holding, state.inventories, ahead))


def ship_and_clear(firms: Firms, model: TradeWar) -> None:
    state, pool = model.state, model.network.pool
    final_part = _boycotted(model)
    state.final_part = np.zeros_like(state.account_spending)
    state.final_part[pool[pool >= 0]] = final_part[pool >= 0]
    terms = TradeTerms(
        factor_power=_landed_factor(model) ** power_of_prices(model.behaviour.short_run_elasticity),
        customs_part=1.0 / (1.0 + state.routing.charge),
        order=state.inventories.order,
        list_part=np.exp(-state.exporter_margin),
        final_part=final_part,
        kept=kept_in_the_shops(state.sentiment.avoiding, model.behaviour.sentiment.avoidance),
    )
    firms.ship(terms, state)
    state.receipts, state.quantity = firms.of_firms("receipts"), firms.of_firms("quantity")
    state.cell_quantity = model.network.by_cell(state.quantity)
    at_list = model.network.by_cell(state.quantity * state.price)
    sold = state.cell_quantity > 0.0
    state.cell_price = np.divide(at_list, state.cell_quantity, out=np.ones_like(at_list), where=sold)
    state.log_account_price = firms.of_accounts("log_price")
    for distribution in model.distributions:
        economy = distribution.economy
        landed = np.where(pool[economy] >= 0, np.exp(state.log_account_price[pool[economy]]), 1.0)
        state.retail_cost[economy] = distribution.retail_prices(landed, float(state.wage[economy]))
    state.retail_price = np.exp(
        posted_price(np.log(state.retail_price), np.log(state.retail_cost), model.behaviour.retail)
    )


def pay_incomes(firms: Firms, model: TradeWar) -> None:
    state = model.state
    state.labour_bill = firms.labour_used() + state.distribution_labour
    rate = (state.income[:, LABOUR] + state.income[:, BENEFITS]) / state.labour_bill
    firms.pay(rate)
    state.cash = firms.of_firms("cash")
    state.distribution_cash = (
        state.distribution_cash + state.retail_profit + (1.0 - rate) * state.distribution_labour
    )


def _duty_factor(model: TradeWar) -> Floats:
    return tariff_factor(model.state.routing.charge, model.world.base_tariff)


def _landed_factor(model: TradeWar) -> Floats:
    return np.asarray(_duty_factor(model) * np.exp(model.state.exporter_margin))


def _boycotted(model: TradeWar) -> Floats:
    """(N, G) part of distributors' spending in each market that is for households who avoid somebody."""
    state, pool = model.state, model.network.pool
    angry = state.sentiment.avoiding.any(axis=0)[:, np.newaxis]
    spending = np.where(pool >= 0, state.account_spending[pool], 0.0)
    chosen = angry & model.world.is_goods & (spending > 0.0)
    bought = np.minimum(state.final_purchases, spending)
    return np.where(chosen, bought / np.where(chosen, spending, 1.0), 0.0)
