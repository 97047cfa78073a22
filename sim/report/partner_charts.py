"""Where imports come from and exports go: shares before and after, and who gains or loses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from sim.metrics import Metrics
from sim.report.charts import Chart, Field, Key, View, rounded
from sim.report.theme import BEFORE, GAIN, GRID, INK, LOSS, ZERO, base_layout, colour
from sim.report.wording import Names, billions, capitalised, percent

_ROWS = 12
_ROW_HEIGHT = 29
_WORTH_NAMING = 50.0  # USD mn a year
_FIELDS = {
    "economy": Field("Economy"),
    "base": Field("Base, USD bn a year", "billions"),
    "reference": Field("Without the measures, last 4 weeks", "billions"),
    "scenario": Field("This run, last 4 weeks", "billions"),
    "benchmark": Field("Benchmark long run", "billions"),
    "base_share": Field("Share, base", "percent"),
    "scenario_share": Field("Share, last 4 weeks", "percent"),
    "benchmark_share": Field("Share, benchmark", "percent"),
    "gain": Field("Change, last 4 weeks", "billions"),
    "benchmark_gain": Field("Change, benchmark", "billions"),
}


def import_charts(metrics: Metrics, names: Names) -> tuple[Chart, Chart]:
    """Sources of the first economy's imports: shares, and gains and losses."""
    first, second = metrics.focus.first, metrics.focus.second
    frame = metrics.import_sources_first
    return (
        _shares(
            "import-shares",
            f"Where {_possessive(names, first)} imports come from",
            f"{capitalised(names.phrase(second))} {_share_move(frame, second)} of {_possessive(names, first)} goods imports",
            frame,
            names,
            second,
        ),
        _gains(
            "import-gains",
            f"exports to {names.phrase(first)}",
            f"Change in goods sold to {names.phrase(first)}",
            frame,
            names,
            second,
        ),
    )


def export_charts(metrics: Metrics, names: Names) -> tuple[Chart, Chart]:
    """Markets of the second economy's exports: shares, and gains and losses."""
    first, second = metrics.focus.first, metrics.focus.second
    frame = metrics.export_markets_second
    return (
        _shares(
            "export-shares",
            f"Where {_possessive(names, second)} exports go",
            f"{capitalised(names.phrase(first))} {_share_move(frame, first, 'buys')} of {_possessive(names, second)} goods exports",
            frame,
            names,
            first,
        ),
        _gains(
            "export-gains",
            f"purchases from {names.phrase(second)}",
            f"Change in goods bought from {names.phrase(second)}",
            frame,
            names,
            first,
        ),
    )


def _possessive(names: Names, code: str) -> str:
    phrase = names.phrase(code)
    return f"{phrase}'" if phrase.endswith("s") else f"{phrase}'s"


def _share_move(frame: pl.DataFrame, economy: str, verb: str = "supplies") -> str:
    row = frame.filter(pl.col("economy") == economy).row(0, named=True)
    before, after = row["base_share"], row["scenario_share"]
    if before is None or after is None or abs(after - before) < 5e-4:
        return f"{verb} {percent(after)}"
    return f"{verb} {percent(after)}, {'down' if after < before else 'up'} from {percent(before)},"


def _chosen(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """Rows to draw: the largest partners, and whoever moves most."""
    movers = frame.sort(pl.col(key).abs(), "economy", descending=[True, False], nulls_last=True)
    picked = {*frame["economy"].head(_ROWS - 4), *movers["economy"].head(4)}
    return frame.filter(pl.col("economy").is_in(list(picked)))


def _shares(identifier: str, what: str, title: str, frame: pl.DataFrame, names: Names, partner: str) -> Chart:
    rows = _chosen(frame, "gain")
    labels = _labels(rows["economy"].to_list(), names, partner)
    before, after, rest = (rounded(rows[f"{key}_share"], 100.0) for key in ("base", "scenario", "benchmark"))
    between_x = [value for pair in zip(before, after, strict=True) for value in (*pair, None)]
    between_y = [value for label in labels for value in (label, label, None)]
    shades = [colour(code) for code in rows["economy"]]
    traces = [
        go.Scatter(
            x=between_x,
            y=between_y,
            mode="lines",
            line={"color": BEFORE.light, "width": 2.5},
            hoverinfo="skip",
        ),
        _dots(
            before,
            labels,
            "Base",
            {"symbol": "circle-open", "size": 10, "color": BEFORE.light, "line": {"width": 2}},
        ),
        _dots(
            rest,
            labels,
            "Benchmark long run",
            {"symbol": "diamond-open", "size": 9, "color": INK.light, "line": {"width": 1.5}},
        ),
        _dots(after, labels, "Last four weeks", {"symbol": "circle", "size": 12, "color": shades}),
    ]
    layout = _row_layout(labels, {"ticksuffix": "%", "rangemode": "tozero", "nticks": 6})
    return Chart(
        identifier=identifier,
        title=title,
        description=f"{what}: share of each partner in the base, at the end of the run and in the benchmark.",
        views=(View("", f"{what}, percent of all goods at customs value", go.Figure(traces, layout), {}),),
        note="Largest partners and those that move most; the table has all. Base: the year that the world is built on.",
        data=_named(frame, names),
        fields=_FIELDS,
        keys=(
            Key("Base", BEFORE.light, "ring"),
            Key("Last four weeks", colour(partner), "dot"),
            Key("Benchmark long run", INK.light, "diamond"),
        ),
        width="half",
    )


def _gains(
    identifier: str, what: str, subtitle: str, frame: pl.DataFrame, names: Names, partner: str
) -> Chart:
    rows = _chosen(frame, "gain").filter(pl.col("economy") != partner)
    rows = rows.sort(["gain", "economy"], descending=[True, False], nulls_last=True)
    labels = _labels(rows["economy"].to_list(), names, partner)
    gains, benchmark = rounded(rows["gain"], 1e-3), rounded(rows["benchmark_gain"], 1e-3)
    bars = go.Bar(
        x=gains,
        y=labels,
        orientation="h",
        marker={"color": [LOSS.light if (value or 0.0) < 0.0 else GAIN.light for value in gains]},
        width=0.62,
        hovertemplate="%{y}: USD %{x:+,.1f} bn a year<extra>Last four weeks</extra>",
    )
    style = {"symbol": "diamond-open", "size": 9, "color": INK.light, "line": {"width": 1.5}}
    dots = _dots(benchmark, labels, "Benchmark long run", style, "USD %{x:+,.1f} bn a year")
    layout = _row_layout(labels, {"zeroline": True, "nticks": 6, "tickformat": "+,.0~f"})
    return Chart(
        identifier=identifier,
        title=_gains_title(frame, what, names, partner),
        description=f"{subtitle} by third economies, against the run without the measures.",
        views=(
            View("", f"{subtitle}, USD billion a year, third economies", go.Figure([bars, dots], layout), {}),
        ),
        note=f"Last four weeks at annual rate, less the run without the measures. {capitalised(names.phrase(partner))} "
        f"itself: {_of_partner(frame, partner)}.",
        data=_named(frame, names),
        fields=_FIELDS,
        keys=(
            Key("More", GAIN.light, "bar"),
            Key("Less", LOSS.light, "bar"),
            Key("Benchmark long run", INK.light, "diamond"),
        ),
        width="half",
    )


def _of_partner(frame: pl.DataFrame, partner: str) -> str:
    gain = frame.filter(pl.col("economy") == partner)["gain"].item()
    return f"USD {billions(gain, signed=True)} bn"


def _gains_title(frame: pl.DataFrame, what: str, names: Names, partner: str) -> str:
    third = frame.filter(pl.col("economy") != partner).drop_nulls("gain").sort("gain", "economy")
    if not third.height or float(third["gain"].abs().to_numpy().max()) < _WORTH_NAMING:
        return f"No third economy changes its {what}"
    best, worst = third.row(-1, named=True), third.row(0, named=True)
    if best["gain"] < _WORTH_NAMING:
        return (
            f"No third economy increases its {what}; {names.phrase(worst['economy'])} reduces them most, "
            f"by USD {billions(-worst['gain'])} bn a year"
        )
    return (
        f"Among third economies {names.phrase(best['economy'])} increases its {what} most, "
        f"by USD {billions(best['gain'])} bn a year"
    )


def _labels(codes: Sequence[str], names: Names, partner: str) -> list[str]:
    return [f"<b>{names.label(code)}</b>" if code == partner else names.label(code) for code in codes]


def _named(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    return frame.with_columns(pl.Series("economy", [names.label(code) for code in frame["economy"]]))


def _dots(
    values: list[float | None], labels: list[str], name: str, marker: dict[str, Any], shape: str = "%{x:.1f}%"
) -> go.Scatter:
    hover = f"%{{y}}: {shape}<extra>{name}</extra>"
    return go.Scatter(x=values, y=labels, mode="markers", name=name, marker=marker, hovertemplate=hover)


def _row_layout(labels: list[str], xaxis: dict[str, Any]) -> dict[str, Any]:
    return base_layout(
        _ROW_HEIGHT * len(labels) + 44,
        margin={"t": 6, "r": 18},
        hovermode="closest",
        xaxis={"showgrid": True, "zerolinecolor": ZERO.light, "zerolinewidth": 1, **xaxis},
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": labels,
            "autorange": "reversed",
            "tickfont": {"color": INK.light, "size": 13},
            "gridcolor": GRID.light,
            "ticks": "",
        },
    )
