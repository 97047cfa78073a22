"""How every case differs from the first under the same draws of chance."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.ensemble.analysis.observed import LONG_RUN as LONG_RUN_COLUMN
from sim.ensemble.study import Figure, Study
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped
from sim.report.drawing.dumbbell import DIAMOND, dots, filled, readable_range, rows_layout
from sim.report.drawing.fans import FEWEST
from sim.report.drawing.long_run import LONG_RUN_KEY
from sim.report.drawing.theme import ACCENT, INK
from sim.report.drawing.wording import LONG_RUN, capitalised, several
from sim.report.sweeps.amounts import (
    SCALES,
    difference_written,
    is_or_are,
    missing,
    phrase,
    scaled,
    subject,
    value_written,
)
from sim.report.sweeps.analyses import differences
from sim.report.sweeps.varied import asked, is_listed, lines, numbers, of_figure, varied

_MOST_CASES = 30
_MOST_BESIDE_A_MAP = 12
"""Cases of a grid of two numbers, which its map shows already."""
_ROW = 34
_LABEL = 34


def case_differences(study: Study) -> Chart | None:
    """Every figure of each case less that of the first, in the same draws of chance."""
    if not is_listed(study) or not 1 < study.cases <= _MOST_CASES or not varied(study):
        return None
    if not study.has_common_chance:
        return None
    if study.design["kind"] == "grid" and len(numbers(study)) > 1 and study.cases > _MOST_BESIDE_A_MAP:
        return None
    figures = asked(study)
    views = [_view(study, each) for each in figures]
    ranges = " Bars hold 90% of the differences draw by draw." if study.replications >= FEWEST else ""
    return Chart(
        identifier="case-differences",
        title=views[0].title,
        description=f"A row for each case, its difference from {_label(study, 1)}.",
        views=views,
        note=f"Difference from case 1 ({_label(study, 1)}) in the same draw of chance, median of "
        f"{several(study.replications, 'draw')}.{ranges}",
        data=_table(study),
        fields={
            "case": Field("Case", "number"), "label": Field("What"), "figure": Field("Figure"),
            "unit": Field("Unit"), "pairs": Field("Pairs", "number"), "middle": Field("Difference", "number"),
            "low": Field("5% below", "number"), "high": Field("95% below", "number"),
            "long_run": Field(LONG_RUN, "number"),
        },
        method="Equation (185) of docs/model.md.",
    )  # fmt: skip


def _label(study: Study, case: int) -> str:
    """Name a case by what varies."""
    levers = varied(study)
    row = study.runs.filter(pl.col("case") == case).select(each.name for each in levers).first().collect()
    values = row.row(0, named=True)
    words = [
        value_written(values[each.name], each)
        if each.is_choice
        else f"{each.title} {value_written(values[each.name], each)}"
        for each in levers
    ]
    return capitalised(", ".join(words))


def _rows(study: Study, figure: Figure) -> pl.DataFrame:
    rows = of_figure(differences(study), figure.name)
    column = f"{figure.name}{LONG_RUN_COLUMN}"
    rest = of_figure(differences(study), column).select("case", long_run=pl.col("middle"))
    return rows.join(rest, "case", how="left", maintain_order="left").with_columns(
        pl.selectors.float().fill_nan(None)
    )


def _view(study: Study, figure: Figure) -> View:
    rows, scale = _rows(study, figure), SCALES[figure.unit]
    names = [clipped(_label(study, case), _LABEL) for case in rows["case"]]
    shades = {case: line.shade for line in lines(study) for case in line.cases}
    middle, low, high, rest = (
        scaled(rows[name], figure.unit) for name in ("middle", "low", "high", "long_run")
    )
    colours = [shades.get(case, ACCENT.light) for case in rows["case"]]
    several_shades = len(set(colours)) > 1
    number = "%{x:+,.3~r}"
    traces: list[plain.Trace] = []
    banded = study.replications >= FEWEST
    if banded:
        traces += [_range(start, end, name, shade) for start, end, name, shade
                   in zip(low, high, names, colours, strict=True)]  # fmt: skip
    traces.append(dots(middle, names, "Run", filled(colours), number))
    keys = [Key("Run", INK.light if several_shades else colours[0], "dot")]
    if banded:
        keys.append(Key("90% of draws", INK.light if several_shades else colours[0], "band faint"))
    if figure.long_run:
        traces.append(dots(rest, names, LONG_RUN, DIAMOND, number))
        keys.append(LONG_RUN_KEY)
    seen = [*middle, *rest, *low, *high]
    layout = rows_layout(
        names, _ROW, {**readable_range(seen, 1.0), "tickformat": ",.3~r", "rangemode": "tozero"}
    )
    return View(
        subject(figure),
        f"{subject(figure)}: difference from case 1 ({_label(study, 1)})"
        f"{f', {scale.away}' if scale.away else ''}",
        plain.Figure(traces, layout),
        {"margin": {"l": 4, "r": 14}, "xaxis": {"nticks": 4}},
        keys=keys,
        title=_title(study, figure, rows),
    )


def _range(start: Any, end: Any, name: str, shade: str) -> plain.Scatter:
    style = {"color": f"{shade}40", "width": 9}
    return plain.Scatter(x=[start, end], y=[name, name], mode="lines", line=style, hoverinfo="skip")


def _quoted(study: Study, case: int) -> str:
    return f"\u201c{phrase(_label(study, case))}\u201d"


def _title(study: Study, figure: Figure, rows: pl.DataFrame) -> str:
    known = [row for row in rows.iter_rows(named=True) if not missing(row["middle"])]
    first = _quoted(study, 1)
    if not known:
        return f"{subject(figure)} {is_or_are(figure, 'has', 'have')} no value to be held against {first}"
    low, high = (pick(known, key=lambda row: row["middle"]) for pick in (min, max))
    amounts = [difference_written(row["middle"], figure.unit) for row in (low, high)]
    if len(known) == 1 or amounts[0] == amounts[1]:
        where = _quoted(study, low["case"]) if len(known) == 1 else "every other case"
        return f"{subject(figure)}: {where} differs from {first} by {amounts[0]}"
    return (
        f"{subject(figure)}: against {first}, lowest in {_quoted(study, low['case'])} ({amounts[0]}) and "
        f"highest in {_quoted(study, high['case'])} ({amounts[1]})"
    )


def _table(study: Study) -> pl.DataFrame:
    parts = []
    for figure in asked(study):
        rows, scale = _rows(study, figure), SCALES[figure.unit]
        numbers = [pl.col(name) * scale.factor for name in ("middle", "low", "high", "long_run")]
        parts.append(
            rows.select(
                "case", pl.Series("label", [_label(study, case) for case in rows["case"]], dtype=pl.String),
                pl.lit(figure.heading).alias("figure"), pl.lit(scale.away).alias("unit"), "pairs", *numbers,
            )
        )  # fmt: skip
    return pl.concat(parts)
