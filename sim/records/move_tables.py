"""Declared table of relationships that have gone to another economy."""

from __future__ import annotations

import polars as pl

from sim.records.columns import ARM, DESTINATION, GROUP, ORIGIN, SECTOR, WEEK, Column, Table, value

SUPPLIER_MOVES = Table(
    "supplier_moves",
    "Relationships in goods whose supplier in the last week is in another economy than that of the base: "
    "where buyers came from and where they are now. Back and forth in between does not count.",
    (
        ARM,
        ORIGIN,
        DESTINATION,
        Column("joined", pl.Categorical, "code", "Economy of the supplier in the last week"),
        SECTOR,
        GROUP,
        WEEK,
        Column("relationships", pl.Int32, "count", "Relationships of the destination's buyers that moved so"),
        value("base_spending", "USD mn a year", "What they stood for in the base, duty included"),
    ),
)
