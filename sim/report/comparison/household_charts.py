"""Prices, real consumption and revenue in each scenario; a panel for each of the two economies."""

from __future__ import annotations

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.panels import Panel
from sim.report.comparison.path_charts import path_chart
from sim.report.comparison.sentences import FIGURES, extremes
from sim.report.drawing.charts import Chart


def price_paths(comparison: Comparison) -> Chart | None:
    """Consumer prices of both economies by week in every scenario."""
    return _of_both(
        comparison,
        "price-paths",
        "consumer_prices",
        ("Consumer prices", "are"),
        "Consumer prices against each run without its measures, percent",
        ("consumer_prices",),
    )


def consumption_paths(comparison: Comparison) -> Chart | None:
    """Real consumption of both economies by week in every scenario."""
    return _of_both(
        comparison,
        "consumption-paths",
        "welfare",
        ("Real consumption", "is"),
        "Real consumption against each run without its measures, mean of four weeks, percent",
        ("weekly_welfare", "welfare"),
    )


def revenue_paths(comparison: Comparison) -> Chart | None:
    """Tariff revenue of the first economy by week in every scenario."""
    panel = Panel("", "revenue", comparison.first, scale=1e-3, suffix="", figure="revenue", reference=True)
    first = comparison.names.phrase(comparison.first)
    return path_chart(
        comparison,
        "revenue-paths",
        extremes(comparison, "revenue", f"Tariff revenue of {first} at the end"),
        "Tariff revenue of the first economy by week, a line for each scenario.",
        {"": ("Tariff revenue, USD billion at annual rate",
              f"Difference from {comparison.baseline.label}, USD billion at annual rate", (panel,))},
        {"revenue": (panel, "Tariff revenue, USD bn a year", "billions")},
        metrics=("tariff_revenue",),
    )  # fmt: skip


def _of_both(
    comparison: Comparison,
    identifier: str,
    series: str,
    subject: tuple[str, str],
    subtitle: str,
    metrics: tuple[str, ...],
) -> Chart | None:
    names = comparison.names
    codes = {"first": comparison.first, "second": comparison.second}
    panels = {place: Panel(names.label(code), series, code, arm="change") for place, code in codes.items()}
    words, verb = subject
    titles = [
        extremes(comparison, FIGURES[f"{series}_{place}"], f"in {names.phrase(code)}", verb)
        for place, code in codes.items()
    ]
    return path_chart(
        comparison,
        identifier,
        f"{words} {titles[0]}; {titles[1]}",
        f"{words} by week in both economies, a line for each scenario.",
        {"": (subtitle, f"Difference from {comparison.baseline.label}, percentage points",
              tuple(panels.values()))},
        {place: (panel, f"{panel.title}, change against no measures", "percent")
         for place, panel in panels.items()},
        metrics=metrics,
    )  # fmt: skip
