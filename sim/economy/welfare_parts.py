"""What a change of tariffs does to welfare: own shares exactly, terms and volume of trade to first order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.economy.equilibrium import Equilibrium
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def log_prices_from_own_shares(accounts: Accounts, wage: Floats, own_share: Floats) -> Floats:
    """Return the log price of every market that its wage and the shares of home goods imply.

    Equation (53): ``log P = (I - A')^(-1) (v log w + log(own share / base own share) / theta)``,
    economy by economy, with ``A[g, k]`` the share of input ``g`` in the making of ``k`` and ``v`` that
    of labour. What trade does to real wages, whatever the tariffs and deficits, is in the shares of
    home goods.

    Parameters
    ----------
    accounts : Accounts
        The base; with home sales in every market.
    wage : (N,) float
        Wage, base = 1.
    own_share : (N, G) float
        Share of home goods in each market's spending.

    Returns
    -------
    (N, G) float
        Log price, base = 0; not a number where there are no home sales.

    References
    ----------
    Arkolakis, Costinot and Rodriguez-Clare (2012), American Economic Review 102(1).
    """
    home, sector = np.arange(len(wage)), accounts.sector_of_group
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.log(own_share / accounts.base_share[home, home])
    direct = accounts.value_added_share[:, sector] * np.log(wage)[:, None] + change / accounts.theta
    inputs = np.swapaxes(accounts.input_share[:, :, sector], 1, 2)
    return np.asarray(np.linalg.solve(np.eye(len(sector)) - inputs, direct[:, :, None])[:, :, 0])


def terms_of_trade(accounts: Accounts, after: Equilibrium) -> Floats:
    """Return the gain from dearer exports and cheaper imports, as a share of base income.

    Equation (54): ``sum (exports x change of own cost - imports x change of the origin's cost) / I``,
    at base customs values, with proportional changes of unit costs.

    Parameters
    ----------
    accounts : Accounts
        The base.
    after : Equilibrium
        An equilibrium solved from it.

    Returns
    -------
    (N,) float
        Fraction of base income.

    References
    ----------
    Caliendo and Parro (2015), equation (25).
    """
    change = after.unit_cost[:, accounts.sector_of_group] - 1.0
    at_change = _abroad(accounts) * change[:, None, :]
    return np.asarray((at_change.sum(axis=(1, 2)) - at_change.sum(axis=(0, 2))) / accounts.consumption)


def volume_of_trade(accounts: Accounts, after: Equilibrium) -> Floats:
    """Return the gain from more imports through the tariff wedge, as a share of base income.

    Equation (55): ``sum tariff x imports x (change of value - change of the origin's cost) / I``, at
    base tariffs and customs values, with proportional changes.

    Parameters
    ----------
    accounts : Accounts
        The base.
    after : Equilibrium
        An equilibrium solved from it.

    Returns
    -------
    (N,) float
        Fraction of base income.
    """
    # What a merged economy buys from itself may carry duty too.
    value = accounts.customs_value
    cost = after.unit_cost[:, accounts.sector_of_group] - 1.0
    # The base value cancels from value x (new value / value - 1).
    growth = np.where(value > 0.0, after.customs_value, 0.0) - value - value * cost[:, None, :]
    return np.asarray((accounts.base_tariff * growth).sum(axis=(0, 2)) / accounts.consumption)


def _abroad(accounts: Accounts) -> Floats:
    economies = len(accounts.economies)
    return accounts.customs_value * (1.0 - np.eye(economies))[:, :, None]
