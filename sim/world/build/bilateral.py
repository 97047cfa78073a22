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


def observed(raw: Path, base: int) -> Floats:
    """(N, N) goods trade by origin and destination, USD million; not a number where unobserved.

    US imports are the Census's. Other imports of 2017 are what importers reported to Comtrade, brought
    from landed (cif) to customs value by the ratio of the two for the United States; US exports that
    Comtrade lacks are the Census's. Other imports of 2024 are BACI's of 2023. Sales within an economy
    are zero. The rest of the world is observed in BACI only: Comtrade's file lists 86 economies.
    """
    reported = census.imports_by_partner(raw, base)
    if base == 2017:
        trade = _comtrade(raw)
        seen = np.isfinite(trade[:, POSITION[UNITED_STATES]])
        trade *= reported[seen].sum() / trade[seen, POSITION[UNITED_STATES]].sum()
    else:
        trade = _baci(raw) * TRADE_GROWTH_2023_TO_2024
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


def _baci(raw: Path) -> Floats:
    """BACI of 2023: countries that are not stored apart are summed to the rest of the world."""
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
    return trade
