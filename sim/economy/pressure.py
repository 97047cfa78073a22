"""What a trade war costs a government at home: pressure, audiences, and the cost of holding out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.sourcing import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from sim.scenario.governments import Politics
    from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

LEAST_COST = 0.02
"""Holding out always costs something, percent of GDP: uncertainty, what no figure shows (assumed)."""


@dataclass(frozen=True)
class Conditions:
    """An economy in a standoff with another, as its government sees it; percent of GDP or points.

    Parameters
    ----------
    welfare_loss, rival_loss : float
        Real consumption lost since the base, own and the rival's, each in percent of its own GDP.
    outlook : float
        Real consumption that the staff's model expects to be lost in the end at the tariffs known, percent
        of GDP.
    revenue : float
        Tariff revenue above that of the base.
    sectors : float
        Output lost, weighted by what the government makes of each sector.
    market : float
        Duties on goods of the pair that traders expect to pay over a contract, base trade as weights.
    exports : float
        Exports to the rival lost, political weights applied.
    prices : float
        By how much goods that became dearer raise the cost of living.
    shortage : float
        Goods of the rival that buyers want in stock and do not have.
    disapproval : float
        Points of approval below the usual.
    """

    welfare_loss: float = 0.0
    rival_loss: float = 0.0
    outlook: float = 0.0
    revenue: float = 0.0
    sectors: float = 0.0
    market: float = 0.0
    exports: float = 0.0
    prices: float = 0.0
    shortage: float = 0.0
    disapproval: float = 0.0


def gdp(accounts: Accounts) -> Floats:
    """Return (N,) GDP of the base, labour income and tariff revenue, USD mn a year."""
    return np.asarray(accounts.labour_income + accounts.revenue)


def expected_duties(accounts: Accounts, expected_factor: Floats, home: int, rival: int) -> float:
    """Return what traders of a pair expect to pay in new duties, percent of the home economy's GDP.

    Equation (85): ``100 sum_g (X[h, r] log tau_e[h, r] + X[r, h] log tau_e[r, h]) / GDP[h]``. It moves with
    what is believed, so with words: what a market would make of them.

    Parameters
    ----------
    accounts : Accounts
        The base.
    expected_factor : (N, N, G) float
        Landed over supplier price that buyers expect over a contract, base = 1.
    home, rival : int
        Positions of the economies.
    """
    both = [(home, rival), (rival, home)]
    paid = sum(
        float((accounts.customs_value[pair] * np.log(expected_factor[pair]))[accounts.is_goods].sum())
        for pair in both
    )
    return 100.0 * paid / float(gdp(accounts)[home])


def lost_exports(accounts: Accounts, shipped: Floats, home: int, rival: int, weight: Floats) -> float:
    """Return exports to the rival lost, percent of GDP, with the political weight of their makers.

    Equation (86): ``100 sum_g v[g] max(0, X0[g] - X[g]) / GDP``.

    Parameters
    ----------
    accounts : Accounts
        The base.
    shipped : (N, N, G) float
        What sets out in a week, USD mn.
    home, rival : int
        Positions of the economies.
    weight : (G,) float
        Political weights, one for goods that count like all others.
    """
    base = accounts.customs_value[home, rival]
    lost = np.maximum(base - shipped[home, rival] * WEEKS_PER_YEAR, 0.0)
    return 100.0 * float((weight * lost)[accounts.is_goods].sum()) / float(gdp(accounts)[home])


def dearer_goods(accounts: Accounts, retail_price: Floats, wage: Floats, home: int) -> float:
    """Return by how many percent goods that became dearer than wages raise the cost of living.

    Equation (87): ``100 sum_g beta[g] max(0, log(retail price[g] / wage))``: price rises are noticed, falls
    are not.

    Parameters
    ----------
    accounts : Accounts
        The base.
    retail_price : (N, G) float
        Prices to households, base = 1.
    wage : (N,) float
        Wages, base = 1.
    home : int
        Position of the economy.
    """
    relative = np.log(retail_price[home]) - np.log(wage[home])
    goods = accounts.is_goods
    return 100.0 * float((accounts.taste[home] * np.maximum(relative, 0.0))[goods].sum())


def missing_stock(accounts: Accounts, wanted: Floats, on_hand: Floats, home: int, rival: int) -> float:
    """Return goods of the rival that buyers want in stock and do not have, percent of GDP.

    Equation (88): ``100 sum_g max(0, T use - on hand) / GDP``.

    Parameters
    ----------
    accounts : Accounts
        The base.
    wanted, on_hand : (N, N, G) float
        Stocks that buyers want at the week's use, and have, USD mn at base prices.
    home, rival : int
        Positions of the economies.
    """
    gap = np.maximum(wanted[rival, home] - on_hand[rival, home], 0.0)
    return 100.0 * float(gap[accounts.is_goods].sum()) / float(gdp(accounts)[home])


def pressure_after(before: float, seen: Conditions, politics: Politics) -> float:
    """Return domestic pressure a week later, percent of GDP.

    Equation (89): ``Pi' = m Pi + (1 - m)(p1 market + p2 (1 - relief) exports + p3 prices + p4 shortage +
    p5 disapproval)``, never negative.

    Parameters
    ----------
    before : float
        Pressure a week earlier.
    seen : Conditions
        What the government sees.
    politics : Politics
        Weights, half-life, the part of exporters' losses that is made good.
    """
    kept = float(0.5 ** (1.0 / politics.half_life))
    now = (
        politics.market * seen.market
        + politics.exports * (1.0 - politics.relief) * seen.exports
        + politics.prices * seen.prices
        + politics.shortage * seen.shortage
        + politics.approval * seen.disapproval
    )
    return max(0.0, kept * before + (1.0 - kept) * now)


def cost_of_holding_out(seen: Conditions, pressure: float, politics: Politics) -> float:
    """Return what a week of the war costs a government, as a rate in percent of GDP.

    Equation (90): ``c = max(floor, omega loss + omega' expected loss - r revenue + sum_s omega[s] output
    lost + b Pi - g rival's loss + kappa relief exports)``: the running economy, domestic pressure, the
    rival's pain where that counts as gain, and what relief for exporters costs beyond the transfer itself.

    Parameters
    ----------
    seen : Conditions
        What the government sees.
    pressure : float
        Domestic pressure.
    politics : Politics
        Weights.
    """
    cost = (
        politics.welfare * seen.welfare_loss
        + politics.outlook * seen.outlook
        - politics.revenue * seen.revenue
        + seen.sectors
        + politics.pressure * pressure
        - politics.relative_gains * seen.rival_loss
        + politics.cost_of_funds * politics.relief * seen.exports
    )
    return max(LEAST_COST, cost)


def audience_after(before: float, raised: float, demanded: bool, exposed: bool, politics: Politics) -> float:
    """Return the audience stock a week later: what backing down in public would be held against.

    Equation (91): ``A' = 2^(-1/H) A + a_up (points raised in public) + a_demand 1[precondition posted] +
    a_exposed 1[rival claims talks, not denied]``.

    Parameters
    ----------
    before : float
        Stock a week earlier.
    raised : float
        Points of tariff put on the rival in public this week, fraction.
    demanded : bool
        Whether a precondition was posted.
    exposed : bool
        Whether the rival said that talks are under way, and was not contradicted.
    politics : Politics
        Weights and half-life.

    References
    ----------
    Fearon (1994), American Political Science Review 88(3).
    """
    kept = float(0.5 ** (1.0 / politics.audience_half_life))
    return (
        kept * before
        + politics.audience_rise * max(raised, 0.0)
        + politics.audience_demand * demanded
        + politics.audience_exposed * exposed
    )
