"""The frictionless long run: Caliendo-Parro exact-hat algebra on a world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.prices import tariff_factor
from sim.economy.sourcing import sourcing_shares
from sim.world.world import World

Floats = NDArray[np.float64]

WAGE_STEP = 0.4
"""Elasticity of the wage update to the labour-market gap; converges for all shipped elasticity sets."""


class NoEquilibriumError(RuntimeError):
    """The solver did not reach an equilibrium within its number of rounds."""


@dataclass(frozen=True)
class Equilibrium:
    """A long-run equilibrium, relative to the base where prices are meant.

    Parameters
    ----------
    wage : (N,) float
        Wage, base = 1; world labour income is the numeraire.
    consumer_price : (N,) float
        Households' price index, base = 1.
    income : (N,) float
        Final expenditure, USD mn a year.
    welfare : (N,) float
        Income over the base, deflated by the consumer price.
    customs_value : (N, N, G) float
        Flows before duty, USD mn a year.
    rounds : int
        Rounds that the solver took.
    """

    wage: Floats
    consumer_price: Floats
    income: Floats
    welfare: Floats
    customs_value: Floats
    rounds: int


def long_run(
    world: World, tariff: Floats, tolerance: float = 1e-10, most_rounds: int = 20_000
) -> Equilibrium:
    """Solve for the equilibrium at new tariffs, deficits fixed in world labour income.

    Equations (23) to (27) of docs/model.md. Each round takes unit costs and prices one step
    along the input-output chain, spending one step back, and wages towards clearing.

    Parameters
    ----------
    world : World
        The base.
    tariff : (N, N, G) float
        New ad-valorem rates, fractions.
    tolerance : float
        Largest log change of any price or wage, and relative change of spending, at the end.
    most_rounds : int
        Rounds after which to give up.

    Raises
    ------
    NoEquilibriumError
        If the tolerance is not reached, or an economy's income is not positive.

    References
    ----------
    Caliendo and Parro (2015), Review of Economic Studies 82(1).
    """
    absorption = np.where(world.absorption > 0.0, world.absorption, 1.0)
    base_share = world.expenditure / absorption
    factor = tariff_factor(tariff, world.base_tariff)
    log_wage = np.zeros(len(world.economies))
    log_price = np.zeros_like(absorption)
    spending = world.absorption.copy()
    income = world.consumption.copy()
    for rounds in range(1, most_rounds + 1):  # noqa: B007 - the equilibrium reports it
        log_cost = world.value_added_share * log_wage[:, None] + np.einsum(
            "ng,ngs->ns", log_price, world.input_share
        )
        landed = np.exp(log_cost[:, None, world.sector_of_group]) * factor
        share, price = sourcing_shares(base_share, landed, world.theta)  # price: equation (23)
        customs_value = share * spending / (1.0 + tariff)  # equation (24), before duty
        output = np.zeros_like(log_cost)  # equation (26)
        np.add.at(output.T, world.sector_of_group, customs_value.sum(axis=1).T)
        revenue = (customs_value * tariff).sum(axis=(0, 2))
        new_income = np.exp(log_wage) * world.labour_income + revenue + world.deficit
        if new_income.min() <= 0.0:
            economy = world.economies[int(new_income.argmin())]
            raise NoEquilibriumError(
                f"no equilibrium: the income of {economy} is not positive at these tariffs"
            )
        goods = new_income[:, None] * np.where(world.is_goods, world.taste, 0.0)
        margin = world.margin_share * goods.sum(axis=1)
        new_spending = np.einsum("ngs,ns->ng", world.input_share, output)  # equation (25)
        new_spending += (1.0 - world.margin_share)[:, None] * goods
        new_spending[:, world.services] += new_income * world.taste[:, world.services]
        new_spending[:, world.services] += (1.0 - world.margin_labour_share) * margin
        labour = (world.value_added_share * output).sum(axis=1) + world.margin_labour_share * margin
        # The labour market clears when the gap is zero, equation (27).
        gap = np.log(labour / (np.exp(log_wage) * world.labour_income))
        new_log_wage = log_wage + WAGE_STEP * gap
        new_log_wage -= np.log(np.exp(new_log_wage) @ world.labour_income / world.labour_income.sum())
        new_log_price = np.log(price)
        change = max(
            float(np.abs(new_log_wage - log_wage).max()),
            float(np.abs(new_log_price - log_price).max()),
            float(np.abs(new_spending - spending).max() / spending.max()),
        )
        log_wage, log_price, spending, income = new_log_wage, new_log_price, new_spending, new_income
        if change < tolerance:
            break
    else:
        raise NoEquilibriumError(f"no equilibrium within {most_rounds} rounds: last change {change:.2e}")
    consumer_price = _consumer_price(world, log_wage, log_price)
    return Equilibrium(
        wage=np.exp(log_wage),
        consumer_price=consumer_price,
        income=income,
        welfare=income / world.consumption / consumer_price,
        customs_value=customs_value,
        rounds=rounds,
    )


def _consumer_price(world: World, log_wage: Floats, log_price: Floats) -> Floats:
    """Equation (5) over retail prices of equation (4)."""
    services = log_price[:, world.services]
    labour = world.margin_labour_share
    margin = labour * log_wage + (1.0 - labour) * services
    retail = (1.0 - world.margin_share)[:, None] * log_price + (world.margin_share * margin)[:, None]
    retail[:, world.services] = services
    return np.asarray(np.exp((world.taste * retail).sum(axis=1)))
