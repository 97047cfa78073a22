"""Retaliation: how many points, on which of the rival's goods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

LEAST_PART = 1e-6
"""A product group that would be hit by a smaller part is left out."""


@dataclass(frozen=True)
class HitList:
    """Goods of a rival that an answer falls on.

    Parameters
    ----------
    groups : tuple of int
        Positions of the product groups, those that hurt most for what they cost first.
    part : tuple of float
        Part of each that is hit; only the last is less than whole.
    """

    groups: tuple[int, ...]
    part: tuple[float, ...]


def points_in_answer(ratio: float, points: float) -> float:
    """Return the points of tariff that answer a rise, or a cut, of the rival's.

    Equation (103): ``rho`` times as many.
    """
    return ratio * points


def hit_list(
    accounts: Accounts, home: int, rival: int, coverage: float, targeting: float, weight: Floats
) -> HitList:
    """Return the goods of a rival that hurt it most for what taxing them costs at home.

    Equation (104): ``max_L sum_g in L M[g] (T v[g] / mean v - (1 - T) m[g])`` with the value of ``L`` at
    most the coverage times imports: ``v`` the political weight of the rival's makers, ``m`` the part of the
    home market that they supply, which is what their goods cannot be done without. By the value hit this is
    a knapsack of parts: groups are taken in the order of their score until the value is used up.

    Parameters
    ----------
    accounts : Accounts
        The base.
    home, rival : int
        Positions of who retaliates and against whom.
    coverage : float
        Part of the imports from the rival, fraction.
    targeting : float
        Weight ``T`` of the rival's pain, fraction.
    weight : (G,) float
        Political weights of the rival's product groups.

    References
    ----------
    Fetzer and Schwarz (2021), Economic Journal 131(636).
    """
    imports = np.where(accounts.is_goods, accounts.customs_value[rival, home], 0.0)
    total = float(imports.sum())
    if total <= 0.0 or coverage <= 0.0:
        return HitList((), ())
    mean = float(imports @ weight) / total
    score = targeting * weight / mean - (1.0 - targeting) * accounts.base_share[rival, home]
    left, groups, parts = coverage * total, [], []
    for group in np.argsort(-score, kind="stable"):
        if imports[group] <= 0.0:
            continue
        part = min(1.0, left / float(imports[group]))
        if part < LEAST_PART:
            break
        groups.append(int(group))
        parts.append(float(part))
        left -= part * float(imports[group])
    return HitList(tuple(groups), tuple(parts))
