"""How a sector's trade divides among its product groups, by origin and destination."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import CODES, POSITION
from sim.world.build.hs_groups import GROUPS
from sim.world.build.icio import SECTORS

if TYPE_CHECKING:
    from sim.world.build.catalogue import RawCatalogue

Floats = NDArray[np.float64]

OWN_WEIGHT = 0.5
"""Part of an origin's profile that its own exports decide; the world's products decide the rest."""
FULL_EVIDENCE = 50e6
"""Exports of a sector, USD, at which half of that part counts; small samples say little."""
TRACE = 0.001
"""Part of an observed pair's shares that follows the origin's profile, so that no group vanishes."""


def _sector_total(values: Floats) -> Floats:
    """(…, G) total of the sector that each group belongs to."""
    sector = np.array([SECTORS.index(group.sector) for group in GROUPS.values()])
    member = (sector[:, None] == np.arange(len(SECTORS))).astype(np.float64)
    return np.asarray((values @ member)[..., sector])


def _within_sector(values: Floats) -> Floats:
    """(…, G) shares within each sector; equal shares in a sector without any value."""
    total = _sector_total(values)
    equal = np.broadcast_to(1.0 / _sector_total(np.ones(len(GROUPS))), values.shape)
    return np.asarray(np.divide(values, total, out=equal.copy(), where=total > 0.0))


def _by_group(catalogue: RawCatalogue, values: Floats) -> Floats:
    return np.bincount(catalogue.group_of_code, values, minlength=len(GROUPS)).astype(np.float64)


def _blend(own: Floats, reference: Floats, own_weight: Floats | float) -> Floats:
    return np.asarray(own_weight * own + (1.0 - own_weight) * reference)


def profiles(catalogue: RawCatalogue) -> Floats:
    """(N, G) products of each origin within its sectors, for pairs that no source observes.

    An even blend of what the origin sells to the United States (the United States: to China) and of
    what the world sells to both; the own part fades where exports of the sector are small.
    """
    exports = np.stack([_by_group(catalogue, row) for row in catalogue.census[0]])
    exports[POSITION["USA"]] = _by_group(catalogue, catalogue.china_imports)
    world = _within_sector(exports.sum(axis=0))
    size = _sector_total(exports)
    return _blend(_within_sector(exports), world, OWN_WEIGHT * size / (size + FULL_EVIDENCE))


def united_states_shares(catalogue: RawCatalogue, base: int) -> Floats:
    """(N, G) shares in US imports by origin: Census 2024; goods of China in 2017 as before the war."""
    values = catalogue.census[0].copy()
    if base == 2017:
        values[POSITION["CHN"]] = catalogue.prewar_imports
    exports = np.stack([_by_group(catalogue, row) for row in values])
    reference = profiles(catalogue)
    traded = _sector_total(exports) > 0.0
    shares = np.where(traded, _blend(_within_sector(exports), reference, 1.0 - TRACE), reference)
    shares[POSITION["USA"]] = reference[POSITION["USA"]]
    return shares


def china_shares(catalogue: RawCatalogue) -> Floats:
    """(G,) shares in China's imports from the United States, 2017."""
    values = _by_group(catalogue, catalogue.china_imports)
    return _blend(_within_sector(values), profiles(catalogue)[CODES.index("USA")], 1.0 - TRACE)
