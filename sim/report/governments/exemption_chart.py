"""What each government freed from its own duties in a standoff, and why these goods."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.metrics.negotiation.standoff import Standoff
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped, rounded, wrapped
from sim.report.drawing.dumbbell import rows_layout
from sim.report.drawing.theme import CARD, INK, colour
from sim.report.drawing.wording import Names, capitalised, day_in_words, percent, several
from sim.report.facts import Facts
from sim.report.governments.marks import WIDTH

_ROW_HEIGHT = 34


def standoff_exemptions(facts: Facts) -> Chart | None:
    """Draw what was freed by score; nothing where nothing was."""
    names, standoff = facts.names, facts.metrics.standoff
    if standoff is None or not standoff.exemptions.height:
        return None
    frame = standoff.exemptions
    frame = frame.with_columns(price_change=pl.col("price_rise").exp() - 1.0)
    return Chart(
        identifier="standoff-exemptions",
        title=_title(standoff, names),
        description="Bars of the score of every product group that a government freed from its duties.",
        views=(
            View(
                "By score",
                "Score of what is freed: what it spares the economy, percent of GDP",
                _figure(frame, names),
                {
                    "margin": {"r": 70},
                    "xaxis": {"nticks": 3},
                    "yaxis": {"ticktext": [clipped(row, 20) for row in _rows(frame, names)]},
                },
            ),
        ),
        note="Why these: a government frees goods for which it depends on the other, whose price would "
        "rise most and which are made least at home, the highest score first, until a set part of its "
        "imports from the other is free. Hollow bars: told to those concerned only.",
        data=frame.with_columns(
            names.labels(frame["economy"]),
            names.group_titles(frame["group"]),
            how=pl.when("quiet").then(pl.lit("quietly")).otherwise(pl.lit("in public")),
        ),
        fields={
            "economy": Field("Freed by"),
            "date": Field("Day", "date"),
            "group": Field("Goods"),
            "how": Field("How"),
            "part": Field("Part that is freed", "percent"),
            "score": Field("Score, percent of GDP", "number"),
            "imports": Field("Imports, USD bn a year", "billions"),
            "dependence": Field("The other\u2019s share in imports", "percent"),
            "price_change": Field("Expected rise of the price", "percent"),
            "home_share": Field("Made at home", "percent"),
        },
        keys=tuple(
            Key(f"Freed by {names.phrase(code)}", colour(code), "bar")
            for code in standoff.sides
            if code in frame["economy"].to_list()
        ),
        metrics=("standoff_exemptions",),
    )


def _title(standoff: Standoff, names: Names) -> str:
    parts: list[str] = []
    for code in standoff.sides:
        own = standoff.exemptions.filter(pl.col("economy") == code)
        if own.height:
            verb, goods = ("frees ", " of goods") if not parts else ("", "")
            how = "quietly" if bool(own["quiet"].all()) else "in public"
            groups = several(own.height, "group") if not parts else f"{own.height}"
            parts.append(f"{names.phrase(code)} {verb}{groups}{goods} {how}")
    return capitalised(", ".join(parts))


def _rows(frame: pl.DataFrame, names: Names) -> list[str]:
    pairs = frame.select("economy", "group").rows()
    return [f"{names.label(code)}: {names.group_phrase(group)}" for code, group in pairs]


def _figure(frame: pl.DataFrame, names: Names) -> plain.Figure:
    rows = _rows(frame, names)
    shades = [colour(code) for code in frame["economy"]]
    quiet = frame["quiet"].to_list()
    bars = plain.Bar(
        x=rounded(frame["score"]),
        y=rows,
        orientation="h",
        width=0.62,
        marker={
            "color": [CARD.light if each else shade for each, shade in zip(quiet, shades, strict=True)],
            "line": {"color": shades, "width": 2},
        },
        text=["" if part >= 1.0 else f"{percent(part)} of it" for part in frame["part"]],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": INK.light, "size": 12.5},
        customdata=[_sentence(row, names) for row in frame.iter_rows(named=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    top = max(frame["score"].to_list())
    scale = {"range": [0, top * 1.04], "nticks": 6}
    return plain.Figure([bars], rows_layout(rows, _ROW_HEIGHT, scale, margin={"t": 6, "r": 84}))


def _sentence(row: dict[str, Any], names: Names) -> str:
    who, rival = capitalised(names.phrase(row["economy"])), names.phrase(row["rival"])
    freed = "all" if row["part"] >= 1.0 else percent(row["part"])
    how = "quietly" if row["quiet"] else "in public"
    reasons = (
        f"{capitalised(rival)} supplies {percent(row['dependence'])} of all it imports of them, their price "
        f"is expected to rise by {percent(row['price_change'])}, and {percent(row['home_share'])} of what is "
        "used is made at home."
    )
    head = f"{who} frees {freed} of its imports of {names.group_phrase(row['group'])} from {rival}, {how}"
    return f"<b>{day_in_words(row['date'])}</b><br>{wrapped(f'{head}. {reasons}', WIDTH)}"
