"""What a change of tariffs does to welfare, to first order: terms of trade and volume of trade."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.economy.equilibrium import Equilibrium
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def terms_of_trade(accounts: Accounts, after: Equilibrium) -> Floats:
    """Return the gain from dearer exports and cheaper imports, as a share of base income.

    Equation (31): ``sum (exports x change of own cost - imports x change of the origin's cost) / I``,
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
    Caliendo and Parro (2015), equation (15).
    """
    change = after.unit_cost[:, accounts.sector_of_group] - 1.0
    at_change = _abroad(accounts) * change[:, None, :]
    return np.asarray((at_change.sum(axis=(1, 2)) - at_change.sum(axis=(0, 2))) / accounts.consumption)


def volume_of_trade(accounts: Accounts, after: Equilibrium) -> Floats:
    """Return the gain from more imports through the tariff wedge, as a share of base income.

    Equation (32): ``sum tariff x imports x (change of value - change of the origin's cost) / I``, at
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
