"""What it costs: consumer prices by economy, and the goods that become dearer."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from sim.metrics import Metrics
from sim.report.charts import Chart, Field, Key, View, end_labels, rounded, wrapped
from sim.report.theme import BEFORE, CONTEXT, INK, MUTED, ZERO, base_layout, colour
from sim.report.wording import Names, capitalised, comparison, is_nothing, percent

_HEIGHT = 430
_PLOT_HEIGHT = 385
_GROUPS = 14
_ROW_HEIGHT = 28


def consumer_price_chart(metrics: Metrics, names: Names) -> Chart:
    """Consumer prices of the focus pair, with every other economy in the background."""
    first, second = metrics.focus.first, metrics.focus.second
    frame = metrics.consumer_prices
    others = [code for code in metrics.axes.economies if code not in {first, second}]
    traces, ends, known = [], [], [0.0]
    for code in (*others, first, second):
        values = rounded(frame.filter(pl.col("economy") == code)["change"], 100.0)
        present = [value for value in values if value is not None]
        if not present:
            continue
        known += present
        belligerent = code not in others
        line = {"color": colour(code) if belligerent else CONTEXT.light, "width": 3 if belligerent else 1.2}
        hover = (
            {"hovertemplate": f"{names.label(code)}: %{{y:+.2f}}%<extra></extra>"}
            if belligerent
            else {"hoverinfo": "skip"}
        )
        traces.append(
            go.Scatter(
                x=metrics.axes.weeks, y=values, mode="lines", name=names.label(code), line=line, **hover
            )
        )
        if belligerent:
            end = percent(present[-1] / 100, signed=True)
            ends.append((present[-1], f"{names.label(code)} {end}", end, colour(code)))
    low, high = min(known), max(known)
    pad = max(0.08 * (high - low), 0.05)
    low, high = low - pad, high + pad
    layout = base_layout(
        _HEIGHT,
        margin={"r": 110},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "nticks": 5},
        yaxis={
            "range": [low, high],
            "ticksuffix": "%",
            "nticks": 7,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
        },
        annotations=end_labels(ends, low, high, _PLOT_HEIGHT),
    )
    ours, _ = metrics.headline.consumer_prices
    place = names.phrase(first)
    title = (
        f"Consumer prices in {place} do not move"
        if is_nothing(ours)
        else f"Consumer prices in {place} end the run {comparison(ours)}"
    )
    subtitle = "Consumer price index against the run without the measures, percent"
    return Chart(
        identifier="consumer-prices",
        title=title,
        description="Consumer prices by week in every economy; the two main economies are highlighted.",
        views=(View("", subtitle, go.Figure(traces, layout), {"margin": {"r": 58}}),),
        note="A real model has no money: prices are measured against labour income of the world. Inflation of money comes on top.",
        data=_named(frame, names),
        fields={
            "economy": Field("Economy"),
            "week": Field("Week", "date"),
            "scenario": Field("This run, base = 1", "index"),
            "reference": Field("Without the measures", "index"),
            "change": Field("Change", "percent"),
        },
        keys=(
            Key(names.label(first), colour(first), "line"),
            Key(names.label(second), colour(second), "line"),
            Key("Other economies", CONTEXT.light, "line"),
        ),
        width="half",
    )


def retail_price_chart(metrics: Metrics, names: Names) -> Chart:
    """Retail prices by product group in the first economy, and the landed cost behind them."""
    first = metrics.focus.first
    rows = metrics.retail.drop_nulls().head(_GROUPS)
    titles = [names.group(code) for code in rows["group"]]
    retail, landed = rounded(rows["retail_change"], 100.0), rounded(rows["landed_change"], 100.0)
    between_x = [value for pair in zip(retail, landed, strict=True) for value in (*pair, None)]
    between_y = [value for title in titles for value in (title, title, None)]
    shade = colour(first)
    traces = [
        go.Scatter(
            x=between_x,
            y=between_y,
            mode="lines",
            line={"color": BEFORE.light, "width": 2.5},
            hoverinfo="skip",
        ),
        go.Scatter(
            x=landed,
            y=titles,
            mode="markers",
            marker={"symbol": "circle-open", "size": 10, "color": BEFORE.light, "line": {"width": 2}},
            hovertemplate="%{y}: %{x:+.1f}%<extra>Cost to distributors</extra>",
        ),
        go.Scatter(
            x=retail,
            y=titles,
            mode="markers",
            marker={"size": 12, "color": shade},
            hovertemplate="%{y}: %{x:+.1f}%<extra>Retail price</extra>",
        ),
    ]
    ticks = {"tickmode": "array", "tickvals": titles}
    layout = base_layout(
        max(_ROW_HEIGHT * len(titles) + 44, 120),
        margin={"t": 6, "r": 18},
        hovermode="closest",
        xaxis={
            "showgrid": True,
            "ticksuffix": "%",
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "rangemode": "tozero",
            "nticks": 6,
        },
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": titles,
            "autorange": "reversed",
            "tickfont": {"color": INK.light, "size": 13},
            "ticks": "",
            **ticks,
            "ticktext": [wrapped(title, 30) for title in titles],
        },
    )
    narrow = {"yaxis": {"ticktext": [wrapped(title, 17) for title in titles], "tickfont": {"size": 11.5}}}
    return Chart(
        identifier="retail-prices",
        title=_retail_title(metrics, names),
        description="Change in retail price and in distributors' cost by product group.",
        views=(
            View(
                "",
                f"Goods sold in {names.phrase(first)}: change against the run without the measures, percent, last four weeks",
                go.Figure(traces, layout),
                narrow,
            ),
        ),
        note="Cost to distributors is the average over all origins, duty included, goods made at home among them. "
        "Distribution margins are added on top, which makes retail prices rise by less.",
        data=metrics.retail.with_columns(
            pl.Series("group", [names.group(code) for code in metrics.retail["group"]], dtype=pl.String)
        ),
        fields={
            "group": Field("Product group"),
            "retail_change": Field("Retail price", "percent"),
            "landed_change": Field("Cost to distributors", "percent"),
        },
        keys=(Key("Retail price", shade, "dot"), Key("Cost to distributors", BEFORE.light, "ring")),
        width="half",
    )


def _retail_title(metrics: Metrics, names: Names) -> str:
    dearer = metrics.headline.dearer
    place = names.phrase(metrics.focus.first)
    if not dearer or is_nothing(dearer[0][1]):
        return f"No goods become dearer in shops of {place}"
    group, rise = dearer[0]
    return f"{capitalised(names.group(group))}: the largest rise at retail in {place}, {percent(rise, signed=True)}"


def _named(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    return frame.with_columns(
        pl.Series("economy", [names.label(code) for code in frame["economy"]], dtype=pl.String)
    )
