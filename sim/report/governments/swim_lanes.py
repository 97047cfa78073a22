"""Swim lanes of a standoff: where the two stand, what each does and says, and whether there are talks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from sim.metrics import Metrics
from sim.metrics.negotiation.standoff import Standoff
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, View, narrow_weeks
from sim.report.drawing.policy_marks import PolicyEvents
from sim.report.drawing.theme import HOME, INK
from sim.report.drawing.wording import Names, capitalised, day_in_words, several
from sim.report.facts import Facts
from sim.report.governments.lanes import lanes_layout, narrow_lanes
from sim.report.governments.marks import legend_entries, mark_traces
from sim.report.governments.standoff_marks import (
    LANE_OF_STATES,
    LANE_OF_TALKS,
    SYMBOLS,
    act_marks,
    meeting_marks,
    word_marks,
)
from sim.report.governments.standoff_states import state_bars, state_keys, state_name, state_spans
from sim.report.policy.tariff_chart import time_range

_WEEK = timedelta(weeks=1)
_SYMBOLS = len(SYMBOLS) + 1
_MILLISECONDS_A_WEEK = 604_800_000

_ASKS = {
    "none": "nothing",
    "mutual": "both step down together",
    "full_cancellation": "the other cancels first",
}


def standoff_lanes(facts: Facts) -> Chart | None:
    """Draw states, acts, words and facts of a standoff below each other on one time axis."""
    metrics, events, names, standoff = facts.metrics, facts.events, facts.names, facts.metrics.standoff
    if standoff is None:
        return None
    spans = state_spans(standoff.weeks.filter(pl.col("economy") == standoff.first))
    return Chart(
        identifier="standoff-lanes",
        title=_title(standoff),
        description="Lanes over time: the state of the two governments, the acts of each, what each says of "
        "talks, and the weeks in which there are talks.",
        views=(
            View(
                "By week",
                "What the two governments do, what they say of talks, and whether there are any",
                _figure(metrics, standoff, events, names),
                narrow_lanes(_lanes(standoff, names), narrow_weeks(metrics.axes.weeks), _SYMBOLS),
            ),
        ),
        note="A word about talks is hollow where the facts of its week are otherwise; by itself "
        "it moves no tariff. Talks that begin and end within a week show as a meeting. Raised and lowered: "
        "the rate at stake, or the average tariff on the other by half a point or more. Weeks to a truce or "
        "deal count from the first in which governments decide.",
        data=_table(standoff, names),
        fields={
            "economy": Field("Government"),
            "week": Field("Week", "date"),
            "state": Field("State"),
            "what": Field("What happened"),
            "precondition": Field("Asks first that"),
            "rate": Field("Rate at stake", "percent"),
            "acts": Field("Own acts"),
            "said": Field("Says of talks"),
            "talks": Field("Talks in the week"),
            "is_so": Field("Its word is so"),
        },
        keys=state_keys(spans),
        metrics=("standoff_weeks", "standoff_acts"),
    )


def _title(standoff: Standoff) -> str:
    own = standoff.endings.own
    truce, deal = own.get("weeks_to_truce"), own.get("weeks_to_deal")
    if truce is None and deal is None:
        head = "No truce and no deal"
    elif truce == deal:
        head = f"A deal after {several(int(deal or 0), 'week')}"
    else:
        then = "no deal" if deal is None else f"a deal after {deal}"
        head = f"A truce after {several(int(truce or 0), 'week')}, {then}"
    if not standoff.words:
        return f"{head}; nothing is said of talks"
    match = "does not match" if standoff.false_words == 1 else "do not match"
    words = several(standoff.words, "word")
    return f"{head}; {standoff.false_words} of {words} about talks {match} the facts"


def _figure(metrics: Metrics, standoff: Standoff, events: PolicyEvents, names: Names) -> plain.Figure:
    lanes = _lanes(standoff, names)
    first = standoff.weeks.filter(pl.col("economy") == standoff.first)
    marks = [*act_marks(standoff, names), *word_marks(standoff, names), *meeting_marks(first, names)]
    traces: list[Any] = [
        state_bars(state_spans(first), LANE_OF_STATES, names),
        _talks(first),
        *mark_traces(marks, SYMBOLS),
        *legend_entries(marks, SYMBOLS),
    ]
    begin, end = time_range(metrics, events)
    layout = lanes_layout(
        lanes,
        (begin, end + _WEEK),
        _SYMBOLS,
        barmode="overlay",
        uniformtext={"minsize": 11, "mode": "hide"},
        **_first_drawn(metrics, standoff),
    )
    return plain.Figure(traces, layout)


def _first_drawn(metrics: Metrics, standoff: Standoff) -> dict[str, Any]:
    """Mark the week from which governments decide for themselves, where the run tells it."""
    place = standoff.endings.first_drawn
    if not place:
        return {}
    week = metrics.axes.weeks[place]
    line = {"color": INK.light, "width": 1.3, "dash": "dot"}
    where = {"x": week, "xanchor": "left", "xshift": 3, "y": 1, "yref": "paper", "yanchor": "bottom"}
    label = {"text": "governments decide", "showarrow": False, "font": {"size": 12, "color": INK.light}}
    shape = {"type": "line", "x0": week, "x1": week, "yref": "paper", "y0": 0, "y1": 1.05, "line": line}
    return {"shapes": [shape], "annotations": [{**where, **label}]}


def _lanes(standoff: Standoff, names: Names) -> tuple[str, ...]:
    first, second = names.label(standoff.first), names.label(standoff.second)
    return ("State", f"{first} acts", f"{second} acts", f"{first} says", f"{second} says", "Talks")


def _talks(first: pl.DataFrame) -> plain.Bar:
    weeks = first.filter("talking").select("week", "state").rows()
    return plain.Bar(
        base=[week for week, _ in weeks],
        x=[_MILLISECONDS_A_WEEK] * len(weeks),
        y=[LANE_OF_TALKS] * len(weeks),
        width=0.42,
        orientation="h",
        marker={"color": HOME.light},
        name="Talks",
        customdata=[
            f"<b>Week of {day_in_words(week)}</b><br>There are talks: {state_name(state)}."
            for week, state in weeks
        ],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _table(standoff: Standoff, names: Names) -> pl.DataFrame:
    acts = standoff.acts.with_columns(week=pl.col("date").dt.truncate("1w"))
    by_week = acts.group_by("economy", "week", maintain_order=True).agg(
        acts=pl.col("act").str.replace_all("_", " ").str.join("; ")
    )
    words = {True: "yes", False: "no"}
    joined = standoff.weeks.join(by_week, on=["economy", "week"], how="left", maintain_order="left")
    return joined.with_columns(
        names.labels(joined["economy"]),
        pl.col("state").str.replace_all("_", " "),
        pl.Series("what", [capitalised(names.in_words(text)) for text in joined["what"]], dtype=pl.String),
        pl.col("precondition").replace(_ASKS),
        pl.col("acts").fill_null(""),
        talks=pl.col("talking").replace_strict(words, return_dtype=pl.String),
        is_so=pl.col("true").replace_strict(words, default=None, return_dtype=pl.String).fill_null(""),
    )
