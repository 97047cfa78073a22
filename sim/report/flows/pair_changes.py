"""How trade changes between every origin and every destination, as a table of colours."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import Floats
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View
from sim.report.drawing.theme import (
    CARD,
    DEEP_GAIN,
    DEEP_LOSS,
    FEWER,
    GAIN,
    INK,
    LOSS,
    MIDDLE,
    MORE,
    base_layout,
    row_axis,
)
from sim.report.drawing.wording import Names, billions, percent, several
from sim.report.facts import Facts

_ROW_HEIGHT = 21
_HEAD = 92
_NOTABLE = 0.02
_FULL = (0.4, 40.0)
"""Change at which colours are fullest: a fraction, and USD billion a year."""
_SCALE = (
    (0.0, DEEP_LOSS), (0.2, LOSS), (0.4, FEWER), (0.5, MIDDLE), (0.6, MORE), (0.8, GAIN), (1.0, DEEP_GAIN),
)  # fmt: skip


def pair_changes(facts: Facts) -> Chart:
    """Change of goods trade between every origin and every destination, in percent and in dollars."""
    names, frame = facts.names, facts.metrics.bilateral_means
    order = _order(facts)
    relative = _cells(frame, "change", order)
    value = (_cells(frame, "last_4_weeks", order) - _cells(frame, "last_4_weeks_reference", order)) / 1000.0
    subtitle = (
        "Change in goods from origin (rows) to destination (columns) against the run without the measures"
    )
    views = (
        View(
            "Percent",
            f"{subtitle}, percent",
            _figure(100.0 * relative, 100.0 * _FULL[0], "%{z:+,.3~r}%", order, names),
            _narrow(),
            keys=_keys("40% or more"),
        ),
        View(
            "USD",
            f"{subtitle}, USD billion a year",
            _figure(value, _FULL[1], "USD %{z:+,.3~r} bn a year", order, names),
            _narrow(),
            keys=_keys("USD 40 bn or more"),
        ),
    )
    return Chart(
        identifier="pair-changes",
        title=_title(frame, names),
        description="Matrix of origins and destinations, each cell coloured by the change in trade.",
        views=views,
        note="Customs values, last four weeks against the same weeks without the measures. The two at war "
        "come first, the others by their trade; the palest cells do not change.",
        data=frame.with_columns(names.labels(frame["origin"]), names.labels(frame["destination"])),
        fields={
            "origin": Field("From"),
            "destination": Field("To"),
            "last_4_weeks_reference": Field("Without the measures, USD bn a year", "billions"),
            "last_4_weeks": Field("This run, last 4 weeks", "billions"),
            "change": Field("Change", "percent"),
        },
        metrics=("bilateral_means",),
    )


def _order(facts: Facts) -> list[str]:
    """The two at war, then the others by their imports and exports without the measures."""
    focus, frame = facts.metrics.focus, facts.metrics.bilateral_means
    trade = dict.fromkeys(facts.metrics.axes.economies, 0.0)
    for origin, destination, value in frame.select("origin", "destination", "last_4_weeks_reference").rows():
        trade[origin] += value or 0.0
        trade[destination] += value or 0.0
    place = {focus.first: 0, focus.second: 1}
    return sorted(trade, key=lambda code: (place.get(code, 2), -trade[code], code))


def _cells(frame: pl.DataFrame, column: str, order: list[str]) -> Floats:
    """(N, N) values by origin and destination, NaN where there is none."""
    place = {code: at for at, code in enumerate(order)}
    cells = np.full((len(order), len(order)), np.nan)
    for origin, destination, value in frame.select("origin", "destination", column).rows():
        cells[place[origin], place[destination]] = np.nan if value is None else value
    return cells


def _figure(cells: Floats, full: float, number: str, order: list[str], names: Names) -> plain.Figure:
    shown = [names.label(code) for code in order]
    heat = plain.Heatmap(
        z=[[None if np.isnan(value) else float(f"{value:.3g}") for value in row] for row in cells.tolist()],
        x=shown,
        y=shown,
        zmin=-full,
        zmax=full,
        colorscale=[[at, shade.light] for at, shade in _SCALE],
        showscale=False,
        xgap=1,
        ygap=1,
        hoverongaps=False,
        hovertemplate=f"%{{y}} to %{{x}}: {number}<extra></extra>",
    )
    layout = base_layout(
        _ROW_HEIGHT * len(order) + _HEAD,
        margin={"t": 6, "r": 8, "b": 8},
        hovermode="closest",
        plot_bgcolor=CARD.light,
        xaxis={
            "side": "top",
            "type": "category",
            "tickangle": -45,
            "tickfont": {"color": INK.light, "size": 12},
            "ticks": "",
            "showline": False,
            "tickmode": "linear",
        },
        yaxis=row_axis(shown)
        | {"showgrid": False, "range": [len(shown) - 0.5, -0.5], "tickfont": {"size": 12}},
    )
    return plain.Figure(heat, layout)


def _narrow() -> dict[str, object]:
    return {"xaxis": {"tickangle": -90, "tickfont": {"size": 9}}, "yaxis": {"tickfont": {"size": 9.5}}}


def _keys(full: str) -> tuple[Key, ...]:
    return (
        Key(f"Lower, darkest at {full}", LOSS.light, "bar"),
        Key(f"Higher, darkest at {full}", GAIN.light, "bar"),
    )


def _title(frame: pl.DataFrame, names: Names) -> str:
    known = frame.drop_nulls("change")
    lower = known.filter(pl.col("change") < -_NOTABLE).height
    higher = known.filter(pl.col("change") > _NOTABLE).height
    if not lower + higher:
        return f"Of {several(known.height, 'flow')} between economies not one changes by more than 2%"
    moved = known.with_columns(gain=pl.col("last_4_weeks") - pl.col("last_4_weeks_reference"))
    largest = moved.sort(pl.col("gain").abs(), "origin", "destination", descending=[True, False, False])
    row = largest.row(0, named=True)
    return (
        f"Of {several(known.height, 'flow')} between economies {lower} are more than 2% lower and {higher} "
        f"more than 2% higher; the largest change is from {names.phrase(row['origin'])} to "
        f"{names.phrase(row['destination'])}: {percent(row['change'], signed=True)}, USD "
        f"{billions(row['gain'], signed=True)} bn a year"
    )
