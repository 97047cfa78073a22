"""The largest steps of a tariff written into the chart: the day and the rate that it reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from sim.report.drawing.policy_marks import PolicyEvents
from sim.report.drawing.theme import CARD

SMALLEST = 0.12
"""Steps below this part of the chart's height have no label."""

_MOVED = 0.5
_LETTER, _LINE = 6.6, 17.0
"""Width of a letter and height of a line of the labels, in pixels."""

_WIDTHS = {"wide": (860.0, "{day} {year}: {rate}"), "narrow": (230.0, "{rate}")}


@dataclass(frozen=True)
class Step:
    """A rise or fall of one line: the day it was complete, where it came from and what it reached."""

    day: date
    week: date
    before: float
    after: float
    colour: str

    @property
    def size(self) -> float:
        """How far it goes, whichever way."""
        return abs(self.after - self.before)


def steps_of(
    weeks: Sequence[date], values: Sequence[float | None], acts: pl.DataFrame, shade: str
) -> Iterator[Step]:
    """Find the steps of a line: weeks in a row in which it moves the same way count as one.

    Parameters
    ----------
    weeks : sequence of date
        Mondays.
    values : sequence of float
        Percent, or percentage points, by week.
    acts : DataFrame
        Acts of policy that move the line; the last one of the weeks of a step dates it.
    shade : str
        Colour of the line.
    """
    moves = [
        (after - before) if before is not None and after is not None else 0.0
        for before, after in pairwise(values)
    ]
    start = 0
    while start < len(moves):
        end = start
        while end + 1 < len(moves) and moves[end + 1] * moves[start] > 0.0:
            end += 1
        before, after = values[start], values[end + 1]
        if before is not None and after is not None and abs(after - before) >= _MOVED:
            first, last = weeks[start + 1], weeks[end + 1] + timedelta(days=6)
            dated = acts.filter(pl.col("date").is_between(first, last))["date"].to_list()
            yield Step(max(dated, default=weeks[end + 1]), weeks[end + 1], before, after, shade)
        start = end + 1


def acts_on(events: PolicyEvents, importer: str, exporter: str) -> pl.DataFrame:
    """Acts with which a tariff of an economy on another one's goods starts or ends."""
    named = pl.col("exporter").str.strip_prefix("all except ").str.split(", ").list.contains(exporter)
    hits = pl.when(pl.col("exporter").str.starts_with("all")).then(~named).otherwise(named)
    by = pl.col("importer").str.split(", ").list.contains(importer)
    is_tariff = (pl.col("kind") == "tariff") & pl.col("event").is_in(["starts", "ends"])
    return events.acts.filter(is_tariff & by & hits)


def step_labels(
    steps: Sequence[Step], span: tuple[date, date], high: float, height: int, number: str
) -> list[dict[str, Any]]:
    """Write the largest steps into the chart, on wide and on narrow pages, as far as they have room.

    Parameters
    ----------
    steps : sequence of Step
        Steps of all lines.
    span : tuple of date
        First and last day of the time axis.
    high : float
        Upper end of the vertical axis, which begins at zero.
    height : int
        Height of the plotting area in pixels.
    number : str
        How a rate is written: ``{:.0f}%``.
    """
    labels: list[dict[str, Any]] = []
    for name, (width, pattern) in _WIDTHS.items():
        taken: list[tuple[float, float, float]] = []
        for step in sorted(steps, key=lambda step: (-step.size, step.day)):
            if step.size < SMALLEST * high:
                continue
            day = f"{step.day.day} {step.day:%b}"
            text = pattern.format(day=day, year=step.day.year, rate=number.format(step.after))
            left = (step.week - span[0]).days / max((span[1] - span[0]).days, 1) * width
            right, top = left + _LETTER * len(text) + 8, step.after / high * height + _LINE / 2
            clash = any(left < end and right > begin and abs(top - at) < _LINE for begin, end, at in taken)
            if clash or right > width:
                continue
            taken.append((left, right, top))
            labels.append(_label(step, text, name))
    return labels


def _label(step: Step, text: str, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "text": text,
        "x": step.week,
        "xanchor": "left",
        "xshift": 2,
        "yshift": 2,
        "y": round(step.after, 3),
        "yanchor": "bottom",
        "showarrow": False,
        "bgcolor": f"{CARD.light}d0",
        "borderpad": 0,
        "font": {"color": step.colour, "size": 12},
    }
