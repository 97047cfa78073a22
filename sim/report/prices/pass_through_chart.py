"""How much of what imported goods cost more has reached the shops, week by week."""

from __future__ import annotations

import math

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.theme import BEFORE, colour
from sim.report.drawing.weekly_lines import Path, narrow_figure, weekly_figure
from sim.report.drawing.wording import is_nothing, percent, several
from sim.report.facts import Facts


def retail_pass_through(facts: Facts) -> Chart | None:
    """Draw what imported goods cost shops more, and what of it is in their prices."""
    metrics, names = facts.metrics, facts.names
    pair = (metrics.focus.first, metrics.focus.second)
    frame = metrics.frame("retail_pass_through").filter(pl.col("economy").is_in(pair))
    frame = frame.with_columns((pl.col("landed_change", "retail_change").exp() - 1.0).name.suffix("_percent"))
    if frame.drop_nulls(["landed_change", "retail_change"]).is_empty():
        return None
    return Chart(
        identifier="retail-pass-through",
        title=_title(facts, frame.filter(pl.col("economy") == pair[0])),
        description="Mean change of what groups of goods cost shops and of the prices in shops, by week.",
        views=tuple(
            View(
                names.label(code),
                f"Goods in {names.phrase(code)} against the run without the measures, percent, imports "
                "of the base as weights",
                _figure(facts, frame.filter(pl.col("economy") == code), code),
                narrow_figure(metrics.axes.weeks),
                keys=(
                    Key("Cost to shops, landed", BEFORE.light, "line"),
                    Key("Price in shops", colour(code), "line"),
                ),
            )
            for code in pair
        ),
        note="Cost of all origins, goods made at home and duty included. Posted prices follow cost slowly, "
        "and a part of them is the margin of distribution, which no duty is on.",
        data=frame.with_columns(names.labels(frame["economy"])),
        fields={
            "economy": Field("Economy"),
            "week": Field("Week", "date"),
            "landed_change_percent": Field("Cost to shops", "percent"),
            "retail_change_percent": Field("Price in shops", "percent"),
            "pass_through": Field("Part passed on, of log changes", "percent"),
        },
        width="half",
        metrics=("retail_pass_through",),
    )


def _figure(facts: Facts, frame: pl.DataFrame, code: str) -> plain.Figure:
    paths = []
    for column, label, shade in (
        ("landed_change_percent", "Cost", BEFORE.light),
        ("retail_change_percent", "Price", colour(code)),
    ):
        last = frame[column].to_list()[-1]
        paths.append(
            Path(rounded(frame[column], 100.0), label, shade, "%{y:+.2f}%", percent(last, signed=True))
        )
    return weekly_figure(facts.metrics.axes.weeks, paths, suffix="%", smallest=0.5, height=432)


def _title(facts: Facts, frame: pl.DataFrame) -> str:
    place, row = facts.names.phrase(facts.metrics.focus.first), frame.sort("week").row(-1, named=True)
    cost, part = row["landed_change"], row["pass_through"]
    if cost is None or part is None or is_nothing(cost):
        return f"Imported goods cost shops in {place} what they cost without the measures"
    change = percent(math.expm1(abs(cost)) if cost > 0.0 else -math.expm1(cost))
    weeks = several(len(facts.metrics.axes.weeks), "week")
    direction = "more" if cost > 0.0 else "less"
    return (
        f"Imported goods cost shops in {place} {change} {direction}; after {weeks} {percent(part)} of it is "
        "in their prices"
    )
