"""A week of the mean field: the phases of docs/model.md, section 3, for pools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.economy.bans import made_do, price_of_making_do
from sim.economy.beliefs import News, unannounced, updated
from sim.economy.capacity import adjusted_capacity, log_congestion
from sim.economy.circular_flow import (
    distribution_margin,
    labour_demand,
    log_retail_prices,
    log_unit_costs,
    market_spending,
    sector_sums,
)
from sim.economy.deficits import Closure
from sim.economy.expectations import expected_factor, with_fear
from sim.economy.foresight import NOTHING_KNOWN, Outlook
from sim.economy.income import adjusted_wage, labour_tightness
from sim.economy.inventories import (
    Stockholding,
    after_week,
    importers_gain,
    moved,
    outlay_on_stocks,
    stockholding,
)
from sim.economy.margins import exporter_margin, posted_price, sales_at_cost
from sim.economy.mean_field.given import Week
from sim.economy.mean_field.households import boycotted, consume, form_opinions
from sim.economy.mean_field.reviews import review_pools
from sim.economy.mean_field.state import MeanField
from sim.economy.prices import tariff_factor
from sim.economy.route_checks import RouteChecks
from sim.economy.routing import fees_received, rerouted
from sim.economy.sourcing import calm_hazard
from sim.economy.stickiness import ease_of_switching
from sim.economy.stock_orders import ordered_ahead, orders
from sim.economy.transit import arrived
from sim.economy.unemployment import labour_paid, unemployment_after
from sim.scenario.behaviour import Behaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def route_goods(week: Week, state: MeanField) -> MeanField:
    """Goods are declared as a connector's to the extent that it pays, equations (62) to (64)."""
    base = week.accounts.base_tariff
    routing = rerouted(week.behaviour.routing, state.routing, week.tariff, base, week.checks)
    return replace(state, routing=routing)


def update_beliefs(week: Week, state: MeanField) -> MeanField:
    """Buyers learn from what governments do and say, equation (2)."""
    level = np.log(tariff_factor(week.felt_tariff, week.accounts.base_tariff))
    news = unannounced(state.beliefs, level) if week.news is None else week.news
    rules = week.behaviour.beliefs
    return replace(state, beliefs=updated(state.beliefs, news, level, week.accounts.weight_of_goods, rules))


def set_prices(week: Week, state: MeanField) -> MeanField:
    """Prices move towards unit cost and congestion, exporters answer duties, equations (5) and (6)."""
    behaviour, factor = week.behaviour, week.duty_factor(state)
    log_cost = log_unit_costs(week.accounts, np.log(state.wage), state.log_price)
    log_cost = log_cost[:, week.accounts.sector_of_group]
    aim = log_cost + log_congestion(state.quantity, state.capacity.size, behaviour.capacity)
    margin = exporter_margin(state.exporter_margin, state.duty_factor, factor, behaviour.exporter_margin)
    return replace(
        state,
        unit_cost=np.exp(log_cost),
        log_supplier_price=_towards(state.log_supplier_price, aim, behaviour.price_adjustment),
        exporter_margin=margin,
        duty_factor=factor,
        landed_factor=factor * np.exp(margin),
    )


def review_suppliers(week: Week, state: MeanField) -> MeanField:
    """Pools are reviewed, equations (11) to (16) and (56) to (58)."""
    accounts, behaviour = week.accounts, week.behaviour
    log_expected = _towards(
        state.log_expected_price, state.log_supplier_price, behaviour.expectation_smoothing
    )
    factor, uncertainty = expected_factor(
        state.beliefs, state.landed_factor, accounts.is_goods, behaviour.beliefs
    )
    choice = behaviour.stickiness
    ease = ease_of_switching(accounts, choice.spread if choice.on else 0.0)
    calm = calm_hazard(behaviour.resourcing_hazard, ease, uncertainty, behaviour.beliefs.delay)
    mass, strength = review_pools(
        accounts,
        behaviour,
        np.exp(log_expected)[:, None] * factor,
        week.landed_power(state, factor),
        calm,
        state,
        week.barred,
    )
    return replace(
        state,
        log_expected_price=log_expected,
        mass=mass,
        strength=strength,
        inventories=moved(state.inventories, state.mass, mass, week.barred),
        barred=week.barred,
    )


def place_orders(week: Week, state: MeanField) -> MeanField:
    """Buyers order for last week's sales and what households buy, equations (27), (28) and (48)."""
    cost = sector_sums(week.accounts, state.unit_cost * state.quantity)
    outlook = with_fear(week.outlook, state.beliefs, week.accounts.is_goods, week.behaviour.beliefs)
    ahead = ordered_ahead(week.holding, outlook, week.felt_tariff)
    sales = sales_at_cost(state.final_spending, state.log_retail_price, state.log_retail_cost)
    return replace(
        state,
        inventories=replace(state.inventories, order=orders(week.holding, state.inventories, ahead)),
        production_cost=cost,
        sales_at_cost=sales,
        retail_profit=(state.final_spending - sales).sum(axis=1),
        spending=made_do(market_spending(week.accounts, cost, sales), week.without_origin, week.services),
    )


def ship_and_clear(week: Week, state: MeanField) -> MeanField:
    """Spending spreads over origins, suppliers ship what is ordered of them and are paid.

    Equation (59): ``spending x S (landed price)^(1 - eta) / sum S (landed price)^(1 - eta)``.
    """
    drawn = state.strength * week.landed_power(state, state.landed_factor)
    total = drawn.sum(axis=0)
    total = np.where(total > 0.0, total, 1.0)
    log_price = price_of_making_do(np.log(total) / week.power, week.without_origin, week.services)
    use_value = drawn * (state.spending / total) / (1.0 + state.routing.charge)
    use_value = boycotted(week, state, use_value, drawn / total)
    sold = (use_value * state.inventories.order * np.exp(-state.exporter_margin)).sum(axis=1)
    log_retail_cost = log_retail_prices(week.accounts, np.log(state.wage), log_price)
    log_retail_price = posted_price(state.log_retail_price, log_retail_cost, week.behaviour.retail)
    return replace(
        state,
        log_price=log_price,
        use_value=use_value,
        quantity=sold / week.price(state),
        log_retail_cost=log_retail_cost,
        log_retail_price=log_retail_price,
        consumer_price=np.exp((week.accounts.taste * log_retail_price).sum(axis=1)),
    )


def receive_goods(week: Week, state: MeanField) -> MeanField:
    """Goods arrive, pay duty and are put in stock, equations (38) to (40)."""
    charged = week.price(state)[:, None] * np.exp(state.exporter_margin)
    stocks = after_week(week.holding, state.inventories, state.inventories.order, state.use_value, charged)
    customs_value = arrived(stocks.shipped_value, week.holding.ways)
    routing = state.routing
    spent = outlay_on_stocks(state.use_value, stocks.shipped_value[0], customs_value, routing.charge)
    fees = fees_received(week.behaviour.routing, routing, customs_value)
    return replace(
        state,
        inventories=stocks,
        customs_value=customs_value,
        cash=state.cash - spent,
        importers_gain=importers_gain(state.use_value, customs_value, routing.charge),
        treasury=state.treasury + (customs_value * routing.duty_rate).sum(axis=(0, 2)) + fees,
    )


def pay_incomes(week: Week, state: MeanField) -> MeanField:
    """What is left of receipts after inputs and pay is profit, equation (41)."""
    accounts = week.accounts
    inputs = ((1.0 - accounts.value_added_share) * state.production_cost).sum(axis=1)
    distributors = accounts.margin_labour_share * distribution_margin(accounts, state.sales_at_cost)
    distributors = distributors + state.retail_profit
    receipts = state.inventories.shipped_value[0].sum(axis=(1, 2))
    pay, benefits = labour_paid(
        state.wage * week.labour_force, state.unemployment, week.behaviour.unemployment.replacement
    )
    return replace(state, cash=state.cash + receipts - inputs + distributors - pay - benefits)


def adjust_wages(week: Week, state: MeanField) -> MeanField:
    """Wages move with the tightness of labour markets, equations (42) and (43)."""
    jobs = week.behaviour.unemployment
    labour = labour_demand(week.accounts, state.production_cost, state.sales_at_cost)
    tightness = labour_tightness(labour, state.wage, week.labour_force)
    wage = adjusted_wage(
        state.wage,
        tightness,
        state.tightness,
        week.labour_force,
        week.behaviour.wage_adjustment,
        week.behaviour.wage_response_to_change,
        jobs.wage_fall if jobs.on else 1.0,
    )
    out = unemployment_after(state.unemployment, tightness, jobs.layoffs, jobs.hires)
    return replace(state, wage=wage, tightness=tightness, unemployment=out if jobs.on else state.unemployment)


def adjust_capacity(week: Week, state: MeanField) -> MeanField:
    """Industries grow, shrink and move abroad, equations (44) and (45)."""
    return replace(state, capacity=adjusted_capacity(state.capacity, state.quantity, week.behaviour.capacity))


POOL_PHASES: tuple[Callable[[Week, MeanField], MeanField], ...] = (
    route_goods,
    update_beliefs,
    set_prices,
    review_suppliers,
    consume,
    place_orders,
    ship_and_clear,
    receive_goods,
    pay_incomes,
    adjust_wages,
    adjust_capacity,
    form_opinions,
)
"""The agents' phases for pools; policies are given."""


def mean_field_week(
    accounts: Accounts,
    behaviour: Behaviour,
    deficits: Closure,
    tariff: Floats,
    before: MeanField,
    holding: Stockholding | None = None,
    outlook: Outlook = NOTHING_KNOWN,
    news: News | None = None,
    barred: Floats | None = None,
    checks: RouteChecks | None = None,
) -> MeanField:
    """Return the economy a week later: every phase in turn.

    Parameters
    ----------
    accounts : Accounts
        The base.
    behaviour : Behaviour
        The scenario's parameters.
    deficits : str
        Closure of the trade deficits.
    tariff : (N, N, G) float
        Ad-valorem rates of the week, fractions.
    before : MeanField
        The economy a week earlier.
    holding : Stockholding, optional
        What buyers want to hold, if it has been worked out already.
    outlook : Outlook
        What is known of tariffs to come; nothing where left out.
    news : News, optional
        Announcements and statements; where left out tariffs come unannounced and are taken to stay.
    barred : (N, N, G) float, optional
        Share of each flow that bans keep out; None where nothing is.
    checks : RouteChecks, optional
        What customs finds out by route; None where the scenario's parameters hold for all.
    """
    wanted = stockholding(accounts, behaviour.inventories) if holding is None else holding
    week, state = Week(accounts, behaviour, deficits, tariff, wanted, outlook, news, barred, checks), before
    for phase in POOL_PHASES:
        state = phase(week, state)
    return state


def _towards(log_value: Floats, target: Floats, speed: float) -> Floats:
    """Equation (6)."""
    return np.asarray((1.0 - speed) * log_value + speed * target)
