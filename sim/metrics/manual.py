"""The declarations of all metrics as the last part of docs/metrics.md."""

from __future__ import annotations

from sim.metrics.catalogue import METRICS
from sim.metrics.declaration import Metric

HEADING = "## Tables"


def as_markdown() -> str:
    """Return the declarations as a part of a page for people."""
    return "\n".join([f"{HEADING}\n", *(_section(metric) for metric in METRICS.values())])


def _section(metric: Metric) -> str:
    keys = [f"`{each.name}`" for each in metric.key_columns]
    lines = [f"### {metric.name}\n", f"*{metric.question}*\n"]
    unasked = " Left to `tradewar metrics`." if metric.on_request else ""
    lines += [f"{metric.table.description} {_where(metric)}{unasked}\n"]
    lines += [f"A row for each {', '.join(keys)}.{_equations(metric)}\n"]
    if metric.sources:
        lines += [f"{'Sources' if len(metric.sources) > 1 else 'Source'}: {'; '.join(metric.sources)}.\n"]
    lines += ["| column | unit | meaning |", "|---|---|---|"]
    lines += [f"| `{each.name}` | {each.unit} | {each.meaning} |" for each in metric.table.columns]
    return "\n".join(lines) + "\n"


def _where(metric: Metric) -> str:
    if metric.about is None:
        return f"File `{metric.table.name}`."
    ending = "_X" if metric.named_after else ""
    whose = f"X is the {metric.about} of the two" if ending else f"About the {metric.about} of the two"
    return f"File `{metric.table.name}{ending}`; {whose} at war."


def _equations(metric: Metric) -> str:
    numbers = ", ".join(f"({each})" for each in metric.equations)
    return f" Equations {numbers} of [model.md](model.md)." if numbers else ""


if __name__ == "__main__":
    print(as_markdown(), end="")
