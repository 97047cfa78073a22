"""What was recorded month by month from 2017 to February 2020: trade of the United States, and duties."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import CODES, position_of_census
from sim.world.build.tables import rounded, write_arrays

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

MONTHS = tuple(f"{year}-{month:02}" for year in (2017, 2018, 2019, 2020) for month in range(1, 13))[:38]
"""January 2017 to February 2020: the year before, the war up to phase one, nothing of the pandemic."""

_POSITION = {month: place for place, month in enumerate(MONTHS)}
_USD_MILLION = 1e6


def write_history(folder: Path, raw: Path) -> None:
    """Write ``history.npz``: months, trade by partner and by industry, customs duties."""
    imports, exports = _by_partner(raw)
    industries = _industries(raw)
    arrays: dict[str, NDArray[np.generic]] = {
        "month": np.array(MONTHS),
        "industry": np.array(industries),
        "imports": rounded(imports),
        "exports": rounded(exports),
        "duties": rounded(_duties(raw)),
    }
    for name in ("imports", "exports"):
        of_all, of_china = _by_industry(raw, name, industries)
        arrays[f"{name}_by_industry"] = rounded(of_all)
        arrays[f"{name}_by_industry_china"] = rounded(of_china)
    write_arrays(folder / "history.npz", arrays)


def _by_partner(raw: Path) -> tuple[Floats, Floats]:
    """(M, N) US goods imports by origin and exports by destination, USD million a month."""
    imports, exports = np.zeros((2, len(MONTHS), len(CODES)))
    path = raw / "history" / "us_trade_country_month_2010_2020-02.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            month, partner = _POSITION.get(row["month"]), position_of_census(int(row["CTY_CODE"]))
            if month is not None and partner is not None:
                imports[month, partner] += float(row["imports_musd"])
                exports[month, partner] += float(row["exports_musd"])
    return imports, exports


def _duties(raw: Path) -> Floats:
    """(M,) customs duties collected, USD million a month."""
    duties = np.zeros(len(MONTHS))
    path = raw / "history" / "us_customs_duties_2010_2020-02.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if (month := _POSITION.get(row["month"])) is not None:
                duties[month] = float(row["customs_duties_usd_mn"])
    return duties


def _industry_rows(raw: Path, name: str) -> list[dict[str, str]]:
    """Rows of the months kept, one for each industry and month."""
    path = raw / "history" / f"{name}_by_naics.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["time"][:7] in _POSITION]


def _industries(raw: Path) -> list[str]:
    """Three-digit industries that either table names, in order."""
    return sorted({row["naics3"] for name in ("imports", "exports") for row in _industry_rows(raw, name)})


def _by_industry(raw: Path, name: str, industries: list[str]) -> tuple[Floats, Floats]:
    """(M, I) US imports or exports by industry, of all partners and of China, USD million a month."""
    of_all, of_china = np.zeros((2, len(MONTHS), len(industries)))
    place = {industry: position for position, industry in enumerate(industries)}
    for row in _industry_rows(raw, name):
        cell = _POSITION[row["time"][:7]], place[row["naics3"]]
        of_all[cell] = float(row["total_trade"] or 0.0) / _USD_MILLION
        of_china[cell] = float(row["china_trade"] or 0.0) / _USD_MILLION
    return of_all, of_china
