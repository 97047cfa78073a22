"""Whether trade goes back the way it came: goods that set out against the tariff on them, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sim.report.decoupling.trade_words import hysteresis_title
from sim.report.decoupling.turning_points import turning_points
from sim.report.drawing import plain
from sim.report.drawing.charts import Basis, Chart, Field, Key, View
from sim.report.drawing.dumbbell import DIAMOND
from sim.report.drawing.long_run import LONG_RUN_KEY
from sim.report.drawing.theme import CARD, ZERO, base_layout, colour
from sim.report.drawing.wording import LONG_RUN
from sim.report.facts import Facts

_HEIGHT = 460
_EVERY = 4
"""Weeks between two dots on a path: where they lie close, trade moves slowly."""

_STILL = 0.05
"""Percent below which nothing moves, so that the axis does not magnify noise."""

_NEAR = 4.0
"""Points of the tariff, and percent of the vertical extent, within which two dates cover each other."""


@dataclass(frozen=True)
class _Path:
    """One direction: whose goods go where, and its rows of the table tariff_and_trade."""

    label: str
    colour: str
    rows: pl.DataFrame


def hysteresis(facts: Facts) -> Chart:
    """Trade of the focus pair against the tariff on it, week by week: down, and back where it falls."""
    names, focus = facts.names, facts.metrics.focus
    frame = facts.metrics.frame("tariff_and_trade")
    paths = [
        _Path(
            f"{names.label(exporter)} to {names.label(importer)}",
            colour(exporter),
            frame.filter(importer=importer, exporter=exporter),
        )
        for importer, exporter in ((focus.first, focus.second), (focus.second, focus.first))
    ]
    keys = [
        *(Key(path.label, path.colour, "line") for path in paths),
        *([LONG_RUN_KEY] if focus.at_war else []),
    ]
    removed = "hysteresis" in facts.metrics.applicable
    return Chart(
        identifier="hysteresis",
        title=hysteresis_title(facts),
        description="Two paths through a plane of tariff and trade: to the right as a tariff rises, down as "
        "trade falls, and back where a tariff is cut.",
        views=(
            View(
                "",
                "Goods that set out, USD billion at annual rate, against the average tariff on them; "
                f"a dot every {_EVERY} weeks, rings: without the measures",
                _figure(facts, paths, "level"),
                _NARROW,
                basis="level",
            ),
            View(
                "",
                "Goods that set out, change against the run without the measures, percent, against the "
                f"average tariff on them; a dot every {_EVERY} weeks",
                _figure(facts, paths, "change"),
                _NARROW,
                basis="change",
            ),
        ),
        note=(
            "Where the way back lies below the way down, trade lost has not come back at the same tariff. "
            if removed
            else "No tariff is cut by much in this run: where a path runs straight down, trade adjusts at a "
            "tariff that stays. "
        )
        + "Goods that set out are shown, not those that arrive weeks later; weeks before a rise show goods "
        "ordered ahead of it. A ban counts as 150 points. Tariffs with the weights of the base year.",
        data=frame.with_columns(
            names.labels(frame["importer"]), names.labels(frame["exporter"]), change=pl.col("trade") - 1.0
        ),
        fields={
            "exporter": Field("Goods from"),
            "importer": Field("To"),
            "week": Field("Week", "date"),
            "tariff": Field("Tariff", "percent"),
            "shipped": Field("Set out, USD bn a year", "billions"),
            "shipped_reference": Field("Without the measures, USD bn a year", "billions"),
            "change": Field("Change", "percent"),
        },
        keys=keys,
        metrics=("tariff_and_trade", "hysteresis", "return_of_trade"),
    )


_NARROW: dict[str, Any] = {"xaxis": {"nticks": 5}, "margin": {"r": 12}}


def _figure(facts: Facts, paths: Sequence[_Path], basis: Basis) -> plain.Figure:
    traces: list[plain.Scatter] = []
    labels: list[dict[str, Any]] = []
    height = 0.0
    for path in paths:
        across = (100.0 * path.rows["tariff"]).round(2).to_list()
        upright = _upright(path.rows, basis)
        height = max([height, *(abs(value) for value in upright if value is not None)])
        traces += _path(path, across, upright, basis)
        last = path.rows.row(-1, named=True)
        if facts.metrics.focus.at_war:
            traces.append(_rest(path, last, basis))
        if basis == "level":
            traces.append(_before(path, last))
        labels += _labels(path, across, upright)
    unit = "%" if basis == "change" else ""
    still = {"range": [-1.0, 1.0]} if basis == "change" and height <= _STILL else {}
    layout = base_layout(
        _HEIGHT,
        hovermode="closest",
        margin={"t": 16, "r": 24, "b": 46},
        xaxis={
            "ticksuffix": "%",
            "nticks": 9,
            "showgrid": True,
            "title": {"text": "Average tariff", "font": {"size": 12.5}},
        },
        yaxis={
            "ticksuffix": unit,
            "nticks": 8,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "rangemode": "tozero",
            **still,
        },
        annotations=labels,
    )
    return plain.Figure(traces, layout)


def _upright(rows: pl.DataFrame, basis: Basis) -> list[float | None]:
    values = 100.0 * (rows["trade"] - 1.0) if basis == "change" else 1e-3 * rows["shipped"]
    return values.round_sig_figs(4).to_list()


def _number(basis: Basis) -> str:
    return "%{y:+.1f}%" if basis == "change" else "USD %{y:,.0f} bn"


def _path(
    path: _Path, across: list[float | None], upright: list[float | None], basis: Basis
) -> list[plain.Scatter]:
    """Draw the way, and a dot on it every few weeks with its date."""
    weeks = [f"{week.day} {week:%b %Y}" for week in path.rows["week"]]
    way = plain.Scatter(
        x=across, y=upright, mode="lines", line={"color": path.colour, "width": 1.4}, hoverinfo="skip"
    )
    chosen = slice(None, None, _EVERY)
    dots = plain.Scatter(
        x=across[chosen],
        y=upright[chosen],
        text=weeks[chosen],
        mode="markers",
        marker={"color": path.colour, "size": 5},
        hovertemplate=f"{path.label}, %{{text}}<br>tariff %{{x:.1f}}%, {_number(basis)}<extra></extra>",
    )
    return [way, dots]


def _rest(path: _Path, last: dict[str, Any], basis: Basis) -> plain.Scatter:
    """Draw the long run at the last week's tariff."""
    value = 100.0 * (last["benchmark"] - 1.0) if basis == "change" else 1e-3 * last["benchmark_shipped"]
    return plain.Scatter(
        x=[round(100.0 * last["tariff"], 2)],
        y=[float(f"{value:.4g}")],
        mode="markers",
        cliponaxis=False,
        marker={**DIAMOND, "size": 11, "line": {"width": 1.8, "color": path.colour}},
        hovertemplate=f"{LONG_RUN}, {path.label}: {_number(basis)}<extra></extra>",
    )


def _before(path: _Path, last: dict[str, Any]) -> plain.Scatter:
    """Draw where the flow stands without the measures."""
    return plain.Scatter(
        x=[round(100.0 * last["tariff_reference"], 2)],
        y=[float(f"{1e-3 * last['shipped_reference']:.4g}")],
        mode="markers",
        marker={
            "symbol": "circle",
            "size": 11,
            "color": CARD.light,
            "line": {"width": 2, "color": path.colour},
        },
        hovertemplate=f"{path.label}, without the measures: USD %{{y:,.0f}} bn<extra></extra>",
    )


def _labels(path: _Path, across: list[float | None], upright: list[float | None]) -> list[dict[str, Any]]:
    """Write the dates of the turning points beside the path, with an arrow that points at each."""
    found: list[dict[str, Any]] = []
    taken: list[tuple[float, float]] = []
    extent = max((abs(value) for value in upright if value is not None), default=1.0)
    for week, side in turning_points(path.rows):
        here, there = across[week], upright[week]
        if here is None or there is None:
            continue
        if any(abs(here - x) < _NEAR and abs(there - y) < extent * _NEAR / 100.0 for x, y in taken):
            continue
        taken.append((here, there))
        day = path.rows["week"][week]
        found.append(
            {
                "text": f"{day:%b %Y}",
                "x": here,
                "y": there,
                "ax": -38 * side,
                "ay": -16,
                "showarrow": True,
                "arrowhead": 2,
                "arrowsize": 0.9,
                "arrowwidth": 1,
                "arrowcolor": path.colour,
                "font": {"size": 12, "color": path.colour},
                "standoff": 3,
            }
        )
    return found
