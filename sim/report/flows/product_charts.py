"""Product by product: what is no longer bought from the other side, and what takes its place."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.metrics import Metrics
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped, rounded
from sim.report.drawing.colour_table import colour_table, fullest
from sim.report.drawing.dumbbell import Values, rows_layout
from sim.report.drawing.long_run import row_diamonds
from sim.report.drawing.theme import FEWER, GAIN, HOME, INK, MORE, NOT_BOUGHT
from sim.report.drawing.wording import (
    LONG_RUN,
    LONG_RUN_PHRASE,
    WITHOUT_FRICTIONS,
    Names,
    billions,
    capitalised,
    percent,
)
from sim.report.facts import Facts

_GROUPS = 14
_ORIGINS = 9
_ORIGINS_NARROW = 4
_ROW_HEIGHT = 32
_WORTH_NAMING = 50.0  # USD mn a year
_PARTS = (
    ("diverted", "Bought from third economies", GAIN.light),
    ("replaced_at_home", "Bought from producers at home", HOME.light),
    ("not_bought", "Not bought", NOT_BOUGHT.light),
)


def trade_diversion(facts: Facts) -> Chart:
    """Fall in imports from the partner by product group, split by what takes its place."""
    metrics, names = facts.metrics, facts.names
    first, second = names.phrase(metrics.focus.first), names.phrase(metrics.focus.second)
    frame = metrics.diversion.head(_GROUPS)
    titles = [names.group(code) for code in frame["group"]]
    bars = [
        plain.Bar(
            x=rounded(frame[column], 1e-3),
            y=titles,
            orientation="h",
            name=label,
            marker={"color": shade, "line": {"width": 0}},
            hovertemplate=f"%{{y}}: USD %{{x:,.1f}} bn<extra>{label}</extra>",
        )
        for column, label, shade in _PARTS
    ]
    rest = rounded(frame["benchmark_lost"], 1e-3)
    diamonds = row_diamonds(rest, titles, "USD %{x:,.1f} bn")
    scale = {"rangemode": "tozero", **({} if metrics.headline.lost.total > 1.0 else {"range": [0, 1]})}
    layout = rows_layout(titles, _ROW_HEIGHT, scale, barmode="stack", bargap=0.34, margin={"t": 6, "r": 96})
    layout["yaxis"] |= {"ticktext": [clipped(title, 32) for title in titles]}
    layout["annotations"] = _fall_labels(frame, titles)
    return Chart(
        identifier="trade-diversion",
        title=_diversion_title(metrics, names),
        description="Fall in imports from the partner by product group, split by what takes its place.",
        views=(
            View(
                "",
                f"Goods that {first} no longer buys from {second}, USD billion a year, and fall of each "
                f"group, percent",
                plain.Figure([*bars, diamonds], layout),
                _narrow_rows(titles, 19) | {"margin": {"r": 42}},
            ),
        ),
        note="Against the run without the measures, last four weeks at annual rate, customs values. Within "
        "each group, the rise in imports from third economies counts first, then the rise in sales of "
        "producers at home; the rest is not bought. The first is what Viner called trade diversion.",
        data=metrics.diversion.with_columns(names.group_titles(metrics.diversion["group"])),
        fields={
            "group": Field("Product group"),
            "reference": Field("Imports without the measures, USD bn a year", "billions"),
            "scenario": Field("This run", "billions"),
            "change": Field("Change", "percent"),
            "benchmark_change": Field(f"Change, {WITHOUT_FRICTIONS}", "percent"),
            "lost": Field("Fall", "billions"),
            "diverted": Field("From third economies", "billions"),
            "replaced_at_home": Field("From home", "billions"),
            "not_bought": Field("Not bought", "billions"),
            "benchmark_lost": Field(f"Fall, {WITHOUT_FRICTIONS}", "billions"),
            "benchmark_diverted": Field(f"From third economies, {WITHOUT_FRICTIONS}", "billions"),
            "benchmark_replaced_at_home": Field(f"From home, {WITHOUT_FRICTIONS}", "billions"),
            "benchmark_not_bought": Field(f"Not bought, {WITHOUT_FRICTIONS}", "billions"),
        },
        keys=[
            *(Key(label, shade, "bar") for _, label, shade in _PARTS),
            Key(f"Fall, {WITHOUT_FRICTIONS}", INK.light, "diamond"),
        ],
        metrics=("trade_diversion",),
    )


def _fall_labels(frame: pl.DataFrame, titles: list[str]) -> list[dict[str, Any]]:
    """Write the fall of each group beyond bar and diamond, on a wide page the long run's in brackets."""
    columns = ("lost", "change", "benchmark_lost", "benchmark_change")
    return [
        {
            "name": width,
            "text": text,
            "x": max(lost, rest) / 1000.0,
            "y": title,
            "xanchor": "left",
            "xshift": 9,
            "showarrow": False,
            "font": {"size": 12, "color": INK.light},
        }
        for title, (lost, change, rest, long_run) in zip(titles, frame.select(columns).rows(), strict=True)
        if change is not None and lost > 0.5
        for width, text in (
            ("wide", f"{percent(change)} (\u25c7 {percent(long_run)})"),
            ("narrow", percent(change)),
        )
    ]


def _diversion_title(metrics: Metrics, names: Names) -> str:
    lost = metrics.headline.lost
    first, second = names.phrase(metrics.focus.first), names.phrase(metrics.focus.second)
    if lost.total < _WORTH_NAMING:
        return f"{capitalised(first)} buys no less from {second}"
    endings = {
        "is bought from third economies instead": lost.diverted,
        "is bought from producers at home instead": lost.replaced_at_home,
        "is not bought at all": lost.not_bought,
    }
    ending, amount = max(endings.items(), key=lambda item: item[1])
    share = percent(amount / lost.total)
    return (
        f"Of USD {billions(lost.total)} bn a year that {first} no longer buys from {second}, {share} {ending}"
    )


def replacements(facts: Facts) -> Chart:
    """Who sells more of which product group to the first economy, as a table of colours."""
    metrics, names = facts.metrics, facts.names
    first, second = names.phrase(metrics.focus.first), names.phrase(metrics.focus.second)
    third = metrics.replacements.filter(pl.col("origin") != metrics.focus.first)
    groups = metrics.diversion["group"].head(_GROUPS).to_list()
    origins = _movers(third, groups)
    titles = [names.group(code) for code in groups]
    narrow = _narrow_rows(titles, 16)
    narrow["xaxis"] = {"range": [-0.5, min(_ORIGINS_NARROW, len(origins)) - 0.5], "tickfont": {"size": 10.5}}
    limit = _colour_limit(third, groups, origins)
    subtitle = f"Change in imports of {first} from third economies, USD billion a year"
    listed = third.filter(pl.col("group").is_in(groups))
    views = [
        View(
            label, f"{subtitle}{moment}", _colour_table(third, column, groups, origins, limit, names), narrow
        )
        for column, label, moment in (
            ("change", "Last four weeks", ""),
            ("benchmark_change", LONG_RUN, f", {LONG_RUN_PHRASE}"),
        )
    ]
    return Chart(
        identifier="replacements",
        title=_replacements_title(listed, names, metrics.focus.first),
        description="Change in imports by product group and origin.",
        views=views,
        note=f"The groups in which imports from {second} fall most, and the origins that move most in them, "
        "four on a narrow screen; the table has all origins. Last four weeks at annual rate, against the "
        "run without the measures.",
        data=listed.with_columns(
            names.group_titles(listed["group"]),
            names.labels(listed["origin"]),
            pl.col("change", "benchmark_change").round_sig_figs(3),
        ),
        fields={
            "group": Field("Product group"),
            "origin": Field("Origin"),
            "change": Field("Change, USD bn a year", "billions"),
            "benchmark_change": Field(f"Change, {WITHOUT_FRICTIONS}", "billions"),
        },
        keys=(Key("More", MORE.light, "bar"), Key("Less", FEWER.light, "bar")),
        metrics=("replacements", "trade_diversion"),
    )


def _replacements_title(listed: pl.DataFrame, names: Names, importer: str) -> str:
    """Name the largest rise and the largest fall among the groups."""
    first, moved = names.phrase(importer), listed.drop_nulls("change").sort("change", "group", "origin")
    if moved.is_empty() or moved["change"].abs().to_numpy().max() < _WORTH_NAMING:
        return f"Third economies sell {first} no more and no less of these goods"
    parts = []
    for at, word in ((-1, "more"), (0, "less")):
        row = moved.row(at, named=True)
        if (row["change"] > 0.0) == (word == "more") and abs(row["change"]) >= _WORTH_NAMING:
            amount = (
                f"USD {billions(abs(row['change']))} bn a year {word} in {names.group_phrase(row['group'])}"
            )
            parts.append(f"{names.phrase(row['origin'])} sells {first} {amount}")
    return f"{capitalised('; '.join(parts))}: the largest moves among these goods"


def _movers(third: pl.DataFrame, groups: list[str]) -> list[str]:
    """Choose the origins whose sales of the groups change most."""
    chosen = third.filter(pl.col("group").is_in(groups)).sort("origin", "group")
    total = chosen.group_by("origin", maintain_order=True).agg(pl.col("change").abs().sum())
    return total.sort(["change", "origin"], descending=[True, False])["origin"].head(_ORIGINS).to_list()


def _cells(third: pl.DataFrame, column: str, groups: list[str], origins: list[str]) -> list[Values]:
    """Values of a column in USD billion, a row for each group and a column for each origin."""
    table = third.pivot(on="origin", index="group", values=column)
    ordered = pl.DataFrame({"group": groups}).join(table, on="group", how="left", maintain_order="left")
    return [list(row) for row in (ordered.select(pl.col(origins) / 1000.0)).rows()]


def _colour_limit(third: pl.DataFrame, groups: list[str], origins: list[str]) -> float:
    """Value at which colours are fullest, the same in both views."""
    return max(fullest(_cells(third, column, groups, origins)) for column in ("change", "benchmark_change"))


def _colour_table(
    third: pl.DataFrame, column: str, groups: list[str], origins: list[str], limit: float, names: Names
) -> plain.Figure:
    titles = [names.group(code) for code in groups]
    return colour_table(
        _cells(third, column, groups, origins),
        titles,
        [names.label(code) for code in origins],
        cell=_cell,
        hover="%{y} from %{x}: USD %{z:+,.2f} bn a year<extra></extra>",
        limit=limit,
        shown=[clipped(title, 32) for title in titles],
        row_height=_ROW_HEIGHT,
    )


def _cell(value: float | None) -> str:
    return "" if value is None or abs(value) < 0.05 else billions(value * 1000.0, signed=True)


def _narrow_rows(titles: list[str], width: int) -> dict[str, Any]:
    return {"yaxis": {"ticktext": [clipped(title, width) for title in titles], "tickfont": {"size": 11}}}
