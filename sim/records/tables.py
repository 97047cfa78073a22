"""Declared tables: the columns, types, units and meaning of everything a run keeps.

The declaration is the single source for writing, documentation, chart axes and tests.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sim.records.columns import (
    ARM,
    DESTINATION,
    ECONOMY,
    EXPORTER,
    GROUP,
    IMPORTER,
    ORIGIN,
    SECTOR,
    WEEK,
    Column,
    Table,
    compact,
    value,
)
from sim.records.extensive_tables import EXTENSIVE_MARGIN
from sim.records.government_tables import GOVERNMENT_TABLES
from sim.records.household_tables import HOUSEHOLD_TABLES
from sim.records.move_tables import SUPPLIER_MOVES
from sim.records.policy_tables import POLICY_TABLES
from sim.records.relationship_tables import RELATIONSHIPS
from sim.records.routing_tables import ROUTING_TABLES
from sim.records.supply_chain_tables import SUPPLY_CHAIN_TABLES
from sim.records.theory_tables import THEORY_TABLES

SCENARIO_ARM = "scenario"
REFERENCE_ARM = "reference"
ARMS = (SCENARIO_ARM, REFERENCE_ARM)

_DECLARED = (
    Table(
        "trade",
        "Every flow between economies that is positive in the base, domestic sales included.",
        (
            ARM,
            ORIGIN,
            DESTINATION,
            SECTOR,
            GROUP,
            WEEK,
            compact("customs_value", "USD mn a week", "Value before duty of the goods that arrive"),
            compact(
                "quantity_index", "base = 1", "Customs value over the base, deflated by the price charged"
            ),
            compact("duty", "USD mn a week", "Tariff charged on arrival"),
            compact(
                "exporter_margin",
                "fraction",
                "Price charged on the flow over the producer's list price, less one",
            ),
            compact("shipped_value", "USD mn a week", "Value before duty of the goods that set out"),
        ),
    ),
    Table(
        "inventories",
        "Goods from abroad that buyers hold or await, by pair, at base prices.",
        (
            ARM,
            ORIGIN,
            DESTINATION,
            WEEK,
            compact("on_hand", "USD mn", "Stock at the end of the week"),
            compact("in_transit", "USD mn", "Shipped and not yet there"),
            compact("use", "USD mn a week", "Used in the week"),
            compact("weeks_of_use", "weeks", "Stock over the week's use; zero where nothing is used"),
        ),
    ),
    Table(
        "tariffs",
        "Average tariff on goods of a pair in a week, base duties included.",
        (
            IMPORTER,
            EXPORTER,
            WEEK,
            value("rate_fixed_weights", "fraction", "Average with base-year customs values as weights"),
            value(
                "rate_current_weights", "fraction", "Duty over customs value of the week (after substitution)"
            ),
            value("base_rate", "fraction", "Average in the base with the same fixed weights"),
            value("barred", "fraction", "Share of the goods that bans keep out, with the same fixed weights"),
        ),
    ),
    Table(
        "tariff_lines",
        "Tariff by product group in each week in which a pair's rates differ from the week before.",
        (
            IMPORTER,
            EXPORTER,
            GROUP,
            WEEK,
            value("rate", "fraction", "Tariff in force, mean over the week"),
        ),
    ),
    Table(
        "prices",
        "Price indices of an economy.",
        (
            ARM,
            ECONOMY,
            WEEK,
            value("consumer_price", "base = 1", "Households' price index (numeraire: world labour income)"),
            value(
                "import_price",
                "base = 1",
                "Landed price of imported goods, duty and exporters' margins included, fixed base weights",
            ),
            value("producer_price", "base = 1", "Price of the economy's own goods, fixed base weights"),
            value("wage", "base = 1", "Wage"),
        ),
    ),
    Table(
        "retail_prices",
        "Consumer prices of product groups.",
        (
            ARM,
            ECONOMY,
            GROUP,
            WEEK,
            compact("retail_price", "base = 1", "Price to households, distribution margin included"),
            compact("landed_price", "base = 1", "Distributors' cost of all origins, duty included"),
        ),
    ),
    Table(
        "firms",
        "Producers by economy and product group.",
        (
            ARM,
            ECONOMY,
            SECTOR,
            GROUP,
            WEEK,
            compact("sales", "USD mn a week", "Receipts of the cell's producers before duty: what they ship"),
            compact("output_index", "base = 1", "Sales over the base, deflated by the price"),
            compact("price", "base = 1", "Average supplier price, base sales as weights"),
            compact("capacity", "USD mn a week", "Sales at base prices at which price rests at cost"),
            compact("utilisation", "1", "Sales at base prices over capacity, both after the week"),
            compact(
                "capacity_moved_in",
                "USD mn a week",
                "Capacity won from other economies so far less lost to them",
            ),
            Column(
                "relationships", pl.Int32, "count", "Relationships in which the cell's firms are supplier"
            ),
            Column(
                "switches", pl.Int32, "count a week", "Relationships won from suppliers in another economy"
            ),
        ),
    ),
    Table(
        "moved_capacity",
        "Capacity that has moved between economies by the last week of a run, from a dollar a week on.",
        (
            ARM,
            ORIGIN,
            DESTINATION,
            SECTOR,
            GROUP,
            WEEK,
            compact(
                "capacity",
                "USD mn a week",
                "Capacity at base prices that left origin for destination",
            ),
        ),
    ),
    *HOUSEHOLD_TABLES,
    Table(
        "governments",
        "What each government collects and has in force.",
        (
            ARM,
            ECONOMY,
            WEEK,
            value("revenue", "USD mn a week", "Tariffs collected"),
            value(
                "average_tariff",
                "fraction",
                "Duty over customs value of goods imports",
                "in a week in which no goods come in",
            ),
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
        "beliefs",
        "What buyers expect of the tariffs of each pair (scenario only), docs/model.md.",
        (
            Column("importer", pl.Categorical, "code", "Whose tariff"),
            Column("exporter", pl.Categorical, "code", "On whose goods"),
            WEEK,
            value("p_escalate", "fraction", "Probability of a rise, mean over the weeks of a contract"),
            value("p_persist", "fraction", "Probability that tariffs stay"),
            value("p_de_escalate", "fraction", "Probability of a cut"),
            value(
                "expected_tariff",
                "fraction",
                "Expected over a contract, mean over goods, base trade as weights",
            ),
            value(
                "uncertainty", "log points", "Standard deviation of the expected log landed price, likewise"
            ),
            value("credibility", "fraction", "Probability that the importer's government does as it says"),
        ),
    ),
    *POLICY_TABLES,
    Table(
        "welfare",
        "Real spending of each economy against its base.",
        (
            ARM,
            ECONOMY,
            WEEK,
            value("real_consumption", "base = 1", "Final spending over the consumer price index"),
            value("welfare", "base = 1", "Mean real consumption of the last four weeks (fewer at the start)"),
            value("gdp", "USD mn a week", "Labour income, benefits included, and tariff revenue"),
            value("employment_gap", "fraction", "Labour demanded over labour force, less one"),
        ),
    ),
    Table(
        "recorded",
        "What was recorded by month, for a run that replays the war of 2018 to 2020; empty for any other.",
        (
            Column("month", pl.Date, "date", "First day of the month"),
            ECONOMY,
            value("imports", "USD mn a month", "Goods that the United States imported from the economy"),
            value("exports", "USD mn a month", "Goods that the United States exported to the economy"),
            value("duties", "USD mn a month", "Customs duties collected: the United States' own"),
        ),
    ),
    *GOVERNMENT_TABLES,
    *ROUTING_TABLES,
    EXTENSIVE_MARGIN,
    SUPPLIER_MOVES,
    *SUPPLY_CHAIN_TABLES,
    *THEORY_TABLES,
)

TABLES: Mapping[str, Table] = {table.name: table for table in _DECLARED}
"""Every table that a run writes, by name."""

ON_REQUEST: Mapping[str, Table] = {RELATIONSHIPS.name: RELATIONSHIPS}
"""Tables that a run writes where it is asked to, by name; each a folder of Parquet files."""


def as_markdown() -> str:
    """Return the declaration as a page for people."""
    written = "Written by `python -m sim.records.tables`; one Parquet file each under `tables/`."
    parts = [f"# Tables of a run\n\n{written}\n"]
    for table in (*_DECLARED, *ON_REQUEST.values()):
        rows = [f"| `{each.name}` | {each.unit} | {each.meaning} |" for each in table.columns]
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
