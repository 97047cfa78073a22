"""Observed goods trade between every pair of economies, as a pattern to rebase the ICIO on."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build import census
from sim.world.build.economies import CHINA, CODES, POSITION, REST_OF_WORLD, UNITED_STATES, position_of

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

# World merchandise trade in USD, 2024 against 2023 (WTO, Global Trade Outlook, April 2025): +2 %. Assumed
# the same for every pair.
TRADE_GROWTH_2023_TO_2024 = 1.02
# BACI reconciles what the two sides report. Its file of 2023 has no row between any two of 76 economies,
# these and 64 in the rest of the world, though each trades with others: none can have reported yet.
SILENT_IN_BACI = ("AGO", "ARG", "BGD", "BLR", "CMR", "COD", "KOR", "LAO", "PHL", "POL", "RUS", "VNM")


def observed(raw: Path, base: int) -> Floats:
    """(N, N) goods trade by origin and destination, USD million; not a number where unobserved.

    US imports are the Census's. Other imports of 2017 are what importers reported to Comtrade, brought
    from landed (cif) to customs value by the ratio of the two for the United States; US exports that
    Comtrade lacks are the Census's. Other imports of 2024 are BACI's of 2023; what neither side
    reported is unobserved, not zero. Sales within an economy are zero. The rest of the world is observed in
    BACI only: Comtrade's file lists 86 economies.
    """
    reported = census.imports_by_partner(raw, base)
    if base == 2017:
        trade = _comtrade(raw)
        seen = np.isfinite(trade[:, POSITION[UNITED_STATES]])
        trade *= reported[seen].sum() / trade[seen, POSITION[UNITED_STATES]].sum()
    else:
        trade = baci(raw) * TRADE_GROWTH_2023_TO_2024
    trade[:, POSITION[UNITED_STATES]] = reported
    if base == 2017:
        unseen = np.isnan(trade[POSITION[UNITED_STATES]])
        trade[POSITION[UNITED_STATES], unseen] = census.exports_2017(raw)[unseen]
    trade[POSITION[UNITED_STATES], POSITION[CHINA]] = census.exports_to_china(raw, base)
    np.fill_diagonal(trade, 0.0)
    return trade


def _comtrade(raw: Path) -> Floats:
    path = raw / "world" / "comtrade" / "imports_2010_2019.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["year"] == "2017"]
    trade = np.full((len(CODES), len(CODES)), np.nan)
    for row in rows:
        if row["exporter"] in POSITION and row["importer"] in POSITION:
            trade[POSITION[row["exporter"]], POSITION[row["importer"]]] = float(row["imports_usd"]) / 1e6
    return trade


def baci(raw: Path) -> Floats:
    """(N, N) goods trade of 2023, USD million; not a number where unobserved.

    Countries that are not stored apart are summed to the rest of the world. No row means no trade where
    one of the two reports. Where neither does (``SILENT_IN_BACI``) the pair is unobserved, and so is its
    trade with the rest of the world, of which more than a third is with countries that do not report.
    """
    path = raw / "world" / "baci2023" / "baci2023_exports.csv.gz"
    trade = np.zeros((len(CODES), len(CODES)))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            trade[position_of(row["exporter"]), position_of(row["importer"])] += (
                float(row["value_kusd_2023"]) / 1e3
            )
    unobserved = trade.sum(axis=0) + trade.sum(axis=1) == 0.0
    unobserved[POSITION[REST_OF_WORLD]] = False
    trade[unobserved] = np.nan
    trade[:, unobserved] = np.nan
    silent = [POSITION[code] for code in (*SILENT_IN_BACI, REST_OF_WORLD)]
    trade[np.ix_(silent, silent)] = np.nan
    return trade
