"""How much dearer the rival's goods are than an alternative's, what that lacks, how fast buyers leave."""

from __future__ import annotations

import numpy as np

from sim.metrics.axes import Floats


def landed_gap(rise: Floats, rise_of_alternative: Floats) -> Floats:
    """Return by how much goods have become dearer landed than those of an alternative.

    Equation (178). ``(1 + r) / (1 + r_alt) - 1`` with the rise of each one's landed price, duty
    included. Levels of prices are not known, only changes.

    Parameters
    ----------
    rise, rise_of_alternative : (G,) float
        Changes of landed prices, fractions; NaN where nothing is bought.

    Returns
    -------
    (G,) float
        Fractions.
    """
    gap: Floats = (1.0 + rise) / (1.0 + rise_of_alternative) - 1.0
    return gap


def capacity_gap(imports: Floats, capacity: Floats, sold: Floats) -> Floats:
    """Return what an alternative lacks to supply all that came from the rival.

    Equation (179). ``M - max(K - Q, 0)``: imports from the rival without the measures, less what
    the alternative's industry can make at cost beyond what it sells without the measures.

    Parameters
    ----------
    imports, capacity, sold : (G,) float
        In one unit of money at base prices.

    Returns
    -------
    (G,) float
        In that unit; zero or less where there is room for all.
    """
    gap: Floats = imports - np.maximum(capacity - sold, 0.0)
    return gap


def weeks_to_half(moved: Floats, weeks: Floats) -> Floats:
    """Return the weeks after which half of the relationships have gone, at the mean rate so far.

    Equation (180). ``t log(1/2) / log(1 - m)``, where the part ``m`` has gone within ``t`` weeks.

    Parameters
    ----------
    moved : (G,) float
        Part of the relationships of the base that is with another economy now, fraction.
    weeks : (G,) float
        Weeks since the tariff rose; NaN where it did not.

    Returns
    -------
    (G,) float
        NaN where none has gone, or all have and the rate is not known.
    """
    some = (moved > 0.0) & (moved < 1.0)
    rate = -np.log1p(-np.where(some, moved, np.nan)) / weeks
    found: Floats = np.log(2.0) / rate
    return found
