"""Figures over two levers: a table of colours with lines of equal height."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from sim.ensemble.analysis.observed import LONG_RUN as LONG_RUN_COLUMN
from sim.ensemble.study import Figure, Lever, Marker, Study
from sim.metrics.axes import Floats
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, View
from sim.report.drawing.theme import (
    CARD,
    INK,
    MAP_FEWER,
    MAP_GAIN,
    MAP_LOSS,
    MAP_MORE,
    MIDDLE,
    MUTED,
    TIERS,
    base_layout,
)
from sim.report.drawing.wording import LONG_RUN, LONG_RUN_PHRASE
from sim.report.sweeps.amounts import (
    SCALES,
    is_or_are,
    log_ticks,
    missing,
    point_written,
    scaled,
    short,
    subject,
    told,
    written,
)
from sim.report.sweeps.analyses import spread
from sim.report.sweeps.tables import case_fields, case_table, replication_note
from sim.report.sweeps.varied import Line, asked, lines, numbers, of_figure

_HEIGHT = 520
_FEWEST_VALUES = 3
_NEAR_AN_EDGE = 0.3
_STEPS = 7
_DIVERGING = tuple(
    zip((0.0, 0.25, 0.5, 0.75, 1.0), (MAP_LOSS, MAP_FEWER, MIDDLE, MAP_MORE, MAP_GAIN), strict=True)
)
_RISING = tuple((place / 5.0, shade) for place, shade in enumerate(TIERS[:6]))
"""Both end where the lines and their numbers, in the colour of the text, can still be read."""


def lever_maps(study: Study) -> Chart | None:
    """Every figure over the two numbers that vary, with lines of equal height."""
    levers, found = numbers(study), lines(study)
    if study.design["kind"] != "grid" or len(levers) != 2 or not found:
        return None
    frame = spread(study)
    if any(frame[each.name].n_unique() < _FEWEST_VALUES for each in levers):
        return None
    figures = asked(study)
    views = [view for each in figures for line in found for view in _views(study, each, levers, line)]
    marked = (
        " Dots mark what is written beside them."
        if any(_inside(each, levers) for each in study.markers)
        else ""
    )
    return Chart(
        identifier="lever-maps",
        title=views[0].title,
        description=f"Figures by {levers[0].title} and {levers[1].title}: colours and lines of equal height.",
        views=views,
        note="Each cell is a case. Lines join places of equal height, drawn straight between cases. "
        f"{replication_note(study, with_bands=False)}{marked}",
        data=case_table(study, figures),
        fields=case_fields(study, figures),
        method="Equation (183) of docs/model.md: the median of the draws of each case.",
    )


def _views(study: Study, figure: Figure, levers: Sequence[Lever], line: Line) -> list[View]:
    names = {"level": figure.name}
    if figure.long_run:
        names["change"] = f"{figure.name}{LONG_RUN_COLUMN}"
    grids = {basis: _grid(study, name, levers, line) for basis, name in names.items()}
    known = np.concatenate([grid[~np.isnan(grid)] for grid in grids.values()])
    ends = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    unit = SCALES[figure.unit].words
    views = []
    for basis, grid in grids.items():
        what = (
            f"{subject(figure)} at the end of the run"
            if basis == "level"
            else f"{subject(figure)}, {LONG_RUN_PHRASE}"
        )
        where = f", {line.label}" if line.label else ""
        views.append(
            View(
                f"{subject(figure)}{f': {line.label}' if line.label else ''}",
                f"{what}{where}{f', {unit}' if unit else ''}; lines of equal height",
                _figure(grid, figure, levers, ends, study),
                {"height": 430, "margin": {"r": 4}, "xaxis": {"nticks": 5}},
                basis=basis if len(grids) > 1 else "",  # type: ignore[arg-type]
                title=_title(study, names[basis], figure, levers, line, rest=basis == "change"),
            )
        )
    return views


def _grid(study: Study, column: str, levers: Sequence[Lever], line: Line) -> Floats:
    """(Y, X) middle of every case, by the values of the second lever and of the first."""
    rows = of_figure(spread(study), column).filter(pl.col("case").is_in(line.cases))
    across, up = (_ticks(study, lever) for lever in levers)
    grid = np.full((len(up), len(across)), np.nan)
    for x, y, value in rows.select(levers[0].name, levers[1].name, "middle").iter_rows():
        grid[up.index(y), across.index(x)] = value
    return grid


def _ticks(study: Study, lever: Lever) -> list[float]:
    return spread(study)[lever.name].drop_nulls().unique().sort().to_list()


def _title(
    study: Study, column: str, figure: Figure, levers: Sequence[Lever], line: Line, *, rest: bool
) -> str:
    rows = of_figure(spread(study), column).filter(pl.col("case").is_in(line.cases))
    known = [row for row in rows.iter_rows(named=True) if not missing(row["middle"])]
    start = f"{LONG_RUN}: {subject(figure)}" if rest else subject(figure)
    where = f" ({line.label})" if line.label else ""
    if not known:
        return f"{start}{where} {is_or_are(figure, 'has', 'have')} no value in these runs"
    low, high = (pick(known, key=lambda row: row["middle"]) for pick in (min, max))
    verb, amounts = is_or_are(figure), [written(row["middle"], figure.unit) for row in (low, high)]
    if amounts[0] == amounts[1]:
        return f"{start}{where} {verb} {told(known[0]['middle'], figure.unit)} in every case"
    return (
        f"{start}{where} {verb} lowest with {point_written(low, levers)}: {amounts[0]}; "
        f"highest with {point_written(high, levers)}: {amounts[1]}"
    )


def _figure(
    grid: Floats,
    figure: Figure,
    levers: Sequence[Lever],
    ends: tuple[float, float],
    study: Study,
) -> plain.Figure:
    scale = SCALES[figure.unit]
    x, y = (scaled(_ticks(study, lever), lever.unit) for lever in levers)
    z = [scaled(row, figure.unit) for row in grid.tolist()]
    low, high, shades = _colours(figure, ends)
    suffixes = [SCALES[each.unit].suffix for each in levers]
    hover = (
        f"{levers[0].title} %{{x:,.3~g}}{suffixes[0]}<br>{levers[1].title} %{{y:,.3~g}}{suffixes[1]}"
        f"<br><b>%{{text}}</b><extra></extra>"
    )
    bar = {
        "thickness": 12, "outlinewidth": 0, "ticksuffix": scale.suffix, "nticks": 7, "x": 1.01, "xpad": 4,
        "tickfont": {"color": MUTED.light, "size": 12},
    }  # fmt: skip
    heat = plain.Heatmap(
        x=x, y=y, z=z, zmin=low, zmax=high, colorscale=[[at, shade.light] for at, shade in shades],
        text=[[short(value, figure.unit) for value in row] for row in grid.tolist()],
        hovertemplate=hover, hoverongaps=False, colorbar=bar,
    )  # fmt: skip
    traces: list[plain.Trace] = [heat]
    step = _step(ends[1] - ends[0]) * 1.0
    if step > 0.0 and not np.isnan(grid).all() and np.nanmax(grid) - np.nanmin(grid) > 0.0:
        traces.append(_iso_lines(x, y, z, figure, ends))
    points = [each for each in study.markers if _inside(each, levers)]
    if points:
        traces.append(_points(points, levers))
    axes = [
        {"title": {"text": lever.title, "font": {"size": 12.5}}, "ticksuffix": SCALES[lever.unit].suffix,
         "nticks": 9, **log_ticks(lever)}
        for lever in levers
    ]  # fmt: skip
    layout = base_layout(
        _HEIGHT,
        margin={"t": 12, "r": 8, "b": 48},
        hovermode="closest",
        xaxis={**axes[0], "ticks": "outside"},
        yaxis={**axes[1], "showgrid": False, "ticks": "outside"},
    )
    return plain.Figure(traces, layout)


def _colours(figure: Figure, ends: tuple[float, float]) -> tuple[float, float, Any]:
    """Ends of the scale of colours, centred on zero where figures are of either sign or changes."""
    factor = SCALES[figure.unit].factor
    low, high = (end * factor for end in ends)
    if figure.unit == "change" or low < 0.0:
        far = max(abs(low), abs(high)) or 1.0
        return -far, far, _DIVERGING
    return low, high if high > low else low + 1.0, _RISING


def _step(width: float) -> float:
    """Round distance between lines: 1, 2 or 5 times a power of ten, about seven to a range."""
    if width <= 0.0:
        return 0.0
    rough = width / _STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * each for each in (1.0, 2.0, 5.0, 10.0) if power * each >= rough * 0.999)


def _iso_lines(x: Any, y: Any, z: Any, figure: Figure, ends: tuple[float, float]) -> plain.Contour:
    factor = SCALES[figure.unit].factor
    low, high = (end * factor for end in ends)
    step = _step(high - low)
    return plain.Contour(
        x=x, y=y, z=z, showscale=False, hoverinfo="skip", autocontour=False,
        contours={
            "coloring": "none", "showlabels": True, "start": math.ceil(low / step) * step, "end": high,
            "size": step, "labelfont": {"size": 11.5, "color": INK.light}, "labelformat": ",.3~r",
        },
        line={"color": INK.light, "width": 1, "smoothing": 0.6},
    )  # fmt: skip


def _inside(marker: Marker, levers: Sequence[Lever]) -> bool:
    return all(lever.low <= marker.values.get(lever.name, math.nan) <= lever.high for lever in levers)


def _beside(marker: Marker, lever: Lever) -> str:
    """Where the label of a marker stands: towards the middle, so that no edge cuts it."""
    part = (marker.values[lever.name] - lever.low) / ((lever.high - lever.low) or 1.0)
    return "top right" if part < _NEAR_AN_EDGE else "top left" if part > 1.0 - _NEAR_AN_EDGE else "top center"


def _points(points: Sequence[Marker], levers: Sequence[Lever]) -> plain.Scatter:
    x, y = (scaled([each.values[lever.name] for each in points], lever.unit) for lever in levers)
    style = {"size": 10, "color": INK.light, "line": {"width": 2, "color": CARD.light}}
    return plain.Scatter(
        x=x, y=y, text=[each.label for each in points], mode="markers+text",
        textposition=[_beside(each, levers[0]) for each in points],
        textfont={"size": 12, "color": INK.light}, marker=style, cliponaxis=False,
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
