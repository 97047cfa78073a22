"""Paths of scenarios laid over each other, week by week, in one panel or in one for each economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np

from sim.metrics.axes import Floats
from sim.metrics.draws import QUANTILES
from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import FEWEST_DRAWS, Competitor
from sim.report.comparison.marks import line, shade, short
from sim.report.comparison.panels import Panel, ShownBasis
from sim.report.drawing import plain
from sim.report.drawing.charts import end_labels, label_margin
from sim.report.drawing.dumbbell import DIAMOND
from sim.report.drawing.theme import BEFORE, INK, MUTED, ZERO, base_layout
from sim.report.drawing.weekly import WEEK_IN_MILLISECONDS
from sim.report.drawing.wording import LONG_RUN

_ONE_PANEL, _PANEL, _GAP, _FOOT, _ROOM = 390, 250, 46, 30, 17
_SIGNIFICANT = 4
WITHOUT = "Without the measures"


@dataclass
class _Drawn:
    """What is drawn in one panel, as it is collected."""

    traces: list[plain.Scatter] = field(default_factory=list)
    ends: list[tuple[float, str, str, str]] = field(default_factory=list)
    rests: list[tuple[float, Competitor]] = field(default_factory=list)
    extent: list[float] = field(default_factory=lambda: [0.0])


def path_figure(comparison: Comparison, panels: Sequence[Panel], basis: ShownBasis) -> plain.Figure:
    """Draw panels one below the other over the same weeks."""
    height = _ONE_PANEL if len(panels) == 1 else max(_PANEL, _ROOM * len(comparison.competitors) + 40)
    whole = len(panels) * height + (len(panels) - 1) * _GAP
    drawn = [_drawn(comparison, panel, basis, _axis(place)) for place, panel in enumerate(panels)]
    margin = max(label_margin(each.ends) for each in drawn)
    above = 26 if len(panels) > 1 else 10
    layout: dict[str, Any] = base_layout(
        whole + _FOOT + above,
        margin={"r": min(margin + 14, 260), "t": above, "b": _FOOT},
        hovermode="x unified",
        xaxis=_weeks(comparison, f"y{_axis(len(panels) - 1)}", basis),
    )
    annotations: list[dict[str, Any]] = []
    for place, (panel, each) in enumerate(zip(panels, drawn, strict=True)):
        top = 1.0 - place * (height + _GAP) / whole
        low, high = _scale(each.extent)
        layout[f"yaxis{_axis(place)}"] = {
            **layout["yaxis"],
            "domain": [max(top - height / whole, 0.0), top],
            "range": [low, high],
            "ticksuffix": _mark(panel, basis),
            "nticks": 7 if len(panels) == 1 else 5,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "zerolinewidth": 1.3,
        }
        labels = end_labels(each.ends, low, high, height) if each.ends else []
        annotations += [{**label, "yref": f"y{_axis(place)}"} for label in labels]
        if len(panels) > 1:
            annotations.append(_heading(panel.title, top))
    layout["annotations"] = annotations
    return plain.Figure([trace for each in drawn for trace in each.traces], layout)


def _axis(place: int) -> str:
    return "" if place == 0 else str(place + 1)


def _drawn(comparison: Comparison, panel: Panel, basis: ShownBasis, axis: str) -> _Drawn:
    found = _Drawn()
    weeks = _steps(comparison)
    without = panel.without_measures(comparison) if basis == "level" else None
    if without is not None:
        found.traces.append(_without_measures(without, panel, axis, weeks))
        found.extent += [float(np.nanmin(without)), float(np.nanmax(without))]
    for each in (*comparison.others, comparison.baseline):
        rows = panel.rows(comparison, each, basis)
        if len(rows) >= FEWEST_DRAWS:
            low, high = np.quantile(rows, (QUANTILES["low"], QUANTILES["high"]), axis=0)
            found.traces += _band(low, high, shade(each), weeks, axis)
            found.extent += [value for value in (*low, *high) if not np.isnan(value)]
        middle = np.median(rows, axis=0)
        known = middle[~np.isnan(middle)]
        if known.size == 0:
            continue
        found.extent += [float(known.min()), float(known.max())]
        number = "+.2f" if basis == "change" else ",.1f"
        template = f"{each.label}: %{{y:{number}}}{panel.unit(basis)}<extra></extra>"
        found.traces.append(
            plain.Scatter(y=_short(middle), mode="lines", line=line(each), hovertemplate=template,
                       yaxis=f"y{axis}", **_over_gaps(middle), **weeks)
        )  # fmt: skip
        last = float(known[-1])
        if not (basis == "change" and each is comparison.baseline):
            text = _end(last, panel, basis)
            found.ends.append((last, f"{short(each.label)} {text}", text, shade(each)))
        rest = panel.rest(comparison, each, basis)
        if rest is not None and not (basis == "change" and each is comparison.baseline):
            found.rests.append((rest, each))
            found.extent.append(rest)
    if found.rests:
        found.traces.append(_diamonds(comparison, found.rests, panel.unit(basis), axis, basis))
    return found


def _mark(panel: Panel, basis: ShownBasis) -> str:
    """Sign behind a number on the axis: none for points and money."""
    return "%" if panel.unit(basis) == "%" else ""


def _end(value: float, panel: Panel, basis: ShownBasis) -> str:
    """Write the number at the end of a line, with at most three digits."""
    signed = basis == "change" or panel.arm == "change"
    amount = abs(value)
    digits = 0 if amount >= 9.95 else 1 if amount >= 0.995 else 2
    if round(amount, digits) == 0.0:
        return f"0{_mark(panel, basis)}"
    sign = "\u2212" if value < 0 else "+" if signed else ""
    return f"{sign}{amount:,.{digits}f}{_mark(panel, basis)}"


def _without_measures(values: Floats, panel: Panel, axis: str, weeks: Mapping[str, Any]) -> plain.Scatter:
    style = {"color": BEFORE.light, "width": 1.6, "dash": "4px,3px"}
    template = f"{WITHOUT}: %{{y:,.1f}}{panel.suffix}<extra></extra>"
    return plain.Scatter(
        y=_short(values), mode="lines", line=style, hovertemplate=template, yaxis=f"y{axis}", **weeks
    )


def _short(values: Floats) -> list[float | None]:
    return [None if np.isnan(value) else float(f"{value:.{_SIGNIFICANT}g}") for value in values]


def _band(low: Floats, high: Floats, colour: str, weeks: Mapping[str, Any], axis: str) -> list[plain.Scatter]:
    edge: dict[str, Any] = {
        "mode": "lines",
        "line": {"width": 0, "color": colour},
        "hoverinfo": "skip",
        "yaxis": f"y{axis}",
    }
    edge |= _over_gaps(low)
    return [
        plain.Scatter(y=_short(low), **edge, **weeks),
        plain.Scatter(y=_short(high), fill="tonexty", fillcolor=f"{colour}2b", **edge, **weeks),
    ]


def _over_gaps(values: Floats) -> dict[str, Any]:
    """Join points over weeks between them in which supply chains were not looked through."""
    known = np.flatnonzero(~np.isnan(values))
    has_gaps = known.size > 0 and known.size < known[-1] - known[0] + 1
    return {"connectgaps": True} if has_gaps else {}


def _diamonds(
    comparison: Comparison,
    rests: Sequence[tuple[float, Competitor]],
    unit: str,
    axis: str,
    basis: ShownBasis,
) -> plain.Scatter:
    """Put a diamond at the end of the weeks for each scenario, in its colour."""
    end: Any = _last(comparison, basis)
    if comparison.start is not None:
        end = comparison.start + timedelta(weeks=end - 1)
    edges = {"width": 1.5, "color": [shade(each) for _, each in rests]}
    return plain.Scatter(
        x=[end] * len(rests),
        y=[float(f"{value:.{_SIGNIFICANT}g}") for value, _ in rests],
        text=[each.label for _, each in rests],
        mode="markers",
        cliponaxis=False,
        marker={**DIAMOND, "line": edges},
        hovertemplate=f"{LONG_RUN}, %{{text}}: %{{y:,.2f}}{unit}<extra></extra>",
        yaxis=f"y{axis}",
    )


def _steps(comparison: Comparison) -> dict[str, Any]:
    """Weeks of a trace: dates, or numbers from 1 where runs begin at different times."""
    if comparison.start is None:
        return {"x0": 1, "dx": 1}
    return {"x0": comparison.start.isoformat(), "dx": WEEK_IN_MILLISECONDS}


def _last(comparison: Comparison, basis: ShownBasis) -> int:
    """Number of the last week that is drawn: differences end with the first scenario."""
    return comparison.most_weeks if basis == "level" else len(comparison.baseline.draws.weeks)


def _weeks(comparison: Comparison, lowest: str, basis: ShownBasis) -> dict[str, Any]:
    if comparison.start is None:
        words = {"title": {"text": "Week of the run", "font": {"color": MUTED.light, "size": 12}}}
        return {**words, "range": [1, _last(comparison, basis)], "hoverformat": "d", "anchor": lowest}
    end = comparison.start + timedelta(weeks=_last(comparison, basis) - 1)
    hover = {"type": "date", "hoverformat": "Week of %-d %b %Y"}
    return {**hover, "range": [comparison.start, end], "anchor": lowest}


def _scale(extent: Sequence[float]) -> tuple[float, float]:
    pad = max(0.08 * (max(extent) - min(extent)), 0.05)
    low = min(extent)
    return (low - pad if low < 0.0 else -0.25 * pad), max(extent) + pad


def _heading(text: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{text}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 5,
        "showarrow": False,
        "font": {"size": 13, "color": INK.light},
    }
