"""Product lists named by acts of trade policy: which part of each code's trade they cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.china_lists import china_lists
from sim.world.build.customs import CodeIndex, china_lines, read
from sim.world.build.dated_tariffs import united_states_dated_lists
from sim.world.build.hs_groups import RETURNED_GOODS, UNCLASSIFIED
from sim.world.build.line_coverage import LineTrade
from sim.world.build.listing import Listing
from sim.world.build.prewar import prewar_line_values, section_301_list

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

TRACKER = "tariff-rate-tracker, from the Harmonized Tariff Schedule of the United States"
REDUX = "trade-war-redux, from US government lists"

REVIEW_RATE = {
    "biden_25": 0.25,
    "biden_50": 0.50,
    "biden_100": 1.00,
    "biden_25_jan25": 0.25,
    "biden_50_jan25": 0.50,
}
EARLIER_RATE = {"1": 0.25, "2": 0.25, "3": 0.25, "4A": 0.075}

STEEL = "7206-7215 721610-721650 721699 7217-7229 730110 730210 730240-730290 7304-7306"
ALUMINIUM = "7601 7604-7609 7616995160 7616995170"
METAL_ARTICLES_2020 = (
    "7317003000 7317005501-7317005508 7317005511 7317005518-7317005520 7317005530 7317005540 7317005550 "
    "7317005560 7317005580 7317006560 7614105000 7614902000 7614904000 7614905000 8708103030 8708292120"
)
CARS = "870322-870324 870331-870334 870340 870350 870360 870370 870380 870390"
LIGHT_TRUCKS = "87042101 87043101 87044100 87045100 87046000"
SOLAR = "854140 854142 854143"
SOFTWOOD = (
    "44031100 44032101 44032201 44032301 44032401 44032501 44032601 44039901 44061100 44069100 "
    "44071100 44071200 44071300 44071400 44071900"
)
METAL_CONTENT = 0.25
"""Assumed metal content of derivative articles outside chapters 73 and 76, which pay on it only."""
NOT_CAR_PARTS = "8471"
"""Automatic data processing machines are on the car-parts list only where they are parts of cars."""


def prefixes(text: str) -> list[str]:
    """Expand ``7304-7306`` into its headings."""
    result: list[str] = []
    for word in text.split():
        first, _, last = word.partition("-")
        result += [f"{number:0{len(first)}d}" for number in range(int(first), int(last or first) + 1)]
    return result


@dataclass(frozen=True)
class Scope:
    """A list given by its lines alone; the scenario that uses it says the rate."""

    name: str
    title: str
    date: str
    source: str
    lines: list[str]
    basis: str = "observed"


def _column(raw: Path, name: str) -> list[str]:
    """Return the lines of a file; ten digits that end in 00 mean the whole eight-digit line."""
    table = read(raw, f"tariffs/2025/{name}")
    lines = (str(value).zfill(8) if len(str(value)) == 7 else str(value) for value in table.to_series(0))
    return [line.removesuffix("00") if len(line) == 10 else line for line in lines]


def _car_parts(raw: Path) -> list[str]:
    text = (raw / "tariffs/2025/ybl_s232_auto_parts.txt").read_text(encoding="utf-8")
    return [line for line in text.split() if line != NOT_CAR_PARTS]


def _scopes(raw: Path) -> list[Scope]:
    """Return the lists of the United States that are given by the lines that notices name."""
    solar = "Proclamation 9693 (safeguard on solar cells), list from memory"
    steel = "Proclamation 9705, scope from memory"
    aluminium = "Proclamation 9704, scope from memory"
    return [
        Scope("us_201_solar", "Solar cells and modules (section 201)", "2018-02-07", solar,
              prefixes(SOLAR), "assumed"),
        Scope("us_232_steel", "Steel (section 232)", "2018-03-23", steel, prefixes(STEEL), "assumed"),
        Scope("us_232_aluminium", "Aluminium (section 232)", "2018-03-23", aluminium,
              prefixes(ALUMINIUM), "assumed"),
        Scope("us_232_metal_articles_2020", "Nails, cables and bumpers of steel and aluminium",
              "2020-02-08", "Proclamation 9980, list from memory", prefixes(METAL_ARTICLES_2020), "assumed"),
        Scope("us_232_autos", "Passenger vehicles and light trucks", "2025-04-03",
              f"Proclamation 10908; {TRACKER}", prefixes(f"{CARS} {LIGHT_TRUCKS}")),
        Scope("us_232_auto_parts", "Parts of passenger vehicles and light trucks", "2025-05-03",
              f"Proclamation 10908; {TRACKER}", _car_parts(raw)),
        Scope("us_232_copper", "Semi-finished copper and copper products", "2025-08-01",
              f"Proclamation 10962; {REDUX}", _column(raw, "copper-list.csv")),
        Scope("us_232_softwood", "Softwood timber and lumber", "2025-10-14", f"Proclamation 10976; {TRACKER}",
              prefixes(SOFTWOOD)),
        Scope("us_annex_ii", "Goods exempt from reciprocal duties (Annex II)", "2025-04-05",
              f"Executive Order 14257, Annex II; {REDUX}", _column(raw, "annex-II-exemptions.csv")),
        Scope("us_electronics_2025_04_11", "Phones, computers, chips and their machines", "2025-04-05",
              f"Memorandum of 11 April 2025 on Executive Order 14257; {REDUX}",
              _column(raw, "consumer_electronics_EO14257_apr11.csv")),
    ]  # fmt: skip


def _section_301(raw: Path, prewar: LineTrade) -> list[Listing]:
    """Return lists 1 to 4A as they stood in 2018-2020; a line is on one list only."""
    list_of = section_301_list(raw)
    facts = (
        ("1", "us_301_list_1", "Section 301 list 1 (25 %)", "2018-07-06", "83 FR 28710", 0.25),
        ("2", "us_301_list_2", "Section 301 list 2 (25 %)", "2018-08-23", "83 FR 40823", 0.25),
        ("3", "us_301_list_3", "Section 301 list 3 (10 %, then 25 %)", "2018-09-24", "83 FR 47974", None),
        ("4A", "us_301_list_4a", "Section 301 list 4A (15 %, then 7.5 %)", "2019-09-01", "84 FR 43304", None),
    )
    result = []
    for key, name, title, date, notice, rate in facts:
        share = prewar.share(line for line, listed in list_of.items() if listed == key)
        rates = None if rate is None else np.full(share.size, rate)
        result.append(Listing(name, title, f"{notice}; {TRACKER}", date, "derived", share, rates))
    return result


def _four_year_review(raw: Path, trade: LineTrade) -> list[Listing]:
    """Increases of the four-year review: what each line pays above its earlier list."""
    list_of = section_301_list(raw)
    table = read(raw, "tariffs/2025/ybl_s301_product_lists.csv").select("hts8", "list").rows()
    new = {line: REVIEW_RATE[name] for line, name in sorted(table) if name in REVIEW_RATE}
    in_2025 = {line for line, name in table if name.endswith("_jan25")}
    result = []
    for name, date, chosen in (
        ("us_301_2024", "2024-09-27", sorted(new.keys() - in_2025)),
        ("us_301_2025", "2025-01-01", sorted(in_2025)),
    ):
        rise = {line: new[line] - EARLIER_RATE.get(list_of.get(line, ""), 0.0) for line in chosen}
        rise = {line: points for line, points in rise.items() if points > 0.0}
        share = trade.share(rise)
        points = trade.mean(np.array([rise.get(line[:8], 0.0) for line in trade.lines]))
        rate = np.divide(points, share, out=np.zeros_like(points), where=share > 0.0)
        title = f"Section 301 four-year review: increases of {date} over the earlier lists"
        result.append(
            Listing(name, title, f"89 FR 76581, 89 FR 101682; {TRACKER}", date, "derived", share, rate)
        )
    return result


def _derivatives(raw: Path, trade: LineTrade) -> Listing:
    """Return derivative articles of March 2025; outside the metal chapters the metal content pays."""
    lines = _column(raw, "steel-tariffs.csv") + _column(raw, "alu-tariffs.csv")
    inside = [line for line in lines if line[:2] in {"73", "76"}]
    outside = [line for line in lines if line[:2] not in {"73", "76"}]
    share = trade.share(inside) + METAL_CONTENT * trade.share(outside)
    source = f"Proclamations 10895 and 10896; {REDUX}; metal content of other chapters assumed at 25 %"
    title = "Derivative articles of steel and aluminium"
    return Listing("us_232_metal_derivatives", title, source, "2025-03-12", "assumed", share)


def _special_provisions(index: CodeIndex) -> Listing:
    share = np.array([float(code in {RETURNED_GOODS, UNCLASSIFIED}) for code in index.codes])
    title = "Returned goods and low-value shipments (chapters 98 and 99)"
    return Listing(
        "us_special_provisions", title, "Executive Order 14257, section 3", "2025-04-05", "observed", share
    )


def all_lists(raw: Path, index: CodeIndex) -> list[Listing]:
    """Every shipped list, in the order of its date."""
    schedule = read(raw, "tariffs/2025/ybl_mfn_rates_2025.csv")["hs8"].to_list()
    lines = [line for line in schedule if line < "98"]
    table = china_lines(raw)
    trade = LineTrade(index, dict(table.select("line", "imports").rows()), lines)
    prewar = LineTrade(index, prewar_line_values(raw), lines)
    listings = [
        Listing(item.name, item.title, item.source, item.date, item.basis,
                (prewar if item.date < "2024" else trade).share(item.lines))
        for item in _scopes(raw)
    ]  # fmt: skip
    listings += _section_301(raw, prewar)
    listings += _four_year_review(raw, trade)
    listings += [_derivatives(raw, trade), _special_provisions(index)]
    listings += united_states_dated_lists(raw, index, listings)
    listings += china_lists(raw, index)
    return sorted(listings, key=lambda item: (item.date, item.name))
