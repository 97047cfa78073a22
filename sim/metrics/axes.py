"""The axes of a run: which economies, product groups and weeks its tables speak of, and in what order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.records.reading import Run

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

WEEKS_PER_YEAR = 52.0
SERVICES = "services"

CLOSING_WEEKS = 4
"""What a run ends with is a mean over four weeks: single weeks mislead."""

YEAR_WEEKS = 52
"""Weeks of an annual mean."""


@dataclass(frozen=True)
class Axes:
    """Order of economies, goods groups and weeks along every array in ``sim.metrics``.

    Parameters
    ----------
    economies : tuple of str
        Codes in the order of the manifest, ``N`` of them.
    goods : tuple of str
        Product groups other than services, ``G`` of them.
    weeks : tuple of date
        Mondays, ascending, ``W`` of them.
    """

    economies: tuple[str, ...]
    goods: tuple[str, ...]
    weeks: tuple[date, ...]

    def economy(self, code: str) -> int:
        """Position of an economy."""
        return self.economies.index(code)

    def closing(self, weeks: int) -> slice:
        """Positions of the last ``weeks`` weeks, or of all weeks of a shorter run."""
        return slice(max(len(self.weeks) - weeks, 0), len(self.weeks))

    def week_positions(self, column: pl.Series) -> Integers:
        """Position of each date of a week column."""
        days = column.to_physical().to_numpy().astype(np.int64)
        start = (self.weeks[0] - date(1970, 1, 1)).days
        position: Integers = (days - start) // 7
        return position


def read_axes(run: Run) -> Axes:
    """Read the axes: economies and groups from the manifest, weeks from the tables."""
    world = run.manifest["world"]
    weeks = run.tables["welfare"].select(pl.col("week").unique().sort()).collect()["week"].to_list()
    goods = tuple(group for group in world["groups"] if group != SERVICES)
    return Axes(tuple(world["economies"]), goods, tuple(weeks))


def positions(column: pl.Series, codes: tuple[str, ...]) -> Integers:
    """Position in ``codes`` of each value of a categorical column; -1 for a value that is not there.

    Works on the column's physical integers, so that eight million rows take a tenth of a second.
    """
    present = column.unique()
    physical = present.to_physical().to_numpy()
    place = {code: index for index, code in enumerate(codes)}
    lookup = np.full(int(physical.max(initial=0)) + 1, -1, dtype=np.int64)
    lookup[physical] = [place.get(code, -1) for code in present.cast(pl.String).to_list()]
    found: Integers = lookup[column.to_physical().to_numpy()]
    return found


def over(part: Floats, whole: Floats, otherwise: Floats | float = np.nan) -> Floats:
    """Part over whole, shapes broadcast; something else, by default NaN, where the whole is zero."""
    part, whole, otherwise = np.broadcast_arrays(part, whole, np.asarray(otherwise, dtype=np.float64))
    found: Floats = np.divide(part, whole, out=otherwise.copy(), where=whole != 0.0)
    return found


def relative_change(value: Floats, comparison: Floats) -> Floats:
    """Value over comparison, less one; NaN where the comparison is zero or less."""
    known = comparison > 0.0
    ratio = np.divide(value, comparison, out=np.full(np.shape(value), np.nan), where=known)
    change: Floats = ratio - 1.0
    return change


def empty_where_undefined(frame: pl.DataFrame) -> pl.DataFrame:
    """Replace NaN by null, which CSV and JSON readers understand as "no value"."""
    return frame.with_columns(pl.selectors.float().fill_nan(None))
