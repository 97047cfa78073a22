"""Stepped lines of tariffs by week, with the largest steps written beside them and marks of acts above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sim.metrics.tariffs import REST
from sim.report.drawing import plain
from sim.report.drawing.charts import end_labels, label_margin, rounded
from sim.report.drawing.long_run import end_diamonds
from sim.report.drawing.theme import BEFORE, ZERO, base_layout, colour
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import Names
from sim.report.facts import Facts
from sim.report.policy.step_labels import Step, acts_on, step_labels, steps_of
from sim.report.policy.week_marks import Gathered, day_lines, week_marks

_HEIGHT = 430
_PLOT_HEIGHT = 370
_ROOM_FOR_MARKS = 1.2
_MARKS = (1.17, 1.11)
"""Heights of marks of acts and of statements, over that of the highest line."""

_REFERENCE = {"color": BEFORE.light, "width": 1.4, "dash": "dot"}


@dataclass(frozen=True)
class Look:
    """One way to look at tariffs.

    Parameters
    ----------
    value : Expr
        What is drawn, a fraction, from the columns of tariff_paths and announced_tariffs.
    number, hover : str
        How a value is written, and its hover template; both of percent or percentage points.
    suffix : str
        What follows a number on the axis.
    reference : Expr, optional
        The same without the measures, drawn dotted for the two on each other.
    benchmark : Expr, optional
        The same in the long run without frictions, drawn as a diamond.
    is_policy : bool
        Whether only governments move it, so that its steps can be dated.
    """

    value: pl.Expr
    number: str
    hover: str
    suffix: str = ""
    reference: pl.Expr | None = None
    benchmark: pl.Expr | None = None
    is_policy: bool = False


def lines_of(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Importer and exporter of each line: the two on each other, then each on everyone else."""
    first, second = facts.metrics.focus.first, facts.metrics.focus.second
    return ((first, second), (second, first), (first, REST), (second, REST))


def line_name(names: Names, importer: str, exporter: str) -> str:
    """Name of a line: "US on China"."""
    return f"{names.label(importer)} on {scope(names, exporter)}"


def scope(names: Names, exporter: str) -> str:
    """Name of those whose goods are taxed."""
    return "everyone else" if exporter == REST else names.label(exporter)


def tariff_figure(
    facts: Facts, rows: pl.DataFrame, look: Look, span: list[Any], gathered: Sequence[Gathered]
) -> plain.Figure:
    """Draw the four lines.

    Parameters
    ----------
    facts : Facts
        The run.
    rows : DataFrame
        The table tariff_paths with what was announced.
    look : Look
        What is drawn of it.
    span : list of date
        First and last day of the time axis.
    gathered : sequence of Gathered
        What governments did and said, by week.
    """
    weeks, events = facts.metrics.axes.weeks, facts.events
    traces, ends, rest, levels, steps = [], [], [], [0.0], list[Step]()
    for importer, exporter in lines_of(facts):
        chosen = rows.filter(importer=importer, exporter=exporter)
        values, name = _percent(chosen, look.value), line_name(facts.names, importer, exporter)
        known = [value for value in values if value is not None]
        if not known:
            continue
        levels += known
        shade, aside = colour(importer), exporter == REST
        if look.reference is not None and not aside:
            before = _percent(chosen, look.reference)[-1]
            hover = f"{name}, without the measures: {look.hover}<extra></extra>"
            traces.append(
                plain.Scatter(x=span, y=[before] * 2, mode="lines", line=_REFERENCE, hovertemplate=hover)
            )
        if look.benchmark is not None and facts.metrics.focus.at_war:
            rest.append((_percent(chosen, look.benchmark)[-1], name, shade))
        short = look.number.format(known[-1])
        ends.append((known[-1], f"{name} {short}", short, shade))
        if not aside and look.is_policy:
            steps += steps_of(weeks, values, acts_on(events, importer, exporter), shade)
        line = {
            "color": shade,
            "width": 1.8 if aside else 3,
            "shape": "hv",
            "dash": "4px,3px" if aside else "solid",
        }
        hover = f"{name}: {look.hover}<extra></extra>"
        traces.append(plain.Scatter(**by_week(weeks), y=values, mode="lines", line=line, hovertemplate=hover))
    if rest:
        levels += [value for value, _, _ in rest if value is not None]
        traces.append(end_diamonds(weeks[-1], rest, look.hover))
    top, low = max(*levels, 4.0), min(levels)
    high, low = top * _ROOM_FOR_MARKS, 1.1 * low if low < -0.5 else 0.0
    traces += week_marks(gathered, [top * height for height in _MARKS])
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends), "t": 14},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "range": span},
        yaxis={
            "range": [low, high],
            "ticksuffix": look.suffix,
            "nticks": 8,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
        },
        annotations=[
            *end_labels(ends, low, high, _PLOT_HEIGHT),
            *step_labels(steps, (span[0], span[1]), high, _PLOT_HEIGHT, look.number),
        ],
    )
    return plain.Figure([day_lines(events, high), *traces], layout)


def _percent(rows: pl.DataFrame, value: pl.Expr) -> list[float | None]:
    return rounded(rows.select((100.0 * value).round(2).alias("value"))["value"])
