"""Engel's law: what a tenth of households spends its income on as it grows richer or poorer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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


def spending_by_decile(
    income: Floats,
    base_income: Floats,
    log_price: Floats,
    budget_share: Floats,
    income_elasticity: Floats,
    strength: float,
) -> Floats:
    """Return (..., H, G) what tenths of households spend on each product group, USD mn a week.

    Equation (24): all income is spent, ``budget shares x income``, with the shares of the tenth's present
    real income.

    Parameters
    ----------
    income, base_income : (..., H) float
        Income of the week and of the base, USD mn.
    log_price : (..., G) float
        Log prices to households, base = 0.
    budget_share : (..., H, G) float
        Budget shares of each tenth in the base; rows sum to one.
    income_elasticity : (G,) float
        Elasticity of spending on a group to real income.
    strength : float
        Part of the elasticities' distance from one that takes effect.
    """
    price = np.exp(log_decile_price(budget_share, log_price))
    share = budget_shares(budget_share, income / (base_income * price), income_elasticity, strength)
    return np.asarray(share * income[..., None])


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
