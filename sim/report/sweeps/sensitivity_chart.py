"""Which lever matters: bars by lever with their intervals, the strongest on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sim.ensemble.study import Figure, Study, Unit
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped
from sim.report.drawing.labels import Dot, free_labels
from sim.report.drawing.theme import ACCENT, BEFORE, INK, MUTED, ZERO, base_layout, row_axis
from sim.report.drawing.wording import count, listed, percent
from sim.report.sweeps.amounts import SCALES, missing, plain_number, scaled, subject
from sim.report.sweeps.analyses import sensitivity
from sim.report.sweeps.sensitivity_words import sensitivity_sentence, spread_sentence
from sim.report.sweeps.varied import asked, is_listed

_ROW, _FOOT = 46, 50
_LABEL = 26
_MAP_HEIGHT = 420
_TOLD, _MOST_TOLD = 0.15, 6
"""Dots that bear their names: of an effect beyond that part of the largest, so many at most."""


@dataclass(frozen=True)
class _Kind:
    """Two indices of a design: which, what they are called, their unit, and how they are to be read.

    ``unit`` is None for the unit of the figure.
    """

    indices: tuple[str, str]
    names: tuple[str, str]
    told: str
    unit: Unit | None
    what: str
    note: str
    method: str


_KINDS: Mapping[str, _Kind] = {
    "sobol": _Kind(
        ("first", "total"), ("First order, alone", "Total, with all interactions"), "first", "share",
        "Sobol indices: part of the variance, percent",
        "First order: what part of the variance would go, on average, if the lever were known. Total: what "
        "would stay if all but it were known. The two differ by what it does together with others.",
        "Equations (186) and (187) of docs/model.md. After Sobol' (2001) and Saltelli et al. (2010).",
    ),
    "morris": _Kind(
        ("mean_absolute", "spread"), ("Mean absolute effect", "Spread of effects"), "mean_absolute", None,
        "Morris measures: from one end of the range to the other",
        "The mean absolute effect says how much a lever moves the figure. The spread of its effects is zero "
        "for a lever that does the same wherever the others stand.",
        "Equation (189) of docs/model.md. After Morris (1991) and Campolongo et al. (2007).",
    ),
    "rank": _Kind(
        ("partial_rank", "rank"), ("Other levers taken out", "By itself"), "partial_rank", "number",
        "Rank correlation with the figure, from \u22121 to 1",
        "Rank correlations see what rises or falls with a lever, not what turns.",
        "Equation (191) of docs/model.md.",
    ),
}  # fmt: skip


def sensitivity_bars(study: Study) -> Chart | None:
    """How strongly each lever moves every figure, with intervals, the strongest lever on top."""
    kind = _KINDS.get(study.design["kind"], _KINDS["rank"])
    if kind is _KINDS["rank"] and is_listed(study):
        return None
    found = {each.name: sensitivity(study, each.name) for each in asked(study)}
    frames = [(each, frame) for each in asked(study) if (frame := found[each.name]) is not None]
    if not frames:
        return None
    views = [_view(study, figure, frame, kind) for figure, frame in frames]
    return Chart(
        identifier="sensitivity-bars",
        title=views[0].title,
        description="A pair of bars for each lever, lines their 95 % intervals.",
        views=views,
        note=f"{kind.note} Lines are 95% intervals. {_basis(frames[0][1])}{_without(study, frames[0][1])}",
        data=_table(study, frames),
        fields=_FIELDS,
        method=kind.method,
    )


def effects_map(study: Study) -> Chart | None:
    """Mean absolute effect of each lever against the spread of its effects."""
    if study.design["kind"] != "morris":
        return None
    found = [(each, sensitivity(study, each.name)) for each in asked(study)]
    frames = [(figure, frame) for figure, frame in found if frame is not None]
    views = [_effects(study, figure, frame) for figure, frame in frames]
    if not views:
        return None
    return Chart(
        identifier="effects-map",
        title=views[0].title,
        description="A dot for each lever: how much it moves the figure, and how that depends on others.",
        views=views,
        note="Far right: moves the figure much. High up: by how much depends on where the other levers "
        "stand, or on where in its own range it is. On the dashed line both are equal. "
        "Levers near the origin bear no name; it shows when they are pointed at.",
        data=_table(study, frames),
        fields=_FIELDS,
        width="full",
        method=_KINDS["morris"].method,
    )


_FIELDS = {
    "figure": Field("Figure"),
    "lever": Field("Lever"),
    "index": Field("Index"),
    "unit": Field("Unit"),
    "value": Field("Value", "number"),
    "low": Field("Low, 95%", "number"),
    "high": Field("High, 95%", "number"),
}


def _table(study: Study, frames: Sequence[tuple[Figure, pl.DataFrame]]) -> pl.DataFrame:
    """Indices of all figures under the names that people read, in the unit of the axis."""
    parts, in_unit_of_figure = [], study.design["kind"] == "morris"
    for figure, frame in frames:
        scale = SCALES[figure.unit]
        parts.append(
            frame.with_columns(
                figure=pl.lit(figure.heading),
                lever=pl.col("lever").replace_strict({each.name: each.title for each in study.levers}),
                index=pl.col("index").str.replace_all("_", " "),
                unit=pl.lit(scale.away if in_unit_of_figure else ""),
                **{
                    name: pl.col(name) * (scale.factor if in_unit_of_figure else 1.0)
                    for name in ("value", "low", "high")
                },
            )
        )
    return pl.concat(parts).with_columns(pl.selectors.float().fill_nan(None))


def _basis(frame: pl.DataFrame) -> str:
    """Say what the indices rest on, and how much of the variance is luck."""
    row = frame.row(0, named=True)
    words = f"They rest on {count(row['samples'])} samples"
    if row["dropped"]:
        words += f"; {count(row['dropped'])} were left out, for a run in them failed"
    luck = row["chance"]
    if missing(luck) or luck <= 0.0:
        return f"{words}."
    return f"{words}. Chance makes {percent(luck)} of the variance between cases."


def _view(study: Study, figure: Figure, frame: pl.DataFrame, kind: _Kind) -> View:
    unit = kind.unit or figure.unit
    levers = _with_values(frame)
    rows = [clipped(study.lever(name).title, _LABEL) for name in levers]
    shades = (ACCENT.light, BEFORE.light)
    order = list(zip(kind.indices, kind.names, shades, strict=True))
    known = frame.filter(pl.col("lever").is_in(levers))
    traces = [_bars(known.filter(index=index), rows, name, shade, unit) for index, name, shade in order]
    scale = SCALES[unit]
    words = f", {scale.away}" if kind.unit is None and scale.away else ""
    still = {"range": [0.0, 1.0]} if _says_nothing(traces) else {}
    layout = base_layout(
        _ROW * len(rows) + _FOOT,
        barmode="group",
        bargap=0.3,
        bargroupgap=0.0,
        margin={"t": 6, "r": 18},
        hovermode="closest",
        xaxis={"showgrid": True, "zeroline": True, "zerolinecolor": ZERO.light, "nticks": 6,
               "ticksuffix": scale.suffix if kind.unit else "", **still},
        yaxis=row_axis(rows),
    )  # fmt: skip
    return View(
        subject(figure),
        f"{subject(figure)}. {kind.what}{words}",
        plain.Figure(traces, layout),
        {"margin": {"l": 4, "r": 10}, "xaxis": {"nticks": 4}},
        keys=[*(Key(name, shade, "bar") for _, name, shade in order), Key("95% interval", INK.light, "line")],
        title=sensitivity_sentence(study, figure, frame, kind.told),
    )


def _with_values(frame: pl.DataFrame) -> list[str]:
    """Levers with a value, in order; all of them where none has one."""
    every = frame["lever"].unique(maintain_order=True).to_list()
    known = frame.filter(pl.col("value").is_not_nan() & pl.col("value").is_not_null())["lever"].to_list()
    return [name for name in every if name in known] or every


def _without(study: Study, frame: pl.DataFrame) -> str:
    """Name the levers that have no index: choices, which have no order."""
    left = [each for each in study.levers if each.name not in _with_values(frame)]
    if not left:
        return ""
    return f" Not shown, for their values have no order: {listed([each.title for each in left])}."


def _says_nothing(traces: Sequence[plain.Trace]) -> bool:
    return not any(value for trace in traces for value in trace["x"])


def _bars(rows: pl.DataFrame, names: Sequence[str], label: str, shade: str, unit: Unit) -> plain.Bar:
    values, lows, highs = (scaled(rows[column], unit) for column in ("value", "low", "high"))
    up = [_apart(high, value) for high, value in zip(highs, values, strict=True)]
    down = [_apart(value, low) for value, low in zip(values, lows, strict=True)]
    suffix = SCALES[unit].suffix
    shown = [
        "no value" if value is None else f"{plain_number(value)}{suffix}"
        + (f" ({plain_number(low)} to {plain_number(high)})" if low is not None and high is not None else "")
        for value, low, high in zip(values, lows, highs, strict=True)
    ]  # fmt: skip
    return plain.Bar(
        x=values, y=list(names), orientation="h", name=label, marker={"color": shade}, text=shown,
        textposition="none", hovertemplate=f"%{{y}}: %{{text}}<extra>{label}</extra>",
        error_x={"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.4,
                 "width": 4, "color": INK.light},
    )  # fmt: skip


def _apart(high: float | None, low: float | None) -> float:
    return 0.0 if high is None or low is None else float(f"{high - low:.6g}")


def _effects(study: Study, figure: Figure, frame: pl.DataFrame) -> View:
    table = {
        index: frame.filter(index=index).sort("lever", maintain_order=True)
        for index in ("mean_absolute", "spread")
    }
    names = [study.lever(name).title for name in table["mean_absolute"]["lever"]]
    x, y = (scaled(table[index]["value"], figure.unit) for index in ("mean_absolute", "spread"))
    known = sorted(
        (Dot(across, up, 11.0, clipped(name, _LABEL)) for across, up, name in zip(x, y, names, strict=True)
         if across is not None and up is not None),
        key=lambda dot: -dot.x,
    )  # fmt: skip
    across, up = (max((getattr(dot, axis) for dot in known), default=1.0) or 1.0 for axis in "xy")
    far = min(across, up)
    told = [dot for dot in known if dot.x >= _TOLD * across or dot.y >= _TOLD * up][:_MOST_TOLD]
    equal = plain.Scatter(
        x=[0.0, far], y=[0.0, far], mode="lines", hoverinfo="skip",
        line={"color": MUTED.light, "width": 1.2, "dash": "dash"},
    )  # fmt: skip
    dots = plain.Scatter(
        x=x, y=y, text=names, mode="markers", marker={"size": 11, "color": ACCENT.light}, cliponaxis=False,
        hovertemplate="%{text}<br>Mean absolute effect %{x:,.3~r}<br>Spread of effects %{y:,.3~r}"
        "<extra></extra>",
    )  # fmt: skip
    labels = free_labels(told, len(told), INK.light)
    title = {"font": {"size": 12.5}}
    layout: dict[str, Any] = base_layout(
        _MAP_HEIGHT,
        margin={"t": 20, "r": 60, "b": 48},
        hovermode="closest",
        annotations=labels,
        xaxis={"title": {"text": "Mean absolute effect", **title}, "rangemode": "tozero", "showgrid": True},
        yaxis={"title": {"text": "Spread of effects", **title}, "rangemode": "tozero"},
    )
    unit = SCALES[figure.unit].away
    return View(
        subject(figure),
        f"{subject(figure)}. Morris measures from one end of the range to the other"
        f"{f', {unit}' if unit else ''}",
        plain.Figure([equal, dots], layout),
        {"margin": {"r": 24}, "xaxis": {"nticks": 4}},
        keys=[Key("Lever", ACCENT.light, "dot"), Key("Both equal", MUTED.light, "dash")],
        title=spread_sentence(study, figure, frame),
    )
