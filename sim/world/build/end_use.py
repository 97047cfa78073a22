"""Who buys each product group: producers, as an input, or households, governments and investors.

The WIOD tells it for sixteen families of industries. Within a family, crude oil is an input and clothing is
not; the odds of final against intermediate use below are multiples of the family's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.hs_groups import GROUPS
from sim.world.build.icio import SECTORS
from sim.world.build.wiod import FAMILIES, Technology, family_of_sector

if TYPE_CHECKING:
    from collections.abc import Callable

Floats = NDArray[np.float64]

LEAST_FINAL_USE = 0.005  # share of purchases: above any rounding, so that no residual is negative

# Assumed, after the United Nations classification by broad economic categories: capital and
# consumption goods are final, processed industrial supplies, parts and fuels for industry are not.
FINALITY = {
    "soybeans": 0.02,
    "grains": 0.1,
    "fruit_vegetables": 5.0,
    "cotton_other_crops": 0.3,
    "live_animals": 0.4,
    "forestry": 0.3,
    "fishing": 2.0,
    "coal": 0.1,
    "crude_oil": 0.01,
    "natural_gas": 0.1,
    "metal_ores": 0.01,
    "other_minerals": 0.2,
    "mining_services": 3.0,
    "apparel": 5.0,
    "footwear_leather": 5.0,
    "textiles": 0.3,
    "rare_earths_critical_minerals": 0.01,
    "basic_chemicals": 0.1,
    "plastics_resins": 0.05,
    "other_chemicals": 2.0,
    "pharmaceuticals": 2.0,
    "steel": 0.05,
    "aluminium": 0.1,
    "other_metals": 0.05,
    "metal_products": 2.0,
    "phones": 4.0,
    "computers": 3.0,
    "semiconductors": 0.02,
    "instruments": 1.5,
    "batteries": 0.3,
    "appliances": 6.0,
    "electrical_equipment": 0.6,
    "engines_turbines": 0.5,
    "vehicles": 3.0,
    "vehicle_parts": 0.1,
    "ships": 3.0,
    "other_transport": 2.0,
    "furniture": 1.5,
    "toys_games": 3.0,
    "beverages_tobacco": 2.0,
}
"""Odds of final use against those of the family; one for groups not named."""


def producers_use(technology: Technology, absorption: Floats, total: Floats) -> Floats:
    """(N, G) what producers buy of each product group, USD million.

    Parameters
    ----------
    technology : Technology
        The producers' part of each family's purchases.
    absorption : (N, G) float
        Purchases of each group at landed prices, USD million.
    total : (N,) float
        What producers spend on inputs in all, USD million.
    """
    family = family_of_sector()[[SECTORS.index(group.sector) for group in GROUPS.values()]]
    membership = np.eye(FAMILIES)[family]
    finality = np.array([FINALITY.get(group, 1.0) for group in GROUPS])
    wanted = np.minimum(technology.intermediate_use, 1.0 - LEAST_FINAL_USE)

    def use(odds: Floats) -> Floats:
        share = np.minimum(odds / (finality + odds), 1.0 - LEAST_FINAL_USE)
        return np.asarray(share * absorption)

    in_family = bisect(lambda odds: use(odds[:, family]) @ membership, wanted * (absorption @ membership))
    scale = bisect(lambda factor: use(factor[:, None] * in_family[:, family]).sum(axis=1), total)
    return use(scale[:, None] * in_family[:, family])


def bisect(function: Callable[[Floats], Floats], target: Floats) -> Floats:
    """Positive arguments at which increasing functions, one a cell, take their targets."""
    low, high = np.full(target.shape, 1e-5), np.full(target.shape, 1e5)
    for _ in range(90):
        middle = np.sqrt(low * high)
        above = function(middle) > target
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.asarray(np.sqrt(low * high))
