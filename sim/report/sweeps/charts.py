"""The pages of a sweep in their order, with the charts that belong on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.ensemble.study import Study
from sim.report.drawing.charts import Chart
from sim.report.sweeps.curve_chart import lever_curves
from sim.report.sweeps.map_chart import lever_maps

Drawing = Callable[[Study], Chart | None]


@dataclass(frozen=True)
class Part:
    """A page of the file: address, name, a sentence, and its charts."""

    anchor: str
    heading: str
    lead: str
    drawings: Sequence[Drawing]


PARTS: tuple[Part, ...] = (
    Part("levers", "Along the levers", "What figures are at each value of what was varied.", (lever_curves, lever_maps)),
)
"""The pages with charts, in order."""
