"""GDP of the stored economies, the level that each base year's accounts are made to meet."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import CODES, POSITION, position_of

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

# Nominal world growth in USD from 2023, the year of the GDP file, to 2024: about 4 % (IMF World Economic
# Outlook, April 2025). Assumed the same for every economy.
GROWTH_2023_TO_2024 = 1.04

# The World Bank has no Taiwan: national statistics (DGBAS), USD million. Assumed.
TAIWAN = {2017: 590_733.0, 2024: 782_441.0}


def gross_domestic_product(raw: Path, base: int) -> Floats:
    """(N,) GDP at market prices, USD million; not a number where no source has one."""
    reported = _world_bank_2017(raw) if base == 2017 else world_bank_2023(raw)
    totals = np.zeros(len(CODES))
    for code, value in reported.items():
        totals[position_of(code)] += value
    totals[POSITION["TWN"]] = TAIWAN[base]
    return np.where(totals > 0.0, totals, np.nan)


def _world_bank_2017(raw: Path) -> dict[str, float]:
    path = raw / "world" / "distance_gdp" / "wb_gdp_pop_1995_2019.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["year"] == "YR2017" and row["gdp"]]
    return {row["economy"]: float(row["gdp"]) / 1e6 for row in rows}


def world_bank_2023(raw: Path) -> dict[str, float]:
    """GDP of 2023 brought to 2024. The file's figure for the United States counts Puerto Rico."""
    path = raw / "world" / "baci2023" / "countries_gdp.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["gdp_usd"]]
    return {row["iso3"]: float(row["gdp_usd"]) / 1e6 * GROWTH_2023_TO_2024 for row in rows}
