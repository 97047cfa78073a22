"""Who can afford more or less: real consumption of every economy, in the run and in the long run."""

from __future__ import annotations

import plotly.graph_objects as go

from sim.metrics import Metrics
from sim.report.charts import Chart, Field, Key, View, rounded
from sim.report.dumbbell import DIAMOND, connectors, dots, filled, readable_range, rows_layout
from sim.report.theme import INK, colour
from sim.report.wording import Names, comparison, is_nothing

_ROW_HEIGHT = 24


def welfare_chart(metrics: Metrics, names: Names) -> Chart:
    """Draw the change in real consumption by economy, ordered; run and benchmark."""
    frame = metrics.welfare.sort(["change", "economy"], descending=[True, False], nulls_last=True)
    pair = {metrics.focus.first, metrics.focus.second}
    rows = [f"<b>{names.label(code)}</b>" if code in pair else names.label(code) for code in frame["economy"]]
    run, rest = rounded(frame["change"], 100.0), rounded(frame["benchmark_change"], 100.0)
    traces = [
        connectors(run, rest, rows),
        dots(rest, rows, "Benchmark long run", DIAMOND, "%{x:+.2f}%"),
        dots(run, rows, "Last four weeks", filled([colour(code) for code in frame["economy"]]), "%{x:+.2f}%"),
    ]
    layout = rows_layout(
        rows, _ROW_HEIGHT, {"ticksuffix": "%", "nticks": 9, **readable_range([*run, *rest], 0.1)}
    )
    subtitle = "Real consumption against the run without the measures, percent, mean of the last four weeks"
    return Chart(
        identifier="welfare",
        title=_title(metrics, names),
        description="Change in real consumption of each economy at the end of the run and in the benchmark.",
        views=(View("", subtitle, go.Figure(traces, layout)),),
        note="Real consumption is what households buy, at constant prices, tariff revenue handed back to "
        "them. The "
        "distance between dot and diamond is the work of the frictions: suppliers are reconsidered only "
        "now and then, "
        "wages and prices adjust step by step.",
        data=frame.with_columns(names.labels(frame["economy"])),
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
    first, second = names.phrase(head.first), names.phrase(head.second)
    ours, theirs = head.welfare
    if is_nothing(ours.run) and is_nothing(theirs.run):
        return f"Real consumption in {first} and {second} stays where it was"
    return f"Real consumption ends {comparison(ours.run)} in {first} and {comparison(theirs.run)} in {second}"
