"""From prices to costs and from sales back to spending: what the benchmark and the mean field share.

Arrays over all economies at once; the agents do the same sums one economy at a time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def log_unit_costs(accounts: Accounts, log_wage: Floats, log_price: Floats) -> Floats:
    """Return the log unit cost of every sector.

    Equation (5): ``log c[n, s] = v[n, s] log w[n] + sum_g a[n, g, s] log P[n, g]``.

    Parameters
    ----------
    accounts : Accounts
        The base.
    log_wage : (N,) float
        Log wage, base = 0.
    log_price : (N, G) float
        Log price of each product group to its buyers, base = 0.

    Returns
    -------
    (N, S) float
        Log unit cost, base = 0.
    """
    inputs = np.matmul(log_price[:, None, :], accounts.input_share)[:, 0, :]
    return np.asarray(accounts.value_added_share * log_wage[:, None] + inputs)


def sector_sums(accounts: Accounts, by_group: Floats) -> Floats:
    """Return (N, S) sums over the product groups of each sector of an (N, G) array.

    Equation (49), where the groups' sales are summed.
    """
    return by_group @ accounts.group_to_sector


def final_purchases(accounts: Accounts, final_spending: Floats) -> Floats:
    """Return what households' spending makes buyers pay at landed prices, by product group.

    Equation (27): goods less the margin, services as they are, and the margin's services.

    Parameters
    ----------
    accounts : Accounts
        The base.
    final_spending : (N, G) float
        Households' spending at retail prices, any unit of money.
    """
    margin = distribution_margin(accounts, final_spending)
    kept = np.where(accounts.is_goods, 1.0 - accounts.margin_share[:, None], 1.0)
    services_of_margin = ((1.0 - accounts.margin_labour_share) * margin)[:, None]
    return np.asarray(kept * final_spending + np.where(accounts.is_goods, 0.0, services_of_margin))


def distribution_margin(accounts: Accounts, final_spending: Floats) -> Floats:
    """Return (N,) the distribution margin in households' spending on goods."""
    return np.asarray(accounts.margin_share * (final_spending * accounts.is_goods).sum(axis=1))


def market_spending(accounts: Accounts, production_cost: Floats, final_spending: Floats) -> Floats:
    """Return what each market's buyers spend, duty included.

    Equation (48): ``E[n, g] = sum_s a[n, g, s] Y[n, s] + final purchases``.

    Parameters
    ----------
    accounts : Accounts
        The base.
    production_cost : (N, S) float
        Cost of each sector's output; at rest its sales.
    final_spending : (N, G) float
        Households' spending at retail prices.
    """
    inputs = np.matmul(accounts.input_share, production_cost[:, :, None])[:, :, 0]
    return np.asarray(inputs + final_purchases(accounts, final_spending))


def labour_demand(accounts: Accounts, production_cost: Floats, final_spending: Floats) -> Floats:
    """Return (N,) labour used at the going wage by producers and distributors.

    The right-hand side of equation (50).
    """
    producers = (accounts.value_added_share * production_cost).sum(axis=1)
    distributors = accounts.margin_labour_share * distribution_margin(accounts, final_spending)
    return np.asarray(producers + distributors)


def log_retail_prices(accounts: Accounts, log_wage: Floats, log_price: Floats) -> Floats:
    """Return (N, G) the log of the prices to households at which distributors cover their cost, base = 0.

    Equation (35); services are sold without a margin.

    Parameters
    ----------
    accounts : Accounts
        The base.
    log_wage : (N,) float
        Log wage.
    log_price : (N, G) float
        Log landed price of each product group.
    """
    labour, services = accounts.margin_labour_share, log_price @ np.where(accounts.is_goods, 0.0, 1.0)
    margin = labour * log_wage + (1.0 - labour) * services
    share = np.where(accounts.is_goods, accounts.margin_share[:, None], 0.0)
    return np.asarray((1.0 - share) * log_price + share * margin[:, None])


def log_consumer_price(
    accounts: Accounts, log_wage: Floats, log_price: Floats, taste: Floats | None = None
) -> Floats:
    """Return (N,) the log of households' price index, base = 0.

    Equation (37) over the retail prices of :func:`log_retail_prices`.

    Parameters
    ----------
    accounts : Accounts
        The base.
    log_wage : (N,) float
        Log wage.
    log_price : (N, G) float
        Log landed price of each product group.
    taste : (N, G) float, optional
        Shares in households' spending; the base's where left out.
    """
    retail = log_retail_prices(accounts, log_wage, log_price)
    return np.asarray(((accounts.taste if taste is None else taste) * retail).sum(axis=1))
