"""What it costs: consumer prices by economy, and the goods that become dearer."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from sim.metrics import Metrics
from sim.report.drawing.charts import (
    Chart,
    Field,
    Key,
    View,
    clipped,
    end_labels,
    label_margin,
    narrow_weeks,
    rounded,
)
from sim.report.drawing.dumbbell import RING, connectors, dots, filled, readable_range, rows_layout
from sim.report.drawing.long_run import LONG_RUN_KEY, end_diamonds, row_diamonds
from sim.report.drawing.theme import BEFORE, CONTEXT, INK, ZERO, base_layout, colour, row_axis
from sim.report.drawing.wording import (
    LONG_RUN,
    WITHOUT_FRICTIONS,
    Names,
    capitalised,
    comparison,
    is_nothing,
    percent,
)
from sim.report.facts import Facts

_HEIGHT = 432
_PLOT_HEIGHT = 385
_GROUPS = 14
_ROW_HEIGHT = 33


def consumer_prices(facts: Facts) -> Chart:
    """Draw consumer prices of the focus pair, with every other economy in the background."""
    metrics, names = facts.metrics, facts.names
    first, second = metrics.focus.first, metrics.focus.second
    place = names.phrase(first)
    ours, _ = metrics.headline.consumer_prices
    moved = "do not move" if is_nothing(ours.run) else f"end the run {comparison(ours.run)}"
    subtitle = "Consumer price index against the run without the measures, percent"
    return Chart(
        identifier="consumer-prices",
        title=f"Consumer prices in {place} {moved}",
        description="Consumer prices by week in every economy; the two main economies are highlighted.",
        views=(
            View(
                "",
                subtitle,
                _paths(metrics, names),
                {"margin": {"r": 70}, "xaxis": narrow_weeks(metrics.axes.weeks)},
            ),
        ),
        note="The model has no money: prices are measured against the labour income of the world, and a "
        "country whose "
        "wages rise against others' sees its prices rise with them.",
        data=metrics.consumer_prices.with_columns(names.labels(metrics.consumer_prices["economy"])),
        fields={
            "economy": Field("Economy"),
            "week": Field("Week", "date"),
            "scenario": Field("This run, base = 1", "index"),
            "reference": Field("Without the measures", "index"),
            "change": Field("Change", "percent"),
            "benchmark_change": Field(LONG_RUN, "percent"),
        },
        keys=(
            Key(names.label(first), colour(first), "line"),
            Key(names.label(second), colour(second), "line"),
            Key("Other economies", CONTEXT.light, "line"),
            LONG_RUN_KEY,
        ),
        width="half",
    )


def _paths(metrics: Metrics, names: Names) -> go.Figure:
    pair = (metrics.focus.first, metrics.focus.second)
    others = [code for code in metrics.axes.economies if code not in pair]
    traces, ends, rest, known = [], [], [], [0.0]
    for code in (*others, *pair):
        path = metrics.consumer_prices.filter(pl.col("economy") == code)
        values = rounded(path["change"], 100.0)
        known += [value for value in values if value is not None]
        if code in pair and values and values[-1] is not None:
            end = percent(values[-1] / 100, signed=True)
            ends.append((values[-1], f"{names.label(code)} {end}", end, colour(code)))
            rest.append((rounded(path["benchmark_change"], 100.0)[-1], names.label(code), colour(code)))
        traces.append(_path(metrics, values, names.label(code), colour(code) if code in pair else None))
    traces.append(end_diamonds(metrics.axes.weeks[-1], rest, "%{y:+.2f}%"))
    known += [value for value, _, _ in rest if value is not None]
    pad = max(0.08 * (max(known) - min(known)), 0.05)
    low, high = min(known) - pad, max(known) + pad
    weeks = [metrics.axes.weeks[0], metrics.axes.weeks[-1]]
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "nticks": 5, "range": weeks},
        yaxis={
            "range": [low, high],
            "ticksuffix": "%",
            "nticks": 7,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
        },
        annotations=end_labels(ends, low, high, _PLOT_HEIGHT),
    )
    return go.Figure(traces, layout)


def _path(metrics: Metrics, values: list[float | None], label: str, shade: str | None) -> go.Scatter:
    """Draw one economy: in its colour, or as a thin line in the background that says nothing on hover."""
    if shade is None:
        line = {"color": CONTEXT.light, "width": 1.2}
        return go.Scatter(x=metrics.axes.weeks, y=values, mode="lines", line=line, hoverinfo="skip")
    line = {"color": shade, "width": 3}
    hover = f"{label}: %{{y:+.2f}}%<extra></extra>"
    return go.Scatter(x=metrics.axes.weeks, y=values, mode="lines", line=line, hovertemplate=hover)


def retail_prices(facts: Facts) -> Chart:
    """Draw retail prices by product group in the first economy, and the landed cost behind them."""
    metrics, names = facts.metrics, facts.names
    first = metrics.focus.first
    frame = metrics.retail.drop_nulls(["retail_change", "landed_change"]).head(_GROUPS)
    titles = [names.group(code) for code in frame["group"]]
    retail, landed = rounded(frame["retail_change"], 100.0), rounded(frame["landed_change"], 100.0)
    rest = rounded(frame["benchmark_retail_change"], 100.0)
    shade = colour(first)
    traces = [
        connectors(retail, landed, titles),
        dots(landed, titles, "Cost to distributors", RING, "%{x:+.1f}%"),
        row_diamonds(rest, titles, "%{x:+.1f}%"),
        dots(retail, titles, "Retail price", filled(shade), "%{x:+.1f}%"),
    ]
    scale = {"ticksuffix": "%", "rangemode": "tozero", **readable_range([*retail, *landed, *rest], 1.0)}
    layout = rows_layout(titles, _ROW_HEIGHT, scale)
    layout["yaxis"] |= {"ticktext": [clipped(title, 28) for title in titles], "tickfont": {"size": 12}}
    narrow = row_axis(titles, [clipped(title, 19) for title in titles]) | {"tickfont": {"size": 11}}
    subtitle = (
        f"Goods in shops of {names.phrase(first)}: change against the run without the measures, percent"
    )
    return Chart(
        identifier="retail-prices",
        title=_retail_title(metrics, names),
        description="Change in retail price and in distributors' cost by product group, at the end of the "
        "run and in the long run without frictions.",
        views=(View("", subtitle, go.Figure(traces, layout), {"yaxis": narrow}),),
        note="Mean of the last four weeks; the groups that rise most. Cost to distributors is the average "
        "over all "
        "origins, goods made at home among them, duty included. Distribution margins come on top, so that "
        "retail "
        "prices rise by less.",
        data=metrics.retail.with_columns(names.group_titles(metrics.retail["group"])),
        fields={
            "group": Field("Product group"),
            "retail_change": Field("Retail price", "percent"),
            "landed_change": Field("Cost to distributors", "percent"),
            "benchmark_retail_change": Field(f"Retail price, {WITHOUT_FRICTIONS}", "percent"),
            "benchmark_landed_change": Field(f"Cost to distributors, {WITHOUT_FRICTIONS}", "percent"),
        },
        keys=(
            Key("Retail price", shade, "dot"),
            Key("Cost to distributors", BEFORE.light, "ring"),
            Key(f"Retail price, {WITHOUT_FRICTIONS}", INK.light, "diamond"),
        ),
        width="half",
    )


def _retail_title(metrics: Metrics, names: Names) -> str:
    dearer = metrics.headline.dearer
    place = names.phrase(metrics.focus.first)
    if not dearer or is_nothing(dearer[0][1]):
        return f"No goods become dearer in shops of {place}"
    group, rise = dearer[0]
    goods = capitalised(names.group(group))
    return f"{goods} {percent(rise, signed=True)}: the largest rise at retail in {place}"
