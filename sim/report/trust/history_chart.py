"""China's share of US goods imports by month: the run beside what was recorded."""

from __future__ import annotations

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, end_labels, label_margin, rounded
from sim.report.drawing.theme import INK, MUTED, base_layout, colour
from sim.report.facts import Facts

_HEIGHT = 400
_PLOT_HEIGHT = 350
_MODEL, _RECORDED = "This run", "Census"
_NARROW = {"margin": {"r": 76}, "xaxis": {"tickformat": "%b<br>%Y", "nticks": 5}}


def replayed_history(facts: Facts) -> Chart | None:
    """Draw the share, with the season taken out of the records, and as it was recorded."""
    found = facts.metrics.against_records
    if found is None:
        return None
    frame = found.china_share
    moment, value = next(pair for pair in found.moments if pair[0].name == "china_share_2019")
    in_words = f"is {value:.1f}% in 2019, and was {moment.data:.1f}%"
    shade = colour("CHN")
    return Chart(
        identifier="replayed-history",
        title=f"China\u2019s share of US goods imports {in_words}",
        description="China's share of US goods imports by month, in this run and as recorded.",
        views=(
            View(
                "Season taken out",
                "Percent of US goods imports, customs values; records over the season of 2017",
                _figure(frame.filter(pl.col("model").is_not_null()), "season_taken_out", shade),
                _NARROW,
            ),
            View(
                "As recorded",
                "Percent of US goods imports, customs values; records not seasonally adjusted",
                _figure(frame, "recorded", shade),
                _NARROW,
            ),
        ),
        note="The model has no seasons and no growth, so shares are compared, not values. In February 2020 "
        "the epidemic had closed factories in China, which is not in the model. Records: US Census Bureau.",
        data=frame,
        fields={
            "month": Field("Month", "date"),
            "model": Field("This run", "percent"),
            "recorded": Field("Census, as recorded", "percent"),
            "season_taken_out": Field("Census, season taken out", "percent"),
        },
        keys=(Key(_MODEL, shade, "line"), Key(_RECORDED, INK.light, "dash")),
        metrics=("history_path", "history_moments"),
    )


def _figure(frame: pl.DataFrame, recorded: str, shade: str) -> plain.Figure:
    months, ends, traces, known = frame["month"].to_list(), [], [], []
    for column, name, hue, dash, width in (
        (recorded, _RECORDED, INK.light, "4px,3px", 1.8),
        ("model", _MODEL, shade, "solid", 3.0),
    ):
        values = rounded(frame[column], 100.0)
        present = [value for value in values if value is not None]
        known += present
        ends.append((present[-1], f"{name} {present[-1]:.1f}%", f"{present[-1]:.1f}%", hue))
        traces.append(
            plain.Scatter(
                x=months,
                y=values,
                mode="lines",
                line={"color": hue, "width": width, "dash": dash},
                hovertemplate=f"{name}: %{{y:.1f}}%<extra></extra>",
            )
        )
    pad = max(0.08 * (max(known) - min(known)), 0.5)
    low, high = min(known) - pad, max(known) + pad
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "%b %Y", "range": [months[0], months[-1]]},
        yaxis={"range": [low, high], "ticksuffix": "%", "nticks": 7},
        annotations=[*end_labels(ends, low, high, _PLOT_HEIGHT), *_war(low)],
        shapes=[_first_list()],
    )
    return plain.Figure(traces, layout)


def _first_list() -> dict[str, object]:
    """Mark the day of the first list."""
    line = {"color": MUTED.light, "width": 1.2, "dash": "dot"}
    return {
        "type": "line",
        "x0": "2018-07-06",
        "x1": "2018-07-06",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
    }


def _war(low: float) -> list[dict[str, object]]:
    """Name that day, at length on a wide page."""
    text = {"wide": "First list, 6 July 2018", "narrow": "First list"}
    place = {"x": "2018-07-06", "xanchor": "right", "xshift": -4, "y": low, "yanchor": "bottom"}
    font = {"size": 12, "color": MUTED.light}
    return [
        {"name": width, "text": words, "showarrow": False, "font": font, **place}
        for width, words in text.items()
    ]
