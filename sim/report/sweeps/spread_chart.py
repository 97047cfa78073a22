"""How a figure spreads over all runs of a sweep."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl

from sim.ensemble.analysis.observed import values_of
from sim.ensemble.study import Figure, Study
from sim.metrics.axes import Floats
from sim.metrics.draws import QUANTILES
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View
from sim.report.drawing.theme import CONTEXT, GRID, HOME, INK, base_layout
from sim.report.drawing.wording import listed, percent, several
from sim.report.sweeps.amounts import (
    SCALES,
    is_or_are,
    plain_number,
    range_written,
    scaled,
    short,
    subject,
    told,
    written,
)
from sim.report.sweeps.varied import asked, is_listed

_HEIGHT = 300
_FEWEST = 6
_MOST_BINS = 30


def figure_spread(study: Study) -> Chart | None:
    """How many runs end where: every figure over all runs, with its median and the range of 90 %."""
    if is_listed(study) and study.cases > 1:
        return None
    values = {each: values_of(study, each.name) for each in asked(study)}
    if all(len(each) < _FEWEST for each in values.values()):
        return None
    views = [_view(study, figure, found) for figure, found in values.items()]
    why = ["what was varied"] * (study.cases > 1) + ["chance"] * (study.replications > 1)
    why += ["parameters that were drawn"] * _has_drawn(study)
    return Chart(
        identifier="figure-spread",
        title=views[0].title,
        description="Bars count runs by the value of a figure.",
        views=views,
        note=f"Runs differ by {listed(why) or 'chance'}. The line marks the median, "
        "the shaded part holds 90% of the runs.",
        data=_table(values),
        fields={
            "figure": Field("Figure"), "unit": Field("Unit"), "runs": Field("Runs", "number"),
            **{name: Field(f"{part:.0%} of runs below", "number") for name, part in QUANTILES.items()},
        },
        method="Equation (183) of docs/model.md, over all runs.",
    )  # fmt: skip


def _has_drawn(study: Study) -> bool:
    return any(name.startswith("drawn.") for name in study.runs.collect_schema().names())


def _ends(values: Floats) -> Floats:
    """(5,) quantiles at 5, 25, 50, 75 and 95 %."""
    if not len(values):
        return np.full(len(QUANTILES), np.nan)
    found: Floats = np.quantile(values, list(QUANTILES.values()))
    return found


def _title(figure: Figure, values: Floats) -> str:
    if not len(values):
        return f"{subject(figure)} {is_or_are(figure, 'has', 'have')} no value in these runs"
    if figure.unit == "probability":
        return f"{subject(figure)} in {percent(float(values.mean()))} of the runs"
    ends = _ends(values).tolist()
    low, high = (written(ends[place], figure.unit) for place in (0, 4))
    verb = is_or_are(figure)
    if low == high:
        return f"{subject(figure)} {verb} {told(ends[2], figure.unit)} in nine of ten runs"
    extent = range_written(ends[0], ends[4], figure.unit)
    return f"{subject(figure)} {verb} {told(ends[2], figure.unit)} in the median run, {extent} in nine of ten"


def _view(study: Study, figure: Figure, values: Floats) -> View:
    scale, number = SCALES[figure.unit], len(values)
    drawn = values * scale.factor
    bins = max(5, min(_MOST_BINS, math.ceil(2.0 * number ** (1.0 / 3.0)))) if number else 1
    low, high = (float(drawn.min()), float(drawn.max())) if number else (0.0, 1.0)
    still = high - low <= 1e-9 * max(abs(low), abs(high), 1.0)
    if still:
        low, high, bins = low - 0.5, high + 0.5, 11
    counts, edges = np.histogram(drawn, bins=bins, range=(low, high))
    bars = plain.Bar(
        x=[float(f"{each:.6g}") for each in (edges[:-1] + edges[1:]) / 2.0],
        y=counts.tolist(),
        width=float(f"{edges[1] - edges[0]:.6g}"),
        marker={"color": HOME.light, "line": {"width": 1, "color": GRID.light}},
        text=[f"{plain_number(start)} to {plain_number(end)}{scale.suffix}"
              for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)],
        textposition="none",
        hovertemplate="%{text}: %{y:,d} runs<extra></extra>",
    )  # fmt: skip
    shapes, labels = _marks(values, figure)
    layout = base_layout(
        _HEIGHT,
        margin={"t": 30, "r": 16, "b": 30},
        hovermode="closest",
        shapes=shapes,
        annotations=labels,
        bargap=0,
        xaxis={"ticksuffix": scale.suffix, "nticks": 8, "tickformat": ",.3~r"},
        yaxis={"title": {"text": "Runs", "font": {"size": 12.5}}, "nticks": 5, "rangemode": "tozero"},
    )
    return View(
        subject(figure),
        f"{subject(figure)} at the end of the run{f', {scale.words}' if scale.words else ''}: "
        f"number of runs, of {several(number, 'run')}",
        plain.Figure(bars, layout),
        {"xaxis": {"nticks": 4}},
        keys=[Key("Runs", HOME.light, "bar")]
        + [Key("Median", INK.light, "line"), Key("90% of runs", CONTEXT.light, "band")] * bool(shapes),
        title=_title(figure, values),
    )  # fmt: skip


def _marks(values: Floats, figure: Figure) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Line at the median, and a band that holds 90 % of the runs behind the bars."""
    if not len(values) or figure.unit == "probability":
        return [], []
    ends = _ends(values).tolist()
    low, middle, high = scaled([ends[0], ends[2], ends[4]], figure.unit)
    upright = {"yref": "paper", "y0": 0, "y1": 1}
    shapes = [
        {"type": "rect", "x0": low, "x1": high, **upright, "layer": "below", "line": {"width": 0},
         "fillcolor": f"{CONTEXT.light}73"},
        {"type": "line", "x0": middle, "x1": middle, **upright, "line": {"color": INK.light, "width": 2}},
    ]  # fmt: skip
    label = {
        "text": short(ends[2], figure.unit), "x": middle, "y": 1, "yref": "paper", "yanchor": "bottom",
        "yshift": 2,
        "showarrow": False, "font": {"size": 12.5, "color": INK.light},
    }  # fmt: skip
    return shapes, [label]


def _table(values: dict[Figure, Floats]) -> pl.DataFrame:
    rows = [
        (
            figure.heading,
            SCALES[figure.unit].words,
            len(found),
            *(_ends(found) * SCALES[figure.unit].factor).tolist(),
        )
        for figure, found in values.items()
    ]
    schema = {"figure": pl.String, "unit": pl.String, "runs": pl.Int64} | dict.fromkeys(QUANTILES, pl.Float64)
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(pl.selectors.float().fill_nan(None))
