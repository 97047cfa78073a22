"""The mean-field limit of the agents: what a week does when relationships are beyond number.

Every market is one pool of infinitely many relationships. The weekly path of the agents tends to
this one as their number grows, and both rest on the exact-hat equilibrium.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.economy.circular_flow import (
    distribution_margin,
    labour_demand,
    log_consumer_price,
    log_unit_costs,
    market_spending,
    sector_sums,
)
from sim.economy.deficits import Closure, transfer
from sim.economy.income import adjusted_wage, labour_tightness
from sim.economy.prices import tariff_factor
from sim.economy.sourcing import (
    WEEKS_PER_YEAR,
    loss_from_staying,
    power_of_prices,
    sourcing_shares,
    weekly_hazard,
)
from sim.scenario.schema import Behaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MeanField:
    """The economy after a week; prices and wages relative to the base, money in USD mn a week.

    ``N`` economies, ``S`` sectors, ``G`` product groups.

    Parameters
    ----------
    wage : (N,) float
        Wage that the next week starts with.
    tightness : (N,) float
        Labour used over labour force.
    log_supplier_price, log_expected_price : (N, S) float
        Log price of each sector's producers, and the one that buyers expect.
    log_price : (N, G) float
        Log price index of each market.
    mass, strength : (N, N, G) float
        Share of each origin in a market's relationships; the sum of their strengths.
    quantity : (N, G) float
        Sales of each cell at base prices.
    cash, treasury : (N,) float
        Undistributed profit of an economy's firms; tariff revenue not yet rebated.
    income : (N,) float
        What households received and spent.
    consumer_price : (N,) float
        Households' price index.
    customs_value : (N, N, G) float
        Flows before duty.
    """

    wage: Floats
    tightness: Floats
    log_supplier_price: Floats
    log_expected_price: Floats
    log_price: Floats
    mass: Floats
    strength: Floats
    quantity: Floats
    cash: Floats
    treasury: Floats
    income: Floats
    consumer_price: Floats
    customs_value: Floats


def mean_field_base(accounts: Accounts) -> MeanField:
    """Return the state of the base: every price one, every origin with its share."""
    economies, sectors = len(accounts.economies), len(accounts.sectors)
    share = accounts.base_share
    return MeanField(
        wage=np.ones(economies),
        tightness=np.ones(economies),
        log_supplier_price=np.zeros((economies, sectors)),
        log_expected_price=np.zeros((economies, sectors)),
        log_price=np.zeros_like(accounts.absorption),
        mass=share,
        strength=share,
        quantity=accounts.group_output / WEEKS_PER_YEAR,
        cash=np.zeros(economies),
        treasury=accounts.revenue / WEEKS_PER_YEAR,
        income=accounts.consumption / WEEKS_PER_YEAR,
        consumer_price=np.ones(economies),
        customs_value=accounts.customs_value / WEEKS_PER_YEAR,
    )


def mean_field_week(
    accounts: Accounts, behaviour: Behaviour, deficits: Closure, tariff: Floats, before: MeanField
) -> MeanField:
    """Return the economy a week later.

    The phases of docs/model.md, section 3, for pools: prices by equations (2) and (3), sourcing by (4) to
    (7), relationships by (36) to (38), incomes by (13), spending by (16), (17) and (28), wages by (25).
    Equation (39): flows are ``spending x S (landed price)^(1 - eta) / sum S (landed price)^(1 - eta)``.

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
    """
    sector, power = accounts.sector_of_group, power_of_prices(behaviour.short_run_elasticity)
    factor = tariff_factor(tariff, accounts.base_tariff)
    # set_prices
    log_cost = log_unit_costs(accounts, np.log(before.wage), before.log_price)
    log_supplier_price = _towards(before.log_supplier_price, log_cost, behaviour.price_adjustment)
    # review_suppliers
    log_expected = _towards(before.log_expected_price, log_supplier_price, behaviour.expectation_smoothing)
    landed_power = np.exp(power * log_supplier_price[:, sector])[:, None] * factor**power
    expected_landed = np.exp(log_expected[:, sector])[:, None] * factor
    mass, strength = review_pools(accounts, behaviour, expected_landed, landed_power, before)
    # consume
    dividends = behaviour.dividend_rate * before.cash
    force = accounts.labour_income / WEEKS_PER_YEAR
    received = transfer(accounts, before.wage, deficits) / WEEKS_PER_YEAR
    income = before.wage * force + before.treasury + dividends + received
    final_spending = income[:, None] * accounts.taste
    # place_orders
    production_cost = sector_sums(accounts, np.exp(log_cost)[:, sector] * before.quantity)
    spending = market_spending(accounts, production_cost, final_spending)
    # ship_and_clear
    drawn = strength * landed_power
    total = drawn.sum(axis=0)
    total = np.where(total > 0.0, total, 1.0)
    log_price = np.log(total) / power
    customs_value = drawn * (spending / total) / (1.0 + tariff)
    receipts = customs_value.sum(axis=1)
    # pay_incomes
    inputs = ((1.0 - accounts.value_added_share) * production_cost).sum(axis=1)
    distributors = accounts.margin_labour_share * distribution_margin(accounts, final_spending)
    profit = receipts.sum(axis=1) - inputs + distributors - before.wage * force
    # adjust_wages
    labour = labour_demand(accounts, production_cost, final_spending)
    tightness = labour_tightness(labour, before.wage, force)
    return MeanField(
        wage=adjusted_wage(
            before.wage,
            tightness,
            before.tightness,
            force,
            behaviour.wage_adjustment,
            behaviour.wage_response_to_change,
        ),
        tightness=tightness,
        log_supplier_price=log_supplier_price,
        log_expected_price=log_expected,
        log_price=log_price,
        mass=mass,
        strength=strength,
        quantity=receipts * np.exp(-log_supplier_price[:, sector]),
        cash=before.cash - dividends + profit,
        treasury=(customs_value * tariff).sum(axis=(0, 2)),
        income=income,
        consumer_price=np.exp(log_consumer_price(accounts, np.log(before.wage), log_price)),
        customs_value=customs_value,
    )


def review_pools(
    accounts: Accounts,
    behaviour: Behaviour,
    expected_landed: Floats,
    landed_power: Floats,
    before: MeanField,
) -> tuple[Floats, Floats]:
    """Return mass and strength of each origin after a week's reviews.

    Equations (36) to (38): of the mass ``m`` of an origin a part ``h`` is reviewed; what exceeds ``pi``
    leaves, ``h max(0, m - pi)``, and is divided among the origins that hold too little in proportion to
    their gaps. Reviewed relationships that stay or arrive, ``r``, have the strength at which their price
    is the expected one: ``S' = (1 - h) S + r (e / landed price)^(1 - eta)``.

    Parameters
    ----------
    accounts : Accounts
        The base.
    behaviour : Behaviour
        The scenario's parameters.
    expected_landed : (N, N, G) float
        Expected landed price of each origin.
    landed_power : (N, N, G) float
        Landed price to the power ``1 - eta``.
    before : MeanField
        The economy a week earlier.
    """
    share, obtained = sourcing_shares(accounts.base_share, expected_landed, accounts.theta)
    loss = loss_from_staying(expected_landed, obtained)
    hazard = weekly_hazard(loss, behaviour.resourcing_hazard, behaviour.hazard_loss_response)
    leaving = hazard * np.maximum(before.mass - share, 0.0)
    gap = np.maximum(share - before.mass, 0.0)
    all_gaps = gap.sum(axis=0)
    arriving = gap * (leaving.sum(axis=0) / np.where(all_gaps > 0.0, all_gaps, 1.0))
    reviewed = hazard * np.minimum(before.mass, share) + arriving
    price_power = obtained ** power_of_prices(behaviour.short_run_elasticity)
    strength = (1.0 - hazard) * before.strength + reviewed * price_power / landed_power
    return before.mass - leaving + arriving, strength


def mean_field_path(
    accounts: Accounts,
    behaviour: Behaviour,
    deficits: Closure,
    tariffs: Iterable[Floats],
    start: MeanField | None = None,
) -> Iterator[MeanField]:
    """Yield the economy after each week.

    Parameters
    ----------
    accounts : Accounts
        The base.
    behaviour : Behaviour
        The scenario's parameters.
    deficits : str
        Closure of the trade deficits.
    tariffs : iterable of (N, N, G) float
        Rates in force, week by week.
    start : MeanField, optional
        Where to start; the base where left out.
    """
    state = mean_field_base(accounts) if start is None else start
    for tariff in tariffs:
        state = mean_field_week(accounts, behaviour, deficits, tariff, state)
        yield state


def welfare(accounts: Accounts, state: MeanField) -> Floats:
    """Return (N,) welfare: real income of a week over that of the base.

    Equation (31): ``(income / base income) / consumer price``.
    """
    return np.asarray(state.income / (accounts.consumption / WEEKS_PER_YEAR) / state.consumer_price)


def disturbed(state: MeanField, log_wage: Floats) -> MeanField:
    """Return the state with wages moved by the given logs, to test for stability."""
    return replace(state, wage=state.wage * np.exp(log_wage))


def _towards(log_value: Floats, target: Floats, speed: float) -> Floats:
    """Equation (3)."""
    return np.asarray((1.0 - speed) * log_value + speed * target)
