"""Which sectors still rely on the rival: what they buy of it directly, and what is hidden in other inputs."""

from __future__ import annotations

import polars as pl

from sim.metrics import Metrics
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped, rounded
from sim.report.drawing.dumbbell import connectors, dots, filled, readable_range, rows_layout
from sim.report.drawing.theme import ACCENT, BEFORE, INK
from sim.report.drawing.wording import Names, is_nothing, percent
from sim.report.facts import Facts

_ROW_HEIGHT = 34
_SECTORS = 14
_HIDDEN = {"symbol": "circle-open", "size": 11, "color": INK.light, "line": {"width": 2.5}}
_NARROW = {"xaxis": {"nticks": 4}}
_LABEL_WIDTH = 30


def sector_exposure(facts: Facts) -> Chart:
    """Draw how far direct and looked-through reliance on the rival fall, sector by sector."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.frame("sector_exposure").with_columns(
        pl.col("sector").replace(names.sectors).alias("name")
    )
    first, second = metrics.focus.first, metrics.focus.second
    shown = {code: _largest(frame.filter(pl.col("importer") == code)) for code in (first, second)}
    return Chart(
        identifier="sector-exposure",
        title=_title(metrics, names),
        description="Change of what each sector relies on the other economy for, bought directly and through "
        "suppliers of suppliers, for the sectors that relied on it most.",
        views=tuple(
            view
            for importer, partner in ((first, second), (second, first))
            for view in _views(shown[importer], names, importer, partner)
        ),
        note=f"The {_SECTORS} sectors that relied on the other economy most, looked through. That counts its "
        "output in the inputs of suppliers, and of theirs, by the input-output network of the last week: "
        "what others make of its goods is in it, and so it falls by less than what is bought directly.",
        data=pl.concat(shown.values()).with_columns(names.labels(pl.concat(shown.values())["importer"])),
        fields={
            "importer": Field("Economy"),
            "name": Field("Sector"),
            "face_value_reference": Field("Direct, without the measures", "percent"),
            "face_value": Field("Direct, in the run", "percent"),
            "face_value_change": Field("Change", "percent"),
            "look_through_reference": Field("Looked through, without the measures", "percent"),
            "look_through": Field("Looked through, in the run", "percent"),
            "look_through_change": Field("Change, looked through", "percent"),
        },
        keys=(
            Key("Bought directly", ACCENT.light, "dot"),
            Key("Looked through", INK.light, "ring"),
        ),
        metrics=("sector_exposure", "look_through"),
    )


def _views(frame: pl.DataFrame, names: Names, importer: str, partner: str) -> tuple[View, View]:
    label = f"{names.label(importer)} on {names.label(partner)}"
    what = f"Inputs from {names.phrase(partner)} in a dollar of cost in {names.phrase(importer)}"
    return (
        View(
            label,
            f"{what}, percent; rings without the measures, dots in the run",
            _levels(frame),
            _NARROW,
            basis="level",
            keys=(
                Key("Bought directly", ACCENT.light, "dot"),
                Key("Looked through", INK.light, "dot"),
                Key("Without the measures", BEFORE.light, "ring"),
            ),
        ),
        View(
            label,
            f"{what}, change against the run without the measures, percent",
            _changes(frame),
            _NARROW,
            basis="change",
        ),
    )


def _largest(frame: pl.DataFrame) -> pl.DataFrame:
    """Sectors with the largest reliance to begin with, those that lose least of it on top."""
    known = frame.drop_nulls(["face_value_change", "look_through_change"])
    largest = known.sort(["look_through_reference", "sector"], descending=[True, False]).head(_SECTORS)
    return largest.sort(["look_through_change", "sector"], descending=[True, False])


def _levels(frame: pl.DataFrame) -> plain.Figure:
    ordered = frame.sort(["look_through_reference", "sector"], descending=[True, False])
    rows = [clipped(name, _LABEL_WIDTH) for name in ordered["name"]]
    traces = []
    for column, name, shade in (
        ("look_through", "Looked through", INK.light),
        ("face_value", "Bought directly", ACCENT.light),
    ):
        after, before = (
            rounded((100.0 * ordered[each]).round_sig_figs(3)) for each in (column, f"{column}_reference")
        )
        ring = {"symbol": "circle-open", "size": 10, "color": shade, "line": {"width": 1.6}}
        traces += [
            connectors(before, after, rows),
            dots(before, rows, f"{name}, without the measures", ring, "%{x:.3~g}%"),
            dots(after, rows, f"{name}, in the run", {**filled(shade), "size": 9}, "%{x:.3~g}%"),
        ]
    return plain.Figure(traces, rows_layout(rows, _ROW_HEIGHT, {"ticksuffix": "%", "rangemode": "tozero"}))


def _changes(frame: pl.DataFrame) -> plain.Figure:
    rows = [clipped(name, _LABEL_WIDTH) for name in frame["name"]]
    direct, hidden = (rounded(frame[name], 100.0) for name in ("face_value_change", "look_through_change"))
    number = "%{x:+.1f}%"
    traces = [
        connectors(direct, hidden, rows),
        dots(direct, rows, "Bought directly", filled(ACCENT.light), number),
        dots(hidden, rows, "Looked through", _HIDDEN, number),
    ]
    scale = {"ticksuffix": "%", **readable_range([*direct, *hidden], 1.0)}
    return plain.Figure(traces, rows_layout(rows, _ROW_HEIGHT, scale))


def _title(metrics: Metrics, names: Names) -> str:
    first, second = metrics.focus.first, metrics.focus.second
    last = metrics.frame("look_through").filter(pl.col("importer") == first, pl.col("partner") == second)
    row = last.sort("week").row(-1, named=True)
    changes = [
        row[name] / row[f"{name}_reference"] - 1.0
        if row[name] is not None and row[f"{name}_reference"]
        else None
        for name in ("face_value", "look_through")
    ]
    place, rival = names.phrase(first), names.phrase(second)
    if None in changes or all(is_nothing(change) for change in changes):
        return f"Sectors in {place} rely on {rival} as without the measures"
    direct, hidden = (percent(change, signed=True) for change in changes)
    return f"Direct inputs from {rival} in {place}: {direct}; looked through suppliers of suppliers: {hidden}"
