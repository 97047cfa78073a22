"""The report of a comparison as Markdown, from the figures that the runs printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

NOTES = Path(__file__).parent / "notes.md"

NAMES = {"ours": "tradewar-sim", "mesa": "Mesa agents", "polars": "polars frames"}

COLUMNS = (
    "version",
    "firms",
    "relationships",
    "threads",
    "weeks timed",
    "µs a firm-week",
    "of which where firms act",
    "ns a relationship-week",
    "times as fast as Mesa",
    "of the bandwidth bound",
    "peak memory, GB",
    "bytes a relationship",
)

MEASURED = (
    ("week", ""),
    ("firms_phases", " in the phases in which firms act"),
    ("kernels", " where relationships are visited"),
)
"""What is timed of a week, narrower and narrower, and how the table says it."""

LONG = 100
"""Weeks after which a run counts as whole."""

Run = dict[str, Any]


def figures(run: Run, report: dict[str, Any]) -> dict[str, Any]:
    """Return what the table says of a run, unrounded.

    ``of the bandwidth bound`` is the time that moving the bytes of a week (``one_run.bytes_touched``) takes
    at the bandwidth measured, over the time that the week took; ``bytes a relationship`` is what the peak of
    memory exceeds that before the population was made by, over relationships.
    """
    mesa = [
        other["week"]
        for other in report["runs"]
        if other["version"] == "mesa" and (other["world"], other["firms"]) == (run["world"], run["firms"])
    ]
    bound = run["touched"] / report["bandwidth"][str(run["threads"])]
    return {
        "version": NAMES[run["version"]],
        "economies": run["economies"],
        "firms": run["firms"],
        "relationships": run["relationships"],
        "threads": run["threads"],
        "weeks timed": run["weeks"],
        "µs a firm-week": 1e6 * run["week"] / run["firms"],
        "of which where firms act": 1e6 * run["firms_phases"] / run["firms"],
        "ns a relationship-week": 1e9 * run["week"] / run["relationships"],
        "times as fast as Mesa": mesa[0] / run["week"] if mesa else None,
        "of the bandwidth bound": bound / run["week"],
        "peak memory, GB": run["peak_memory"] / 1e9,
        "bytes a relationship": (run["peak_memory"] - run["memory_before"]) / run["relationships"],
    }


def flatness(runs: list[Run], measured: str = "week") -> tuple[float, list[tuple[int, float]]]:
    """Return the highest over the lowest cost of a relationship-week, and the costs in ns by size."""
    costs = [(run["relationships"], 1e9 * run[measured] / run["relationships"]) for run in runs]
    each = [cost for _, cost in costs]
    return max(each) / min(each), costs


def as_markdown(report: dict[str, Any]) -> str:
    """Return the machine, the tables and what is counted."""
    small = [run for run in report["runs"] if run["world"] == "small"]
    default = [run for run in report["runs"] if run["world"] == "default"]
    parts = ["# Firms by version and size", "", _machine(report), ""]
    if small:
        parts += [
            f"## Beside each other: {small[0]['economies']} economies, 12 relationships a firm",
            "",
            *_rows(small, report, COLUMNS),
            "",
        ]
    if default:
        columns = [name for name in COLUMNS if name not in ("version", "times as fast as Mesa")]
        parts += [
            f"## Ours on the default world of {default[0]['economies']} economies",
            "",
            *_rows(default, report, columns),
            "",
            *_flat_lines(default),
            *_long_runs(default),
            "",
        ]
    return "\n".join([*parts, NOTES.read_text(encoding="utf-8")])


def _machine(report: dict[str, Any]) -> str:
    described = "; ".join(f"{name}: {value}" for name, value in report["machine"].items())
    bandwidth = ", ".join(
        f"{each / 1e9:.1f} GB/s with {threads} thread{'s' if threads != '1' else ''}"
        for threads, each in report["bandwidth"].items()
    )
    repeats = f"Each row is the fastest of {report['repeats']} processes; all took"
    return f"{described}. Triad: {bandwidth}. {repeats} {report['seconds'] / 60:.1f} minutes."


def _rows(runs: list[Run], report: dict[str, Any], columns: Any) -> list[str]:
    sides = "|".join("---" if name == "version" else "---:" for name in columns)
    lines = ["| " + " | ".join(columns) + " |", f"|{sides}|"]
    for run in runs:
        found = figures(run, report)
        lines.append("| " + " | ".join(_cell(name, found[name]) for name in columns) + " |")
    return lines


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    if name == "of the bandwidth bound":
        return f"{100 * value:.2g} %"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _flat_lines(runs: list[Run]) -> list[str]:
    lines = []
    for threads in sorted({run["threads"] for run in runs}):
        for measured, where in MEASURED:
            ratio, costs = flatness([run for run in runs if run["threads"] == threads], measured)
            each = ", ".join(f"{cost:.1f} ns at {count / 1e6:.3g} million" for count, cost in costs)
            lines.append(
                f"Cost of a relationship-week{where}, {_threads(threads)}: {each}; "
                f"highest over lowest {ratio:.2f}.\n"
            )
    return lines


def _long_runs(runs: list[Run]) -> list[str]:
    return [
        f"{run['firms']:,} firms, {run['relationships']:,} relationships, {run['economies']} economies, "
        f"{run['last_week']} weeks, {_threads(run['threads'])}: "
        f"{run['all_weeks']:.1f} s, {run['population']:.1f} s of them for the population, and "
        f"{run['peak_memory'] / 1e9:.2f} GB at the peak; nothing is recorded.\n"
        for run in runs
        if run["last_week"] >= LONG
    ]


def _threads(count: int) -> str:
    return f"{count} thread{'s' if count > 1 else ''}"


SHOWN = (
    "version",
    "threads",
    "µs a firm-week",
    "ns a relationship-week",
    "times as fast as Mesa",
    "peak memory, GB",
)
BEFORE, AFTER = "<!-- benchmarks -->\n", "<!-- /benchmarks -->"


def summary(report: dict[str, Any]) -> str:
    """Return what the README says: all versions at the largest size that all make, and our long runs."""
    beside = [run for run in report["runs"] if run["world"] == "small"]
    largest = max(run["firms"] for run in beside if run["version"] == "mesa")
    shown = [run for run in beside if run["firms"] == largest]
    about = report["machine"]
    size = (
        f"{largest:,} firms, {shown[0]['relationships']:,} relationships, {shown[0]['economies']} economies"
    )
    hardware = f"{about['processor']}, {about['cores']} cores, {about['last cache']} of cache"
    return "\n".join(
        [
            f"A week of the war, {size}:",
            "",
            *_rows(shown, report, SHOWN),
            "",
            *_long_runs([run for run in report["runs"] if run["world"] == "default"]),
            f"({hardware}; {about['software']}; {about['date']})",
            "",
        ]
    )


def with_summary(page: str, report: dict[str, Any]) -> str:
    """Return a page with the summary between its two marks."""
    before, rest = page.split(BEFORE)
    _, after = rest.split(AFTER)
    return f"{before}{BEFORE}{summary(report)}{AFTER}{after}"
