"""Prices in the long run without frictions, as its tables of flows and of buyers' costs imply them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.metrics.axes import SERVICES, Floats, over, positions
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.price_index import log_of, price_of_some_origins
from sim.metrics.incidence.purchases import Purchases, base_values, benchmark_column, closing_purchases
from sim.metrics.once import once


@dataclass(frozen=True, eq=False)
class LongRun:
    """The long run without frictions, and the base that it is held against.

    Parameters
    ----------
    bought : Purchases
        What every economy buys, of one week: the long run first, then the base.
    cost : (N, G + 1) float
        Log of what buyers pay for each group over all origins, base = 0.
    import_price : (N, G + 1) float
        The same over foreign origins.
    """

    bought: Purchases
    cost: Floats
    import_price: Floats


@once
def long_run(evidence: Evidence) -> LongRun:
    """Read the long run without frictions.

    Tables hold flows and what buyers pay; what producers charge follows from the share of home goods at home.
    """
    theta, cost = all_theta(evidence), _buyers_cost(evidence)
    base, value, duty = (
        base_values(evidence),
        benchmark_column(evidence, "customs_value"),
        benchmark_column(evidence, "duty"),
    )
    # Nothing moves without the measures, so that rates of the reference are those of the base.
    usual = np.exp(closing_purchases(evidence).mean().log_duty[1, ..., 0])
    spending = np.stack([value + duty, base * usual])
    home = np.arange(len(base))
    part = over(spending, spending.sum(axis=1, keepdims=True))
    at_home = part[:, home, home]
    price = price_of_some_origins(cost, at_home[0], at_home[1], theta)
    imported = price_of_some_origins(cost, 1.0 - at_home[0], 1.0 - at_home[1], theta)
    quantity = value / np.exp(price)[:, None]
    pairs = ((value, base), (duty, spending[1] - base), (quantity, base))
    bought = Purchases(*(np.stack(pair)[..., None] for pair in pairs))
    return LongRun(bought, cost, imported)


def all_theta(evidence: Evidence) -> Floats:
    """Return (G + 1,) the trade elasticity of every group; NaN for services if a run does not know theirs."""
    known = evidence.run.manifest["world"]["theta"]
    return np.append(evidence.theta, known.get(SERVICES, np.nan))


def _buyers_cost(evidence: Evidence) -> Floats:
    axes = evidence.axes
    frame = evidence.run.tables["benchmark_prices"].select("economy", "group", "landed_price").collect()
    cost = np.full((len(axes.economies), len(axes.goods) + 1), np.nan)
    place = (positions(frame["economy"], axes.economies), positions(frame["group"], axes.goods))
    cost[place] = log_of(frame["landed_price"].to_numpy())
    return cost
