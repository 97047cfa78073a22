"""The pages of a sweep in their order, with the charts that belong on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.ensemble.study import Study
from sim.report.drawing.charts import Chart
from sim.report.sweeps.curve_chart import lever_curves
from sim.report.sweeps.difference_chart import case_differences
from sim.report.sweeps.enough_chart import enough_runs
from sim.report.sweeps.map_chart import lever_maps
from sim.report.sweeps.rule_scatter import rule_scatter
from sim.report.sweeps.rules_chart import discovered_rules
from sim.report.sweeps.sensitivity_chart import effects_map, sensitivity_bars
from sim.report.sweeps.spread_chart import figure_spread
from sim.report.sweeps.weeks_chart import paths_by_week

Drawing = Callable[[Study], Chart | None]


@dataclass(frozen=True)
class Part:
    """A page of the file: address, name, a sentence, and its charts."""

    anchor: str
    heading: str
    lead: str
    drawings: Sequence[Drawing]


PARTS: tuple[Part, ...] = (
    Part(
        "levers",
        "Along the levers",
        "What figures are at each value of what was varied.",
        (lever_curves, lever_maps, case_differences),
    ),
    Part(
        "spread",
        "Spread",
        "How far figures spread over all runs.",
        (figure_spread, paths_by_week),
    ),
    Part(
        "drivers",
        "What matters",
        "How strongly each lever moves a figure.",
        (sensitivity_bars, effects_map),
    ),
    Part(
        "discovery",
        "Where it happens",
        "Which values of the levers go with the condition that was asked about.",
        (discovered_rules, rule_scatter),
    ),
    Part(
        "enough",
        "Enough runs?",
        "How well figures are known, and how many runs would narrow them.",
        (enough_runs,),
    ),
)
"""The pages with charts, in order."""
