"""Who bears the burden: the change of a household's real spending, in parts that add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.income import BENEFITS, DIVIDENDS, LABOUR, REBATE, TRANSFER

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Burden:
    """Change of real spending against the base, fractions of base spending; the parts add up to it.

    Parameters
    ----------
    real_spending : (..., H) float
        Change of spending over the price index.
    prices : (..., H) float
        Of which because prices have risen relative to the economy's own wage.
    jobs : (..., H) float
        Because of lost jobs, benefits counted.
    rebate : (..., H) float
        Because of tariff revenue handed back.
    profits : (..., H) float
        Because of what firms pay their owners.
    transfers : (..., H) float
        Because of what finances the trade deficit.
    """

    real_spending: Floats
    prices: Floats
    jobs: Floats
    rebate: Floats
    profits: Floats
    transfers: Floats


def burden(income: Floats, base_income: Floats, log_price: Floats, wage: Floats) -> Burden:
    """Return the change of real spending of every tenth of households and its parts.

    Equation (77): with all money in units of the economy's wage, so that no part depends on
    the numeraire, ``y / (y0 q) - 1 = (y / y0)(1 / q - 1) + sum of (y_k - y0_k) / y0`` over sources ``k`` of
    income, ``q`` the price index over the wage.

    Parameters
    ----------
    income, base_income : (..., H, 5), (N, H, 5) float
        Income by source now and in the base, USD mn a week.
    log_price : (..., H) float
        Log price index of each tenth, base = 0.
    wage : (...) float
        Wage that was paid, base = 1.
    """
    money = income / wage[..., None, None]
    total, base = money.sum(axis=-1), base_income.sum(axis=-1)
    relative_price = np.exp(log_price) / wage[..., None]
    gained = (money - base_income) / base[..., None]
    return Burden(
        real_spending=total / base / relative_price - 1.0,
        prices=total / base * (1.0 / relative_price - 1.0),
        jobs=gained[..., LABOUR] + gained[..., BENEFITS],
        rebate=gained[..., REBATE],
        profits=gained[..., DIVIDENDS],
        transfers=gained[..., TRANSFER],
    )
