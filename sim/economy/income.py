"""Incomes, payrolls and wages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def payroll(labour_bill: Floats, labour_income: float) -> Floats:
    """Return what each employer of an economy pays its staff in a week.

    Equation (41): the whole labour force is on a payroll, in proportion to the labour that
    employers need: ``labour income x bill / sum of bills``. Hours vary, pay does not; the
    difference between the labour used and the labour paid is the employers' profit or loss.

    Parameters
    ----------
    labour_bill : (K,) float
        Labour that each employer uses, at the going wage, USD mn a week.
    labour_income : float
        Wage times labour force, USD mn a week.
    """
    return np.asarray(labour_income * labour_bill / labour_bill.sum())


def labour_tightness(labour_bill: Floats, wage: Floats, labour_force: Floats) -> Floats:
    """Return (N,) the tightness of labour markets, base and rest = 1.

    Equation (42): ``g = labour used / (wage x labour force)``.

    Parameters
    ----------
    labour_bill : (N,) float
        Labour used at the going wage, USD mn a week.
    wage : (N,) float
        Wage, base = 1.
    labour_force : (N,) float
        Labour force in base wages, USD mn a week.
    """
    return np.asarray(labour_bill / (wage * labour_force))


def adjusted_wage(
    wage: Floats,
    tightness: Floats,
    tightness_before: Floats,
    labour_force: Floats,
    speed: float,
    response_to_change: float,
) -> Floats:
    """Return wages after a week, with world labour income as the numeraire.

    Equation (43): ``log w' = log w + speed log g + response (log g - log g_before)`` with ``g`` the
    tightness of the labour market, then all wages are scaled so that world labour income is
    what it was in the base. The second term is the speed-limit effect of wage equations, as paid overtime
    gives rise to: it is gone when tightness stands still, and damps what the first alone would let swing.

    Parameters
    ----------
    wage : (N,) float
        Wage, base = 1.
    tightness, tightness_before : (N,) float
        Labour used over labour force, this week and last.
    labour_force : (N,) float
        Labour force in base wages, USD mn a week.
    speed : float
        Elasticity of the weekly wage change to tightness.
    response_to_change : float
        Elasticity of the weekly wage change to the week's change of tightness.
    """
    moved = wage * tightness**speed * (tightness / tightness_before) ** response_to_change
    return np.asarray(moved * (labour_force.sum() / (moved @ labour_force)))
