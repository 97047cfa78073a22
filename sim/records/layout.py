"""Laying out arrays as declared tables: keys first, sorted by key, weeks within keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.records.columns import Column
from sim.records.tables import TABLES
from sim.world.world import Integers, World


class Layout:
    """Turns positions and values of a world's shape into declared tables."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._sector = [world.sectors[place] for place in world.sector_of_group]

    @property
    def economies(self) -> Integers:
        """Positions of all economies."""
        return np.arange(len(self.world.economies))

    def codes(self, name: str, positions: Integers) -> pl.Series:
        """Return codes of a key column.

        The sector is that of the product group at the position, the sector of a user that at the position
        itself, a tenth of households its number from 1.
        """
        world = self.world
        if name == "decile":
            return pl.Series(name, positions + 1, dtype=pl.Int8)
        known = {"group": world.groups, "sector": self._sector, "user_sector": world.sectors}
        names = known.get(name, world.economies)
        return pl.Series(name, names, dtype=pl.Categorical).gather(positions)

    def frame(
        self,
        table: str,
        weeks: Sequence[dt.date],
        arm: str | None,
        keys: dict[str, Integers],
        values: dict[str, NDArray[Any]],
    ) -> pl.DataFrame:
        """Return values of shape (keys, weeks) as rows, weeks within keys."""
        rows, schema = len(next(iter(keys.values()))), TABLES[table].schema
        columns: dict[str, Any] = {}
        if arm is not None:
            columns["arm"] = pl.repeat(arm, rows * len(weeks), dtype=pl.Categorical, eager=True)
        for name, positions in keys.items():
            columns[name] = self.codes(name, np.repeat(positions, len(weeks)))
        columns["week"] = pl.Series(np.tile(dates(weeks), rows))
        for name, value in values.items():
            # Shortened while it is laid out: a second copy of a large column takes longer than the first.
            compact = np.float32 if schema[name] == pl.Float32 else value.dtype
            columns[name] = pl.Series(name, np.ascontiguousarray(value, dtype=compact).ravel())
        return declared(table, pl.DataFrame(columns))


def declared(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of a frame in the order and types of the table's declaration.

    What is not a number is an empty field where the declaration says when a field is; elsewhere it stays,
    to be found before the table is written.
    """
    return frame.select(
        _empty(each).cast(each.dtype) if each.null else pl.col(each.name).cast(each.dtype)
        for each in TABLES[table].columns
    )


def _empty(column: Column) -> pl.Expr:
    return pl.col(column.name).fill_nan(None) if column.dtype.is_float() else pl.col(column.name)


def dates(weeks: Sequence[dt.date]) -> NDArray[np.datetime64]:
    """Return days as an array."""
    return np.array(weeks, dtype="datetime64[D]")
