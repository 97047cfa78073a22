"""The frictionless long run: Caliendo-Parro exact-hat algebra on a set of accounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.bans import made_do, markets_without_origin, open_share, price_of_making_do
from sim.economy.circular_flow import (
    log_consumer_price,
    log_unit_costs,
    market_spending,
    sector_sums,
)
from sim.economy.deficits import CLOSURES, Closure, transfer
from sim.economy.prices import tariff_factor
from sim.economy.sourcing import attractiveness, market_shares
from sim.economy.wage_steps import Pace, newton_step
from sim.world.accounts import Accounts
from sim.world.accounts_check import check_accounts, check_tariff, check_taste

Floats = NDArray[np.float64]

FARTHEST_LOG_WAGE = 20.0
"""A wage beyond this log distance from the base has run away."""

LOWEST_INCOME = 1e-6
"""Income is held above this part of labour income while the solver is under way."""

MOST_ROUNDS_WITHOUT_INCOME = 500
"""An income that is not positive for so many rounds will not be."""


SMALLEST_MARKET = 1e-9
"""Markets below this part of the largest one are looked at as if they were so large."""


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
        Income over the base, deflated by the consumer price, equation (51).
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
        """(N,) real wage, base = 1.

        Equation (52): the wage over the consumer price.
        """
        return self.wage / self.consumer_price

    @property
    def expenditure(self) -> Floats:
        """(N, N, G) flows with duty, USD mn a year."""
        return self.customs_value * (1.0 + self.tariff)

    @property
    def revenue(self) -> Floats:
        """(N,) tariff revenue, USD mn a year."""
        return np.asarray((self.customs_value * self.tariff).sum(axis=(0, 2)))


# What overflows on the way to nowhere is found by the checks of each round.
@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def long_run(
    accounts: Accounts,
    tariff: Floats,
    deficits: Closure = "fixed",
    taste: Floats | None = None,
    tolerance: float = 1e-10,
    most_rounds: int = 20_000,
    gifts: Floats | None = None,
    barred: Floats | None = None,
) -> Equilibrium:
    """Solve for the equilibrium at new tariffs.

    Equations (46) to (50) of docs/model.md. Each round takes unit costs and prices one step
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
        Largest log change of any price or wage, and relative change of any market's spending, in
        the last round.
    most_rounds : int
        Rounds after which to give up.
    gifts : (N,) float, optional
        What an economy receives from the others besides the transfer of the closure, negative when it
        pays, USD mn a year; sums to zero. None where left out.
    barred : (N, N, G) float, optional
        Share of each flow that bans keep out (:mod:`sim.economy.bans`); nothing where left out.

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
    if most_rounds < 1:
        raise ValueError(f"at least one round is needed, not {most_rounds}")
    given = 0.0 if gifts is None else gifts
    if deficits not in CLOSURES:
        raise ValueError(f"unknown closure of deficits {deficits!r}: one of {', '.join(CLOSURES)}")
    check_accounts(accounts, with_final_demand=taste is None)
    check_tariff(accounts, tariff)
    if taste is None:
        taste = accounts.taste
    else:
        check_taste(accounts, taste)
    force, least = accounts.labour_income, SMALLEST_MARKET * accounts.absorption.max()
    varieties = open_share(accounts.base_share, barred)
    pull = attractiveness(varieties, tariff_factor(tariff, accounts.base_tariff), accounts.theta)
    without = markets_without_origin(accounts.base_share, barred)
    services = 0 if without is None else accounts.services
    log_wage, log_price = np.zeros(len(force)), np.zeros_like(accounts.absorption)
    spending, without_income, pace = accounts.absorption, 0, Pace()
    for rounds in range(1, most_rounds + 1):  # noqa: B007 - the equilibrium reports it
        log_cost = log_unit_costs(accounts, log_wage, log_price)
        share, new_log_price = market_shares(pull, log_cost[:, accounts.sector_of_group], accounts.theta)
        new_log_price = price_of_making_do(new_log_price, without, services)
        customs_value = share * spending / (1.0 + tariff)  # equation (47), before duty
        output = sector_sums(accounts, customs_value.sum(axis=1))
        wage = np.exp(log_wage)
        received = transfer(accounts, wage, deficits) + given
        income = wage * force + (customs_value * tariff).sum(axis=(0, 2)) + received
        without_income = without_income + 1 if income.min() <= 0.0 else 0
        final_spending = np.maximum(income, LOWEST_INCOME * wage * force)[:, None] * taste
        new_spending = made_do(market_spending(accounts, output, final_spending), without, services)
        new_log_wage = log_wage + pace.step(newton_step(accounts, customs_value, share, received))
        new_log_wage -= np.log(np.exp(new_log_wage) @ force / force.sum())
        change = max(
            float(np.abs(new_log_wage - log_wage).max()),
            float(np.abs(new_log_price - log_price).max()),
            float((np.abs(new_spending - spending) / np.maximum(spending, least)).max()),
        )
        if without_income > MOST_ROUNDS_WITHOUT_INCOME or (without_income and change < tolerance):
            raise _no_income(accounts, deficits, income)
        _check_wages(accounts, deficits, new_log_wage)
        log_wage, log_price, spending = new_log_wage, new_log_price, new_spending
        if change < tolerance:
            break
        pace.learn(change)
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


def _no_income(accounts: Accounts, deficits: Closure, income: Floats) -> NoEquilibriumError:
    economy = accounts.economies[int(income.argmin())]
    return NoEquilibriumError(
        f"no equilibrium with {deficits} deficits: the income of {economy} is not positive, its "
        f"transfers and subsidies take all that it earns{_other_closures(deficits)}"
    )


def _check_wages(accounts: Accounts, deficits: Closure, log_wage: Floats) -> None:
    """Stop when a wage shows that no equilibrium lies ahead."""
    farthest = int(np.abs(np.nan_to_num(log_wage, nan=np.inf)).argmax())
    if not abs(log_wage[farthest]) <= FARTHEST_LOG_WAGE:
        economy = accounts.economies[farthest]
        raise NoEquilibriumError(
            f"no equilibrium with {deficits} deficits: the wage of {economy} runs away"
            f"{_other_closures(deficits)}"
        )


def _other_closures(deficits: Closure) -> str:
    return "; other closures: " + ", ".join(other for other in CLOSURES if other != deficits)
