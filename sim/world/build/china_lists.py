"""China's product lists: the war of 2018-2020 by published rates, and the answers of early 2025."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.customs import CodeIndex, china_imports_2017, read, six_digits
from sim.world.build.dated_tariffs import CHINA_FILE, dated_rates, filled, rated
from sim.world.build.line_coverage import LineTrade
from sim.world.build.listing import Listing

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

FILE_SOURCE = "China's tariffs on US goods by HS6 (PIIE; Waugh), change between dates"
VEHICLES = 87

STEPS = (
    ("2018-04-02", "cn_232_retaliation", "Answer to the US duties on steel and aluminium"),
    ("2018-05-01", "cn_mfn_2018_05", "MFN cut on pharmaceuticals"),
    ("2018-07-01", "cn_mfn_2018_07", "MFN cut on consumer goods, cars and information technology"),
    ("2018-07-06", "cn_301_list_1", "Answer to section 301 list 1 (USD 34 bn)"),
    ("2018-08-23", "cn_301_list_2", "Answer to section 301 list 2 (USD 16 bn)"),
    ("2018-09-24", "cn_301_list_3", "Answer to section 301 list 3 (USD 60 bn)"),
    ("2018-11-01", "cn_mfn_2018_11", "MFN cut on industrial goods"),
    ("2019-01-01", "cn_mfn_2019", "Temporary MFN rates of 2019"),
    ("2019-06-01", "cn_301_list_3_increase", "Increase on part of the list of USD 60 bn"),
    ("2019-09-01", "cn_301_list_4", "Answer to section 301 list 4A (part of USD 75 bn)"),
    ("2019-12-26", "cn_exclusions_2019_12", "Exclusions of December 2019 (polyethylene, polypropylene)"),
)

COAL_AND_GAS = ("270111", "270112", "270119", "270120", "270210", "270220", "271111")
OIL = ("270900",)
FARM_MACHINES = (
    "842441", "842449", "842482", "8432", "8433", "843410", "843420", "843610", "843621", "843629", "843680",
    "870191", "870192", "870193", "870194", "870195",
)  # fmt: skip
LARGE_CARS = ("870324", "870333", "870421", "870431")
FEBRUARY_2025 = "Customs Tariff Commission announcement 2025 no. 1; products from memory, six-digit headings"


def _war_of_2018(raw: Path, index: CodeIndex, weights: Floats) -> list[Listing]:
    """Rates between consecutive dates of the published file; their sum gives the file back."""
    dates, rates = dated_rates(raw, CHINA_FILE, index)
    tariffs = np.stack([filled(rate, index, weights) for rate in rates])
    lists = [rated("cn_2018_01_01", "China's tariff on US goods on 1 January 2018", FILE_SOURCE, dates[0],
                   tariffs[0])]  # fmt: skip
    vehicles = index.chapter == VEHICLES
    for step, (date, name, title) in enumerate(STEPS, start=1):
        change = tariffs[step] - tariffs[step - 1]
        if name == "cn_mfn_2019":
            suspended = np.where(vehicles, change, 0.0)
            change = change - suspended
            title_of_cars = "Suspension of the duties on US cars and parts"
            lists.append(rated("cn_autos_suspension", title_of_cars, FILE_SOURCE, date, suspended))
        lists.append(rated(name, title, FILE_SOURCE, date, change))
        if name == "cn_301_list_4":
            halved = -0.5 * change
    notice = "Customs Tariff Commission announcement 2020 no. 1: halves the duties of September 2019"
    lists.append(
        rated("cn_phase_one_halving", "Phase one: September duties halved", notice, "2020-02-14", halved)
    )
    return lists


def _as_traded(line: str, known: tuple[str, ...]) -> str:
    """Shorten a line of 2025 until it names a line of 2017: soybeans, for one, were renumbered."""
    for width in (8, 7):
        if any(old[:width] == line[:width] for old in known):
            return line[:width]
    return line[:6]


def _answers_of_2025(raw: Path, index: CodeIndex) -> list[Listing]:
    """Return the lists of February and March 2025, before China answered with one rate on all goods."""
    trade = LineTrade(index, china_imports_2017(raw))
    size = len(index)
    february = [trade.share(COAL_AND_GAS), trade.share((*OIL, *FARM_MACHINES, *LARGE_CARS))]
    rate = np.where(february[0] > 0.0, 0.15, np.where(february[1] > 0.0, 0.10, 0.0))
    title = "Coal and liquefied gas (15 %), crude oil, farm machines and large cars (10 %)"
    share = np.maximum(*february)
    lists = [Listing("cn_2025_02_10", title, FEBRUARY_2025, "2025-02-10", "assumed", share, rate)]
    for points, name in ((15, "china-15-percent-030425.csv"), (10, "china-10-percent-030425.csv")):
        table = read(raw, f"tariffs/2025/{name}", has_header=False)
        lines = [_as_traded(str(line).zfill(8), trade.lines) for line in table.to_series(1)]
        source = "Customs Tariff Commission announcement 2025 no. 2; trade-war-redux"
        title = f"Farm goods at {points} %, March 2025"
        rate = np.full(size, points / 100.0)
        share = trade.share(lines)
        lists.append(Listing(f"cn_2025_03_10_{points}", title, source, "2025-03-10", "derived", share, rate))
    return lists


def china_lists(raw: Path, index: CodeIndex) -> list[Listing]:
    """Every list of China; shares and fallbacks weigh by its imports from the US in 2017."""
    values = china_imports_2017(raw)
    weights = index.total([six_digits(line) for line in values], values.values())
    return _war_of_2018(raw, index, weights) + _answers_of_2025(raw, index)


def mfn_cuts() -> tuple[str, ...]:
    """Names of the lists that cut China's duty on goods from everywhere."""
    return tuple(name for _, name, _ in STEPS if "_mfn_" in name)
