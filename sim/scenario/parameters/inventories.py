"""Stocks of imported goods, ordering ahead of tariffs, and the way from seller to buyer."""

from __future__ import annotations

from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.inventories.durable_weeks", 7.0, "weeks", 0.0, 52.0,
        "Use that buyers want to hold of imported wood, minerals, metals, machines, electronics, vehicles "
        "and furniture.",
        "US inventories over sales of durable goods, 1.6 to 1.7 months in wholesale trade, Census, 2017 to "
        "2019 (from memory)",
    ),
    Parameter(
        "behaviour.inventories.nondurable_weeks", 4.5, "weeks", 0.0, 52.0,
        "Use that buyers want to hold of all other imported goods.",
        "US inventories over sales of nondurable goods, 1.0 to 1.1 months in manufacturing and wholesale "
        "trade, Census, 2017 to 2019 (from memory)",
    ),
    Parameter(
        "behaviour.inventories.floor_weeks", 2.0, "weeks", 0.0, 52.0,
        "Use that buyers keep at hand while they wait for an announced cut.",
        "assumed",
    ),
    Parameter(
        "behaviour.inventories.adjustment", 0.1, "per week", 0.0, 0.5,
        "Share of the gap between wanted and present stocks that a week's orders close.",
        "assumed: estimated speeds of adjustment of stocks are far below one a quarter, Blinder and Maccini "
        "(1991)",
    ),
    Parameter(
        "behaviour.inventories.carrying_cost", 0.27, "per year", 0.01, 5.0,
        "Cost of holding goods over their value: capital, storage, insurance, obsolescence.",
        "25 to 30 % a year, textbooks of logistics and Alessandria, Kaboski and Midrigan (2010) (from "
        "memory)",
    ),
    Parameter(
        "behaviour.inventories.most_weeks_ahead", 13.0, "weeks", 0.0, 52.0,
        "Most weeks of use that are bought ahead of a tariff, beyond what is held anyway.",
        "assumed: room in warehouses",
    ),
    Parameter(
        "behaviour.inventories.response_to_saving", 2.0, "1", 0.0, 20.0,
        "Orders placed ahead, or put off, in a week over use, for a log saving of one: hurrying gets "
        "dearer the more is hurried.",
        "12 to 22 % more containers before a rise from 10 to 25 % that was expected for 1 January 2019",
    ),
    Parameter(
        "behaviour.inventories.order_limit", 0.5, "1", 0.0, 5.0,
        "Most by which orders exceed use: makers and ships cannot deliver more.",
        "assumed: US imports of goods rose by 31 % on a year in March 2025, before announced tariffs",
    ),
    Parameter(
        "behaviour.inventories.kilometres_a_week", 3500.0, "km a week", 100.0, 100000.0,
        "Distance that goods cover in a week, handling in ports included; nearer ones arrive in the same "
        "week.",
        "assumed: three weeks from China to the United States, two from Europe, none over a land border",
    ),
)  # fmt: skip
