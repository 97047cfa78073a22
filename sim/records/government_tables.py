"""Declared tables of governments that decide: negotiations, exemptions, and how it all ended."""

from __future__ import annotations

import polars as pl

from sim.records.columns import ECONOMY, GROUP, WEEK, Column, Table, value

RIVAL = Column("rival", pl.Categorical, "code", "The other one")

_GDP = "percent of GDP"
_BORNE = "percent of GDP, weeks"
_TOO_LATE = "where draws decide only after the last week"

NEGOTIATIONS = Table(
    "negotiations",
    "Two governments that negotiate, week by week and side by side (scenario only), docs/governments.md.",
    (
        ECONOMY,
        RIVAL,
        WEEK,
        Column("state", pl.String, "", "Where the two stand at the end of the week"),
        Column("what", pl.String, "", "What happened in the week; empty where nothing did"),
        Column("precondition", pl.String, "", "What the economy's government asks for before it talks"),
        value("rate", "fraction", "Rate at stake that it levies on the last day"),
        value("pressure", _GDP, "Pressure at home, equation (89)"),
        value("audience", "1", "What backing down in public would be held against, equation (91)"),
        value("cost", _GDP, "Cost of holding out, equation (90)"),
        value("yields", "fraction", "Probability of giving way in the week to come, equation (93)"),
        Column("said", pl.String, "", "`claims` talks, `denies` them, or nothing"),
        Column("talking", pl.Boolean, "", "Whether there were talks in the week"),
        Column("drawn", pl.Boolean, "", "Whether draws decide, rather than the script alone"),
    ),
)

EXEMPTIONS = Table(
    "exemptions",
    "What governments that decide freed from their own duties on a rival, and why.",
    (
        ECONOMY,
        RIVAL,
        Column("date", pl.Date, "date", "Day"),
        Column("rank", pl.Int32, "1", "Place by score, from 1"),
        GROUP,
        Column("quiet", pl.Boolean, "", "Whether only those concerned were told"),
        value("part", "fraction", "Part of the imports of the group that is freed"),
        value("imports", "USD mn a year", "Imports of the group from the rival in the base"),
        value("dependence", "fraction", "The rival's share in imports of the group"),
        value("price_rise", "log", "Rise of the landed price of the rival's goods that is expected"),
        value("home_share", "fraction", "Share of home production in what is used of the group"),
        value("score", _GDP, "What it is worth, equation (105)"),
    ),
)

OUTCOMES = Table(
    "outcomes",
    "How negotiations ended: of the run itself, and of other draws on the mean-field economy. Weeks count "
    "from the "
    "first that is drawn; the first side is the one named first in the scenario.",
    (
        Column("economy", pl.String, "", "`agents` for the run itself, `pools` for the mean field"),
        Column("draw", pl.Int32, "1", "Number of the draw, that of a replication"),
        Column("first", pl.String, "code", "First side"),
        Column("second", pl.String, "code", "Second side"),
        Column("state", pl.String, "", "State in the last week"),
        Column("weeks_to_truce", pl.Int32, "weeks", "Until the first truce or deal", "for never"),
        Column("weeks_to_deal", pl.Int32, "weeks", "Until the first deal", "for never"),
        Column("first_mover", pl.String, "", "Who gave way first: a code, `together`, or nobody"),
        Column("on_terms_of", pl.String, "", "Whose precondition was met: a code, `both`, or nobody's"),
        Column("weeks_at_embargo", pl.Int32, "weeks", "With both rates at embargo level"),
        Column("snap_backs", pl.Int32, "count", "Truces that ended in higher tariffs"),
        Column("crises", pl.Int32, "count", "Crises of a truce or deal"),
        Column("first_exempted", pl.Boolean, "", "Whether the first exempted goods before anybody gave way"),
        Column("second_exempted", pl.Boolean, "", "The same of the second"),
        Column("false_words", pl.Int32, "count", "Words about talks that were not true"),
        Column("contradictions", pl.Int32, "weeks", "In which one claimed what the other denied"),
        value("first_cost", _BORNE, "What the war cost the first's government"),
        value("second_cost", _BORNE, "The same of the second's"),
        value("first_welfare", "base = 1", "Mean real consumption of the first since then", _TOO_LATE),
        value("second_welfare", "base = 1", "The same of the second", _TOO_LATE),
        value("first_sells", "base = 1", "Goods from the first in the second at the end"),
        value("second_sells", "base = 1", "Goods from the second in the first at the end"),
        value("first_credibility", "fraction", "Probability that a word of the first comes true, at the end"),
        value("second_credibility", "fraction", "The same of the second"),
    ),
)

GOVERNMENT_TABLES = (NEGOTIATIONS, EXEMPTIONS, OUTCOMES)
"""The tables of governments that decide; empty where all are scripted."""
