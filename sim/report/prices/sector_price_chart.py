"""Which goods become dearer: before buyers change suppliers, after, and in shops."""

from __future__ import annotations

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped, rounded
from sim.report.drawing.dumbbell import RING, connectors, dots, filled, readable_range, rows_layout
from sim.report.drawing.long_run import row_diamonds
from sim.report.drawing.theme import BEFORE, INK, colour, row_axis
from sim.report.drawing.wording import WITHOUT_FRICTIONS, capitalised, comparison, is_nothing, percent
from sim.report.facts import Facts

_GROUPS = 14
_ROW_HEIGHT = 33
_PRICES = ("before_substitution", "after_substitution", "retail")


def sector_prices(facts: Facts) -> Chart:
    """Draw costs of goods before and after substitution, and retail prices, by product group."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.frame("sector_prices")
    pair = (metrics.focus.first, metrics.focus.second)
    return Chart(
        identifier="sector-prices",
        title=_title(facts, frame),
        description="Change of what product groups cost before and after buyers change suppliers, and of "
        "their retail prices, at the end of the run and in the long run without frictions.",
        views=tuple(
            View(
                names.label(code),
                f"Goods in {names.phrase(code)}: change against the run without the measures, percent",
                *_drawn(facts, frame.filter(pl.col("economy") == code), code),
                keys=_keys(code),
            )
            for code in pair
        ),
        note="Mean of the last four weeks; the groups whose cost rises most. Costs are landed, duty "
        "included, over all origins and goods made at home. Before substitution: what buyers took without "
        "the measures, where they took it; empty where a ban keeps it out. Distribution margins come on top "
        "of cost, and posted prices follow it slowly, so that retail prices rise by less.",
        data=frame.with_columns(names.group_titles(frame["group"]), names.labels(frame["economy"])),
        fields={
            "economy": Field("Economy"),
            "group": Field("Product group"),
            "before_substitution": Field("Cost before substitution", "percent"),
            "after_substitution": Field("Cost to distributors", "percent"),
            "retail": Field("Retail price", "percent"),
            "retail_benchmark": Field(f"Retail price, {WITHOUT_FRICTIONS}", "percent"),
            "after_substitution_benchmark": Field(f"Cost to distributors, {WITHOUT_FRICTIONS}", "percent"),
            "spending": Field("Spending without the measures, USD bn a year", "billions"),
        },
        keys=_keys(pair[0]),
        width="half",
        metrics=("sector_prices", "price_cost", "closing_retail_pass_through"),
    )


def _keys(code: str) -> tuple[Key, ...]:
    return (
        Key("Retail price", colour(code), "dot"),
        Key("Cost to distributors", colour(code), "ring"),
        Key("Cost before substitution", BEFORE.light, "ring"),
        Key(f"Retail price, {WITHOUT_FRICTIONS}", INK.light, "diamond"),
    )


def _drawn(facts: Facts, frame: pl.DataFrame, code: str) -> tuple[plain.Figure, dict[str, object]]:
    """Figure of one economy and its changes on a small screen."""
    dearest = frame.drop_nulls(_PRICES[1:]).sort(["after_substitution", "group"], descending=[True, False])
    shown = dearest.head(_GROUPS)
    titles = [facts.names.group(group) for group in shown["group"]]
    before, after, retail = (rounded(shown[name], 100.0) for name in _PRICES)
    rest = rounded(shown["retail_benchmark"], 100.0)
    shade, number = colour(code), "%{x:+.1f}%"
    ring = {**RING, "color": shade}
    traces = [
        connectors(retail, [a if b is None else b for a, b in zip(after, before, strict=True)], titles),
        dots(before, titles, "Cost before substitution", RING, number),
        row_diamonds(rest, titles, number),
        dots(after, titles, "Cost to distributors", ring, number),
        dots(retail, titles, "Retail price", filled(shade), number),
    ]
    scale = {"ticksuffix": "%", "rangemode": "tozero", **readable_range([*before, *after, *rest], 1.0)}
    layout = rows_layout(titles, _ROW_HEIGHT, scale)
    layout["yaxis"] |= {"ticktext": [clipped(title, 28) for title in titles], "tickfont": {"size": 12}}
    narrow = row_axis(titles, [clipped(title, 19) for title in titles]) | {"tickfont": {"size": 11}}
    return plain.Figure(traces, layout), {"yaxis": narrow, "xaxis": {"nticks": 4}}


def _title(facts: Facts, frame: pl.DataFrame) -> str:
    place = facts.names.phrase(facts.metrics.focus.first)
    ours = frame.filter(pl.col("economy") == facts.metrics.focus.first).drop_nulls(_PRICES[1:])
    dearest = ours.sort(["after_substitution", "group"], descending=[True, False])
    if dearest.is_empty() or is_nothing(max(dearest["after_substitution"][0], 0.0)):
        return f"No goods cost more in {place}"
    row = dearest.row(0, named=True)
    goods, before = capitalised(facts.names.group(row["group"])), row["before_substitution"]
    without = "" if before is None else f", {percent(before)} before substitution"
    return (
        f"{goods} cost distributors in {place} {percent(row['after_substitution'])} more{without}; in shops "
        f"{comparison(row['retail'])}"
    )
