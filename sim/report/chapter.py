"""A page of the report: its heading, one sentence, and the charts that belong on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.report.drawing.charts import Chart
from sim.report.facts import Facts

Drawing = Callable[[Facts], Chart | None]
"""A chart as a function of the facts; None for a run that has nothing to show in it."""


def _nothing(facts: Facts) -> str:
    return ""


@dataclass(frozen=True)
class Chapter:
    """One page of the report.

    Parameters
    ----------
    anchor : str
        Address within the file, ``#anchor``.
    heading : str
        Name of the page.
    lead : callable
        One sentence under the heading.
    drawings : sequence of Drawing
        The charts in their order; the name of each function is that of the chart.
    before, after : callable
        Markup before and after the charts.
    """

    anchor: str
    heading: str
    lead: Callable[[Facts], str]
    drawings: Sequence[Drawing] = ()
    before: Callable[[Facts], str] = _nothing
    after: Callable[[Facts], str] = _nothing
