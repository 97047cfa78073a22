"""Recorded history as the moments need it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Recorded:
    """Recorded US trade, USD million a month, ``M`` months from 2017-01 on, ``N`` economies.

    Parameters
    ----------
    months : tuple of str
        Year and month.
    economies : tuple of str
        Codes, in the order of the replay's.
    imports, exports : (M, N) float
        Goods by partner, customs values, not seasonally adjusted.
    duties : (M,) float
        Customs duties collected.
    """

    months: tuple[str, ...]
    economies: tuple[str, ...]
    imports: Floats
    exports: Floats
    duties: Floats

    def rows_of(self, year: str) -> list[int]:
        """Positions of the months of a year."""
        return [rank for rank, month in enumerate(self.months) if month.startswith(year)]

    def rows(self, months: tuple[str, ...]) -> list[int]:
        """Positions of the given months."""
        return [self.months.index(month) for month in months]

    def year_before(self, months: tuple[str, ...]) -> list[int]:
        """Positions of the same months of 2017."""
        return [self.months.index(f"2017-{month[5:]}") for month in months]
