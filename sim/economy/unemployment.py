"""Unemployment: who is laid off, at what pace, and what the unemployed live on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def unemployment_after(unemployment: Floats, tightness: Floats, layoffs: float, hires: float) -> Floats:
    """Return (N,) the part of the labour force out of work after a week, above that of the base.

    Equation (70): ``u' = u + s (max(0, 1 - g) - u)`` with the tightness ``g`` of the labour
    market; the speed ``s`` is that of layoffs where unemployment rises and that of hires where it falls.
    Labour in excess demand works overtime, so at rest nobody is out of work.

    Parameters
    ----------
    unemployment, tightness : (N,) float
        Part of the labour force out of work; labour used over labour force.
    layoffs, hires : float
        Part of the gap that closes in a week, in [0, 1].
    """
    gap = np.maximum(1.0 - tightness, 0.0) - unemployment
    return np.asarray(unemployment + np.where(gap > 0.0, layoffs, hires) * gap)


def labour_paid(labour_income: Floats, unemployment: Floats, replacement: float) -> tuple[Floats, Floats]:
    """Return the pay of those at work and the benefits of those who are not, USD mn a week.

    Equation (23), in part: pay is ``w L (1 - u)`` and benefits are ``b u w L``; employers pay both, the
    benefits as contributions.

    Parameters
    ----------
    labour_income : (N,) float
        Wage times labour force, USD mn a week.
    unemployment : (N,) float
        Part of the labour force out of work.
    replacement : float
        Benefit over wage, fraction.
    """
    pay = labour_income * (1.0 - unemployment)
    return np.asarray(pay), np.asarray(replacement * unemployment * labour_income)


def unemployment_by_decile(
    unemployment: Floats, income_share: Floats, rank: Floats, gradient: float
) -> Floats:
    """Return (..., H) the part of each tenth's labour that is out of work.

    Equation (67): ``u_h = u (1 + k (1 - u) (R - r_h))``: with rank ``r`` from 0 (poorest) to 1
    and ``R`` its mean weighted by labour income, jobs are lost mostly by the poor, income lost adds up to
    that of the economy, and no tenth loses more than all as long as ``k (R - r)`` is at most one.

    Parameters
    ----------
    unemployment : (...) float
        Part of the economy's labour income whose earners are out of work.
    income_share : (..., H) float
        Share of each tenth in labour income; sums to one.
    rank : (H,) float
        Place of each tenth, 0 to 1.
    gradient : float
        ``k``: 0 spreads job losses evenly.
    """
    mean = (income_share * rank).sum(axis=-1)
    u = np.asarray(unemployment)[..., None]
    return np.asarray(u * (1.0 + gradient * (1.0 - u) * (mean[..., None] - rank)))
