"""Product by product: what is no longer bought from the other side, and what takes its place."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import polars as pl

from sim.metrics import Metrics
from sim.report.charts import Chart, Field, Key, View, rounded, wrapped
from sim.report.theme import GAIN, HOME, INK, LOSS, MIDDLE, NOT_BOUGHT, base_layout
from sim.report.wording import Names, billions, capitalised, percent

_GROUPS = 14
_ORIGINS = 9
_ROW_HEIGHT = 29
_PARTS = (
    ("diverted", "Bought from third economies", GAIN.light),
    ("replaced_at_home", "Replaced by producers at home", HOME.light),
    ("not_bought", "Not bought", NOT_BOUGHT.light),
)


def diversion_chart(metrics: Metrics, names: Names) -> Chart:
    """Fall in imports from the partner by product group, split by what takes its place."""
    first, second = metrics.focus.first, metrics.focus.second
    rows = metrics.diversion.head(_GROUPS)
    titles = [names.group(code) for code in rows["group"]]
    bars = [
        go.Bar(
            x=rounded(rows[column], 1e-3),
            y=titles,
            orientation="h",
            name=label,
            marker={"color": shade, "line": {"width": 0}},
            hovertemplate=f"%{{y}}: USD %{{x:,.1f}} bn<extra>{label}</extra>",
        )
        for column, label, shade in _PARTS
    ]
    layout = base_layout(
        _ROW_HEIGHT * len(titles) + 44,
        barmode="stack",
        bargap=0.34,
        margin={"t": 6, "r": 60},
        hovermode="closest",
        xaxis={"showgrid": True, "nticks": 6, "rangemode": "tozero"},
        yaxis=_rows(titles),
        annotations=_fall_labels(rows, titles),
    )
    subtitle = f"Goods that {names.phrase(first)} no longer buys from {names.phrase(second)}, USD billion a year; percent: fall of the group"
    return Chart(
        identifier="diversion",
        title=_diversion_title(metrics, names),
        description="Fall in imports from the partner by product group, split into trade diverted, replaced at home and not bought.",
        views=(View("", subtitle, go.Figure(bars, layout), _narrow_rows(titles)),),
        note="Against the run without the measures, last four weeks at annual rate, customs values. Within each group, the rise "
        "in imports from third economies counts first, then the rise in domestic sales; the rest is not bought. "
        "In Viner's terms the first is trade diversion, the other two are trade destroyed.",
        data=metrics.diversion.with_columns(_titled(metrics.diversion, names)),
        fields={
            "group": Field("Product group"),
            "reference": Field("Imports without the measures, USD bn a year", "billions"),
            "scenario": Field("This run", "billions"),
            "change": Field("Change", "percent"),
            "lost": Field("Fall", "billions"),
            "diverted": Field("From third economies", "billions"),
            "replaced_at_home": Field("At home", "billions"),
            "not_bought": Field("Not bought", "billions"),
        },
        keys=[Key(label, shade, "bar") for _, label, shade in _PARTS],
    )


def replacement_chart(metrics: Metrics, names: Names) -> Chart:
    """Who sells more of which product group to the first economy: a table of colours."""
    first, second = metrics.focus.first, metrics.focus.second
    groups = metrics.diversion["group"].head(_GROUPS).to_list()
    third = metrics.replacements.filter(pl.col("origin") != first)
    movers = (
        third.filter(pl.col("group").is_in(groups))
        .sort("origin", "group")
        .group_by("origin", maintain_order=True)
        .agg(pl.col("change").abs().sum())
        .sort(["change", "origin"], descending=[True, False])
    )
    origins = movers["origin"].head(_ORIGINS).to_list()
    table = third.pivot(on="origin", index="group", values="change")
    ordered = pl.DataFrame({"group": groups}).join(table, on="group", how="left", maintain_order="left")
    values = ordered.select(origins).to_numpy() / 1000.0
    limit = max(float(np.nanmax(np.abs(values), initial=0.0)), 0.1)
    titles, labels = [names.group(code) for code in groups], [names.label(code) for code in origins]
    heat = go.Heatmap(
        z=[[float(f"{value:.4g}") for value in row] for row in values],
        x=labels,
        y=titles,
        zmin=-limit,
        zmax=limit,
        colorscale=[[0, LOSS.light], [0.5, MIDDLE.light], [1, GAIN.light]],
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[_cell(value) for value in row] for row in values],
        texttemplate="%{text}",
        textfont={"size": 12},
        hovertemplate="%{y} from %{x}: USD %{z:+,.2f} bn a year<extra></extra>",
    )
    layout = base_layout(
        _ROW_HEIGHT * len(titles) + 60,
        margin={"t": 6, "r": 8, "b": 8},
        hovermode="closest",
        xaxis={"side": "top", "ticks": "", "tickfont": {"color": INK.light, "size": 12.5}, "tickangle": 0},
        yaxis=_rows(titles),
    )
    narrow = _narrow_rows(titles, 13)
    keep = min(5, len(labels))
    narrow["xaxis"] = {"range": [-0.5, keep - 0.5], "tickfont": {"size": 11}}
    return Chart(
        identifier="replacement",
        title=_replacement_title(metrics, names, movers.height > 0),
        description="Change in imports by product group and origin.",
        views=(
            View(
                "",
                f"Change in imports of {names.phrase(first)} from third economies, USD billion a year",
                go.Figure(heat, layout),
                narrow,
            ),
        ),
        note=f"Groups in which imports from {names.phrase(second)} fall most, origins that move most in them; on a narrow screen "
        "the first five. The table has all. Last four weeks at annual rate, against the run without the measures.",
        data=metrics.replacements.filter(pl.col("origin") != first).with_columns(
            _titled(third, names),
            pl.Series("origin", [names.label(code) for code in third["origin"]], dtype=pl.String),
        ),
        fields={
            "group": Field("Product group"),
            "origin": Field("Origin"),
            "change": Field("Change, USD bn a year", "billions"),
        },
        keys=(Key("More", GAIN.light, "bar"), Key("Less", LOSS.light, "bar")),
    )


def _cell(value: float) -> str:
    return "" if abs(value) < 0.05 else billions(value * 1000.0, signed=True)


def _rows(titles: list[str]) -> dict[str, object]:
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": titles,
        "autorange": "reversed",
        "tickfont": {"color": INK.light, "size": 13},
        "ticks": "",
        "tickmode": "array",
        "tickvals": titles,
        "ticktext": titles,
        "showgrid": False,
    }


def _narrow_rows(titles: list[str], width: int = 17) -> dict[str, object]:
    return {"yaxis": {"ticktext": [wrapped(title, width) for title in titles], "tickfont": {"size": 11.5}}}


def _fall_labels(rows: pl.DataFrame, titles: list[str]) -> list[dict[str, object]]:
    return [
        {
            "text": percent(change),
            "x": lost / 1000.0,
            "y": title,
            "xanchor": "left",
            "xshift": 5,
            "showarrow": False,
            "font": {"size": 12, "color": INK.light},
        }
        for title, lost, change in zip(titles, rows["lost"], rows["change"], strict=True)
        if change is not None and lost > 0.5
    ]


def _titled(frame: pl.DataFrame, names: Names) -> pl.Series:
    return pl.Series("group", [names.group(code) for code in frame["group"]], dtype=pl.String)


def _diversion_title(metrics: Metrics, names: Names) -> str:
    lost = metrics.headline.lost
    first, second = names.phrase(metrics.focus.first), names.phrase(metrics.focus.second)
    if lost.total < 1.0:
        return f"{capitalised(first)} buys no less from {second}"
    parts = {
        f"{percent(lost.diverted / lost.total)} comes from third economies instead": lost.diverted,
        f"{percent(lost.replaced_at_home / lost.total)} is replaced by producers at home": lost.replaced_at_home,
        f"{percent(lost.not_bought / lost.total)} is not bought": lost.not_bought,
    }
    largest = max(parts, key=lambda text: parts[text])
    return f"Of USD {billions(lost.total)} bn a year that {first} no longer buys from {second}, {largest}"


def _replacement_title(metrics: Metrics, names: Names, *_: object) -> str:
    gains = metrics.headline.gains
    first = names.phrase(metrics.focus.first)
    if not gains:
        return f"No third economy sells {first} more than before"
    return f"Who sells more to {first}, and what"
