"""Data and method of a chart: the question each of its tables answers, equations, sources, file, command."""

from __future__ import annotations

from html import escape

from sim.metrics.catalogue import METRICS
from sim.metrics.declaration import Metric
from sim.report.drawing.charts import Chart
from sim.report.drawing.wording import listed
from sim.report.facts import Facts


def method_markup(chart: Chart, facts: Facts) -> str:
    """Write the folded part under a chart; nothing for a chart that names neither tables nor a method."""
    applicable = facts.metrics.applicable
    tables = "".join(_table(METRICS[name], facts) for name in chart.metrics if name in applicable)
    words = f"<p>{escape(chart.method)}</p>" if chart.method else ""
    if not tables and not words:
        return ""
    listing = f"<ul>{tables}</ul>" if tables else ""
    return f'<details class="method"><summary>Data and method</summary>{words}{listing}</details>'


def _table(metric: Metric, facts: Facts) -> str:
    file = metric.file(facts.metrics.evidence)
    parts = [
        f"<b>{escape(file)}.csv</b>: {escape(metric.question)}",
        escape(metric.table.description),
    ]
    if metric.equations:
        numbers = listed([f"({number})" for number in metric.equations])
        parts.append(f"Equation{'s' if len(metric.equations) > 1 else ''} {numbers} of docs/model.md.")
    if metric.sources:
        parts.append(f"After {escape('; '.join(metric.sources))}.")
    parts.append(f"<code>tradewar metrics RUN {escape(metric.name)}</code>")
    return f"<li>{' '.join(parts)}</li>"
