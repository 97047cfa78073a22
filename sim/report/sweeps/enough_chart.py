"""Whether there are enough runs: what the sweep says as runs are added, and how far off it may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.ensemble.analysis import Enough
from sim.ensemble.study import Figure, Study, Unit
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, end_labels
from sim.report.drawing.theme import ACCENT, GAIN, base_layout, scenario_shade
from sim.report.drawing.wording import capitalised, count, several
from sim.report.sweeps.amounts import SCALES, Scale, phrase, scaled, short, subject, width_written
from sim.report.sweeps.analyses import convergence, enough
from sim.report.sweeps.varied import asked

_HEIGHT = 340
_MOST_LEVERS = 5
_IN_BLOCKS = ("sobol", "morris")
_WORDS = {"middle": "median", "mean": "mean"}
_LABEL_LETTERS = 26


def enough_runs(study: Study) -> Chart | None:
    """What the sweep says of every figure as runs are added, and how wide an interval is wanted."""
    in_blocks = study.design["kind"] in _IN_BLOCKS
    # The median of a yes or no jumps between the two, and its interval says nothing.
    figures = [each for each in asked(study) if in_blocks or each.unit != "probability"]
    found = [(figure, convergence(study, figure.name)) for figure in figures]
    frames = [
        (figure, frame) for figure, frame in found if frame is not None and frame["draws"].n_unique() > 1
    ]
    if not frames:
        return None
    views = [_view(study, figure, frame) for figure, frame in frames]
    return Chart(
        identifier="enough-runs",
        title=views[0].title,
        description="Estimates and their 95 % intervals as draws are added, over a band of the width wanted.",
        views=views,
        note=f"{_counted(study)} Lines and bars: 95% intervals. The band around the last value is as wide as "
        f"is wanted: {_wanted(study)}",
        data=_table(study, frames),
        fields={
            "figure": Field("Figure"), "what": Field("What"), "draws": Field("Draws", "number"),
            "runs": Field("Runs", "number"), "unit": Field("Unit"), "value": Field("Value", "number"),
            "low": Field("Low, 95%", "number"), "high": Field("High, 95%", "number"),
        },
        method="Equation (192) of docs/model.md for medians; runs still needed follow from the square root "
        "of their number.",
    )  # fmt: skip


def enough_sentence(study: Study, figure: Figure, verdict: Enough) -> str:
    """Say whether there are enough runs for a figure, and if not, how many more would do."""
    what = _what(study, verdict.what)
    unit = _unit(study, figure)
    case = f" of case {verdict.case}" if verdict.case is not None and study.cases > 1 else ""
    of = f"the {what}{case}" if verdict.what in _WORDS else f"the {_index(study)} of {what}"
    if math.isnan(verdict.half_width):
        return f"{subject(figure)}: too few draws to tell how well {of} is known"
    if verdict.half_width == 0.0:
        runs = several(verdict.runs, "run")
        return f"{subject(figure)}: the 95% interval of {of} has no width after {runs}"
    width, wanted = width_written(verdict.half_width, unit), width_written(verdict.wanted, unit)
    if verdict.is_enough:
        return (
            f"{subject(figure)}: {several(verdict.runs, 'run')} are enough, {of} is known to \u00b1{width} "
            f"(\u00b1{wanted} wanted)"
        )
    more = verdict.more
    start = (
        f"{subject(figure)}: {several(verdict.runs, 'run')} are not enough, {of} is known to \u00b1{width}"
    )
    if not more:
        return f"{start} (\u00b1{wanted} wanted)"
    return f"{start}; about {count(float(f'{more:.2g}'))} more are needed for \u00b1{wanted}"


def _index(study: Study) -> str:
    return "total index" if study.design["kind"] == "sobol" else "mean absolute effect"


def _what(study: Study, what: str) -> str:
    return _WORDS[what] if what in _WORDS else phrase(study.lever(what).title)


def _unit(study: Study, figure: Figure) -> Unit:
    return "share" if study.design["kind"] == "sobol" else figure.unit


def _counted(study: Study) -> str:
    kind = study.design["kind"]
    if kind == "sobol":
        return "Total Sobol indices of the strongest levers by the number of runs."
    if kind == "morris":
        return "Mean absolute effects of the strongest levers by the number of runs."
    if kind == "latin_hypercube":
        return "Median over the cases, in the order in which they were drawn."
    return "Median over the draws of the case that is known least well."


def _wanted(study: Study) -> str:
    kind = study.design["kind"]
    if kind == "sobol":
        return "five points of the variance either way."
    if kind == "morris":
        return "a tenth of the largest effect either way."
    return "a tenth of the range that holds 90% of all runs, either way."


def _view(study: Study, figure: Figure, frame: pl.DataFrame) -> View:
    verdict, unit = enough(study, figure.name), _unit(study, figure)
    blocks = study.design["kind"] in _IN_BLOCKS
    told = _strongest(frame, verdict.what) if blocks else [verdict.what]
    shades = [scenario_shade(place).light for place in range(1, len(told) + 1)] if blocks else [ACCENT.light]
    traces: list[plain.Trace] = []
    for name, shade in zip(told, shades, strict=True):
        rows = frame.filter(what=name).sort("runs")
        traces += _settling(study, rows, name, shade, unit, bars=blocks)
    low, high = _extent(frame.filter(pl.col("what").is_in(told)), verdict, unit)
    labels, shapes = [], _wanted_band(frame, verdict, unit)
    if blocks:
        ends = [
            (trace["y"][-1] or 0.0, _cut(study.lever(name).title), "", shade)
            for trace, name, shade in zip(traces, told, shades, strict=True)
        ]
        labels = end_labels(ends, low, high, _HEIGHT - 80)
    keys = (
        [Key(study.lever(name).title, shade, "line") for name, shade in zip(told, shades, strict=True)]
        if blocks
        else [
            Key(capitalised(_WORDS[verdict.what]), ACCENT.light, "line"),
            Key("95% interval", ACCENT.light, "band faint"),
        ]
    )
    if shapes:
        keys.append(Key("Width wanted", GAIN.light, "band faint"))
    scale = SCALES[unit]
    what = _what_is_drawn(study, verdict, scale)
    layout = base_layout(
        _HEIGHT,
        margin={"t": 14, "r": 195 if blocks else 16, "b": 48},
        hovermode="closest",
        shapes=shapes,
        annotations=labels,
        xaxis={"title": {"text": "Runs", "font": {"size": 12.5}}, "rangemode": "tozero", "tickformat": ",d",
               "nticks": 8},
        yaxis={"range": [low, high], "ticksuffix": scale.suffix, "tickformat": ",.3~r", "nticks": 6},
    )  # fmt: skip
    return View(
        subject(figure),
        f"{subject(figure)}. {what}, by the number of runs",
        plain.Figure(traces, layout),
        {"margin": {"r": 12}, "xaxis": {"nticks": 4}},
        keys=keys,
        title=enough_sentence(study, figure, verdict),
    )


def _what_is_drawn(study: Study, verdict: Enough, scale: Scale) -> str:
    kind = study.design["kind"]
    if kind == "sobol":
        return "Total index, percent of the variance"
    if kind == "morris":
        return f"Mean absolute effect, {scale.away}"
    return capitalised(_WORDS[verdict.what]) + (f", {scale.words}" if scale.words else "")


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL_LETTERS else f"{text[: _LABEL_LETTERS - 1].rstrip()}\u2026"


def _extent(rows: pl.DataFrame, verdict: Enough, unit: Unit) -> tuple[float, float]:
    """Range of the axis: all that is drawn and the width that is wanted, with a little room."""
    last = rows.filter(what=verdict.what).sort("runs")["value"]
    ends = [*rows["value"], *rows["low"], *rows["high"]]
    if len(last):
        ends += [last[-1] - verdict.wanted, last[-1] + verdict.wanted]
    known = [value for value in scaled(ends, unit) if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = 0.06 * (high - low) or max(abs(high), 1.0) * 0.1
    return float(f"{low - room:.4g}"), float(f"{high + room:.4g}")


def _strongest(frame: pl.DataFrame, least_known: str) -> list[str]:
    """Levers that are drawn: the strongest, and the one that is known least well."""
    last = frame.filter(pl.col("runs") == pl.col("runs").max())
    order = last.with_columns(pl.col("value").fill_nan(None)).sort("value", descending=True, nulls_last=True)
    names: list[str] = order["what"].to_list()
    kept = names[:_MOST_LEVERS]
    return kept if least_known in kept or least_known not in names else [*kept[:-1], least_known]


def _settling(
    study: Study, rows: pl.DataFrame, name: str, shade: str, unit: Unit, *, bars: bool
) -> list[plain.Trace]:
    x = rows["runs"].to_list()
    y, low, high = (scaled(rows[column], unit) for column in ("value", "low", "high"))
    what = capitalised(_what(study, name))
    text = [
        f"{short(value, unit)} ({short(start, unit)} to {short(end, unit)})"
        for value, start, end in rows.select("value", "low", "high").iter_rows()
    ]
    line: dict[str, Any] = {
        "x": x, "y": y, "text": text, "mode": "lines+markers", "line": {"color": shade, "width": 2.2},
        "marker": {"size": 6, "color": shade},
        "hovertemplate": f"%{{x:,d}} runs: %{{text}}<extra>{what}</extra>",
    }  # fmt: skip
    if bars:
        up = [_apart(end, value) for end, value in zip(high, y, strict=True)]
        down = [_apart(value, start) for value, start in zip(y, low, strict=True)]
        line["error_y"] = {
            "type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.2, "width": 3,
            "color": shade,
        }  # fmt: skip
        return [plain.Scatter(**line)]
    known = [
        (at, start, end)
        for at, start, end in zip(x, low, high, strict=True)
        if start is not None and end is not None
    ]
    edge = {"mode": "lines", "line": {"width": 0, "color": shade}, "hoverinfo": "skip"}
    at = [each[0] for each in known]
    return [
        plain.Scatter(x=at, y=[each[1] for each in known], **edge),
        plain.Scatter(x=at, y=[each[2] for each in known], fill="tonexty", fillcolor=f"{shade}2b", **edge),
        plain.Scatter(**line),
    ]


def _apart(high: float | None, low: float | None) -> float:
    return 0.0 if high is None or low is None else float(f"{high - low:.6g}")


def _wanted_band(frame: pl.DataFrame, verdict: Enough, unit: Unit) -> list[dict[str, Any]]:
    """Band around the last value of what is known least well."""
    rows = frame.filter(what=verdict.what).sort("runs")
    last = rows["value"][-1] if len(rows) else math.nan
    if math.isnan(last) or math.isnan(verdict.wanted) or verdict.wanted <= 0.0:
        return []
    low, high = scaled([last - verdict.wanted, last + verdict.wanted], unit)
    return [
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high, "layer": "below",
         "line": {"width": 0}, "fillcolor": f"{GAIN.light}26"}
    ]  # fmt: skip


def _table(study: Study, frames: Sequence[tuple[Figure, pl.DataFrame]]) -> pl.DataFrame:
    parts = []
    for figure, frame in frames:
        scale = SCALES[_unit(study, figure)]
        names = {
            name: capitalised(_what(study, name))
            for name in frame["what"].unique()
            if name not in ("low", "high")
        }
        names |= {"low": "5% of draws below", "high": "95% of draws below"}
        numbers = [(pl.col(name) * scale.factor).fill_nan(None) for name in ("value", "low", "high")]
        parts.append(
            frame.with_columns(
                *numbers,
                figure=pl.lit(figure.heading),
                unit=pl.lit(scale.words),
                what=pl.col("what").replace_strict(names),
            )
        )
    return pl.concat(parts)
