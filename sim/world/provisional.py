"""Stand-ins for the products tables until they are shipped: even shares, no base tariffs, no lists."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world import products

Floats = NDArray[np.float64]


def group_shares(sector_of_group: NDArray[np.int64], base: int) -> Floats:
    if hasattr(products, "group_shares"):
        try:
            return np.asarray(products.group_shares(base))
        except FileNotFoundError:
            pass
    counts = np.bincount(sector_of_group)[sector_of_group]
    return np.broadcast_to(1.0 / counts, (81, 81, len(counts))).copy()


def base_tariffs(sector_of_group: NDArray[np.int64], base: int) -> Floats:
    if hasattr(products, "base_tariffs"):
        try:
            return np.asarray(products.base_tariffs(base))
        except FileNotFoundError:
            pass
    tariff = np.full((81, 81, len(sector_of_group)), 0.03)
    tariff[np.arange(81), np.arange(81)] = 0.0
    tariff[:, :, -1] = 0.0
    return tariff


def load_products() -> products.ProductCatalogue:
    try:
        return products.load_products()
    except FileNotFoundError:
        from sim.world.base import stored_economies, stored_groups

        economies = tuple(e.code for e in stored_economies())
        count = len(stored_groups())
        codes = tuple(f"{g:02d}0000" for g in range(1, count + 1))
        return products.ProductCatalogue(
            codes=codes, descriptions=("",) * count, group_of_code=np.arange(count, dtype=np.int64), lists={},
            economies=economies, united_states_imports=np.ones((81, count)),
            china_imports_from_united_states=np.ones(count),
        )
