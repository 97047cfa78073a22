"""Columns and tables as they are declared, and the columns that many tables share."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Column:
    """One column: its type, the unit of its values and what they mean.

    Parameters
    ----------
    name, dtype, unit, description : str or polars type
        As it is written, and what it means.
    null : str
        When a field is empty, to be read after "null"; left out where every row has a value. Numbers are
        finite always: a share of nothing is empty.
    """

    name: str
    dtype: pl.DataType | type[pl.DataType]
    unit: str
    description: str
    null: str = ""

    @property
    def meaning(self) -> str:
        """What the values mean, and when there is none."""
        return f"{self.description}; null {self.null}" if self.null else self.description


@dataclass(frozen=True)
class Table:
    """One long, tidy table: key columns first, then values."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """Polars schema of the table."""
        return {column.name: column.dtype for column in self.columns}

    def unit(self, column: str) -> str:
        """Unit of a column's values."""
        return next(item.unit for item in self.columns if item.name == column)


WEEK = Column("week", pl.Date, "date", "Monday of the week")
ARM = Column(
    "arm", pl.Categorical, "", "`scenario`, or `reference`: the same draws without the scenario's measures"
)
ECONOMY = Column("economy", pl.Categorical, "code", "Economy")
ORIGIN = Column("origin", pl.Categorical, "code", "Economy that the goods come from")
DESTINATION = Column("destination", pl.Categorical, "code", "Economy that buys the goods")
IMPORTER = Column("importer", pl.Categorical, "code", "Economy that levies the tariff")
EXPORTER = Column("exporter", pl.Categorical, "code", "Economy whose goods are taxed")
SECTOR = Column("sector", pl.Categorical, "code", "ICIO sector")
GROUP = Column("group", pl.Categorical, "code", "Product group")


def value(name: str, unit: str, description: str, null: str = "") -> Column:
    """Declare a column of numbers in full precision."""
    return Column(name, pl.Float64, unit, description, null)


def compact(name: str, unit: str, description: str, null: str = "") -> Column:
    """Declare a column of numbers with seven digits, for tables with many rows."""
    return Column(name, pl.Float32, unit, description, null)
