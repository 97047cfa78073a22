"""What two economies sell at home within sectors where their exports mislead (assumed)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import POSITION
from sim.world.build.hs_groups import GROUPS

Floats = NDArray[np.float64]

_MIX = {
    # Shipments and farm receipts of about 2021 to 2023 less exports (Census, USDA), from memory, rounded.
    "USA": (
        {"soybeans": 9, "grains": 20, "fruit_vegetables": 14, "cotton_other_crops": 14, "live_animals": 43},
        {"crude_oil": 68, "natural_gas": 32},
        {"apparel": 22, "footwear_leather": 6, "textiles": 72},
        {
            "rare_earths_critical_minerals": 2,
            "basic_chemicals": 35,
            "plastics_resins": 20,
            "other_chemicals": 43,
        },
        {"phones": 2, "computers": 10, "semiconductors": 25, "other_electronics": 23, "instruments": 40},
        {"batteries": 10, "appliances": 16, "electrical_equipment": 74},
        {
            "engines_turbines": 14,
            "construction_farm_machinery": 24,
            "semiconductor_machinery": 5,
            "other_machinery": 57,
        },
        {"furniture": 33, "toys_games": 4, "medical_devices": 40, "other_manufactures": 23},
    ),
    "CHN": (
        {"soybeans": 2, "grains": 20, "fruit_vegetables": 38, "cotton_other_crops": 10, "live_animals": 30},
        {"phones": 17, "computers": 13, "semiconductors": 22, "other_electronics": 38, "instruments": 10},
    ),
}
"""Percent of a sector's home sales by product group; sectors not named follow the origin's profile."""


def home_shares(profiles: Floats) -> Floats:
    """(N, G) share of each group in its sector's sales at home.

    An economy's profile, which is made from exports, except where it is known to mislead: the
    United States exports half its soybeans and hardly makes the telephones, clothes and toys that it
    buys.

    Parameters
    ----------
    profiles : (N, G) float
        Products of each origin within its sectors, from what it exports.
    """
    position = {group: place for place, group in enumerate(GROUPS)}
    shares = profiles.copy()
    for economy, mixes in _MIX.items():
        for mix in mixes:
            total = sum(mix.values())
            for group, percent in mix.items():
                shares[POSITION[economy], position[group]] = percent / total
    return shares
