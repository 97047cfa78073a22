"""Who turns towards or away from the government: approval by tenth of income."""

from __future__ import annotations

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.theme import ZERO, base_layout, colour
from sim.report.drawing.wording import Names, points
from sim.report.facts import Facts

_HEIGHT = 340
_SMALL = 5e-5


def approval_by_income(facts: Facts) -> Chart:
    """Change of approval of the two governments by tenth of household income."""
    metrics, names = facts.metrics, facts.names
    sides = (metrics.focus.first, metrics.focus.second)
    return Chart(
        identifier="approval-by-income",
        title=_title(metrics.burden, sides, names),
        description="Lines over tenths of households, from the poorest to the richest: change of approval of "
        "their government at the end of the run.",
        views=(
            View(
                "",
                "Change of approval against the run without the measures, points, last four weeks, by tenth",
                _figure(metrics.burden, sides, names),
                {"xaxis": {"tickvals": [1.5, 5, 9.5], "ticktext": ["poorest", "5", "richest"]}},
            ),
        ),
        note="Tenths of households by income in the base. The poor spend more on necessities and lose jobs "
        "first; prices are felt relative to the wage.",
        data=metrics.burden.with_columns(names.labels(metrics.burden["economy"])),
        fields={
            "economy": Field("Economy"),
            "decile": Field("Tenth", "number"),
            "approval_change": Field("Change of approval", "percent"),
        },
        keys=tuple(Key(names.label(code), colour(code), "line") for code in sides),
        width="half",
        metrics=("burden",),
    )


def _title(burden: pl.DataFrame, sides: tuple[str, str], names: Names) -> str:
    """Give the change of the poorest and of the richest tenth of either economy."""
    parts = [_ends(burden.filter(pl.col("economy") == code).sort("decile")) for code in sides]
    first, second = (names.phrase(code) for code in sides)
    if not any(parts):
        return f"Approval stays as it was in every tenth of households in {first} and {second}"
    texts = [f"{part or 'not at all'} in {who}" for part, who in zip(parts, (first, second), strict=True)]
    return f"From the poorest to the richest tenth approval moves {texts[0]}, {texts[1]}"


def _ends(own: pl.DataFrame) -> str:
    """Change of the poorest and of the richest tenth; nothing where neither moves."""
    ends = [own["approval_change"][place] for place in (0, -1)]
    if max(abs(value) for value in ends) < _SMALL:
        return ""
    poorest, richest = (points(value, signed=True) for value in ends)
    return f"by {poorest} points" if poorest == richest else f"by {poorest} to {richest} points"


def _figure(burden: pl.DataFrame, sides: tuple[str, str], names: Names) -> plain.Figure:
    traces, known = [], [0.0]
    for code in sides:
        own = burden.filter(pl.col("economy") == code).sort("decile")
        values = rounded(own["approval_change"], 100.0)
        known += [value for value in values if value is not None]
        traces.append(
            plain.Scatter(
                x=own["decile"].to_list(),
                y=values,
                mode="lines+markers",
                name=names.label(code),
                line={"color": colour(code), "width": 2.4},
                marker={"size": 8, "color": colour(code)},
                hovertemplate=f"{names.label(code)}: %{{y:+.2f}} points<extra></extra>",
            )
        )
    pad = max(0.1 * (max(known) - min(known)), 0.1)
    layout = base_layout(
        _HEIGHT,
        margin={"b": 44},
        hovermode="x unified",
        xaxis={
            "tickvals": list(range(1, 11)),
            "ticktext": ["poorest", *map(str, range(2, 10)), "richest"],
            "range": [0.6, 10.4],
            "unifiedhovertitle": {"text": "Tenth %{x}"},
        },
        yaxis={
            "range": [min(known) - pad, max(known) + pad],
            "nticks": 6,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "zerolinewidth": 1.5,
        },
    )
    return plain.Figure(traces, layout)
