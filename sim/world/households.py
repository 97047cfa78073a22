"""Households by tenth of income: who earns how much, and what each tenth spends it on in the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sim.world.shipped_files import published_rows

Floats = NDArray[np.float64]

DECILES = 10
"""Tenths of the households of an economy, from the poorest to the richest."""

USUAL_GINI = 0.37
"""Gini coefficient of an economy that the tables do not know (assumed)."""

SMALLEST_SHARE = 1e-300
MOST_RAKES = 2000
RAKED = 1e-15


@dataclass(frozen=True)
class Deciles:
    """The tenths of every economy in the base; ``H`` tenths, from the poorest to the richest.

    Parameters
    ----------
    income_share : (N, H) float
        Share of each tenth in the income of its economy; sums to one.
    budget_share : (N, H, G) float
        Share of each product group in the spending of a tenth at retail prices. Weighted by
        income shares they add up to the taste of the economy.
    income_elasticity : (G,) float
        Elasticity of spending on a group to real income.
    frequency : (G,) float
        How often a group is bought, relative to the average dollar.
    """

    income_share: Floats
    budget_share: Floats
    income_elasticity: Floats
    frequency: Floats

    @cached_property
    def rank(self) -> Floats:
        """(H,) middle of each tenth on the way from the poorest to the richest household, 0 to 1."""
        count = self.income_share.shape[1]
        return np.asarray((np.arange(count) + 0.5) / count)

    @cached_property
    def experience_share(self) -> Floats:
        """(N, H, G) weights of groups in the prices that a tenth notices: spending times frequency."""
        weight = self.budget_share * self.frequency
        return np.asarray(weight / weight.sum(axis=2, keepdims=True))


def deciles_of(taste: Floats, groups: Sequence[str], gini: Floats) -> Deciles:
    """Return the tenths of economies with given tastes and inequality.

    Incomes are lognormal, budgets as :func:`raked_budgets` makes them.

    Parameters
    ----------
    taste : (N, G) float
        Share of each product group in households' spending; rows sum to one.
    groups : sequence of str
        Codes of the product groups.
    gini : (N,) float
        Gini coefficient of each economy.
    """
    known = _consumer_groups()
    figures = np.array([known.get(group, (1.0, 1.0)) for group in groups])
    shares = lognormal_shares(gini)
    budgets = raked_budgets(taste, shares, figures[:, 0])
    return Deciles(shares, budgets, figures[:, 0], figures[:, 1])


def lognormal_shares(gini: Floats) -> Floats:
    """Return (N, H) shares of tenths in incomes that are lognormal with the given Gini coefficients.

    With ``s = sqrt(2) q((1 + gini) / 2)`` the Lorenz curve is ``L(p) = F(q(p) - s)``, ``F`` the normal
    distribution and ``q`` its quantiles (Aitchison and Brown 1957).
    """
    normal = NormalDist()
    inner = [normal.inv_cdf(tenth / DECILES) for tenth in range(1, DECILES)]
    rows = []
    for each in np.asarray(gini, dtype=np.float64):
        spread = np.sqrt(2.0) * normal.inv_cdf((1.0 + float(each)) / 2.0)
        lorenz = [0.0, *(normal.cdf(float(quantile - spread)) for quantile in inner), 1.0]
        rows.append(np.diff(lorenz))
    return np.array(rows)


def raked_budgets(taste: Floats, income_share: Floats, income_elasticity: Floats) -> Floats:
    """Return (N, H, G) budget shares that follow Engel's law across tenths and add up to the taste.

    A tenth with ``y`` times the mean income spends on a group in proportion to
    ``taste x y^(elasticity - 1)``; then tenths and groups are scaled in turn (raked) until every
    tenth spends its income and the tenths together spend as the economy does.

    Parameters
    ----------
    taste : (N, G) float
        Share of each product group in households' spending.
    income_share : (N, H) float
        Share of each tenth in income.
    income_elasticity : (G,) float
        Elasticity of spending on a group to real income.
    """
    relative = income_share * income_share.shape[1]
    budget = taste[:, None, :] * relative[:, :, None] ** (income_elasticity - 1.0)
    for _ in range(MOST_RAKES):
        budget = budget / budget.sum(axis=2, keepdims=True)
        together = np.einsum("nh,nhg->ng", income_share, budget)
        if np.abs(together - taste).max() < RAKED:
            break
        budget = budget * (taste / np.maximum(together, SMALLEST_SHARE))[:, None, :]
    return np.asarray(budget / budget.sum(axis=2, keepdims=True))


def gini_of(economies: Sequence[str]) -> Floats:
    """Return (N,) Gini coefficients by code; the usual one where the tables know none."""
    known = _ginis()
    return np.array([known.get(code, USUAL_GINI) for code in economies])


@cache
def _ginis() -> dict[str, float]:
    return {row["economy"]: float(row["gini"]) for row in published_rows("inequality.csv")}


@cache
def _consumer_groups() -> dict[str, tuple[float, float]]:
    return {
        row["group"]: (float(row["income_elasticity"]), float(row["frequency"]))
        for row in published_rows("income_elasticities.csv")
    }
