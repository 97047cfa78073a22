"""Write what is known of consumers: inequality by economy, income elasticities by product group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.world.build.tables import write_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GINI: Mapping[str, float] = {
    "AGO": 0.51, "ARE": 0.26, "ARG": 0.42, "AUS": 0.34, "AUT": 0.31, "BEL": 0.27, "BGD": 0.32, "BGR": 0.40,
    "BLR": 0.25, "BRA": 0.53, "BRN": 0.40, "CAN": 0.33, "CHE": 0.33, "CHL": 0.45, "CHN": 0.38, "CIV": 0.37,
    "CMR": 0.47, "COD": 0.42, "COL": 0.52, "CRI": 0.48, "CYP": 0.32, "CZE": 0.25, "DEU": 0.32, "DNK": 0.28,
    "EGY": 0.32, "ESP": 0.35, "EST": 0.31, "FIN": 0.27, "FRA": 0.32, "GBR": 0.34, "GRC": 0.34, "HKG": 0.47,
    "HRV": 0.30, "HUN": 0.30, "IDN": 0.38, "IND": 0.35, "IRL": 0.31, "ISL": 0.26, "ISR": 0.39, "ITA": 0.36,
    "JOR": 0.34, "JPN": 0.33, "KAZ": 0.28, "KHM": 0.36, "KOR": 0.33, "LAO": 0.39, "LTU": 0.37, "LUX": 0.34,
    "LVA": 0.35, "MAR": 0.40, "MEX": 0.46, "MLT": 0.31, "MMR": 0.31, "MYS": 0.41, "NGA": 0.35, "NLD": 0.28,
    "NOR": 0.27, "NZL": 0.34, "PAK": 0.31, "PER": 0.43, "PHL": 0.42, "POL": 0.30, "PRT": 0.34, "ROU": 0.36,
    "RUS": 0.37, "SAU": 0.45, "SEN": 0.38, "SGP": 0.39, "STP": 0.41, "SVK": 0.24, "SVN": 0.24, "SWE": 0.29,
    "THA": 0.36, "TUN": 0.33, "TUR": 0.42, "TWN": 0.34, "UKR": 0.26, "USA": 0.41, "VNM": 0.36, "ZAF": 0.63,
    "ROW": 0.40,
}  # fmt: skip
"""Gini coefficient of household income or consumption, about 2017 to 2019 (from memory)."""

FOOD, FUEL, CLOTHING, HOME, ORDINARY, TRANSPORT, LEISURE = 0.5, 0.7, 0.9, 1.05, 1.0, 1.25, 1.3
"""Income elasticities of broad categories, at the mean of rich and middle-income economies."""

OFTEN, SOMETIMES, SELDOM = 2.0, 1.0, 0.5
"""How often a good is bought, relative to the average dollar of spending."""

CONSUMER_GROUPS: Mapping[str, tuple[float, float]] = {
    "soybeans": (FOOD, OFTEN),
    "grains": (FOOD, OFTEN),
    "fruit_vegetables": (FOOD, OFTEN),
    "cotton_other_crops": (FOOD, OFTEN),
    "live_animals": (FOOD, OFTEN),
    "fishing": (FOOD, OFTEN),
    "meat_dairy": (FOOD, OFTEN),
    "prepared_food": (FOOD, OFTEN),
    "beverages_tobacco": (FUEL, OFTEN),
    "coal": (FUEL, OFTEN),
    "crude_oil": (FUEL, OFTEN),
    "natural_gas": (FUEL, OFTEN),
    "refined_petroleum": (FUEL, OFTEN),
    "apparel": (CLOTHING, SOMETIMES),
    "footwear_leather": (CLOTHING, SOMETIMES),
    "textiles": (CLOTHING, SOMETIMES),
    "other_chemicals": (FUEL, OFTEN),
    "pharmaceuticals": (CLOTHING, SOMETIMES),
    "paper_print": (ORDINARY, OFTEN),
    "phones": (HOME, SELDOM),
    "computers": (TRANSPORT, SELDOM),
    "other_electronics": (HOME, SELDOM),
    "instruments": (LEISURE, SELDOM),
    "appliances": (HOME, SELDOM),
    "furniture": (TRANSPORT, SELDOM),
    "vehicles": (TRANSPORT, SELDOM),
    "vehicle_parts": (ORDINARY, SOMETIMES),
    "other_transport": (TRANSPORT, SELDOM),
    "ships": (LEISURE, SELDOM),
    "aircraft": (LEISURE, SELDOM),
    "toys_games": (LEISURE, SOMETIMES),
    "medical_devices": (TRANSPORT, SELDOM),
    "other_manufactures": (LEISURE, SELDOM),
    "services": (1.1, SOMETIMES),
}
"""Income elasticity and frequency of purchase of the groups that are not ordinary investment goods."""

INVESTMENT_GOODS = (ORDINARY, SELDOM)
"""Of all other groups: machines, metals and materials in final demand."""


def write_inequality(folder: Path) -> None:
    """Write ``inequality.csv``: Gini coefficients of the stored economies."""
    rows = ((code, f"{gini:.2f}", "assumed") for code, gini in GINI.items())
    write_rows(folder / "inequality.csv", ("economy", "gini", "tag"), rows)


def write_income_elasticities(folder: Path, groups: tuple[str, ...]) -> None:
    """Write ``income_elasticities.csv``: how spending on each product group moves with income."""
    rows = (
        (group, *(f"{value:.2f}" for value in CONSUMER_GROUPS.get(group, INVESTMENT_GOODS)), "assumed")
        for group in groups
    )
    columns = ("group", "income_elasticity", "frequency", "tag")
    write_rows(folder / "income_elasticities.csv", columns, rows)
