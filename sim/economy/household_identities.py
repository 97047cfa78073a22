"""Accounting identities of households: what they spend they earn, and what they earn somebody pays.

As in :mod:`sim.economy.identities`, each function returns a gap relative to the size that it states.
"""

from __future__ import annotations

from sim.economy.identities import Floats, relative


def household_budget(final_spending: Floats, income: Floats, size: Floats) -> Floats:
    """Return the gap of what households spend less what they earn, equations (23) and (24).

    Parameters
    ----------
    final_spending : (N, G) float
        Spending at retail prices.
    income : (N, 5) float
        Pay, rebate, dividends, transfer, benefits.
    size : (N,) float
        What the gap is relative to: GDP a week.
    """
    return relative(final_spending.sum(axis=1) - income.sum(axis=1), size)


def labour_income_is_wage_times_labour(
    labour_income: Floats,
    wage: Floats,
    labour_force: Floats,
    unemployment: Floats,
    replacement: float,
    size: Floats,
) -> Floats:
    """Return the gap of pay and benefits less wage times labour force, the unemployed at their benefit.

    ``w L (1 - u (1 - b))``, equation (23).

    Parameters
    ----------
    labour_income, labour_force, unemployment : (N,) float
        Pay and benefits; labour force at base wages; the part of it that is out of work.
    replacement : float
        Benefit over wage.
    wage : (N,) float
        Wage at the start of the week, base = 1.
    size : (N,) float
        What the gap is relative to: GDP a week.
    """
    owed = wage * labour_force * (1.0 - (1.0 - replacement) * unemployment)
    return relative(labour_income - owed, size)


def deciles_add_up(income_by_decile: Floats, income: Floats, size: Floats) -> Floats:
    """Return (N, 5) the gap of what tenths of households receive by source less what the economy does.

    Parameters
    ----------
    income_by_decile : (N, H, 5) float
        Income of each tenth by source.
    income : (N, 5) float
        Income of the economy by source.
    size : (N,) float
        What the gap is relative to: GDP a week.
    """
    return relative(income_by_decile.sum(axis=1) - income, size[:, None])
