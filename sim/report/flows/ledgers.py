"""One side of the trade of one of the two at war: its partners, and the words that tell of them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sim.report.drawing.charts import Field
from sim.report.drawing.wording import LONG_RUN, WITHOUT_FRICTIONS, Names
from sim.report.facts import Facts

_ROWS = 12
_MOVERS = 5
PARTNER_FIELDS = {
    "side": Field("Of"),
    "economy": Field("Partner"),
    "reference_share": Field("Share without the measures", "percent"),
    "scenario_share": Field("Share, last 4 weeks", "percent"),
    "base_share": Field("Share, base", "percent"),
    "benchmark_share": Field(f"Share, {WITHOUT_FRICTIONS}", "percent"),
}
GAIN_FIELDS = {
    "economy": Field("Economy"),
    "base": Field("Base, USD bn a year", "billions"),
    "reference": Field("Without the measures, last 4 weeks", "billions"),
    "scenario": Field("This run, last 4 weeks", "billions"),
    "benchmark": Field(LONG_RUN, "billions"),
    "gain": Field("Change, last 4 weeks", "billions"),
    "benchmark_gain": Field(f"Change, {WITHOUT_FRICTIONS}", "billions"),
    "bilateral_gain": Field(f"Change, {WITHOUT_FRICTIONS}, the two alone", "billions"),
}


@dataclass(frozen=True)
class Ledger:
    """One side of one economy's trade: its partners in ``frame`` and the words that tell of them."""

    identifier: str
    table: str
    label: str
    frame: pl.DataFrame
    rival: str
    of_all: str
    shares: str
    moved: str
    deed: str


def imports(facts: Facts) -> Ledger:
    """Tell where the first economy's imports come from."""
    metrics = facts.metrics
    first = facts.names.phrase(metrics.focus.first)
    return Ledger(
        identifier="import",
        table="import_sources_first",
        label=f"{facts.names.label(metrics.focus.first)} imports",
        frame=metrics.import_sources_first,
        rival=metrics.focus.second,
        of_all=f"the goods imports of {first}",
        shares=f"Share in goods imports of {first}, percent",
        moved=f"Change in goods sold to {first}, USD billion a year",
        deed=f"sells {{amount}} to {first}",
    )


def exports(facts: Facts) -> Ledger:
    """Tell where the second economy's exports go."""
    metrics = facts.metrics
    second = facts.names.phrase(metrics.focus.second)
    return Ledger(
        identifier="export",
        table="export_markets_second",
        label=f"{facts.names.label(metrics.focus.second)} exports",
        frame=metrics.export_markets_second,
        rival=metrics.focus.first,
        of_all=f"the goods exports of {second}",
        shares=f"Share in goods exports of {second}, percent",
        moved=f"Change in goods bought from {second}, USD billion a year",
        deed=f"buys {{amount}} from {second}",
    )


def chosen(ledger: Ledger) -> pl.DataFrame:
    """Rows to draw: whom titles name, whoever moves most, then the largest partners; order of the frame."""
    frame = ledger.frame
    movers = frame.sort(pl.col("gain").abs(), "economy", descending=[True, False], nulls_last=True)
    third = third_economies(ledger)["economy"].to_list()
    wanted = [*third[:1], *third[-1:], *movers["economy"].head(_MOVERS), *frame["economy"]]
    return frame.filter(pl.col("economy").is_in(list(dict.fromkeys(wanted))[:_ROWS]))


def third_economies(ledger: Ledger) -> pl.DataFrame:
    """All but the rival whose trade is known, the largest fall first, the largest rise last."""
    return ledger.frame.filter(pl.col("economy") != ledger.rival).drop_nulls("gain").sort("gain", "economy")


def named(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Put names of economies in place of codes."""
    return frame.with_columns(names.labels(frame["economy"]))
