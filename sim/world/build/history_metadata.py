"""What the table of recorded history holds and where it comes from."""

from __future__ import annotations

from sim.world.build.datapackage import Field, Source, Table

_CENSUS = Source(
    "US Census Bureau",
    "US trade in goods by partner and month; by NAICS industry, all partners and China",
    "2020",
    "public domain",
    "https://www.census.gov/foreign-trade/",
)
_TREASURY = Source(
    "US Treasury",
    "Monthly Treasury Statement, customs duties",
    "2020",
    "public domain",
    "https://fiscaldata.treasury.gov/",
)
_MONEY = "USD million a month"

HISTORY_TABLES = (
    Table(
        "history.npz",
        "US trade by partner, trade with China by industry and customs duties, 2017-01 to 2020-02",
        "observed",
        (
            Field("month", "M months, year and month"),
            Field("industry", "I three-digit industries (NAICS)"),
            Field("imports", "M x 81, US goods imports by origin, customs value, all chapters", _MONEY),
            Field("exports", "M x 81, US goods exports by destination", _MONEY),
            Field("duties", "M, customs duties collected", _MONEY),
            Field("imports_by_industry", "M x I, US imports of all origins", _MONEY),
            Field("imports_by_industry_china", "M x I, US imports from China", _MONEY),
            Field("exports_by_industry", "M x I, US exports to all destinations", _MONEY),
            Field("exports_by_industry_china", "M x I, US exports to China", _MONEY),
        ),
        (_CENSUS, _TREASURY),
        "Not seasonally adjusted. Duties are what was collected, net of what refunds and exclusions left. "
        "Partners that are not stored apart count with the rest of the world. Industry totals are imports "
        "for consumption and leave out a few per cent that partner totals hold.",
    ),
)
