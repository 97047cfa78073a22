"""Figures along one lever: a curve for each choice, with the range of the draws."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.ensemble.analysis.observed import LONG_RUN as LONG_RUN_COLUMN
from sim.ensemble.study import Figure, Lever, Study
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Key, View, end_labels, label_margin
from sim.report.drawing.fans import FEWEST
from sim.report.drawing.theme import CARD, INK, ZERO, base_layout
from sim.report.drawing.wording import LONG_RUN, LONG_RUN_EXPLAINED
from sim.report.sweeps.amounts import SCALES, log_ticks, scaled, short, subject, value_written
from sim.report.sweeps.analyses import spread
from sim.report.sweeps.shapes import Curve, curve_sentence, known_points, turning_point
from sim.report.sweeps.tables import case_fields, case_table, replication_note
from sim.report.sweeps.varied import Line, asked, is_listed, lines, numbers, of_figure

_HEIGHT = 400
_NEAR = 0.08
"""Part of an axis within which two labels lie over each other."""
_BANDS = (("low", "high", "2b"), ("lower", "upper", "52"))
_FEWEST_POINTS = 3


def lever_curves(study: Study) -> Chart | None:
    """Every figure along the one number that varies, a line for each combination of choices."""
    levers, found = numbers(study), lines(study)
    if len(levers) != 1 or not is_listed(study) or not found:
        return None
    lever = levers[0]
    if spread(study)[lever.name].n_unique() < _FEWEST_POINTS:
        return None
    figures = asked(study)
    views = [_view(study, figure, lever, found) for figure in figures]
    ringed = (
        " Rings mark where a curve turns."
        if any(_turns(study, each, lever, found) for each in figures)
        else ""
    )
    explained = f" {LONG_RUN_EXPLAINED.replace('Diamonds show', 'Dashed lines are')}" * any(
        each.long_run for each in figures
    )
    return Chart(
        identifier="lever-curves",
        title=views[0].title,
        description=f"Figures at the end of the runs along {lever.title}, a line for each choice.",
        views=views,
        note=f"{replication_note(study)}{ringed}{explained}",
        data=case_table(study, figures),
        fields=case_fields(study, figures),
        method="Equation (183) of docs/model.md. Each point is a case; lines between are straight.",
    )


def _rows(study: Study, figure: str, lever: Lever, line: Line) -> pl.DataFrame:
    rows = of_figure(spread(study), figure)
    return rows.filter(pl.col("case").is_in(line.cases), pl.col(lever.name).is_not_null()).sort(lever.name)


def _curve(study: Study, figure: Figure, lever: Lever, line: Line) -> Sequence[tuple[float, float]]:
    rows = _rows(study, figure.name, lever, line)
    return known_points(rows[lever.name].to_list(), rows["middle"].to_list())


def _turns(study: Study, figure: Figure, lever: Lever, found: Sequence[Line]) -> bool:
    return any(turning_point(_curve(study, figure, lever, line)) for line in found)


def _view(study: Study, figure: Figure, lever: Lever, found: Sequence[Line]) -> View:
    curves = [(line.label, _curve(study, figure, lever, line)) for line in found]
    banded = study.replications >= FEWEST
    traces: list[plain.Trace] = []
    for line in found:
        traces += _bands(study, figure, lever, line) if banded else []
    for line in found:
        if figure.long_run:
            traces.append(_path(study, f"{figure.name}{LONG_RUN_COLUMN}", figure, lever, line, "dash"))
        traces.append(_path(study, figure.name, figure, lever, line, "solid"))
    marks, labels = _turning_marks(figure, lever, found, curves)
    keys = [
        Key(line.label or "Run", line.shade, "line")
        for line, (_, curve) in zip(found, curves, strict=True)
        if curve
    ]
    if banded:
        shade = found[0].shade
        keys += [Key("Half of the draws", shade, "band"), Key("90% of the draws", shade, "band faint")]
    if figure.long_run:
        keys.append(Key(LONG_RUN, INK.light, "dash"))
    unit = SCALES[figure.unit].words
    subtitle = f"{subject(figure)} at the end of the run{f', {unit}' if unit else ''}, by {lever.title}"
    ends = _end_labels(figure, found, curves)
    layout = _layout(figure, lever, label_margin(ends) if ends else 16)
    if ends:
        low, high = _extent(traces)
        labels += end_labels(ends, low, high, _HEIGHT - 70)
    return View(
        subject(figure),
        subtitle,
        plain.Figure([*traces, marks], {**layout, "annotations": labels}),
        {"margin": {"r": 12}, "xaxis": {"nticks": 5}},
        keys=keys,
        title=curve_sentence(figure, lever, curves),
    )


def _bands(study: Study, figure: Figure, lever: Lever, line: Line) -> list[plain.Trace]:
    rows = _rows(study, figure.name, lever, line)
    found: list[plain.Trace] = []
    x = scaled(rows[lever.name], lever.unit)
    edge: dict[str, Any] = {"mode": "lines", "line": {"width": 0, "color": line.shade}, "hoverinfo": "skip"}
    for low, high, solid in _BANDS:
        found.append(plain.Scatter(x=x, y=scaled(rows[low], figure.unit), **edge))
        filling = {"fill": "tonexty", "fillcolor": f"{line.shade}{solid}"}
        found.append(plain.Scatter(x=x, y=scaled(rows[high], figure.unit), **filling, **edge))
    return found


def _path(study: Study, column: str, figure: Figure, lever: Lever, line: Line, dash: str) -> plain.Trace:
    rows = _rows(study, column, lever, line)
    what = line.label or "Run" if dash == "solid" else ", ".join(filter(None, (line.label, LONG_RUN)))
    return plain.Scatter(
        x=scaled(rows[lever.name], lever.unit),
        y=scaled(rows["middle"], figure.unit),
        text=[short(value, figure.unit) for value in rows["middle"]],
        mode="lines" if dash == "dash" else "lines+markers",
        line={"color": line.shade, "width": 2.4 if dash == "solid" else 1.6, "dash": dash},
        marker={"size": 4.5, "color": line.shade},
        hovertemplate=f"%{{x:,.3~g}}{SCALES[lever.unit].suffix}: %{{text}}<extra>{what}</extra>",
    )


def _turning_marks(
    figure: Figure, lever: Lever, found: Sequence[Line], curves: Sequence[tuple[str, Curve]]
) -> tuple[plain.Trace, list[dict[str, Any]]]:
    x, y, shades, labels = [], [], [], []
    named: list[tuple[float, float]] = []
    for line, (_, curve) in zip(found, curves, strict=True):
        turn = turning_point(curve)
        if turn is None:
            continue
        top = turn[1] > curve[0][1]
        (across,), (up,) = scaled([turn[0]], lever.unit), scaled([turn[1]], figure.unit)
        x.append(across)
        y.append(up)
        shades.append(line.shade)
        if any(_are_near(turn, each, curves) for each in named):
            continue  # the title has the value, and two labels would lie over each other
        named.append(turn)
        labels.append(
            {
                "x": _place(across, lever), "y": up, "showarrow": False,
                "text": f"{value_written(turn[0], lever)}: {short(turn[1], figure.unit)}",
                "yanchor": "bottom" if top else "top", "yshift": 9 if top else -9,
                "font": {"size": 12.5, "color": line.shade}, "bgcolor": f"{CARD.light}b0",
            }
        )  # fmt: skip
    ring = {"symbol": "circle-open", "size": 12, "color": shades, "line": {"width": 2.2}}
    return plain.Scatter(x=x, y=y, mode="markers", marker=ring, hoverinfo="skip"), labels


def _are_near(
    one: tuple[float, float], other: tuple[float, float], curves: Sequence[tuple[str, Curve]]
) -> bool:
    """Whether the labels of two turning points would lie over each other."""
    points = [point for _, curve in curves for point in curve]

    def extent(axis: int) -> float:
        values = [point[axis] for point in points]
        return max(values) - min(values)

    return all(abs(one[axis] - other[axis]) < _NEAR * extent(axis) for axis in (0, 1))


def _place(across: float | None, lever: Lever) -> float | None:
    """Where an annotation stands: on an axis of logarithms by its logarithm."""
    return math.log10(across) if lever.logarithmic and across else across


def _end_labels(
    figure: Figure, found: Sequence[Line], curves: Sequence[tuple[str, Curve]]
) -> list[tuple[float, str, str, str]]:
    if len(found) < 2:
        return []
    ends = []
    for line, (_, curve) in zip(found, curves, strict=True):
        if curve:
            (value,) = scaled([curve[-1][1]], figure.unit)
            ends.append((value or 0.0, line.short, "", line.shade))
    return ends


def _extent(traces: Sequence[plain.Trace]) -> tuple[float, float]:
    values = [value for trace in traces for value in trace["y"] if value is not None]
    return (min(values), max(values)) if values else (0.0, 1.0)


def _layout(figure: Figure, lever: Lever, right: int) -> dict[str, Any]:
    return base_layout(
        _HEIGHT,
        margin={"t": 22, "r": right, "b": 46},
        hovermode="closest",
        xaxis={
            "title": {"text": lever.title, "font": {"size": 12.5}},
            "ticksuffix": SCALES[lever.unit].suffix,
            "nticks": 8,
            **log_ticks(lever),
        },
        yaxis={
            "ticksuffix": SCALES[figure.unit].suffix,
            "tickformat": ",.3~r",
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "nticks": 7,
        },
    )
