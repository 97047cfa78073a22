"""Figures by week: the range over all runs, a panel for each series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from sim.ensemble.analysis import fan, series_of
from sim.ensemble.study import Study
from sim.report.decoupling.panels import Panels, axis_number, panel_axes, panel_titles
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped, narrow_weeks
from sim.report.drawing.theme import ACCENT, BEFORE, INK, ZERO, base_layout
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import capitalised, count
from sim.report.sweeps.amounts import is_plural, phrase
from sim.report.sweeps.series import MOST_PANELS, PathSeries, shown_series

_BANDS = (("low", "high", "2b"), ("lower", "upper", "52"))
_COLUMNS, _GAP, _TITLE, _NARROW_TITLE = 3, 0.075, 42, 44
_DIGITS = 6


def paths_by_week(study: Study) -> Chart | None:
    """Figures by week over all runs: the median, and bands that hold half and 90 % of the runs."""
    if not study.weeks:
        return None
    found = shown_series(study)
    frames = {each.name: fan(study, each.name) for each in found}
    shown = [each for each in found if len(frames[each.name])]
    if not shown:
        return None
    bases = ["run"]
    if all("change" in frames[each.name]["basis"].unique() for each in shown):
        bases = ["change", "run"]
    views = [_view(study, shown, frames, basis) for basis in bases]
    return Chart(
        identifier="paths-by-week",
        title=views[0].title,
        description="A panel for each series by week: the median of all runs and bands around it.",
        views=views,
        note="Bands hold half and 90% of all runs of the sweep: of every case and every draw of chance. "
        f"Quantiles are taken week by week, so that a band is not the path of any one run.{_left(study)}",
        data=_table(shown, frames),
        fields={
            "series": Field("Series"), "basis": Field("What"), "unit": Field("Unit"),
            "week": Field("Week", "date"), "low": Field("5% below", "number"),
            "middle": Field("Median", "number"), "high": Field("95% below", "number"),
        },
        method="Equation (183) of docs/model.md over all runs, week by week; changes are taken run by run "
        "against its own reference before.",
    )  # fmt: skip


def _left(study: Study) -> str:
    left = len(series_of(study)) - MOST_PANELS
    return f" {count(left)} more series are in runs.parquet of the sweep's folder." if left > 0 else ""


def _view(study: Study, shown: Sequence[PathSeries], frames: dict[str, pl.DataFrame], basis: str) -> View:
    wide, narrow = Panels(len(shown), min(_COLUMNS, len(shown)), _GAP), Panels(len(shown), 1, 0.0)
    traces: list[plain.Trace] = []
    axes = []
    for place, each in enumerate(shown):
        traces += _panel(each, frames[each.name], basis, axis_number(place))
        suffix = each.scale(basis)[1]
        axes.append(
            (
                {"type": "date", "range": _ends(study.weeks), **narrow_weeks(study.weeks), "nticks": 4,
                 "tickformat": "%b %Y"},
                {"ticksuffix": suffix, "nticks": 5, "tickformat": ",.3~r", "zeroline": basis == "change",
                 "zerolinecolor": ZERO.light},
            )
        )  # fmt: skip
    titles = [[_panel_title(each, basis, letters) for each in shown] for letters in (_TITLE, _NARROW_TITLE)]
    layout = base_layout(
        wide.height,
        margin={"t": 8, "r": 12, "b": 8, "l": 54},
        hovermode="closest",
        annotations=[
            *panel_titles(wide, titles[0], "wide", INK.light),
            *panel_titles(narrow, titles[1], "narrow", INK.light),
        ],
    )
    common = {key: layout.pop(key) for key in ("xaxis", "yaxis")}
    placed = panel_axes(wide, axes)
    layout |= {
        name: {**common[f"{name[0]}axis"], "automargin": False, **axis} for name, axis in placed.items()
    }
    keys = [Key("Median run", ACCENT.light, "line"), Key("Half of the runs", ACCENT.light, "band"),
            Key("90% of the runs", ACCENT.light, "band faint")]  # fmt: skip
    if basis == "run" and any("reference" in frames[each.name]["basis"].unique() for each in shown):
        keys.append(Key("Without the measures, median", BEFORE.light, "dash"))
    return View(
        "Change" if basis == "change" else "Levels",
        "By week, against each run without the measures" if basis == "change" else "By week, levels",
        plain.Figure(traces, layout),
        _narrow(narrow, len(study.weeks)),
        keys=keys,
        title=_title(shown[0], frames[shown[0].name], basis),
    )


def _ends(weeks: Sequence[date]) -> list[str]:
    return [weeks[0].isoformat(), weeks[-1].isoformat()]


def _panel_title(each: PathSeries, basis: str, letters: int) -> str:
    unit = each.scale(basis)[2]
    return clipped(f"{each.heading}{f', {unit}' if unit else ''}", letters)


def _narrow(panels: Panels, weeks: int) -> dict[str, Any]:
    changes: dict[str, Any] = {"height": panels.height}
    for index in range(panels.number):
        across, upright = panels.place(index)
        changes[f"xaxis{axis_number(index)}"] = {"domain": across}
        changes[f"yaxis{axis_number(index)}"] = {"domain": upright}
    return changes


def _panel(each: PathSeries, frame: pl.DataFrame, basis: str, axis: str) -> list[plain.Trace]:
    factor, suffix, _ = each.scale(basis)
    rows = frame.filter(basis=basis)
    axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    if not len(rows):
        return []
    when = by_week(rows["week"].to_list())
    edge: dict[str, Any] = {
        "mode": "lines", "line": {"width": 0, "color": ACCENT.light}, "hoverinfo": "skip", **axes,
    }  # fmt: skip
    found: list[plain.Trace] = []
    for low, high, solid in _BANDS:
        found.append(plain.Scatter(**when, y=_values(rows, low, factor), **edge))
        filling = {"fill": "tonexty", "fillcolor": f"{ACCENT.light}{solid}"}
        found.append(plain.Scatter(**when, y=_values(rows, high, factor), **filling, **edge))
    if basis == "run":
        rest = frame.filter(basis="reference")
        if len(rest):
            found.append(
                plain.Scatter(
                    **by_week(rest["week"].to_list()), y=_values(rest, "middle", factor), mode="lines",
                    line={"color": BEFORE.light, "width": 1.6, "dash": "dash"}, **axes,
                    hovertemplate=f"%{{x|%-d %b %Y}}: %{{y:,.3~r}}{suffix}"
                    "<extra>Without the measures</extra>",
                )
            )  # fmt: skip
    middle = plain.Scatter(
        **when, y=_values(rows, "middle", factor), mode="lines", line={"color": ACCENT.light, "width": 2.2},
        **axes,
        hovertemplate=f"%{{x|%-d %b %Y}}: %{{y:,.3~r}}{suffix}<extra>Median run</extra>",
    )  # fmt: skip
    return [*found, middle]


def _values(rows: pl.DataFrame, column: str, factor: float) -> list[float]:
    return (rows[column] * factor).round_sig_figs(_DIGITS).to_list()


def _title(each: PathSeries, frame: pl.DataFrame, basis: str) -> str:
    rows = frame.filter(basis=basis)
    subject = capitalised(each.heading)
    if not len(rows):
        return f"{subject}: no run has a value by week"
    last = rows.row(-1, named=True)
    low, middle, high = (each.written(last[name], basis) for name in ("low", "middle", "high"))
    verb = "are" if is_plural(each.heading) else "is"
    against = " against no measures" if basis == "change" else ""
    if low == high:
        return f"In the last week {phrase(subject)} {verb} {middle}{against} in nine of ten runs"
    start = f"In the last week {phrase(subject)} {verb} {middle}{against}"
    return f"{start} in the median run, {low} to {high} in nine of ten"


def _table(shown: Sequence[PathSeries], frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    names = {"run": "run", "reference": "without the measures", "change": "change"}
    parts = []
    for each in shown:
        for basis, words in names.items():
            factor, _, unit = each.scale(basis)
            rows = frames[each.name].filter(basis=basis)
            numbers = [(pl.col(name) * factor).round_sig_figs(_DIGITS) for name in ("low", "middle", "high")]
            labels = {"series": each.heading, "basis": words, "unit": unit}
            parts.append(
                rows.select(*(pl.lit(text).alias(name) for name, text in labels.items()), "week", *numbers)
            )
    return pl.concat(parts)
