"""Margins that absorb a tariff for a time: the exporter's at the border, the distributor's at retail."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.scenario.behaviour import ExporterMarginBehaviour, RetailBehaviour

Floats = NDArray[np.float64]


def exporter_margin(
    margin: Floats, factor_before: Floats, factor: Floats, behaviour: ExporterMarginBehaviour
) -> Floats:
    """Return what exporters charge on each flow over their list price, as a log, after a week.

    Equation (8): ``m' = (1 - rho) m - a (log tau' - log tau)``. A part ``a`` of what a duty
    adds to the landed price is taken off the price of that flow at once, and the margin is rebuilt with a
    half-life. When a duty is withdrawn the exporter keeps the same part of the relief.

    Parameters
    ----------
    margin : (N, N, G) float
        Log of the price charged over the list price, a week earlier; zero at rest.
    factor_before, factor : (N, N, G) float
        Change of landed over supplier prices by duties, last week and now, base = 1.
    behaviour : ExporterMarginBehaviour
        The scenario's parameters.

    References
    ----------
    Cavallo, Gopinath, Neiman and Tang (2021), American Economic Review: Insights 3(1).
    """
    if not behaviour.on:
        return margin
    kept = 0.5 ** (1.0 / behaviour.half_life)
    return np.asarray(kept * margin - behaviour.absorption * np.log(factor / factor_before))


def posted_price(posted: Floats, at_cost: Floats, behaviour: RetailBehaviour) -> Floats:
    """Return the log prices to households after a week: part of the way to what covers cost.

    Equation (36): ``log P' = (1 - s) log P + s log P_cost``. Distributors sell at posted prices, so
    between them and cost lies their profit, or a loss; at rest there is none.

    Parameters
    ----------
    posted, at_cost : (..., G) float
        Log price to households a week earlier, and the log price at which distributors cover their cost.
    behaviour : RetailBehaviour
        The scenario's parameters.
    """
    if not behaviour.on:
        return at_cost
    speed = behaviour.price_adjustment
    return np.asarray((1.0 - speed) * posted + speed * at_cost)


def sales_at_cost(final_spending: Floats, log_posted: Floats, log_at_cost: Floats) -> Floats:
    """Return what distributors spend to serve households that spend this much at posted prices.

    Equation (26): ``C x P_cost / P``: households carry home ``C / P`` units, and each costs
    ``P_cost``.

    Parameters
    ----------
    final_spending : (..., G) float
        Households' spending, any unit of money.
    log_posted, log_at_cost : (..., G) float
        Log price to households, and the one that covers cost.
    """
    return np.asarray(final_spending * np.exp(log_at_cost - log_posted))
