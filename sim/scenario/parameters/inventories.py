"""Stocks of imported goods, ordering ahead of tariffs, and the way from seller to buyer."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.inventories.durable_weeks", 7.0, "weeks", 0.0, 52.0,
        "Use that buyers want to hold of imported wood, minerals, metals, machines, electronics, vehicles "
        "and furniture.",
        "US inventories over sales of durable goods, 1.6 to 1.7 months in wholesale trade, Census, 2017 to "
        "2019 (from memory)",
        uniform(
            5.5, 8.5,
            "assumed: a fifth less to a fifth more than the default; stocks of importers are not those of "
            "wholesale trade",
        ),
    ),
    Parameter(
        "behaviour.inventories.nondurable_weeks", 4.5, "weeks", 0.0, 52.0,
        "Use that buyers want to hold of all other imported goods.",
        "US inventories over sales of nondurable goods, 1.0 to 1.1 months in manufacturing and wholesale "
        "trade, Census, 2017 to 2019 (from memory)",
        uniform(3.5, 5.5, "assumed: a fifth less to a fifth more than the default"),
    ),
    Parameter(
        "behaviour.inventories.floor_weeks", 2.0, "weeks", 0.0, 52.0,
        "Use that buyers keep at hand while they wait for an announced cut.",
        "assumed",
        uniform(1.0, 3.0, "assumed: a week less to a week more than the default"),
    ),
    Parameter(
        "behaviour.inventories.adjustment", 0.1, "per week", 0.0, 0.5,
        "Share of the gap between wanted and present stocks that a week's orders close.",
        "assumed: estimated speeds of adjustment of stocks are far below one a quarter, Blinder and Maccini "
        "(1991)",
        log_uniform(0.05, 0.2),
    ),
    Parameter(
        "behaviour.inventories.carrying_cost", 0.27, "per year", 0.01, 5.0,
        "Cost of holding goods over their value: capital, storage, insurance, obsolescence.",
        "25 to 30 % a year, textbooks of logistics and Alessandria, Kaboski and Midrigan (2010) (from "
        "memory)",
        uniform(0.2, 0.35, "assumed: 25 to 30 % a year of the textbooks, and five points on either side"),
    ),
    Parameter(
        "behaviour.inventories.most_weeks_ahead", 13.0, "weeks", 0.0, 52.0,
        "Most weeks of use that are bought ahead of a tariff, beyond what is held anyway.",
        "assumed: room in warehouses",
        log_uniform(6.5, 26.0),
    ),
    Parameter(
        "behaviour.inventories.response_to_saving", 2.0, "1", 0.0, 20.0,
        "Orders placed ahead, or put off, in a week over use, for a log saving of one: hurrying gets "
        "dearer the more is hurried.",
        "12 to 22 % more containers before a rise from 10 to 25 % that was expected for 1 January 2019",
        log_uniform(1.0, 4.0),
    ),
    Parameter(
        "behaviour.inventories.order_limit", 0.5, "1", 0.0, 5.0,
        "Most by which orders exceed use: makers and ships cannot deliver more.",
        "assumed: US imports of goods rose by 31 % on a year in March 2025, before announced tariffs",
        uniform(0.31, 0.8, "at least the 31 % of March 2025; assumed at the other end"),
    ),
    Parameter(
        "behaviour.inventories.kilometres_a_week", 3500.0, "km a week", 100.0, 100000.0,
        "Distance that goods cover in a week, handling in ports included; nearer ones arrive in the same "
        "week.",
        "assumed: three weeks from China to the United States, two from Europe, none over a land border",
        log_uniform(2_500.0, 5_000.0, "assumed: two to four weeks from China to the United States"),
    ),
)  # fmt: skip
