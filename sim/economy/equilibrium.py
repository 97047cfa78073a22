"""The frictionless long run: Caliendo-Parro exact-hat algebra on a set of accounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.circular_flow import (
    labour_demand,
    log_consumer_price,
    log_unit_costs,
    market_spending,
    sector_sums,
)
from sim.economy.deficits import CLOSURES, Closure, transfer
from sim.economy.prices import tariff_factor
from sim.economy.sourcing import attractiveness, base_shares, market_shares
from sim.world.accounts import Accounts
from sim.world.accounts_check import check_accounts, check_tariff

Floats = NDArray[np.float64]

WAGE_STEP = 0.4
"""Elasticity of the wage update to the labour-market gap; converges for every shipped set of elasticities,
each closure and tariffs up to a million percent."""

FARTHEST_LOG_WAGE = 20.0
"""A wage beyond this log distance from the base has run away."""


class NoEquilibriumError(RuntimeError):
    """The accounts have no equilibrium at these tariffs, or the solver did not reach it."""


@dataclass(frozen=True)
class Equilibrium:
    """A long-run equilibrium; prices and wages relative to the base, money in USD mn a year.

    Parameters
    ----------
    tariff : (N, N, G) float
        Ad-valorem rates in force, fractions.
    wage : (N,) float
        Wage, base = 1; world labour income is the numeraire.
    unit_cost : (N, S) float
        Cost, and price before duty, of each sector's output.
    price : (N, G) float
        Landed price of each market, over its origins.
    consumer_price : (N,) float
        Households' price index.
    income : (N,) float
        Final expenditure: labour income, tariff revenue and transfer.
    transfer : (N,) float
        What finances the trade deficit.
    welfare : (N,) float
        Income over the base, deflated by the consumer price, equation (29).
    customs_value : (N, N, G) float
        Flows before duty.
    rounds : int
        Rounds that the solver took.
    """

    tariff: Floats
    wage: Floats
    unit_cost: Floats
    price: Floats
    consumer_price: Floats
    income: Floats
    transfer: Floats
    welfare: Floats
    customs_value: Floats
    rounds: int

    @property
    def real_wage(self) -> Floats:
        """(N,) wage over the consumer price, base = 1, equation (30)."""
        return self.wage / self.consumer_price

    @property
    def expenditure(self) -> Floats:
        """(N, N, G) flows with duty, USD mn a year."""
        return self.customs_value * (1.0 + self.tariff)

    @property
    def revenue(self) -> Floats:
        """(N,) tariff revenue, USD mn a year."""
        return np.asarray((self.customs_value * self.tariff).sum(axis=(0, 2)))


def long_run(
    accounts: Accounts,
    tariff: Floats,
    deficits: Closure = "fixed",
    taste: Floats | None = None,
    tolerance: float = 1e-10,
    most_rounds: int = 20_000,
) -> Equilibrium:
    """Solve for the equilibrium at new tariffs.

    Equations (23) to (27) of docs/model.md. Each round takes unit costs and prices one step
    along the input-output chain, spending one step back, and wages towards clearing.

    Parameters
    ----------
    accounts : Accounts
        The base.
    tariff : (N, N, G) float
        New ad-valorem rates, fractions.
    deficits : str
        Closure, one of :data:`sim.economy.deficits.CLOSURES`.
    taste : (N, G) float, optional
        New shares in households' spending; the base's where left out.
    tolerance : float
        Largest log change of any price or wage, and change of spending relative to the largest
        market's, in the last round.
    most_rounds : int
        Rounds after which to give up.

    Raises
    ------
    sim.world.accounts_check.BadAccountsError
        If the accounts or the tariffs are not such as an equilibrium can have.
    NoEquilibriumError
        If the tolerance is not reached, an income is not positive, or a wage runs away: with
        fixed deficits, tariffs can leave too little trade to pay for them.

    References
    ----------
    Caliendo and Parro (2015), Review of Economic Studies 82(1).
    """
    if deficits not in CLOSURES:
        raise ValueError(f"unknown closure of deficits {deficits!r}: one of {', '.join(CLOSURES)}")
    check_accounts(accounts, with_final_demand=taste is None)
    check_tariff(accounts, tariff)
    taste = accounts.taste if taste is None else taste
    force = accounts.labour_income
    pull = attractiveness(base_shares(accounts), tariff_factor(tariff, accounts.base_tariff), accounts.theta)
    log_wage, log_price = np.zeros(len(force)), np.zeros_like(accounts.absorption)
    spending = accounts.absorption
    for rounds in range(1, most_rounds + 1):  # noqa: B007 - the equilibrium reports it
        log_cost = log_unit_costs(accounts, log_wage, log_price)
        share, new_log_price = market_shares(pull, log_cost[:, accounts.sector_of_group], accounts.theta)
        customs_value = share * spending / (1.0 + tariff)  # equation (24), before duty
        output = sector_sums(accounts, customs_value.sum(axis=1))
        wage = np.exp(log_wage)
        received = transfer(accounts, wage, deficits)
        income = wage * force + (customs_value * tariff).sum(axis=(0, 2)) + received
        final_spending = income[:, None] * taste
        new_spending = market_spending(accounts, output, final_spending)
        gap = np.log(labour_demand(accounts, output, final_spending) / (wage * force))  # equation (27)
        new_log_wage = log_wage + WAGE_STEP * gap
        new_log_wage -= np.log(np.exp(new_log_wage) @ force / force.sum())
        change = max(
            float(np.abs(new_log_wage - log_wage).max()),
            float(np.abs(new_log_price - log_price).max()),
            float(np.abs(new_spending - spending).max() / spending.max()),
        )
        _check_round(accounts, deficits, income, new_log_wage, change)
        log_wage, log_price, spending = new_log_wage, new_log_price, new_spending
        if change < tolerance:
            break
    else:
        raise NoEquilibriumError(f"no equilibrium within {most_rounds} rounds: last change {change:.2e}")
    consumer_price = np.exp(log_consumer_price(accounts, log_wage, log_price, taste))
    return Equilibrium(
        tariff=tariff,
        wage=np.exp(log_wage),
        unit_cost=np.exp(log_cost),
        price=np.exp(log_price),
        consumer_price=consumer_price,
        income=income,
        transfer=received,
        welfare=income / accounts.consumption / consumer_price,
        customs_value=customs_value,
        rounds=rounds,
    )


def _check_round(
    accounts: Accounts, deficits: Closure, income: Floats, log_wage: Floats, change: float
) -> None:
    """Stop as soon as a round shows that no equilibrium lies ahead."""
    hint = "; other closures: " + ", ".join(other for other in CLOSURES if other != deficits)
    if income.min() <= 0.0:
        economy = accounts.economies[int(income.argmin())]
        raise NoEquilibriumError(
            f"no equilibrium with {deficits} deficits: the income of {economy} is not positive, too little "
            f"trade is left to pay its transfers{hint}"
        )
    farthest = int(np.abs(np.nan_to_num(log_wage, nan=np.inf)).argmax())
    if not np.isfinite(change) or abs(log_wage[farthest]) > FARTHEST_LOG_WAGE:
        economy = accounts.economies[farthest]
        raise NoEquilibriumError(
            f"no equilibrium with {deficits} deficits: the wage of {economy} runs away{hint}"
        )
