"""Published sets of trade elasticities, and how a scenario's choice is brought to the product groups."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.world.shipped_files import published_rows
from sim.world.suggestion import unknown

Floats = NDArray[np.float64]

DEFAULT_SET = "FGO"
DEFAULT_MEAN = 1.25


@cache
def elasticity_sets() -> dict[str, dict[str, float]]:
    """Every shipped set: name to elasticity by production sector."""
    rows = published_rows("trade_elasticities.csv")
    names = [name for name in rows[0] if name != "sector"]
    return {name: {row["sector"]: float(row[name]) for row in rows if row[name]} for name in names}


def trade_elasticities(
    name: str, sectors: tuple[str, ...], mean: float | None, imports: Floats, is_goods: NDArray[np.bool_]
) -> Floats:
    """(G,) trade elasticity of each product group, theta: of expenditure shares to landed prices.

    Parameters
    ----------
    name : str
        Name of a published set.
    sectors : tuple of str
        Production sector of each of the G groups.
    mean : float or None
        Mean over goods, weighted by imports, to which the whole set is scaled: the sectors keep
        their ranking. None leaves the set as published.
    imports : (G,) float
        Imports of each group by all economies, USD million.
    is_goods : (G,) bool
        Whether a group is a good.

    Raises
    ------
    ValueError
        Unknown set, a set without a positive value for some sector, or a mean that is not positive.
    """
    sets = elasticity_sets()
    if name not in sets:
        raise ValueError(unknown("set of elasticities", name, sets))
    missing = sorted({sector for sector in sectors if not sets[name].get(sector, 0.0) > 0.0})
    if missing:
        message = f"the set of elasticities {name} has no positive value for {', '.join(missing)}"
        raise ValueError(message)
    theta = np.array([sets[name][sector] for sector in sectors])
    if mean is None:
        return theta
    if not mean > 0.0:
        message = f"the mean trade elasticity must be positive, not {mean}"
        raise ValueError(message)
    weights = np.where(is_goods, imports, 0.0)
    return theta * (mean / float((theta * weights).sum() / weights.sum()))
