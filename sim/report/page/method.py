"""Data and method of a chart: the question each of its tables answers, equations, sources, file, command."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from sim.metrics.catalogue import METRICS
from sim.metrics.declaration import Metric
from sim.report.drawing.charts import Chart
from sim.report.drawing.wording import listed
from sim.report.facts import Facts


def method_markup(chart: Chart, facts: Facts) -> str:
    """Write the folded part under a chart of one run."""
    applicable, evidence = facts.metrics.applicable, facts.metrics.evidence
    return folded_method(
        chart.method, {name: METRICS[name].file(evidence) for name in chart.metrics if name in applicable}
    )


def folded_method(method: str, files: Mapping[str, str]) -> str:
    """Write how numbers come about, folded; nothing where there are neither tables nor words.

    Parameters
    ----------
    method : str
        How the numbers come about, beyond what the catalogue says.
    files : mapping of str to str
        Name of the file of each table, by the name of its metric.
    """
    tables = "".join(_table(METRICS[name], file) for name, file in files.items())
    words = f"<p>{escape(method)}</p>" if method else ""
    if not tables and not words:
        return ""
    listing = f"<ul>{tables}</ul>" if tables else ""
    return f'<details class="method"><summary>Data and method</summary>{words}{listing}</details>'


def _table(metric: Metric, file: str) -> str:
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
