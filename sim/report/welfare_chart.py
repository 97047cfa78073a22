"""Who is better or worse off: real consumption of every economy, in the run and in the long run."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from sim.metrics import Metrics
from sim.report.charts import Chart, Field, Key, View, rounded
from sim.report.theme import BEFORE, GRID, INK, ZERO, base_layout, colour
from sim.report.wording import Names, capitalised, comparison, is_nothing, percent

_ROW_HEIGHT = 24


def welfare_chart(metrics: Metrics, names: Names) -> Chart:
    """Change in real consumption by economy, ordered; run and benchmark."""
    frame = metrics.welfare.sort(["change", "economy"], descending=[True, False], nulls_last=True)
    pair = {metrics.focus.first, metrics.focus.second}
    labels = [
        f"<b>{names.label(code)}</b>" if code in pair else names.label(code) for code in frame["economy"]
    ]
    run, rest = rounded(frame["change"], 100.0), rounded(frame["benchmark_change"], 100.0)
    between_x = [value for both in zip(run, rest, strict=True) for value in (*both, None)]
    between_y = [value for label in labels for value in (label, label, None)]
    diamond = {"symbol": "diamond-open", "size": 9, "color": INK.light, "line": {"width": 1.5}}
    traces = [
        go.Scatter(
            x=between_x, y=between_y, mode="lines", line={"color": BEFORE.light, "width": 2}, hoverinfo="skip"
        ),
        go.Scatter(
            x=rest,
            y=labels,
            mode="markers",
            marker=diamond,
            hovertemplate="%{y}: %{x:+.2f}%<extra>Benchmark long run</extra>",
        ),
        go.Scatter(
            x=run,
            y=labels,
            mode="markers",
            marker={"size": 12, "color": [colour(code) for code in frame["economy"]]},
            hovertemplate="%{y}: %{x:+.2f}%<extra>Last four weeks</extra>",
        ),
    ]
    extent = max((abs(value) for value in (*run, *rest) if value is not None), default=0.0)
    quiet = {"range": [-0.1, 0.1]} if extent < 0.005 else {}
    layout = base_layout(
        _ROW_HEIGHT * len(labels) + 44,
        margin={"t": 6, "r": 18},
        hovermode="closest",
        xaxis={
            "showgrid": True,
            "ticksuffix": "%",
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "zerolinewidth": 1.5,
            **quiet,
        },
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": labels,
            "autorange": "reversed",
            "tickfont": {"color": INK.light, "size": 13},
            "ticks": "",
            "gridcolor": GRID.light,
        },
    )
    named = frame.with_columns(
        pl.Series("economy", [names.label(code) for code in frame["economy"]], dtype=pl.String)
    )
    return Chart(
        identifier="welfare",
        title=_title(metrics, names),
        description="Change in real consumption of each economy at the end of the run and in the benchmark.",
        views=(
            View(
                "",
                "Real consumption against the run without the measures, percent, mean of the last four weeks",
                go.Figure(traces, layout),
                {},
            ),
        ),
        note="Real consumption is what households buy, at constant prices, tariff revenue handed back to them. The distance "
        "between dot and diamond is the work of the frictions: slow re-sourcing, sticky wages and prices, goods in transit.",
        data=named,
        fields={
            "economy": Field("Economy"),
            "change": Field("Last four weeks", "percent"),
            "benchmark_change": Field("Benchmark long run", "percent"),
        },
        keys=(
            Key("Last four weeks", colour(metrics.focus.first), "dot"),
            Key("Benchmark long run", INK.light, "diamond"),
        ),
    )


def _title(metrics: Metrics, names: Names) -> str:
    head = metrics.headline
    ours, theirs = head.welfare
    if is_nothing(ours.run) and is_nothing(theirs.run):
        return f"Real consumption in {names.phrase(head.first)} and {names.phrase(head.second)} stays where it was"
    return (
        f"Real consumption ends {comparison(ours.run)} in {names.phrase(head.first)} and "
        f"{comparison(theirs.run)} in {names.phrase(head.second)}"
    )
