"""Declared tables: the columns, types, units and meaning of everything a run keeps.

The declaration is the single source for writing, documentation, chart axes and tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

SCENARIO_ARM = "scenario"
REFERENCE_ARM = "reference"


@dataclass(frozen=True)
class Column:
    """One column: its type, the unit of its values and what they mean."""

    name: str
    dtype: pl.DataType | type[pl.DataType]
    unit: str
    description: str


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


_WEEK = Column("week", pl.Date, "date", "Monday of the week")
_ARM = Column(
    "arm", pl.Categorical, "", "`scenario`, or `reference`: the same draws without the scenario's measures"
)
_ECONOMY = Column("economy", pl.Categorical, "code", "Economy")
_ORIGIN = Column("origin", pl.Categorical, "code", "Economy that the goods come from")
_DESTINATION = Column("destination", pl.Categorical, "code", "Economy that buys the goods")
_IMPORTER = Column("importer", pl.Categorical, "code", "Economy that levies the tariff")
_EXPORTER = Column("exporter", pl.Categorical, "code", "Economy whose goods are taxed")
_SECTOR = Column("sector", pl.Categorical, "code", "ICIO sector")
_GROUP = Column("group", pl.Categorical, "code", "Product group")


def _value(name: str, unit: str, description: str) -> Column:
    return Column(name, pl.Float64, unit, description)


def _compact(name: str, unit: str, description: str) -> Column:
    return Column(name, pl.Float32, unit, description)


_DECLARED = (
    Table(
        "trade",
        "Every flow between economies that is positive in the base, domestic sales included.",
        (
            _ARM,
            _ORIGIN,
            _DESTINATION,
            _SECTOR,
            _GROUP,
            _WEEK,
            _compact("customs_value", "USD mn a week", "Value before duty"),
            _compact(
                "quantity_index", "base = 1", "Customs value over the base, deflated by the supplier's price"
            ),
            _compact("duty", "USD mn a week", "Tariff charged"),
        ),
    ),
    Table(
        "tariffs",
        "Average tariff on goods of a pair in a week, base duties included.",
        (
            _IMPORTER,
            _EXPORTER,
            _WEEK,
            _value("rate_fixed_weights", "fraction", "Average with base-year customs values as weights"),
            _value(
                "rate_current_weights", "fraction", "Duty over customs value of the week (after substitution)"
            ),
            _value("base_rate", "fraction", "Average in the base with the same fixed weights"),
        ),
    ),
    Table(
        "tariff_lines",
        "Tariff by product group in each week in which a pair's rates differ from the week before.",
        (
            _IMPORTER,
            _EXPORTER,
            _GROUP,
            _WEEK,
            _value("rate", "fraction", "Tariff in force, mean over the week"),
        ),
    ),
    Table(
        "prices",
        "Price indices of an economy.",
        (
            _ARM,
            _ECONOMY,
            _WEEK,
            _value("consumer_price", "base = 1", "Households' price index (numeraire: world labour income)"),
            _value(
                "import_price",
                "base = 1",
                "Landed price of imported goods, duty included, fixed base weights",
            ),
            _value("producer_price", "base = 1", "Price of the economy's own goods, fixed base weights"),
            _value("wage", "base = 1", "Wage"),
        ),
    ),
    Table(
        "retail_prices",
        "Consumer prices of product groups.",
        (
            _ARM,
            _ECONOMY,
            _GROUP,
            _WEEK,
            _compact("retail_price", "base = 1", "Price to households, distribution margin included"),
            _compact("landed_price", "base = 1", "Distributors' cost of all origins, duty included"),
        ),
    ),
    Table(
        "firms",
        "Producers by economy and product group.",
        (
            _ARM,
            _ECONOMY,
            _SECTOR,
            _GROUP,
            _WEEK,
            _compact("sales", "USD mn a week", "Receipts of the cell's producers before duty"),
            _compact("output_index", "base = 1", "Sales over the base, deflated by the price"),
            _compact("price", "base = 1", "Average supplier price, base sales as weights"),
            Column(
                "relationships", pl.Int32, "count", "Relationships in which the cell's firms are supplier"
            ),
            Column(
                "switches", pl.Int32, "count a week", "Relationships won from suppliers in another economy"
            ),
        ),
    ),
    Table(
        "households",
        "Income and spending of each economy's households.",
        (
            _ARM,
            _ECONOMY,
            _WEEK,
            _value("labour_income", "USD mn a week", "Wage times labour force"),
            _value("rebate", "USD mn a week", "Tariff revenue handed back"),
            _value(
                "dividends", "USD mn a week", "Paid by firms out of cash; negative when owners cover losses"
            ),
            _value("transfer", "USD mn a week", "Trade deficit financed from abroad"),
            _value("spending", "USD mn a week", "Final expenditure at retail prices"),
        ),
    ),
    Table(
        "governments",
        "What each government collects and has in force.",
        (
            _ARM,
            _ECONOMY,
            _WEEK,
            _value("revenue", "USD mn a week", "Tariffs collected"),
            _value("average_tariff", "fraction", "Duty over customs value of goods imports"),
            Column(
                "measures_in_force",
                pl.Int32,
                "count",
                "Measures of the scenario in force on the week's last day",
            ),
            Column("action", pl.String, "", "Measures that start or end in the week, separated by `; `"),
        ),
    ),
    Table(
        "events",
        "Dated acts of policy.",
        (
            Column("date", pl.Date, "date", "Day"),
            _WEEK,
            Column("event", pl.String, "", "`announced`, `starts` or `ends`"),
            Column("measure", pl.String, "", "Identifier of the measure"),
            Column("kind", pl.String, "", "Kind of the measure"),
            Column("importer", pl.String, "code", "Who acts; several separated by commas"),
            Column("exporter", pl.String, "code", "Whose goods; several separated by commas"),
            Column("title", pl.String, "", "One line for people"),
            Column("source", pl.String, "", "Where the fact is written down"),
        ),
    ),
    Table(
        "welfare",
        "Real spending of each economy against its base.",
        (
            _ARM,
            _ECONOMY,
            _WEEK,
            _value("real_consumption", "base = 1", "Final spending over the consumer price index"),
            _value(
                "welfare", "base = 1", "Mean real consumption of the last four weeks (fewer at the start)"
            ),
            _value("gdp", "USD mn a week", "Labour income and tariff revenue"),
            _value("employment_gap", "fraction", "Labour demanded over labour force, less one"),
        ),
    ),
    Table(
        "benchmark_welfare",
        "Frictionless long run at the tariffs of the last week: exact-hat algebra, no agents.",
        (
            _ECONOMY,
            _value("welfare", "base = 1", "Real income over the base"),
            _value("wage", "base = 1", "Wage"),
            _value("consumer_price", "base = 1", "Consumer price index"),
        ),
    ),
    Table(
        "benchmark_trade",
        "Flows of the frictionless long run at the tariffs of the last week.",
        (
            _ORIGIN,
            _DESTINATION,
            _SECTOR,
            _GROUP,
            _value("base_value", "USD mn a week", "Customs value in the base"),
            _value("customs_value", "USD mn a week", "Customs value in the long run"),
            _value(
                "bilateral_value",
                "USD mn a week",
                "The same if only the two whose tariffs on each other hit most trade had changed them",
            ),
        ),
    ),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _DECLARED}
"""Every table that a run writes, by name."""


def as_markdown() -> str:
    """Return the declaration as a page for people."""
    written = "Written by `python -m sim.records.tables`; one Parquet file each under `tables/`."
    parts = [f"# Tables of a run\n\n{written}\n"]
    for table in _DECLARED:
        rows = [f"| `{each.name}` | {each.unit} | {each.description} |" for each in table.columns]
        parts.append(
            "\n".join(
                [
                    f"## {table.name}\n\n{table.description}\n",
                    "| column | unit | meaning |",
                    "|---|---|---|",
                    *rows,
                ]
            )
            + "\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    print(as_markdown(), end="")
