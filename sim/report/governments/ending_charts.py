"""How a standoff ends over draws of chance: when there is a truce or deal, who gives way, on whose terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from sim.metrics.negotiation.standoff import Standoff
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, end_labels, label_margin, rounded
from sim.report.drawing.theme import CARD, CONTEXT, GAIN, HOME, INK, base_layout, colour, row_axis
from sim.report.drawing.wording import Names, capitalised, percent, several
from sim.report.facts import Facts

_HEIGHT = 300
_PLOT_HEIGHT = 254
_EVENTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "truce": ("dash", {"width": 2.4, "dash": "5px,3px"}),
    "deal": ("line", {"width": 3}),
}
"""Mark of the legend and line; one hue, which is the same on light and dark pages."""

_QUESTIONS = {"first_mover": "Gives way first", "on_terms_of": "On terms of"}
_SMALLEST_LABEL = 0.06
_QUARTERS = {"tickvals": [0, 25, 50, 75, 100], "ticktext": ["0%", "25%", "50%", "75%", "100%"]}


def standoff_by_week(facts: Facts) -> Chart | None:
    """Draw how many draws have had a truce or deal by week; nothing where there are no draws to speak of."""
    standoff = facts.metrics.standoff
    return None if standoff is None or standoff.endings.draws <= 1 else _by_week(standoff)


def standoff_endings(facts: Facts) -> Chart | None:
    """Draw who gives way first and on whose terms; nothing where there are no draws to speak of."""
    standoff = facts.metrics.standoff
    return None if standoff is None or standoff.endings.draws <= 1 else _answers(standoff, facts.names)


def _by_week(standoff: Standoff) -> Chart:
    endings = standoff.endings
    reached = endings.reached("truce")
    title = f"{reached} of {endings.draws} draws reach a truce"
    half = endings.half_by("truce")
    if half is not None:
        title += f", half of them within {several(half, 'week')}"
    numbers = {
        f"{event}{end}": Field(f"{event.capitalize()}{text}", "percent")
        for event in _EVENTS
        for end, text in (("", ""), ("_low", ", 90% from"), ("_high", ", 90% to"))
    }
    return Chart(
        identifier="standoff-by-week",
        title=title,
        description="Steps by week: the share of draws that have had a truce and a deal.",
        views=(
            View(
                "By week",
                "Draws that have had a truce or a deal, percent, by weeks since governments decide",
                _steps(standoff),
                {"margin": {"r": 54}, "xaxis": {"nticks": 6}},
            ),
        ),
        note=f"{several(endings.draws, 'draw')} of chance on the mean-field economy, those that get nowhere "
        "included. A deal counts as a truce too. The table has the interval that covers 90% "
        "(Clopper-Pearson).",
        data=endings.by_week,
        fields={"week": Field("Week", "number"), **numbers},
        keys=(
            *(Key(event.capitalize(), GAIN.light, mark) for event, (mark, _) in _EVENTS.items()),
            *([Key("This run", INK.light, "dot")] if _own(standoff) else []),
        ),
        width="half",
        metrics=("standoff_by_week",),
    )


def _own(standoff: Standoff) -> dict[str, int]:
    """Weeks in which the run itself had its first truce and deal."""
    own = standoff.endings.own
    return {event: own[f"weeks_to_{event}"] for event in _EVENTS if own.get(f"weeks_to_{event}") is not None}


def _steps(standoff: Standoff) -> plain.Figure:
    frame, traces, ends = standoff.endings.by_week, [], []
    weeks = frame["week"].to_list()
    for event, (_, stroke) in _EVENTS.items():
        shares = rounded(frame[event], 100.0)
        last = shares[-1] or 0.0
        number = percent(last / 100.0)
        ends.append((last, f"{event.capitalize()} {number}", number, INK.light))
        traces.append(
            plain.Scatter(
                x=weeks,
                y=shares,
                mode="lines",
                line={"color": GAIN.light, "shape": "hv", **stroke},
                hovertemplate=f"{event.capitalize()}: %{{y:.0f}}% of draws<extra></extra>",
            )
        )
    own = _own(standoff)
    traces.append(
        plain.Scatter(
            x=list(own.values()),
            y=[rounded(frame[event], 100.0)[week] for event, week in own.items()],
            text=[f"This run: {event} after {several(week, 'week')}" for event, week in own.items()],
            mode="markers",
            cliponaxis=False,
            marker={"size": 10, "color": INK.light, "line": {"color": CARD.light, "width": 1.5}},
            hovertemplate="%{text}<extra></extra>",
        )
    )
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={"range": [0, max(weeks[-1], 1)], "nticks": 10, "unifiedhovertitle": {"text": "Week %{x}"}},
        yaxis={"range": [0, 104], **_QUARTERS},
        annotations=end_labels(ends, 0.0, 104.0, _PLOT_HEIGHT),
    )
    return plain.Figure(traces, layout)


def _answers(standoff: Standoff, names: Names) -> Chart:
    endings = standoff.endings
    shades = _answer_shades(standoff, names)
    data = endings.shares.with_columns(
        pl.col("question").replace(_QUESTIONS),
        pl.Series("answer", [shades[answer][0] for answer in endings.shares["answer"]]),
    )
    return Chart(
        identifier="standoff-endings",
        title=_answer_title(standoff, names),
        description="Bars: shares of draws by who gave way first and by whose terms were met.",
        views=(
            View(
                "Answers",
                f"Percent of {several(endings.draws, 'draw')}",
                _stacked(standoff, shades),
            ),
        ),
        note=f"{several(endings.draws, 'draw')} of chance on the mean-field economy. Who gives way first has "
        "dropped its precondition or cancelled its tariffs before the other; together: a truce "
        "without either. Terms are those met last: a side\u2019s where the other cancels first, of both "
        "where they step down together.",
        data=data,
        fields={
            "question": Field("Question"),
            "answer": Field("Answer"),
            "draws": Field("Draws", "number"),
            "share": Field("Share", "percent"),
            "low": Field("90% from", "percent"),
            "high": Field("90% to", "percent"),
        },
        keys=tuple(
            Key(label, shade, "bar")
            for label, shade in dict.fromkeys(
                shades[answer] for answer, hits in endings.shares.select("answer", "draws").rows() if hits
            )
        ),
        width="half",
        metrics=("standoff_endings",),
    )


def _answer_shades(standoff: Standoff, names: Names) -> dict[str, tuple[str, str]]:
    """Word and colour of every answer."""
    sides = {code: (names.label(code), colour(code)) for code in standoff.sides}
    both = ("Both together", HOME.light)
    return {**sides, "together": both, "both": both, "nobody": ("Nobody", CONTEXT.light)}


def _answer_title(standoff: Standoff, names: Names) -> str:
    first = standoff.endings.shares.filter(pl.col("question") == "first_mover", pl.col("draws") > 0)
    rows = first.sort("draws", descending=True, maintain_order=True).select("answer", "share").rows()
    words = {"together": "neither of the two", "nobody": "nobody"}
    parts = [
        f"{words[answer] if answer in words else names.phrase(answer)} in {percent(share)}"
        for answer, share in rows
    ]
    opening, *rest = parts
    return ", ".join([f"{capitalised(opening.replace(' in ', ' gives way first in ', 1))} of draws", *rest])


def _stacked(standoff: Standoff, shades: Mapping[str, tuple[str, str]]) -> plain.Figure:
    traces = []
    for question, label in _QUESTIONS.items():
        rows = standoff.endings.shares.filter(pl.col("question") == question, pl.col("draws") > 0)
        for answer, hits, share in rows.select("answer", "draws", "share").rows():
            word, shade = shades[answer]
            traces.append(
                plain.Bar(
                    x=[round(100.0 * share, 4)],
                    y=[label],
                    orientation="h",
                    width=0.62,
                    marker={"color": shade, "line": {"color": CARD.light, "width": 1.5}},
                    text=[percent(share) if share >= _SMALLEST_LABEL else ""],
                    textposition="inside",
                    insidetextanchor="middle",
                    textangle=0,
                    textfont={"color": INK.light if answer == "nobody" else CARD.light, "size": 14},
                    hovertemplate=f"{word}: {percent(share)}, {several(hits, 'draw')}<extra></extra>",
                )
            )
    layout = base_layout(
        _HEIGHT,
        margin={"r": 24},
        barmode="stack",
        hovermode="closest",
        xaxis={"range": [0, 100], "showgrid": True, **_QUARTERS},
        yaxis=row_axis(list(_QUESTIONS.values())),
    )
    return plain.Figure(traces, layout)
