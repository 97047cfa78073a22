"""Exports of the second of the two at war and imports of the first, by the economy that they pass by."""

from __future__ import annotations

import polars as pl

from sim.report.drawing.charts import Chart, Field, View
from sim.report.drawing.wording import billions_apart, capitalised, comparison
from sim.report.facts import Facts
from sim.report.flows.sankey_figure import OTHERS, Crossing, sankey_figure

_SHOWN = 11


def trade_sankey(facts: Facts) -> Chart | None:
    """Imports of the first economy by origin and exports of the second by destination, before and after."""
    frame = _partners(facts)
    shown = _shown(frame)
    crossings = {arm: _crossings(facts, frame, shown, arm) for arm in ("scenario", "reference")}
    tallest = max(sum(each.height for each in rows) for rows in crossings.values())
    if tallest <= 0.0:
        return None
    names, focus = facts.names, facts.metrics.focus
    first, second = names.phrase(focus.first), names.phrase(focus.second)
    views = tuple(
        View(
            label,
            f"Goods exports of {second} by destination, on the left, and goods imports of {first} by origin, "
            f"on the right, {moment}, USD billion a year",
            sankey_figure(facts, crossings[arm], tallest),
        )
        for arm, label, moment in (
            ("scenario", "In the run", "last four weeks of the run"),
            ("reference", "Without the measures", "the same weeks without the measures"),
        )
    )
    return Chart(
        identifier="trade-sankey",
        title=_title(facts, frame),
        description=f"Streams from {second} to its customers and from the suppliers of {first} to {first}, "
        "one picture for the run and one without the measures.",
        views=views,
        note="Both pictures have the same scale and order. A bar in the middle is as high as the larger of "
        f"its two streams: what an economy buys from {second} is not what it sells to {first}; the page on "
        "decoupling follows goods through suppliers of suppliers.",
        data=frame.with_columns(names.labels(frame["economy"])),
        fields={
            "economy": Field("Partner"),
            "exports_reference": Field(
                f"{capitalised(second)} sells it without the measures, USD bn a year", "billions"
            ),
            "exports_scenario": Field("In the run", "billions"),
            "imports_reference": Field(f"Sells {first} without the measures, USD bn a year", "billions"),
            "imports_scenario": Field("In the run", "billions"),
        },
        metrics=("import_sources_first", "export_markets_second"),
    )


def _partners(facts: Facts) -> pl.DataFrame:
    """Both tables of partners side by side; goods between the two at war are the row of the second."""
    focus = facts.metrics.focus
    arms = ("scenario", "reference")
    bought, sold = (
        table.select("economy", *(pl.col(arm).alias(f"{side}_{arm}") for arm in arms))
        for side, table in (
            ("imports", facts.metrics.import_sources_first),
            ("exports", facts.metrics.export_markets_second),
        )
    )
    sold = sold.with_columns(pl.col("economy").replace(focus.first, focus.second))
    joined = bought.join(sold, on="economy", how="left").fill_null(0.0)
    size = pl.max_horizontal(pl.selectors.float())
    return joined.sort(pl.col("economy") != focus.second, -size, "economy")


def _shown(frame: pl.DataFrame) -> list[str]:
    return frame["economy"].head(_SHOWN + 1).to_list()


def _crossings(facts: Facts, frame: pl.DataFrame, shown: list[str], arm: str) -> list[Crossing]:
    rows = [Crossing(*row) for row in frame.select("economy", f"exports_{arm}", f"imports_{arm}").rows()]
    rest = [row for row in rows if row.economy not in shown]
    found = [row for row in rows if row.economy in shown]
    if not rest:
        return found
    return [*found, Crossing(OTHERS, sum(row.exports for row in rest), sum(row.imports for row in rest))]


def _title(facts: Facts, frame: pl.DataFrame) -> str:
    names, focus = facts.names, facts.metrics.focus
    first, second = names.phrase(focus.first), names.phrase(focus.second)
    direct = frame.filter(economy=focus.second).row(0, named=True)
    others = frame.filter(pl.col("economy") != focus.second)
    sold, bought = (_change(others, side) for side in ("exports", "imports"))
    direct_goods = billions_apart(direct["imports_scenario"], direct["imports_reference"])
    return (
        f"{capitalised(second)} sells {first} goods of {direct_goods}; what it sells to others is "
        f"{comparison(sold)}, what {first} buys from others {comparison(bought)}"
    )


def _change(others: pl.DataFrame, side: str) -> float | None:
    after, before = (float(others[f"{side}_{arm}"].to_numpy().sum()) for arm in ("scenario", "reference"))
    return after / before - 1.0 if before > 0.0 else None
