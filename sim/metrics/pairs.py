"""Tables of pairs of economies laid out as arrays: both arms, origin, destination, week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sim.metrics.axes import Axes, Floats, Integers, positions
from sim.records.tables import ARMS


@dataclass(frozen=True, eq=False)
class PairTable:
    """Columns of a table of pairs, the scenario before its reference; ``N`` economies, ``W`` weeks.

    Parameters
    ----------
    weeks : tuple of date
        Mondays that the table has, ascending.
    columns : dict of str to (2, N, N, ..., W) float
        Values by name, origin before destination; NaN where there is no row.
    """

    weeks: tuple[date, ...]
    columns: dict[str, Floats]

    def __getitem__(self, name: str) -> Floats:
        """Return a column."""
        return self.columns[name]


def read_pairs(
    table: pl.LazyFrame, axes: Axes, names: tuple[str, ...], sectors: tuple[str, ...] | None = None
) -> PairTable:
    """Lay out columns of a table with the keys arm, origin, destination, week, and a user's sector if asked.

    Parameters
    ----------
    table : LazyFrame
        A declared table.
    axes : Axes
        Order of the economies.
    names : tuple of str
        Columns of numbers to read.
    sectors : tuple of str, optional
        Codes of ``user_sector`` in order; a further axis after the destination.
    """
    keys = ("arm", "origin", "destination", *(("user_sector",) if sectors else ()))
    frame = table.select(*keys, "week", *names).collect()
    days = frame["week"].to_physical().to_numpy()
    found, week = np.unique(days, return_inverse=True)
    codes = (ARMS, axes.economies, axes.economies, *((sectors,) if sectors else ()))
    place: tuple[Integers, ...] = tuple(
        positions(frame[name], known) for name, known in zip(keys, codes, strict=True)
    )
    shape = (*(len(known) for known in codes), len(found))
    columns = {}
    for name in names:
        values = np.full(shape, np.nan)
        values[(*place, week)] = frame[name].to_numpy()
        columns[name] = values
    weeks = pl.Series(found, dtype=pl.Int32).cast(pl.Date).to_list()
    return PairTable(tuple(weeks), columns)
