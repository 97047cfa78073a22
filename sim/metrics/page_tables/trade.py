"""Tables of tariffs and of trade between the two at war: paths, sources, markets, diversion."""

from __future__ import annotations

import polars as pl

from sim.metrics.declaration import GROUP, WEEK, Metric, arms, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.tariffs import tariff_paths
from sim.metrics.trade_patterns.bilateral import bilateral_means, bilateral_trade
from sim.metrics.trade_patterns.diversion import replacements, trade_diversion
from sim.metrics.trade_patterns.shares import export_markets, import_sources
from sim.records.columns import Table

MONEY = "USD mn a year"
RATE = "fraction"
LAST_WEEKS = "mean of the last four weeks"
LONG_RUN = "in the long run without frictions"

_TARIFFS = Table(
    "tariff_paths",
    "Average tariffs on goods of the two at war: on each other, on everyone else, and on all.",
    (
        word("importer", "Economy that levies the tariff", "code"),
        word("exporter", "Economy whose goods are taxed: a code, `rest`, or `all`", "code"),
        WEEK,
        number("fixed_weights", RATE, "Base-year customs values as weights: what policy did"),
        number("current_weights", RATE, "Duty over customs value of the week: what buyers still pay"),
        number("base", RATE, "In the base, fixed weights"),
        number("benchmark", RATE, f"Duty over customs value {LONG_RUN}"),
        number("barred", RATE, "Share of the goods that bans keep out, fixed weights"),
    ),
)

_BILATERAL = Table(
    "bilateral_trade",
    "Goods trade between the two at war by week, each way and both ways together.",
    (
        word("direction", "`CHN to USA`: goods from the first to the second named; or `both directions`"),
        WEEK,
        number("scenario", MONEY, "Customs value"),
        number("reference", MONEY, "Customs value: the same draws without the scenario's measures"),
        number("change", RATE, "Scenario over reference, less one"),
        number("benchmark", MONEY, f"Customs value {LONG_RUN}, the same in every week"),
    ),
)

_MEANS = Table(
    "bilateral_means",
    "Goods trade of every pair of economies at the end of the run and in the long run.",
    (
        word("origin", "Economy that the goods come from", "code"),
        word("destination", "Economy that buys the goods", "code"),
        number("base", MONEY, "Customs value in the base"),
        *arms("last_4_weeks", MONEY, "Customs value, mean of the last four weeks"),
        *arms("last_52_weeks", MONEY, "Customs value, mean of the last 52 weeks, or of all of a shorter run"),
        number("benchmark", MONEY, f"Customs value {LONG_RUN}"),
        number("change", RATE, "Last four weeks over their reference, less one"),
        number("benchmark_change", RATE, "Benchmark over base, less one"),
    ),
)


def _partners(name: str, description: str, partner: str) -> Table:
    return Table(
        name,
        description,
        (
            word("economy", partner, "code"),
            number("base", MONEY, "Customs value in the base"),
            number("reference", MONEY, f"Customs value without the measures, {LAST_WEEKS}"),
            number("scenario", MONEY, f"Customs value, {LAST_WEEKS}"),
            number("benchmark", MONEY, f"Customs value {LONG_RUN}"),
            number("base_share", RATE, "Share of all goods across the border, in the base"),
            number("reference_share", RATE, f"The same without the measures, {LAST_WEEKS}"),
            number("scenario_share", RATE, f"The same in the run, {LAST_WEEKS}"),
            number("benchmark_share", RATE, f"The same {LONG_RUN}"),
            number("gain", MONEY, "Scenario less reference"),
            number("benchmark_gain", MONEY, "Benchmark less base"),
            number("bilateral_gain", MONEY, "The same had only the two at war changed their tariffs"),
        ),
    )


_SOURCES = _partners(
    "import_sources",
    "Where the goods that an economy imports come from, largest base first.",
    "Economy that the goods come from",
)
_MARKETS = _partners(
    "export_markets",
    "Where the goods that an economy exports go, largest base first.",
    "Economy that buys the goods",
)


_DIVERSION = Table(
    "trade_diversion",
    "What became of the goods that the first no longer buys from the second, by product group, largest "
    "loss first.",
    (
        GROUP,
        number("reference", MONEY, f"Imports from the second without the measures, {LAST_WEEKS}"),
        number("scenario", MONEY, f"Imports from the second, {LAST_WEEKS}"),
        number("change", RATE, "Scenario over reference, less one"),
        number("lost", MONEY, "Fall of imports from the second, zero where they rise"),
        number("diverted", MONEY, "Of which bought from third economies"),
        number("replaced_at_home", MONEY, "Of which made at home"),
        number("not_bought", MONEY, "Of which no longer bought"),
        number("benchmark_change", RATE, f"Change {LONG_RUN}, against the base"),
        number("benchmark_lost", MONEY, f"Fall {LONG_RUN}, against the base"),
        number("benchmark_diverted", MONEY, "Of which bought from third economies"),
        number("benchmark_replaced_at_home", MONEY, "Of which made at home"),
        number("benchmark_not_bought", MONEY, "Of which no longer bought"),
    ),
)

_REPLACEMENTS = Table(
    "replacements",
    "Change of what the first buys by product group and origin, its own producers included, the second left "
    "out.",
    (
        GROUP,
        word("origin", "Economy that the goods come from", "code"),
        number("change", MONEY, f"Purchases against the reference, {LAST_WEEKS}"),
        number("benchmark_change", MONEY, f"Purchases {LONG_RUN} against the base"),
    ),
)


def _tariff_paths(evidence: Evidence) -> pl.DataFrame:
    focus = evidence.focus
    return tariff_paths(evidence.tariffs, evidence.flows, focus.first, focus.second)


_WHO_SELLS = "Who sells to the {} of the two at war, and who gains and loses by its tariffs?"
_VINER = "Viner (1950), The Customs Union Issue, Carnegie Endowment for International Peace"

TRADE_TABLES = (
    Metric(
        question="How high are the tariffs of the two at war, on each other and on everyone else?",
        table=_TARIFFS,
        compute=_tariff_paths,
        equations=(144, 146),
    ),
    Metric(
        question="How much do the two at war still trade with each other?",
        table=_BILATERAL,
        compute=lambda found: bilateral_trade(found.flows, found.focus.first, found.focus.second),
    ),
    Metric(
        question="How does the trade of every pair of economies change?",
        table=_MEANS,
        compute=lambda found: bilateral_means(found.flows),
    ),
    Metric(
        question=_WHO_SELLS.format("first"),
        table=_SOURCES,
        compute=lambda found: import_sources(found.flows, found.focus.first),
        equations=(106,),
        about="first",
        named_after=True,
    ),
    Metric(
        question=_WHO_SELLS.format("second"),
        table=_SOURCES,
        compute=lambda found: import_sources(found.flows, found.focus.second),
        equations=(106,),
        about="second",
        named_after=True,
    ),
    Metric(
        question="Where do goods of the second of the two at war go when the first no longer buys them?",
        table=_MARKETS,
        compute=lambda found: export_markets(found.flows, found.focus.second),
        about="second",
        named_after=True,
    ),
    Metric(
        question="What takes the place of goods no longer bought: goods of others, its own, or nothing?",
        table=_DIVERSION,
        compute=lambda found: trade_diversion(found.flows, found.focus.first, found.focus.second),
        equations=(138,),
        sources=(_VINER,),
        about="first",
    ),
    Metric(
        question="Who takes the rival's place in each product group?",
        table=_REPLACEMENTS,
        compute=lambda found: replacements(found.flows, found.focus.first, found.focus.second),
        about="first",
    ),
)
