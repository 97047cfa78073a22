"""Declared tables of acts of policy by day: what is done and said, and the tariffs that move."""

from __future__ import annotations

import polars as pl

from sim.records.columns import WEEK, Column, Table, value

EVENTS = Table(
    "events",
    "Dated acts of policy and statements about it.",
    (
        Column("date", pl.Date, "date", "Day"),
        WEEK,
        Column("event", pl.String, "", "`announced`, `starts`, `ends` or `said`"),
        Column("measure", pl.String, "", "Identifier of the measure or statement"),
        Column("kind", pl.String, "", "Kind of the measure, or `statement`"),
        Column("actors", pl.String, "code", "Who acts or speaks; several separated by commas"),
        Column("importer", pl.String, "code", "Whose imports; several separated by commas"),
        Column("exporter", pl.String, "code", "Whose goods; several separated by commas"),
        Column("title", pl.String, "", "One line for people"),
        Column("source", pl.String, "", "Where the fact is written down"),
    ),
)

TARIFF_DAYS = Table(
    "tariff_days",
    "Average tariff on goods of a pair on every day on which it changes, base duties included.",
    (
        Column("importer", pl.Categorical, "code", "Economy that levies the tariff"),
        Column("exporter", pl.Categorical, "code", "Economy whose goods are taxed"),
        Column("date", pl.Date, "date", "Day"),
        value("rate_before", "fraction", "On the day before, with base-year customs values as weights"),
        value("rate", "fraction", "From the day on, likewise"),
    ),
)

POLICY_TABLES = (EVENTS, TARIFF_DAYS)
"""In the order of the page on tables."""
