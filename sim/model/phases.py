"""The step as data: named phases that read aloud as the model description.

A phase computes with the agents' rules and the pure functions of :mod:`sim.economy`, then
commits by assigning to the state. docs/model.md describes them in this order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.deficits import transfer
from sim.economy.income import adjusted_wage, labour_tightness, payroll
from sim.economy.prices import tariff_factor
from sim.economy.resourcing import review
from sim.economy.shipping import ship
from sim.economy.sourcing import (
    WEEKS_PER_YEAR,
    loss_from_staying,
    origin_price,
    power_of_prices,
    sourcing_shares,
    supplier_choice,
    weekly_hazard,
)

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar

Phase = Callable[["TradeWar"], None]


def apply_policies(model: TradeWar) -> None:
    """Each government levies the tariffs that its measures in force this week ask for."""
    tariff = model.state.tariff.copy()
    for government in model.governments:
        tariff[:, government.economy, :] = government.tariffs(model.monday)
    model.state.tariff = tariff


def set_prices(model: TradeWar) -> None:
    """Producers move their prices part of the way to unit cost."""
    state, behaviour = model.state, model.behaviour
    price, unit_cost = np.empty_like(state.price), np.empty_like(state.price)
    for production in model.productions:
        firms = production.firms
        log_wage = float(np.log(state.wage[production.economy]))
        unit_cost[firms] = production.unit_costs(log_wage, state.log_account_price[production.accounts])
        price[firms] = production.prices(state.price[firms], unit_cost[firms], behaviour.price_adjustment)
    state.unit_cost = unit_cost
    state.price = price


def review_suppliers(model: TradeWar) -> None:
    """Buyers reconsider some relationships, sooner where staying is costly, and move a part of them."""
    world, network, state, behaviour = model.world, model.network, model.state, model.behaviour
    producers, relationships = network.population.producers, network.population.relationships
    power = power_of_prices(behaviour.short_run_elasticity)
    theta = world.theta[producers.group]
    current = origin_price(producers.size, state.price, theta, network.cell, len(producers.cell_start) - 1)
    smoothing = behaviour.expectation_smoothing
    expected = (
        state.expected_price ** (1.0 - smoothing) * current.reshape(state.expected_price.shape) ** smoothing
    )
    factor = tariff_factor(state.tariff, world.base_tariff)
    landed = expected[:, None, :] * factor
    share, obtained = sourcing_shares(network.base_mass, landed, world.theta)
    loss = loss_from_staying(landed, obtained)
    hazard = weekly_hazard(loss, behaviour.resourcing_hazard, behaviour.hazard_loss_response)
    network.by_group(
        review,
        relationships.market_start,
        relationships.account_start,
        relationships.weight,
        state.strength,
        state.supplier,
        network.supplier_origin,
        producers.cell_start,
        supplier_choice(producers.size, state.price, theta, producers.cell_start),
        state.price**power,
        factor**power,
        share,
        obtained**power,
        hazard,
        network.account_scale(state.account_spending),
        model.review_draws.random(len(relationships.market_start) - 1),
        state.mass,
        state.review_carry,
        state.leave_carry,
        state.sequence,
        state.switches,
    )
    state.expected_price = expected


def consume(model: TradeWar) -> None:
    """Households spend what they earn, last week's tariff revenue, dividends and the transfer."""
    state, producers = model.state, model.network.population.producers
    received = transfer(model.world, state.wage, model.deficits) / WEEKS_PER_YEAR
    paid = model.behaviour.dividend_rate
    dividends = paid * (
        np.bincount(producers.economy, weights=state.cash, minlength=len(state.wage))
        + state.distribution_cash
    )
    for household in model.households:
        economy = household.economy
        income = household.income(
            labour=float(state.wage[economy] * model.labour_force[economy]),
            rebate=float(state.treasury[economy]),
            dividends=float(dividends[economy]),
            transfer=float(received[economy]),
        )
        state.income[economy] = (income.labour, income.rebate, income.dividends, income.transfer)
        state.final_spending[economy] = household.spending(income)
    state.cash = (1.0 - paid) * state.cash
    state.distribution_cash = (1.0 - paid) * state.distribution_cash
    state.treasury = np.zeros_like(state.treasury)


def place_orders(model: TradeWar) -> None:
    """Producers order inputs for last week's sales; distributors order what households buy."""
    state = model.state
    state.production_cost = state.unit_cost * state.quantity
    for production, distribution in zip(model.productions, model.distributions, strict=True):
        plan = distribution.plan(state.final_spending[production.economy])
        cost = state.production_cost[production.firms]
        state.account_spending[production.accounts] = production.orders(cost, plan.purchases)
        state.distribution_labour[production.economy] = plan.labour_bill


def ship_and_clear(model: TradeWar) -> None:
    """Spending spreads over relationships; suppliers are paid, duties are charged."""
    world, network, state = model.world, model.network, model.state
    relationships = network.population.relationships
    power = power_of_prices(model.behaviour.short_run_elasticity)
    receipts = np.zeros_like(state.receipts)
    account_power = np.empty_like(state.account_spending)
    network.by_group(
        ship,
        relationships.market_start,
        relationships.account_start,
        network.account_weight,
        state.account_spending,
        network.account_scale(state.account_spending),
        relationships.weight,
        state.strength,
        state.supplier,
        network.supplier_origin,
        state.price**power,
        tariff_factor(state.tariff, world.base_tariff) ** power,
        1.0 / (1.0 + state.tariff),
        receipts,
        state.customs_value,
        account_power,
        state.mass,
    )
    state.receipts = receipts
    state.quantity = receipts / state.price
    state.log_account_price = np.log(account_power) / power
    state.duty = state.customs_value * state.tariff
    state.treasury = state.treasury + state.duty.sum(axis=(0, 2))
    for distribution in model.distributions:
        economy = distribution.economy
        pool = network.pool[economy]
        landed = np.where(pool >= 0, np.exp(state.log_account_price[pool]), 1.0)
        state.retail_price[economy] = distribution.retail_prices(landed, float(state.wage[economy]))


def pay_incomes(model: TradeWar) -> None:
    """Employers pay the labour force; what is left of receipts after inputs and pay is profit."""
    state = model.state
    for production in model.productions:
        economy, firms = production.economy, production.firms
        cost = state.production_cost[firms]
        bills = np.append(production.labour_bills(cost), state.distribution_labour[economy])
        pay = payroll(bills, float(state.wage[economy] * model.labour_force[economy]))
        profit = state.receipts[firms] - production.input_spending(cost) - pay[:-1]
        state.cash[firms] += profit
        state.distribution_cash[economy] += state.distribution_labour[economy] - pay[-1]
        state.labour_bill[economy] = bills.sum()


def adjust_wages(model: TradeWar) -> None:
    """Wages move towards clearing the labour market; world labour income is the numeraire."""
    state, behaviour = model.state, model.behaviour
    tightness = labour_tightness(state.labour_bill, state.wage, model.labour_force)
    state.wage = adjusted_wage(
        state.wage,
        tightness,
        state.tightness,
        model.labour_force,
        behaviour.wage_adjustment,
        behaviour.wage_response_to_change,
    )
    state.tightness = tightness


PHASES: tuple[Phase, ...] = (
    apply_policies,
    set_prices,
    review_suppliers,
    consume,
    place_orders,
    ship_and_clear,
    pay_incomes,
    adjust_wages,
)
