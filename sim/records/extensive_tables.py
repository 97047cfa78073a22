"""Declared table of the extensive margin."""

from __future__ import annotations

import polars as pl

from sim.records.columns import ARM, DESTINATION, ORIGIN, WEEK, Column, Table, value

EXTENSIVE_MARGIN = Table(
    "extensive_margin",
    "Who deals with whom at all, in goods across borders. A buyer is a large producer, or all the "
    "distributors of a market together; buyers and exporters are counted in each product group.",
    (
        ARM,
        ORIGIN,
        DESTINATION,
        WEEK,
        Column("buyers", pl.Int32, "count", "Buyers of the destination with a supplier in the origin"),
        Column("buyers_found", pl.Int32, "count a week", "Buyers that found their first supplier there"),
        Column("buyers_lost", pl.Int32, "count a week", "Buyers that left their last supplier there"),
        Column("exporters", pl.Int32, "count", "Producers of the origin with a buyer in the destination"),
        Column("exporters_entered", pl.Int32, "count a week", "Producers that won their first buyer there"),
        Column("exporters_left", pl.Int32, "count a week", "Producers that lost their last buyer there"),
        Column("base_relationships", pl.Int32, "count", "Relationships of the two in the base"),
        Column("surviving", pl.Int32, "count", "Of them, those that have never changed their supplier"),
        value("surviving_value", "fraction", "What these stand for in the base's trade of the two"),
    ),
)
