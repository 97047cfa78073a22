"""Swim lanes of a scripted run: what every government announces, does and says, on whom, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import polars as pl

from sim.metrics.focus import Focus
from sim.metrics.tariffs import REST
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, View
from sim.report.drawing.theme import colour
from sim.report.drawing.wording import Names, capitalised, day_in_words, possessive, several
from sim.report.facts import Facts
from sim.report.governments.lanes import lane_heights, lanes_layout, narrow_lanes
from sim.report.governments.marks import Mark, Symbol, dated, first_of, legend_entries, mark_traces

_LEAST, _AFTER = timedelta(weeks=12), timedelta(weeks=2)
"""Shortest stretch of time that is drawn, and what is left of it after the last act."""

_DAYS = {"tickformat": "%-d %b %Y", "nticks": 7}
_FEW_DAYS = {"tickformat": "%-d %b<br>%Y", "nticks": 4}
"""Ticks of the time axis: days, because a script is seldom busy for more than some months."""

_THIRD, _SAYS = "third", "says"

SYMBOLS: Mapping[str, Symbol] = {
    "announced": Symbol("circle-open", "Announced", -0.28),
    "raised": Symbol("triangle-up", "Average tariff rises", 0.22),
    "lowered": Symbol("triangle-down", "Average tariff falls", 0.22),
    "exempted": Symbol("cross", "Exemption starts", -0.03),
    "exemption_ended": Symbol("cross-open", "Exemption ends", -0.03),
    "barred": Symbol("x", "Embargo starts", -0.03),
    "ban_lifted": Symbol("x-open", "Embargo ends", -0.03),
    "controlled": Symbol("square", "Export control starts", -0.03),
    "control_lifted": Symbol("square-open", "Export control ends", -0.03),
    "checked_origin": Symbol("hexagon", "Check of origin starts", -0.03),
    "checks_ended": Symbol("hexagon-open", "Check of origin ends", -0.03),
    "said": Symbol("diamond", "Statement", 0.0),
}

_PHRASES = {
    "announced": "{who} announces: {what}",
    "raised": "{whose} average tariff on {whom} rises: {what}",
    "lowered": "{whose} average tariff on {whom} falls: {what}",
    "exempted": "{who} exempts goods of {whom}: {what}",
    "exemption_ended": "An exemption of {who} ends: {what}",
    "barred": "{who} bars goods of {whom}: {what}",
    "ban_lifted": "A ban of {who} ends: {what}",
    "controlled": "{who} controls exports to {whom}: {what}",
    "control_lifted": "An export control of {who} ends: {what}",
    "checked_origin": "{who} checks the origin of goods: {what}",
    "checks_ended": "A check of origin by {who} ends: {what}",
    "said": "Statement of {who}: {what}",
}


def acts_lanes(facts: Facts) -> Chart | None:
    """What each government announces, does and says, day by day, where a script decides."""
    if facts.metrics.standoff is not None:
        return None
    acts, names, focus = facts.metrics.frame("government_acts"), facts.names, facts.metrics.focus
    if acts.is_empty():
        return None
    lanes = _lanes(acts, focus, names)
    statements = acts.filter(pl.col("act") == "said").height
    return Chart(
        identifier="acts-lanes",
        title=_title(acts, focus, names),
        description="Lanes over time: what either government announces and puts in force on the other and on "
        "everyone else, what it says, and what third economies do.",
        views=(
            View(
                "",
                "Acts and words of governments, by day",
                _figure(acts, lanes, focus, names, facts.metrics.axes.weeks),
                narrow_lanes(list(lanes.values()), _FEW_DAYS, acts["act"].n_unique()),
            ),
        ),
        note="Rises and falls are those of the average tariff on goods of the other side, base-year trade as "
        "weights, on the day; an exemption of the same day is in them. What is announced with no mark later "
        "was replaced before it came into force, or moves the average by less than a twentieth of a point."
        + (" Statements are not held against facts in a scripted run." if statements else "")
        + f" {_quiet_since(acts, facts.metrics.axes.weeks)}",
        data=acts.with_columns(
            names.labels(acts["economy"]),
            pl.Series("act", [SYMBOLS[act].words for act in acts["act"]]),
            pl.Series("toward", [_whom(side, names, short=True) for side in acts["toward"]]),
            pl.Series("detail", [names.in_words(text) for text in acts["detail"]]),
        ),
        fields={
            "date": Field("Day", "date"),
            "economy": Field("Government"),
            "act": Field("Act"),
            "toward": Field("On"),
            "detail": Field("What"),
            "source": Field("Source"),
        },
        metrics=("government_acts",),
    )


def _title(acts: pl.DataFrame, focus: Focus, names: Names) -> str:
    """Count the days on which either raises and lowers its tariffs on the other; tell of an embargo."""
    parts: list[str] = []
    for economy, rival in ((focus.first, focus.second), (focus.second, focus.first)):
        own = acts.filter(pl.col("economy") == economy, pl.col("toward") == rival)
        up, down = (own.filter(pl.col("act") == act).height for act in ("raised", "lowered"))
        verb = "raises tariffs on" if not parts else "on"
        text = f"{names.phrase(economy)} {verb} {names.phrase(rival)} on {several(up, 'day')}"
        parts.append(text + (f" and lowers them on {down}" if down else ""))
    said = acts.filter(pl.col("act") == "said").height
    words = f"; {several(said, 'statement')}" if said else ""
    between = [focus.first, focus.second]
    barred = acts.filter(
        pl.col("act") == "barred", pl.col("economy").is_in(between), pl.col("toward").is_in(between)
    )
    ban = f"; an embargo from {day_in_words(barred['date'][0])} on" if barred.height else ""
    return f"{capitalised(parts[0])}, {parts[1]}{ban}{words}"


def _quiet_since(acts: pl.DataFrame, weeks: Sequence[date]) -> str:
    """Say how long nothing more is written down until the end of the run."""
    last, end = acts["date"][-1], weeks[-1] + timedelta(days=6)
    return f"After {day_in_words(last)} nothing more is done or said until {day_in_words(end)}."


def _lanes(acts: pl.DataFrame, focus: Focus, names: Names) -> dict[tuple[str, str], str]:
    """Lanes in which something happens: government and side, or words; third economies last."""
    wanted: dict[tuple[str, str], str] = {}
    for economy, rival in ((focus.first, focus.second), (focus.second, focus.first)):
        label = names.label(economy)
        wanted[economy, rival] = f"{label} on {names.label(rival)}"
        wanted[economy, REST] = f"{label} on others"
        wanted[economy, _SAYS] = f"{label} says"
    wanted[_THIRD, ""] = "Third economies"
    shown = acts.select("economy", "act", "toward").rows()
    present = {_lane_of(economy, act, side, focus) for economy, act, side in shown}
    return {key: label for key, label in wanted.items() if key in present}


def _lane_of(economy: str, act: str, side: str, focus: Focus) -> tuple[str, str]:
    if economy not in {focus.first, focus.second}:
        return _THIRD, ""
    return economy, _SAYS if act == "said" else side


def _figure(
    acts: pl.DataFrame,
    lanes: Mapping[tuple[str, str], str],
    focus: Focus,
    names: Names,
    weeks: Sequence[date],
) -> plain.Figure:
    heights = lane_heights(list(lanes.values()))
    marks = [
        Mark(
            row["act"],
            heights[lanes[_lane_of(row["economy"], row["act"], row["toward"], focus)]],
            row["date"],
            colour(row["economy"]),
            _sentence(row, names),
        )
        for row in acts.iter_rows(named=True)
    ]
    begin = min(weeks[0], acts["date"][0])
    end = max(acts["date"][-1] + _AFTER, min(begin + _LEAST, weeks[-1]))
    layout = lanes_layout(list(lanes.values()), (begin, end), acts["act"].n_unique())
    layout["xaxis"] |= _DAYS
    return plain.Figure([*mark_traces(marks, SYMBOLS), *legend_entries(marks, SYMBOLS)], layout)


def _sentence(row: Mapping[str, object], names: Names) -> str:
    economy, day = str(row["economy"]), row["date"]
    assert isinstance(day, date)
    who = names.phrase(economy)
    what = first_of([names.in_words(part) for part in str(row["detail"]).split("; ")])
    text = _PHRASES[str(row["act"])].format(
        who=who, whose=possessive(who), whom=_whom(str(row["toward"]), names), what=what
    )
    return dated(day, capitalised(text), first_of(str(row["source"]).split("; ")) if row["source"] else "")


def _whom(side: str, names: Names, *, short: bool = False) -> str:
    if side in {"", REST}:
        return "others" if side else "all"
    return names.label(side) if short else names.phrase(side)
