"""Engel's law: what a tenth of households spends its income on as it grows richer or poorer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

POOREST = 0.05
"""Real income is taken to be at least this part of the base in the response of budgets to it."""


def budget_shares(
    base_share: Floats, real_income: Floats, income_elasticity: Floats, strength: float
) -> Floats:
    """Return the shares of product groups in spending at today's real income.

    Equation (68): ``b[g] y^(strength (e[g] - 1)) / sum of the same``, ``y`` real income over the base
    and ``e`` the income elasticity. At base income they are the base's.

    Parameters
    ----------
    base_share : (..., H, G) float
        Budget shares of each tenth in the base; rows sum to one.
    real_income : (..., H) float
        Income over the tenth's own price index, base = 1.
    income_elasticity : (G,) float
        Elasticity of spending on a group to real income.
    strength : float
        Part of the elasticities' distance from one that takes effect; 0 keeps the base shares.
    """
    relative = np.maximum(real_income, POOREST)[..., None]
    weight = base_share * relative ** (strength * (income_elasticity - 1.0))
    return np.asarray(weight / weight.sum(axis=-1, keepdims=True))


def base_baskets(accounts: Accounts, apart: bool) -> Floats:
    """Return (N, H, G) budget shares of tenths in the base: their own, or all their economy's."""
    if apart:
        return accounts.deciles.budget_share
    shape = (*accounts.deciles.income_share.shape, accounts.taste.shape[1])
    return np.broadcast_to(accounts.taste[:, None, :], shape)


def log_decile_price(share: Floats, log_price: Floats) -> Floats:
    """Return (..., H) the log price index of each tenth's base basket, base = 0.

    Equation (69): ``sum_g b[h, g] log P_retail[g]``, equation (37) with the
    tenth's own shares.

    Parameters
    ----------
    share : (..., H, G) float
        Shares of product groups in the basket; rows sum to one.
    log_price : (..., G) float
        Log prices to households, base = 0.
    """
    return np.asarray(np.matmul(share, log_price[..., None])[..., 0])
