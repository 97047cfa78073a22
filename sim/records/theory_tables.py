"""Declared tables of theory: the long run without frictions, and the mean-field limit of the agents."""

from __future__ import annotations

from sim.records.columns import (
    DESTINATION,
    ECONOMY,
    GROUP,
    ORIGIN,
    SECTOR,
    WEEK,
    Table,
    compact,
    value,
)

THEORY_TABLES = (
    Table(
        "benchmark_welfare",
        "Long run without frictions at the tariffs of the last week: exact-hat algebra, no agents.",
        (
            ECONOMY,
            value("welfare", "base = 1", "Real income over the base"),
            value("real_wage", "base = 1", "Wage over the consumer price index"),
            value("wage", "base = 1", "Wage (numeraire: world labour income)"),
            value("consumer_price", "base = 1", "Consumer price index"),
            value("revenue", "USD mn a week", "Tariffs collected"),
            value("transfer", "USD mn a week", "Trade deficit financed from abroad"),
        ),
    ),
    Table(
        "benchmark_prices",
        "Prices of product groups in the long run without frictions.",
        (
            ECONOMY,
            GROUP,
            value("retail_price", "base = 1", "Price to households, distribution margin included"),
            value("landed_price", "base = 1", "Buyers' cost of all origins, duty included"),
        ),
    ),
    Table(
        "benchmark_trade",
        "Flows of the long run without frictions at the tariffs of the last week.",
        (
            ORIGIN,
            DESTINATION,
            SECTOR,
            GROUP,
            value("base_value", "USD mn a week", "Customs value in the base"),
            value("customs_value", "USD mn a week", "Customs value in the long run"),
            value("duty", "USD mn a week", "Tariff charged in the long run"),
            value(
                "bilateral_value",
                "USD mn a week",
                "The same if only the two whose tariffs on each other hit most trade had changed them",
            ),
        ),
    ),
    Table(
        "mean_field",
        "Mean-field limit of the scenario: the agents' equations for infinitely many relationships.",
        (
            ECONOMY,
            WEEK,
            value("welfare", "base = 1", "Real income of the week over the base"),
            value("consumer_price", "base = 1", "Households' price index"),
        ),
    ),
    Table(
        "mean_field_trade",
        "Goods flows between economies in the mean-field limit, every fourth week up to the last.",
        (
            ORIGIN,
            DESTINATION,
            WEEK,
            compact("customs_value", "USD mn a week", "Value of all goods before duty"),
        ),
    ),
    Table(
        "mean_field_gap",
        "Distance of the scenario's agents from their mean-field limit.",
        (
            WEEK,
            value("mean_welfare_gap", "base = 1", "Absolute gap in real income, mean over economies"),
            value("largest_welfare_gap", "base = 1", "The largest gap of any economy"),
            value(
                "flow_gap",
                "fraction",
                "Absolute gaps of all goods flows across borders, by origin, destination and product group, "
                "over the sum of these flows",
            ),
        ),
    ),
)
