"""Adjustable figures as a table; ``python tests/parameter_table.py`` prints it for docs/scenarios.md."""

from __future__ import annotations

from collections.abc import Iterable

from sim.scenario import PARAMETERS, Parameter


def markdown() -> str:
    """One row for each figure of a scenario, those of governments left aside."""
    return rows(PARAMETERS.values())


def rows(records: Iterable[Parameter]) -> str:
    """One row for each record: key, default, unit, range, meaning, source of the default, prior."""
    lines = [
        "| key | default | unit | range | meaning | source of the default | prior |",
        "|---|---|---|---|---|---|---|",
    ]
    for record in records:
        default = "null" if record.default is None else f"{record.default:,}"
        bounds = f"{record.minimum:,} to {record.maximum:,}"
        if record.name == "ensemble.seed":
            bounds = "0 to 2^63 - 1"
        lines.append(
            f"| `{record.name}` | {default} | {record.unit} | {bounds} | {record.meaning} | {record.source} "
            f"| {prior(record)} |"
        )
    return "\n".join(lines)


def prior(record: Parameter) -> str:
    """Range that is plausible, how it is covered, and why; a dash where nothing is drawn."""
    found = record.prior
    if found is None:
        return "-"
    mode = "" if found.mode is None else f" about {found.mode:,}"
    return f"{found.low:,} to {found.high:,}, {found.kind}{mode} ({found.source})"


if __name__ == "__main__":
    print(markdown())
