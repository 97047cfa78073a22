"""US Census Bureau: what the United States imports from each partner, and sells to China."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import (
    CODES,
    ECONOMIES,
    EU_MEMBERS,
    POSITION,
    position_of_census,
)
from sim.world.build.hs_groups import GROUPS, group_of
from sim.world.build.icio import SECTORS

Floats = NDArray[np.float64]

EU_TOTAL = 3
CHINA = 5700

# US goods exports to China in 2024, USD million (Census FT-900 of December 2024, as published by
# USTR: 143.5 billion); no file of the raw folder reaches that year. Assumed.
EXPORTS_TO_CHINA_2024 = 143_546.0


def imports_2017(raw: Path) -> Floats:
    """(N,) US goods imports by partner in 2017, customs value, USD million."""
    return _trade_2017(raw, "imports_musd")


def exports_to_china(raw: Path, base: int) -> float:
    """US goods exports to China in the base year, USD million."""
    if base == 2017:
        return float(_trade_2017(raw, "exports_musd")[POSITION["CHN"]])
    return EXPORTS_TO_CHINA_2024


def _trade_2017(raw: Path, column: str) -> Floats:
    totals = np.zeros(len(CODES))
    path = raw / "history" / "us_trade_country_month_2010_2020-02.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            partner = position_of_census(int(row["CTY_CODE"]))
            if row["month"].startswith("2017-") and partner is not None:
                totals[partner] += float(row[column])
    return totals


def imports_2024(raw: Path) -> Floats:
    """(N, S) US imports for consumption in 2024 by partner and sector, customs value, USD million.

    A partner's total is its total over all chapters. Sectors follow six-digit codes for the 50
    partners that have them; the European Union's codes, within a chapter, stand for each member's;
    all partners' codes, within a chapter, for the smallest partners'. Chapters 98 and 99 (returned
    goods, low-value shipments) belong to no sector and are spread like the rest.
    """
    by_code = _codes_2024(raw)
    chapters = _chapters_2024(raw)
    everyone = _sectors_by_chapter([row for code, rows in by_code.items() if code != EU_TOTAL for row in rows])
    union = _sectors_by_chapter(by_code[EU_TOTAL])
    members = {economy.census for economy in ECONOMIES if economy.code in EU_MEMBERS}
    imports = np.zeros((len(CODES), len(SECTORS)))
    for country, values in chapters.items():
        partner = position_of_census(country)
        if partner is None:
            continue
        profile = union if country in members else everyone
        own = _sectors_by_chapter(by_code.get(country, []), normalised=False)
        classified = np.zeros(len(SECTORS))
        for chapter, value in values.items():
            if chapter in own:
                classified += own[chapter]
            elif chapter in profile:
                classified += value * profile[chapter]
        imports[partner] += classified * sum(values.values()) / classified.sum()
    return imports


def imports_2024_from_china_by_line(raw: Path) -> Floats:
    """(S,) sector shares of US imports from China in 2024 worked out from ten-digit lines."""
    path = raw / "world" / "us_imports_2024" / "us_imports_2024_china_hs10.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = [(row["HS10"][:6], float(row["imports"])) for row in csv.DictReader(stream)]
    totals = sum(_sectors_by_chapter(rows, normalised=False).values(), np.zeros(len(SECTORS)))
    return np.asarray(totals / totals.sum())


def _codes_2024(raw: Path) -> dict[int, list[tuple[str, float]]]:
    """Census country code to (HS6, USD million); chapter 77 and above 97 are left out."""
    path = raw / "world" / "us_imports_2024" / "us_imports_2024_country_hs6_top51.csv.gz"
    by_country: dict[int, list[tuple[str, float]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            by_country[int(row["CTY_CODE"])].append((row["HS6"], float(row["imports"]) / 1e6))
    return by_country


def _chapters_2024(raw: Path) -> dict[int, dict[str, float]]:
    """Census country code to chapter to USD million."""
    path = raw / "world" / "us_imports_2024" / "us_imports_2024_country_hs2.csv"
    by_country: dict[int, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            by_country[int(row["CTY_CODE"])][row["HS2"]] = float(row["2024_imports"] or 0.0) / 1e6
    return by_country


def _sectors_by_chapter(rows: list[tuple[str, float]], normalised: bool = True) -> dict[str, Floats]:
    """Chapter to the (S,) value, or share, of each sector in it."""
    chapters: dict[str, Floats] = {}
    for code, value in rows:
        if code < "98":
            sector = SECTORS.index(GROUPS[group_of(code)].sector)
            chapters.setdefault(code[:2], np.zeros(len(SECTORS)))[sector] += value
    if not normalised:
        return chapters
    return {chapter: values / values.sum() for chapter, values in chapters.items() if values.sum() > 0.0}
