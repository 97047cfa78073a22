"""Read the shipped accounts of a base year: 81 economies apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.world.households import gini_of
from sim.world.products import base_tariffs, group_shares, load_products
from sim.world.shipped_files import published_arrays, published_rows
from sim.world.world import Integers, World

Floats = NDArray[np.float64]

BASE_YEARS = (2017, 2024)
EU_CODE = "EU"
REST_OF_WORLD = "ROW"


@dataclass(frozen=True)
class StoredEconomy:
    """An economy that the shipped tables keep apart.

    Parameters
    ----------
    code, name : str
        ISO-3 code and English name.
    in_eu : bool
        Whether it is one of the 27 members of the European Union.
    """

    code: str
    name: str
    in_eu: bool


@cache
def stored_economies() -> tuple[StoredEconomy, ...]:
    """Return the 81 stored economies in the order of every shipped array."""
    return tuple(
        StoredEconomy(row["code"], row["name"], row["european_union"] == "yes")
        for row in published_rows("economies.csv")
    )


@cache
def stored_sectors() -> dict[str, str]:
    """Production sector code to title, in the order of every shipped array."""
    return {row["code"]: row["name"] for row in published_rows("sectors.csv")}


@cache
def stored_groups() -> dict[str, tuple[str, str]]:
    """Product group code to title and sector, in the order of every shipped array."""
    return {row["group"]: (row["title"], row["sector"]) for row in published_rows("product_groups.csv")}


_DIFFERENTIATION = {"exchange": 0.0, "reference": 1.0, "differentiated": 2.0}


@cache
def stored_differentiation() -> Floats:
    """(G,) how goods are traded: 0 on exchanges, 1 with a reference price, 2 differentiated."""
    return np.array(
        [_DIFFERENTIATION[row["differentiation"]] for row in published_rows("product_groups.csv")]
    )


@cache
def load_base(base: int) -> World:
    """Return the world of a base year with all 81 economies apart and elasticities of one.

    What is shipped is free (customs values, input shares, tariffs, shares of groups in sectors,
    margins); everything else is worked out here and in :class:`World`, so that rounding in the
    tables cannot unbalance an account.

    Raises
    ------
    ValueError
        No tables are shipped for the year, or they are damaged.
    """
    if base not in BASE_YEARS:
        message = f"no base year {base}: the shipped ones are {', '.join(map(str, BASE_YEARS))}"
        raise ValueError(message)
    accounts = _arrays(f"accounts_{base}.npz")
    economies = stored_economies()
    sectors = tuple(stored_sectors())
    groups = stored_groups()
    sector_of_group = np.array([sectors.index(sector) for _, sector in groups.values()], dtype=np.int64)
    customs_value = accounts["customs_value"][:, :, sector_of_group] * group_shares(base)
    tariff = base_tariffs(base)
    expenditure = customs_value * (1.0 + tariff)
    margins = published_rows("distribution_margins.csv")
    return World(
        base_year=base,
        economies=tuple(economy.code for economy in economies),
        economy_names=tuple(economy.name for economy in economies),
        members=tuple((economy.code,) for economy in economies),
        sectors=sectors,
        groups=tuple(groups),
        sector_of_group=sector_of_group,
        expenditure=expenditure,
        base_tariff=tariff,
        input_share=_by_group(accounts["input_share"], accounts["use_share"], sector_of_group),
        margin_share=np.array([float(row["margin_share"]) for row in margins]),
        margin_labour_share=np.array([float(row["margin_labour_share"]) for row in margins]),
        theta=np.ones(len(groups)),
        differentiation=stored_differentiation(),
        distance=_arrays("distances.npz")["kilometres"],
        products=load_products(base),
        inequality=gini_of([economy.code for economy in economies]),
    )


def _by_group(inputs: Floats, use: Floats, sector_of_group: Integers) -> Floats:
    """(N, G, S) input shares by group: a sector's products are spread as producers buy its groups."""
    by_sector = np.zeros(inputs.shape[:2])
    for group, sector in enumerate(sector_of_group):
        by_sector[:, sector] += use[:, group]
    whole = by_sector[:, sector_of_group]
    share = np.divide(use, whole, out=np.zeros_like(whole), where=whole > 0.0)
    return np.asarray(inputs[:, sector_of_group, :] * share[:, :, None])


def _arrays(name: str) -> dict[str, Floats]:
    return {key: values.astype(np.float64) for key, values in published_arrays(name).items()}
