"""Exemptions: which goods of a rival a government cannot do without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.pressure import gdp
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Candidate:
    """A product group that may be exempted, and why.

    Parameters
    ----------
    group : int
        Position of the product group.
    part : float
        Part of the imports that is freed, fraction.
    imports : float
        Base imports from the rival, USD mn a year.
    dependence : float
        The rival's share in imports of the group.
    price_rise : float
        Log rise of the landed price of the rival's goods that buyers expect.
    home_share : float
        Share of home production in what is used of the group.
    score : float
        Worth of the exemption, percent of GDP.
    """

    group: int
    part: float
    imports: float
    dependence: float
    price_rise: float
    home_share: float
    score: float


def candidates(
    accounts: Accounts,
    expected_factor: Floats,
    home: int,
    rival: int,
    threshold: float,
    home_weight: float,
    targeting: float,
    rival_weight: Floats,
) -> list[Candidate]:
    """Return the product groups that a government depends on the rival for, the worthiest first.

    Equation (105): a group qualifies where dependence times price rise exceeds the threshold, ``m[g] log
    tau_e[g] > theta``; its score is what it saves those who buy it less what protection it gives up, ``100
    M[g] log tau_e[g] (1 - omega h[g]) (1 - T v[g] / max v) / GDP``; what hurts the rival's politics is freed
    last.

    Parameters
    ----------
    accounts : Accounts
        The base.
    expected_factor : (N, N, G) float
        Landed over supplier price that buyers expect over a contract, base = 1.
    home, rival : int
        Positions of the economies.
    threshold : float
        Dependence times log price rise.
    home_weight : float
        Weight ``omega`` of the home share ``h``.
    targeting : float
        Weight ``T`` of the rival's political pain.
    rival_weight : (G,) float
        Political weights ``v`` of the rival's product groups.
    """
    goods = accounts.is_goods
    imports = np.where(goods, accounts.customs_value[rival, home], 0.0)
    spent = accounts.expenditure[:, home].sum(axis=0)
    at_home = np.divide(accounts.expenditure[home, home], spent, out=np.ones_like(spent), where=spent > 0.0)
    from_abroad = accounts.customs_value[:, home].sum(axis=0) - accounts.customs_value[home, home]
    dependence = np.divide(imports, from_abroad, out=np.zeros_like(imports), where=from_abroad > 0.0)
    rise = np.log(expected_factor[rival, home])
    spared = (1.0 - home_weight * at_home) * (1.0 - targeting * rival_weight / rival_weight.max())
    score = 100.0 * imports * rise * spared / float(gdp(accounts)[home])
    chosen = [
        int(group)
        for group in np.argsort(-score, kind="stable")
        if score[group] > 0.0 and dependence[group] * rise[group] > threshold
    ]
    return [
        Candidate(
            group,
            1.0,
            float(imports[group]),
            float(dependence[group]),
            float(rise[group]),
            float(at_home[group]),
            float(score[group]),
        )
        for group in chosen
    ]


def up_to(chosen: list[Candidate], value: float) -> list[Candidate]:
    """Return the first candidates whose imports add up to a value, the last of them in part.

    Parameters
    ----------
    chosen : list of Candidate
        The worthiest first.
    value : float
        Imports that may be freed, USD mn a year.
    """
    freed: list[Candidate] = []
    for each in chosen:
        part = min(1.0, value / each.imports) if each.imports > 0.0 else 0.0
        if part <= 0.0:
            break
        freed.append(Candidate(**{**vars(each), "part": part}))
        value -= part * each.imports
    return freed
