"""Lines over the weeks of a run, labelled at their ends, with acts of policy and the long run beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import end_labels, label_margin, narrow_weeks
from sim.report.drawing.dumbbell import Values
from sim.report.drawing.long_run import end_diamonds
from sim.report.drawing.policy_marks import PolicyEvents, act_lines, policy_marks
from sim.report.drawing.theme import CONTEXT, ZERO, base_layout
from sim.report.drawing.weekly import by_week

_HEIGHT = 400
_FRAME = 50
_MARKS_AT = 0.97
_OF_MARKS = 0.985
_EVERY = 4


@dataclass(frozen=True)
class Path:
    """One line over the weeks.

    Parameters
    ----------
    values : sequence of float or None
        A value for each week, in the unit of the axis.
    label : str
        What it is, in the hover box and at its end.
    colour : str
        Colour of the light theme.
    number : str
        Hover template of a value; empty for a line in the background that says nothing.
    end : str
        Its last value as written at its end; empty for a line without a label there.
    rest : float, optional
        Where it comes to rest in the long run without frictions.
    """

    values: Values
    label: str
    colour: str
    number: str = ""
    end: str = ""
    rest: float | None = None
    width: float = 3.0
    dash: str = "solid"


def weekly_figure(
    weeks: Sequence[date],
    paths: Sequence[Path],
    *,
    suffix: str = "",
    smallest: float,
    below: Sequence[plain.Scatter] = (),
    acts: PolicyEvents | None = None,
    from_zero: bool = False,
    height: int = _HEIGHT,
) -> plain.Figure:
    """Draw lines over the weeks.

    Parameters
    ----------
    weeks : sequence of date
        Mondays.
    paths : sequence of Path
        The lines, the one on top last.
    suffix : str
        Unit behind the numbers of the axis.
    smallest : float
        Extent of the axis below which nothing is magnified.
    below : sequence of Scatter
        Bands and quiet lines below them.
    acts : PolicyEvents, optional
        Acts of policy to mark along the upper edge.
    from_zero : bool
        Whether the axis begins at zero whatever the values.
    height : int
        Height in pixels.
    """
    resting = [(path.rest, path.label, path.colour) for path in paths if path.rest is not None]
    known = [value for path in paths for value in path.values if value is not None]
    known += [value for trace in below for value in trace["y"] if value is not None]
    known += [value for value, _, _ in resting if value is not None]
    known += [0.0] if from_zero else []
    low, high = _extent(known, smallest, room=acts is not None and acts.acts.height > 0)
    ends = [
        (path.values[-1], f"{path.label} {path.end}", path.end, path.colour)
        for path in paths
        if path.end and path.values and path.values[-1] is not None
    ]
    traces = [*below, *(_line(weeks, path) for path in paths)]
    if resting:
        number = next(path.number for path in paths if path.rest is not None)
        traces.append(end_diamonds(weeks[-1], resting, number))
    shapes = []
    if acts is not None and acts.acts.height:
        traces += policy_marks(acts, (low + _MARKS_AT * (high - low)) / _OF_MARKS)
        shapes = act_lines(acts)
    zero = {"zeroline": low < 0.0 < high, "zerolinecolor": ZERO.light, "zerolinewidth": 1.5}
    layout = base_layout(
        height,
        margin={"r": label_margin(ends)},
        hovermode="x unified",
        xaxis={
            "type": "date",
            "hoverformat": "Week of %-d %b %Y",
            "nticks": 6,
            "range": [weeks[0], weeks[-1]],
        },
        yaxis={"range": [low, high], "ticksuffix": suffix, "nticks": 7, **zero},
        shapes=shapes,
        annotations=end_labels(ends, low, high, height - _FRAME) if ends else [],
    )
    return plain.Figure(traces, layout)


def quiet_lines(weeks: Sequence[date], all_values: Sequence[Values]) -> plain.Scatter:
    """Draw lines in the background that say nothing on hover, every fourth week, as one trace with gaps."""
    kept = sorted({*range(0, len(weeks), _EVERY), len(weeks) - 1})
    x, y = [], []
    for values in all_values:
        x += [*(weeks[place] for place in kept), None]
        y += [*_shortened([values[place] for place in kept]), None]
    line = {"color": CONTEXT.light, "width": 1.2}
    return plain.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def narrow_figure(weeks: Sequence[date], room: int = 68) -> dict[str, Any]:
    """Change the layout on a small screen: short labels at the ends, few days below."""
    return {"margin": {"r": room}, "xaxis": narrow_weeks(weeks)}


def acts_between(events: PolicyEvents, pair: Sequence[str]) -> PolicyEvents:
    """Keep what starts among the acts of two economies on each other's goods."""
    on_each_other = [
        pl.col("importer").str.contains(here, literal=True)
        & pl.col("exporter").str.contains(f"{there}|^all$")
        for here, there in zip(pair, pair[::-1], strict=True)
    ]
    chosen = events.acts.filter(pl.any_horizontal(on_each_other), pl.col("event") == "starts")
    chosen = chosen.filter(~pl.col("exporter").str.starts_with("all except"))
    return PolicyEvents(chosen, events.statements.head(0))


def _line(weeks: Sequence[date], path: Path) -> plain.Scatter:
    style = {"color": path.colour, "width": path.width, "dash": path.dash}
    said = (
        {"hovertemplate": f"{path.label}: {path.number}<extra></extra>"}
        if path.number
        else {"hoverinfo": "skip"}
    )
    # Mondays follow from the first one: a date for each would be most of the page.
    return plain.Scatter(**by_week(weeks), y=_shortened(path.values), mode="lines", line=style, **said)


def _shortened(values: Values) -> list[float | None]:
    """Leave out digits that no screen shows."""
    return [None if value is None else float(f"{value:.5g}") for value in values]


def _extent(known: Sequence[float], smallest: float, *, room: bool) -> tuple[float, float]:
    """Range that holds all values with some air, more of it above where acts are marked."""
    low, high = min(known, default=0.0), max(known, default=0.0)
    if high - low < smallest:
        middle = (low + high) / 2.0
        low, high = middle - smallest / 2.0, middle + smallest / 2.0
    air = 0.06 * (high - low)
    return low - air, high + (2.0 * air if room else air)
