"""Incomes of economies and of the tenths of their households, payrolls and wages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SOURCES = ("labour", "rebate", "dividends", "transfer", "benefits")
"""Sources of households' income, in the order of every array of incomes."""
LABOUR, REBATE, DIVIDENDS, TRANSFER, BENEFITS = range(len(SOURCES))

SMALLEST = 1e-300
"""Divisor in place of zero."""

LARGEST_LOSS = 0.9
"""Owners lose at most this part of their other income of a week: nobody spends less than nothing."""


def income_by_decile(
    income: Floats,
    income_share: Floats,
    unemployment: Floats,
    unemployment_by_decile: Floats,
    base_revenue: Floats,
    per_head: float,
    ownership: float,
) -> Floats:
    """Return what each tenth of households receives from each source.

    Equation (66): a tenth with the share ``s`` of its economy's income has the share ``s``
    of labour income at full employment, less what its own unemployment takes, of the transfer and of the
    revenue of the base; of revenue above that, the part ``per_head`` is paid in equal amounts. Of what firms
    pay their owners it has a share in proportion to ``s^ownership``.

    Parameters
    ----------
    income : (..., 5) float
        Income of the economy by source, in the order of :data:`SOURCES`, USD mn a week.
    income_share : (..., H) float
        Share of each tenth in income; sums to one.
    unemployment : (...) float
        Part of the labour force out of work.
    unemployment_by_decile : (..., H) float
        The same of each tenth.
    base_revenue : (...) float
        Tariff revenue of the base, USD mn a week.
    per_head : float
        Part of new revenue that is paid in equal amounts.
    ownership : float
        Elasticity of a tenth's share in firms to its share in income.

    Returns
    -------
    (..., H, 5) float
        Adds up to ``income`` over tenths, USD mn a week.
    """
    found = income_share[..., None] * income[..., None, :]
    at_work = 1.0 - np.asarray(unemployment)[..., None]
    found[..., LABOUR] *= (1.0 - unemployment_by_decile) / np.maximum(at_work, SMALLEST)
    out = np.asarray(unemployment)[..., None]
    found[..., BENEFITS] *= np.where(out > 0.0, unemployment_by_decile / np.maximum(out, SMALLEST), 1.0)
    new = np.asarray(income[..., REBATE] - base_revenue)[..., None]
    found[..., REBATE] += per_head * new * (1.0 / income_share.shape[-1] - income_share)
    owned = income_share**ownership
    owned = owned / owned.sum(axis=-1, keepdims=True)
    found[..., DIVIDENDS] = 0.0
    other = found.sum(axis=-1)
    found[..., DIVIDENDS] = losses_shared(owned * np.asarray(income[..., DIVIDENDS])[..., None], other)
    return np.asarray(found)


def dividends_borne(dividends: Floats, other: Floats) -> Floats:
    """Return what firms pay their owners at home, or take from them, once losses are limited.

    Of equation (23): ``max(dividends, -0.9 other income)``. What a loss exceeds that by stays with the firms,
    whose other owners live all over the world.

    Parameters
    ----------
    dividends, other : (N,) float
        Profits less losses that would be handed on; what households earn besides, USD mn a week.
    """
    return np.maximum(dividends, -LARGEST_LOSS * np.maximum(other, 0.0))


def losses_shared(dividends: Floats, other: Floats) -> Floats:
    """Return the dividends of tenths of households, none of which loses more than it can bear.

    Of equation (66): a tenth bears a loss up to 0.9 of its other income, and what exceeds it is borne by the
    other tenths in proportion to what more they can. With no such loss all is as it was.

    Parameters
    ----------
    dividends, other : (..., H) float
        Dividends by what each tenth owns; its other income, USD mn a week.

    Returns
    -------
    (..., H) float
        The same in all.
    """
    least = -LARGEST_LOSS * np.maximum(other, 0.0)
    borne = np.maximum(dividends, least)
    left = (dividends - borne).sum(axis=-1, keepdims=True)
    room = borne - least
    part = room / np.maximum(room.sum(axis=-1, keepdims=True), SMALLEST)
    return np.asarray(np.where(left < 0.0, borne + left * part, dividends))


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
    fall: float = 1.0,
) -> Floats:
    """Return wages after a week, with world labour income as the numeraire.

    Equation (43): ``log w' = log w + speed log g + response (log g - log g_before)`` with ``g`` the
    tightness of the labour market, then all wages are scaled so that world labour income is what it was in
    the base. The speed is lower by the factor ``fall`` where labour is idle: wages are sticky downwards. The
    second term is the speed-limit effect of wage equations, as paid overtime gives rise to: it is gone when
    tightness stands still, and damps what the first alone would let swing.

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
    fall : float
        Speed at which idle labour lowers wages over that at which scarce labour raises them.
    """
    pace = speed if fall == 1.0 else np.where(tightness < 1.0, fall * speed, speed)
    moved = wage * tightness**pace * (tightness / tightness_before) ** response_to_change
    return np.asarray(moved * (labour_force.sum() / (moved @ labour_force)))
