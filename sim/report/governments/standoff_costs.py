"""What a standoff costs the two governments: pressure at home, audiences, the cost of holding out."""

from __future__ import annotations

import polars as pl

from sim.metrics import Metrics
from sim.metrics.negotiation.standoff import Standoff
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, end_labels, label_margin, narrow_weeks, rounded
from sim.report.drawing.policy_marks import PolicyEvents
from sim.report.drawing.theme import base_layout, colour
from sim.report.drawing.wording import Names, percent
from sim.report.facts import Facts
from sim.report.governments.standoff_states import state_keys, state_shapes, state_spans
from sim.report.policy.tariff_chart import time_range

_HEIGHT = 380
_PLOT_HEIGHT = 330
_DRAWN = ".2f"
_DECIMALS = 5
"""Of the table: below is rounding of the model, not pressure."""
_VIEWS = (
    ("pressure", "Pressure", "Pressure at home, percent of GDP"),
    ("audience", "Audience", "What backing down in public would be held against; a stock without a unit"),
    ("cost", "Cost of holding out", "Cost of holding out, percent of GDP"),
)


def standoff_costs(facts: Facts) -> Chart | None:
    """Draw what either government bears, over the states of the standoff."""
    metrics, events, names, standoff = facts.metrics, facts.events, facts.names, facts.metrics.standoff
    if standoff is None:
        return None
    spans = state_spans(standoff.weeks.filter(pl.col("economy") == standoff.first))
    narrow = {"margin": {"r": 52}, "xaxis": narrow_weeks(metrics.axes.weeks)}
    lines = [Key(names.label(code), colour(code), "line") for code in standoff.sides]
    return Chart(
        identifier="standoff-costs",
        title=_title(standoff, names),
        description="Lines by week of what the standoff costs either government, over the states of the two.",
        views=tuple(
            View(label, subtitle, _figure(metrics, standoff, column, events, names), narrow)
            for column, label, subtitle in _VIEWS
        ),
        note="Pressure is what a government hears of at home: sectors, exports, prices, shortages, markets, "
        "approval. The audience grows with tariffs, demands and words of its own and fades. The cost of "
        "holding out is what the war takes from it. A side gives way the sooner, the higher its cost "
        "and the smaller its audience.",
        data=standoff.weeks.with_columns(
            names.labels(standoff.weeks["economy"]),
            pl.col("state").str.replace_all("_", " "),
            pl.col("pressure", "audience", "cost").round(_DECIMALS),
        ),
        fields={
            "economy": Field("Government"),
            "week": Field("Week", "date"),
            "state": Field("State"),
            "pressure": Field("Pressure, percent of GDP", "number"),
            "audience": Field("Audience", "number"),
            "cost": Field("Cost of holding out, percent of GDP", "number"),
            "yields": Field("Probability of giving way in the week to come", "percent"),
        },
        keys=(*lines, *state_keys([span for span in spans if span.state != "peace"])),
        metrics=("standoff_weeks",),
    )


def _title(standoff: Standoff, names: Names) -> str:
    """Compare what the standoff costs the two in the average week."""
    costs = standoff.weeks.group_by("economy").agg(pl.col("cost").mean())
    mean = dict(costs.rows())
    first, second = (f"{names.phrase(code)} {percent(mean[code] / 100.0)}" for code in standoff.sides)
    return f"Holding out costs {first} of GDP in the average week, {second}"


def _figure(
    metrics: Metrics, standoff: Standoff, column: str, events: PolicyEvents, names: Names
) -> plain.Figure:
    traces, ends, top = [], [], 0.0
    for code in standoff.sides:
        own = standoff.weeks.filter(pl.col("economy") == code).sort("week")
        values = rounded(own[column])
        last = values[-1] or 0.0
        top = max(top, *(value or 0.0 for value in values))
        number = f"{last:{_DRAWN}}"
        ends.append((last, f"{names.label(code)} {number}", number, colour(code)))
        traces.append(
            plain.Scatter(
                x=own["week"].to_list(),
                y=values,
                mode="lines",
                name=names.label(code),
                line={"color": colour(code), "width": 2.6},
                hovertemplate=f"{names.label(code)}: %{{y:{_DRAWN}}}<extra></extra>",
            )
        )
    high = top * 1.08 or 1.0
    spans = state_spans(standoff.weeks.filter(pl.col("economy") == standoff.first))
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={
            "type": "date",
            "hoverformat": "Week of %-d %b %Y",
            "range": time_range(metrics, events),
        },
        yaxis={"range": [0, high], "nticks": 6},
        annotations=end_labels(ends, 0.0, high, _PLOT_HEIGHT),
        shapes=state_shapes(spans),
    )
    return plain.Figure(traces, layout)
