"""US Census Bureau: what the United States imports from each partner, and sells to China."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.customs import CodeIndex, china_imports_2017, hs_codes, united_states_imports
from sim.world.build.economies import CHINA, CODES, POSITION, UNITED_STATES, position_of_census
from sim.world.build.hs_groups import GROUPS, group_of
from sim.world.build.icio import SECTORS
from sim.world.build.prewar import prewar_imports

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

FIRST_SPECIAL_CHAPTER = "98"

# US goods exports to China in 2024, USD million (Census FT-900 of December 2024, as published by
# USTR: 143.5 billion); no file of the raw folder reaches that year. Assumed.
EXPORTS_TO_CHINA_2024 = 143_546.0


def imports_by_partner(raw: Path, base: int) -> Floats:
    """(N,) US goods imports by origin, all chapters, customs value, USD million."""
    if base == 2017:
        return _trade_2017(raw, "imports_musd")
    return np.asarray(united_states_imports(raw, CodeIndex(hs_codes(raw)))[0].sum(axis=1) / 1e6)


def exports_2017(raw: Path) -> Floats:
    """(N,) US goods exports by destination in 2017, USD million."""
    return _trade_2017(raw, "exports_musd")


def exports_to_china(raw: Path, base: int) -> float:
    """US goods exports to China in the base year, USD million."""
    if base == 2017:
        return float(exports_2017(raw)[POSITION[CHINA]])
    return EXPORTS_TO_CHINA_2024


def duties(raw: Path, base: int) -> float:
    """US customs duties, USD million: collected (Treasury, 2017), calculated (Census, 2024)."""
    if base == 2024:
        return float(united_states_imports(raw, CodeIndex(hs_codes(raw)))[1].sum() / 1e6)
    path = raw / "history" / "us_customs_duties_2010_2020-02.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["month"].startswith(f"{base}-")]
    return sum(float(row["customs_duties_usd_mn"]) for row in rows)


def sector_profiles(raw: Path, base: int, flows: Floats) -> Floats:
    """(N, N, S) how each pair's goods trade splits over sectors; only proportions within a pair count.

    Customs records by product where they exist: all US imports in 2024, US trade with China both ways
    in 2017. The ICIO's own split everywhere else. The special chapters 98 and 99 (returned goods,
    low-value shipments) belong to no sector. Products that the ICIO's origin does not make are left out.
    """
    index = CodeIndex(hs_codes(raw))
    profiles = flows.copy()
    us, china = POSITION[UNITED_STATES], POSITION[CHINA]
    if base == 2017:
        bought = china_imports_2017(raw)
        profiles[china, us] = _by_sector(index, prewar_imports(raw, index))
        profiles[us, china] = _by_sector(index, index.total(bought, bought.values()))
    else:
        profiles[:, us] = _by_sector(index, united_states_imports(raw, index)[0])
    made = flows.sum(axis=1) > 0.0
    return np.where(made[:, None, :], profiles, 0.0)


def _by_sector(index: CodeIndex, values: Floats) -> Floats:
    """(..., S) sums of (..., H) values over the codes of each sector."""
    sectors = np.zeros((len(index), len(SECTORS)))
    for position, code in enumerate(index.codes):
        if code < FIRST_SPECIAL_CHAPTER:
            sectors[position, SECTORS.index(GROUPS[group_of(code)].sector)] = 1.0
    return np.asarray(np.einsum("...h,hs->...s", values, sectors))


def _trade_2017(raw: Path, column: str) -> Floats:
    totals = np.zeros(len(CODES))
    path = raw / "history" / "us_trade_country_month_2010_2020-02.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            partner = position_of_census(int(row["CTY_CODE"]))
            if row["month"].startswith("2017-") and partner is not None:
                totals[partner] += float(row[column])
    return totals
