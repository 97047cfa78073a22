"""Lists with rates that reproduce published six-digit tariffs from date to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.world.build.customs import CodeIndex, read
from sim.world.build.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Floats = NDArray[np.float64]

UNITED_STATES_FILE = "tariffs/2018_2020/us_tariffs_2020.csv"
CHINA_FILE = "tariffs/2018_2020/new_tariff_list_2020.csv"
NEGLIGIBLE = 1e-9

UNITED_STATES_STEPS = (
    ("2018-07-06", {"us_301_list_1": 0.25}),
    ("2018-08-23", {"us_301_list_2": 0.25}),
    ("2018-09-24", {"us_301_list_3": 0.10}),
    ("2019-06-01", {"us_301_list_3": 0.15}),
    ("2019-09-01", {"us_301_list_4a": 0.15}),
    ("2020-02-14", {"us_301_list_4a": -0.075}),
)
"""Dates of the published US file, and the lists that stand in for codes it does not hold."""


def dated_rates(raw: Path, path: str, index: CodeIndex) -> tuple[tuple[str, ...], Floats]:
    """Dates, and the (dates, H) tariff of each code, fraction; NaN where the file has none.

    A code that lacks some date takes the value of the date before.
    """
    table = read(raw, path).with_columns(pl.col("tariff").cast(pl.Float64, strict=False) / 100.0)
    dates = tuple(sorted(table["time_of_tariff"].unique()))
    rates = np.full((len(dates), len(index)), np.nan)
    for date, code, rate in table.select("time_of_tariff", "hs6", "tariff").rows():
        position = index.position.get(code)
        if position is not None and rate is not None:
            rates[dates.index(date), position] = rate
    for step in range(1, len(dates)):
        rates[step] = np.where(np.isnan(rates[step]), rates[step - 1], rates[step])
    for step in range(len(dates) - 2, -1, -1):
        rates[step] = np.where(np.isnan(rates[step]), rates[step + 1], rates[step])
    return dates, rates


def filled(rates: Floats, index: CodeIndex, weights: Floats) -> Floats:
    """Replace NaN by the mean of the code's heading, else of its chapter, else by zero.

    Codes weigh by trade, with a token weight where there is none.
    """
    known = ~np.isnan(rates)
    weight = np.where(known, weights + 1.0, 0.0)
    value = np.where(known, rates, 0.0)
    result = value.copy()
    for family in (index.chapter, index.heading):
        total = np.bincount(family, weights=weight)
        mean = np.divide(
            np.bincount(family, weights=weight * value), total, out=np.zeros_like(total), where=total > 0.0
        )
        missing = ~known & (total[family] > 0.0)
        result = np.where(missing, mean[family], result)
    return result


def rated(name: str, title: str, source: str, date: str, rate: Floats) -> Listing:
    """Return a list whose rates say everything: it covers the whole of every code that it moves."""
    moved = np.where(np.abs(rate) > NEGLIGIBLE, rate, 0.0)
    return Listing(name, title, source, date, "derived", (moved != 0.0).astype(np.float64), moved)


def united_states_dated_lists(raw: Path, index: CodeIndex, known: Sequence[Listing]) -> list[Listing]:
    """Return the changes between the dates of the published US tariff on China by six-digit code.

    The file gives each code the duty of its highest line. Codes of HS 2022 that it does not hold take
    the section 301 lists' shares.
    """
    share = {item.name: item.share for item in known}
    dates, rates = dated_rates(raw, UNITED_STATES_FILE, index)
    held = ~np.isnan(rates[0])
    source = "US tariffs on China by HS6 (PIIE; Waugh), change between dates"
    start = filled(rates[0], index, np.zeros(len(index)))
    lists = [rated("us_2018_01_01", "US tariff on China on 1 January 2018", source, dates[0], start)]
    for step, (date, stand_in) in enumerate(UNITED_STATES_STEPS, start=1):
        change = sum((rate * share[name] for name, rate in stand_in.items()), np.zeros(len(index)))
        change = np.where(held, rates[step] - rates[step - 1], change)
        title = f"US tariffs on China: change of {date} in the published six-digit file"
        lists.append(rated(f"us_{date.replace('-', '_')}", title, source, date, change))
    return lists
