"""Declaration of the table of relationships, which is written only where it is asked for."""

from __future__ import annotations

import polars as pl

from sim.records.columns import ARM, DESTINATION, GROUP, ORIGIN, WEEK, Column, Table, compact

RELATIONSHIPS = Table(
    "relationships",
    "Every relationship, in the weeks asked for by `run --snapshots` only: a folder with a file for each arm "
    "and week. Firms are numbered by economy and product group, alike in both arms and all weeks; the "
    "distributors of a market buy as one.",
    (
        WEEK,
        ARM,
        DESTINATION,
        GROUP,
        Column("buyer_kind", pl.Categorical, "", "`producer`, or `distributors`: all of the market"),
        Column("buyer", pl.Int32, "", "Number of the producer that buys", "for distributors"),
        Column("buyer_group", pl.Categorical, "code", "What the buyer makes", "for distributors"),
        ORIGIN,
        Column("supplier", pl.Int32, "", "Number of the producer that supplies"),
        compact("weight", "fraction", "Share in the spending of its market in the base; does not change"),
        compact("strength", "fraction", "Weight times quality to the power eta - 1, equation (32)"),
        compact("spending", "USD mn a week", "What the buyer spends on what it uses, duty included"),
    ),
)
