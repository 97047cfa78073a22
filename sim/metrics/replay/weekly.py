"""What the moments need of a replay, week by week, and how weeks become months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

UNITED_STATES, CHINA, VIETNAM = "USA", "CHN", "VNM"
FIRST_MONTH, LAST_MONTH = "2018-01", "2020-02"
START = date(2018, 1, 1)
WEEKS = 113
"""Weeks from 1 January 2018 on that the replay takes: the last one holds 29 February 2020."""

_DAYS = 7


@dataclass(frozen=True)
class Replay:
    """US trade of a replayed war; USD million a week, ``W`` weeks, ``N`` economies, ``G`` groups of goods.

    Parameters
    ----------
    weeks : tuple of date
        Mondays.
    economies : tuple of str
        Codes.
    imports, exports : (W, N) float
        US goods imports by declared origin and exports by destination, customs values; nothing at the US.
    duties : (W,) float
        US duties on goods.
    via_vietnam : (W,) float
        Chinese goods that the US takes for Vietnam's.
    china_value, china_price, china_tariff : (W, G) float
        US imports that were made in China, whatever they are declared as, the supplier price (base = 1), and
        the duty paid on them (fraction).
    base_imports, base_exports : (N,) float
        The same in the base.
    base_china_value, base_china_tariff : (G,) float
        The same in the base.
    real_consumption : (W,) float
        Of US households, base = 1.
    """

    weeks: tuple[date, ...]
    economies: tuple[str, ...]
    imports: Floats
    exports: Floats
    duties: Floats
    via_vietnam: Floats
    china_value: Floats
    china_price: Floats
    china_tariff: Floats
    base_imports: Floats
    base_exports: Floats
    base_china_value: Floats
    base_china_tariff: Floats
    real_consumption: Floats

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Months that the weeks cover wholly."""
        return whole_months(self.weeks)

    @cached_property
    def days(self) -> Floats:
        """(M, W) part of each week that falls into each month."""
        return parts_of_weeks(self.weeks, self.months)

    def position(self, economy: str) -> int:
        """Position of an economy."""
        return self.economies.index(economy)


def whole_months(weeks: Sequence[date]) -> tuple[str, ...]:
    """Return the months of which every day falls into one of the consecutive weeks."""
    days = {monday + timedelta(days=day) for monday in weeks for day in range(_DAYS)}
    found: dict[str, int] = {}
    for day in sorted(days):
        found[_month(day)] = found.get(_month(day), 0) + 1
    return tuple(month for month, count in found.items() if count == _length(month))


def parts_of_weeks(weeks: Sequence[date], months: Sequence[str]) -> Floats:
    """(M, W) part of each week that falls into each month, by days."""
    place = {month: rank for rank, month in enumerate(months)}
    parts = np.zeros((len(months), len(weeks)))
    for week, monday in enumerate(weeks):
        for day in range(_DAYS):
            month = place.get(_month(monday + timedelta(days=day)))
            if month is not None:
                parts[month, week] += 1.0 / _DAYS
    return parts


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _length(month: str) -> int:
    year, number = map(int, month.split("-"))
    following = date(year + number // 12, number % 12 + 1, 1)
    return (following - date(year, number, 1)).days
