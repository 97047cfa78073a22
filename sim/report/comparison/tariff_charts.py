"""What the two economies levy on each other in each scenario, week by week."""

from __future__ import annotations

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.panels import Panel
from sim.report.comparison.path_charts import path_chart
from sim.report.comparison.sentences import extremes
from sim.report.drawing.charts import Chart
from sim.report.drawing.wording import capitalised


def tariff_lines(comparison: Comparison) -> Chart | None:
    """Average tariffs of the two economies on each other by week in every scenario."""
    names, base = comparison.names, comparison.baseline.label
    first, second = comparison.first, comparison.second
    sides = {"first": (first, second), "second": (second, first)}
    headings = {side: f"{names.label(one)} on {names.label(other)}" for side, (one, other) in sides.items()}
    before = [Panel(headings[side], "tariff", one, reference=True) for side, (one, _) in sides.items()]
    after = [
        Panel(headings[side], "tariff_after_substitution", one,
              figure=f"tariff_of_{side}_after_substitution")
        for side, (one, _) in sides.items()
    ]  # fmt: skip
    titles = [
        extremes(
            comparison,
            f"tariff_of_{side}",
            f"the average tariff of {names.phrase(one)} on {names.phrase(other)}",
        )
        for side, (one, other) in sides.items()
    ]
    difference = f"Difference from {base}, percentage points"
    return path_chart(
        comparison,
        "tariff-lines",
        f"{capitalised(titles[0])}; {titles[1]}",
        "Average tariffs of the two economies on each other by week, a line for each scenario.",
        {
            "Before substitution": (
                "Average tariff on goods, percent, weighted by trade of the base year",
                difference,
                before,
            ),
            "After substitution": (
                "Average tariff on goods, percent, weighted by trade of the week",
                difference,
                after,
            ),
        },
        {
            f"{side}_{when}": (panel, f"{panel.title}, {when} substitution", "percent")
            for when, panels in (("before", before), ("after", after))
            for side, panel in zip(sides, panels, strict=True)
        },
        metrics=("tariff_paths",),
        note="Base duties included. Weeks in which a rate changes show the mean over their days; a line ends "
        "where nothing is traded that could weigh.",
    )
