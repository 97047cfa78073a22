"""What importers and shops gain or lose between what they pay and what they charge."""

from __future__ import annotations

import numpy as np

from sim.metrics.axes import WEEKS_PER_YEAR, Floats
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.states import by_economy, by_group


def profit_between_prices(spending: Floats, posted: Floats, cost: Floats) -> Floats:
    """Return what shops earn on what they sell at posted prices and buy at cost.

    ``C (1 - P_cost / P_posted)``: households that spend ``C`` carry home ``C / P_posted`` units.

    Parameters
    ----------
    spending : (...) float
        What households spend, any unit of money.
    posted, cost : (...) float
        Posted price, and the one that covers cost.

    Returns
    -------
    (...) float
        In the unit of the spending, negative for a loss.
    """
    profit: Floats = spending * (1.0 - cost / posted)
    return profit


def gains(evidence: Evidence) -> tuple[Floats, Floats, Floats]:
    """Return (N, W) gains of importers, of shops, and of shops if all prices lagged as services' do.

    The first is what users pay importers for duty less the duty that these pay on arrival, the second what
    shops earn between posted prices and cost. All less that of the reference, USD million a year; the last is
    zero where there are no services.
    """
    importers, shops, spending = by_economy(
        evidence, "households", "importers_gain", "shops_profit", "spending"
    )
    posted, cost = (
        each[:, :, -1] for each in by_group(evidence, "retail_prices", "retail_price", "landed_price")
    )
    # Shops of a week pay and charge the prices of the end of the last one; those of the base cover cost.
    pace = np.zeros_like(spending)
    pace[..., 1:] = profit_between_prices(spending[..., 1:], posted[..., :-1], cost[..., :-1])
    importers, shops, pace = (WEEKS_PER_YEAR * (each[0] - each[1]) for each in (importers, shops, pace))
    return importers, shops, np.nan_to_num(pace)
