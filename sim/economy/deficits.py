"""What the rest of the world lends an economy: three closures of the trade deficit."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

Closure = Literal["fixed", "balanced", "gdp_share"]
"""``fixed``: in units of world labour income. ``balanced``: none. ``gdp_share``: as labour income."""

CLOSURES: tuple[Closure, ...] = get_args(Closure)


def transfer(accounts: Accounts, wage: Floats, closure: Closure) -> Floats:
    """Return the transfer that finances each economy's trade deficit.

    Equation (25): ``D[n]`` of the base where it is fixed in units of world labour income, the
    numeraire; zero where trade is balanced; ``D[n] w[n]`` less a correction in proportion to
    labour income, so that the sum over economies is zero, where it is a share of GDP.

    Parameters
    ----------
    accounts : Accounts
        The base.
    wage : (N,) float
        Wage, base = 1.
    closure : str
        One of :data:`CLOSURES`.

    Returns
    -------
    (N,) float
        Transfer received, USD mn a year; sums to zero.
    """
    if closure == "fixed":
        return accounts.deficit
    if closure == "balanced":
        return np.zeros_like(accounts.deficit)
    labour_income = wage * accounts.labour_income
    own = accounts.deficit * wage
    return np.asarray(own - labour_income * (own.sum() / labour_income.sum()))
