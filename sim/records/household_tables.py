"""Declared tables of households: income, burden and opinion by tenth of income, boycotts."""

from __future__ import annotations

import polars as pl

from sim.records.columns import ARM, DESTINATION, ECONOMY, ORIGIN, WEEK, Column, Table, compact, value

DECILE = Column(
    "decile", pl.Int8, "1 to 10", "Tenth of households by income, from the poorest to the richest"
)

_OF_SPENDING = "fraction of base spending"

HOUSEHOLD_TABLES = (
    Table(
        "households",
        "Income and spending of each economy's households.",
        (
            ARM,
            ECONOMY,
            WEEK,
            value("labour_income", "USD mn a week", "Pay of those at work"),
            value("benefits", "USD mn a week", "Paid to those out of work, from employers' contributions"),
            value("rebate", "USD mn a week", "Tariff revenue handed back"),
            value(
                "dividends",
                "USD mn a week",
                "Paid by firms, importers' gain on duty and shops' profit included",
            ),
            value(
                "importers_gain",
                "USD mn a week",
                "Duty that users paid importers less what these paid on arrival; paid out a week later",
            ),
            value(
                "shops_profit",
                "USD mn a week",
                "What distributors earn between posted prices and those that cover cost",
            ),
            value("transfer", "USD mn a week", "Trade deficit financed from abroad"),
            value("spending", "USD mn a week", "Final expenditure at retail prices"),
            value(
                "unemployment", "fraction", "Labour force out of work during the week, above that of the base"
            ),
            value("approval", "fraction", "Households that approve of their government, tenths alike"),
        ),
    ),
    Table(
        "deciles",
        "Households by tenth of income: what they earn and pay, who bears the burden, what they think. The "
        "change of real spending is the sum of its five parts, against the base, in units of the own wage.",
        (
            ARM,
            ECONOMY,
            DECILE,
            WEEK,
            compact("spending", "USD mn a week", "Income and spending"),
            compact("consumer_price", "base = 1", "Price index of the tenth's own basket"),
            compact("unemployment", "fraction", "Part of the tenth's labour out of work"),
            compact("real_spending_change", _OF_SPENDING, "Spending over the price index, less one"),
            compact("from_prices", _OF_SPENDING, "Of which prices relative to the wage"),
            compact("from_jobs", _OF_SPENDING, "Of which lost jobs, benefits counted"),
            compact("from_rebate", _OF_SPENDING, "Of which tariff revenue handed back"),
            compact(
                "from_profits", _OF_SPENDING, "Of which what firms pay their owners, losses of shops included"
            ),
            compact("from_transfers", _OF_SPENDING, "Of which transfers that finance the trade deficit"),
            compact(
                "price_experience", "log", "Noticed prices over the wage above what the tenth is used to"
            ),
            compact("approval", "fraction", "Part of the tenth that approves of its government"),
        ),
    ),
    Table(
        "benchmark_deciles",
        "Households by tenth of income in the long run without frictions, at the tastes of the base.",
        (
            ECONOMY,
            DECILE,
            compact("real_spending_change", _OF_SPENDING, "Spending over the price index, less one"),
        ),
    ),
    Table(
        "boycotts",
        "Households that avoid the goods of another economy, where there are any in some week of the arm.",
        (
            ARM,
            ORIGIN,
            DESTINATION,
            WEEK,
            compact("avoiding", "fraction", "Part of the destination's households at the end of the week"),
        ),
    ),
)
