"""Which ties between the two economies are gone: the decoupling index and its parts."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.metrics import Metrics
from sim.report.decoupling.part_names import PART_NAMES
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, end_labels, label_margin, narrow_weeks, rounded
from sim.report.drawing.dumbbell import rows_layout
from sim.report.drawing.fans import fan, fan_keys, fan_note, gaps_note
from sim.report.drawing.long_run import LONG_RUN_KEY, row_diamonds
from sim.report.drawing.theme import ACCENT, BEFORE, CONTEXT, INK, MUTED, ZERO, base_layout
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import WITHOUT_FRICTIONS, Names, is_nothing, percent
from sim.report.facts import Facts

_HEIGHT = 380
_PLOT_HEIGHT = 330
_ROW_HEIGHT = 36


def lost_ties(facts: Facts) -> Chart:
    """Draw what is gone of each tie: at the end of the run, and the index week by week."""
    metrics, names = facts.metrics, facts.names
    parts = metrics.frame("decoupling_parts").with_columns(label=pl.col("part").replace_strict(PART_NAMES))
    index = Key("Index", INK.light, "line")
    return Chart(
        identifier="lost-ties",
        title=_title(metrics, names),
        description="What is gone of seven ties between the two economies, and their weighted mean, the "
        "index of decoupling.",
        views=(
            View(
                "At the end",
                "Part of each tie that is gone, against the run without the measures, percent",
                _bars(parts, metrics),
            ),
            View(
                "Over time",
                "Decoupling index by week, percent of the ties that is gone; thin: the smallest and the "
                "largest part, between which it lies whatever the weights",
                _path(facts),
                {"margin": {"r": 56}, "xaxis": narrow_weeks(metrics.axes.weeks)},
                keys=[
                    index,
                    Key("Smallest and largest part", BEFORE.light, "line"),
                    *fan_keys(facts.draws, INK.light),
                ],
            ),
        ),
        note="The index is the mean of the parts, with equal weights unless the scenario gives others: no "
        "theory ranks them, so it is shown with all of them, and lies between the smallest and the largest "
        "whatever the weights. Reliance counts suppliers of suppliers by the input-output network of the "
        "week; relationships are those of the base that have kept their supplier. "
        + fan_note(facts.draws)
        + gaps_note(facts.draws, "decoupling_index"),
        data=parts,
        fields={
            "label": Field("Tie"),
            "what": Field("What is measured"),
            "unit": Field("Unit"),
            "level": Field("In the run", "number"),
            "level_reference": Field("Without the measures", "number"),
            "decoupled": Field("Gone", "percent"),
            "benchmark": Field(f"Gone, {WITHOUT_FRICTIONS}", "percent"),
            "weight": Field("Weight in the index", "number"),
        },
        keys=(Key("Part of a tie that is gone", ACCENT.light, "bar"), index, LONG_RUN_KEY),
        metrics=("decoupling_parts", "decoupling_index"),
    )


def _title(metrics: Metrics, names: Names) -> str:
    found = metrics.headline.decoupled
    pair = f"{names.phrase(metrics.focus.first)} and {names.phrase(metrics.focus.second)}"
    if found is None or is_nothing(found.index):
        return f"The ties between {pair} hold"
    if found.index < 0.0:
        return f"The ties between {pair} are closer by {percent(-found.index)}"
    return f"On average {percent(found.index)} of the ties between {pair} are gone"


def _bars(parts: pl.DataFrame, metrics: Metrics) -> plain.Figure:
    shown = parts.drop_nulls("decoupled").sort("decoupled", descending=True)
    labels, gone = shown["label"].to_list(), rounded(shown["decoupled"], 100.0)
    bars = plain.Bar(
        x=gone,
        y=labels,
        orientation="h",
        marker={"color": [ACCENT.light if weight > 0.0 else CONTEXT.light for weight in shown["weight"]]},
        hovertemplate="%{y}: %{x:.1f}% gone<extra></extra>",
    )
    found = metrics.headline.decoupled
    extent = max((abs(value) for value in gone if value is not None), default=0.0)
    still = {"range": [-1.0, 1.0]} if extent < 0.05 else {}
    layout = rows_layout(labels, _ROW_HEIGHT, {"ticksuffix": "%", **still}, bargap=0.35)
    if found is not None and not is_nothing(found.index):
        layout |= _index_line(100.0 * found.index)
    rest = row_diamonds(rounded(shown["benchmark"], 100.0), labels, "%{x:.1f}%")
    return plain.Figure([bars, rest], layout)


def _index_line(value: float) -> dict[str, Any]:
    """Line across all bars at the index, with its figure on top."""
    line = {"color": INK.light, "width": 2}
    label = {
        "text": f"Index {percent(value / 100.0)}",
        "showarrow": False,
        "font": {"color": INK.light, "size": 13},
    }
    return {
        "shapes": [
            {"type": "line", "x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1, "line": line}
        ],
        "annotations": [
            {**label, "x": value, "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": "left"}
        ],
        "margin": {"t": 26, "r": 18, "l": 8, "b": 28},
    }


def _path(facts: Facts) -> plain.Figure:
    metrics = facts.metrics
    frame = metrics.frame("decoupling_index")
    weeks = frame["week"].to_list()
    index, least, most = (rounded((100.0 * frame[name]).round(2)) for name in ("index", "least", "most"))
    edge = {"mode": "lines", "line": {"width": 1, "color": BEFORE.light}}
    traces = [
        plain.Scatter(
            **by_week(weeks), y=least, **edge, hovertemplate="Smallest part: %{y:.1f}%<extra></extra>"
        ),
        plain.Scatter(
            **by_week(weeks), y=most, **edge, hovertemplate="Largest part: %{y:.1f}%<extra></extra>"
        ),
        *fan(facts.draws, "decoupling_index", basis="run", shade=INK.light, scale=100.0),
        plain.Scatter(
            **by_week(weeks),
            y=index,
            mode="lines",
            line={"color": INK.light, "width": 3.2},
            hovertemplate="Index: %{y:.1f}%<extra></extra>",
        ),
    ]
    known = [value for value in (*least, *most) if value is not None] or [0.0]
    pad = max(0.08 * (max(known) - min(known)), 1.0)
    low, high = min(known) - pad, max(known) + pad
    last = frame.row(-1, named=True)
    paths = (("index", "Index", INK), ("least", "Smallest part", MUTED), ("most", "Largest part", MUTED))
    ends = [
        (100.0 * last[column], f"{label} {percent(last[column])}", percent(last[column]), shade.light)
        for column, label, shade in paths
        if last[column] is not None
    ]
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "range": [weeks[0], weeks[-1]]},
        yaxis={
            "range": [low, high],
            "ticksuffix": "%",
            "nticks": 7,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "zerolinewidth": 1.5,
        },
        annotations=end_labels(ends, low, high, _PLOT_HEIGHT),
    )
    return plain.Figure(traces, layout)
