"""How easily a supplier is replaced, by product group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def ease_of_switching(accounts: Accounts, spread: float) -> Floats:
    """Return the rate of reconsidering of each product group over the mean.

    Equation (14): ``exp(-spread x differentiation)``, divided by its mean over goods imports, so that
    the spread takes reviews from hard goods to easy ones and leaves the mean.

    Parameters
    ----------
    accounts : Accounts
        The base, with the differentiation of its groups: 0 on exchanges, 1 reference price, 2 differentiated.
    spread : float
        Log ratio of the rates of neighbouring classes; zero makes all goods alike.

    Returns
    -------
    (G,) float
        One for services, and for all where the accounts do not know their goods.
    """
    if accounts.differentiation is None or spread == 0.0:
        return np.ones(len(accounts.groups))
    goods = accounts.is_goods
    abroad = ~np.eye(len(accounts.economies), dtype=bool)
    imports = np.where(goods, accounts.customs_value[abroad].sum(axis=0), 0.0)
    ease = np.exp(-spread * accounts.differentiation)
    return np.where(goods, ease * imports.sum() / (ease * imports).sum(), 1.0)
