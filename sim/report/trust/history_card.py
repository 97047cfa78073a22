"""The run against recorded history: model, data and verdict of each moment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from sim.metrics.replay.comparison import AgainstRecords
from sim.metrics.replay.moment import Verdict
from sim.report.drawing.wording import NO_VALUE, listed

_MINUS = "\u2212"
_UNITS = {"per cent": "%", "points": "points", "index points": "points", "1": ""}


def history_words(found: AgainstRecords) -> str:
    """Say what was compared and how it came out."""
    counts = {name: verdicts(found).count(name) for name in ("hit", "near", "miss")}
    outcome = listed([f"{count} {name}" for name, count in counts.items()])
    return (
        "This run replays the war of 2018 to 2020, so it is held against what was recorded and published. "
        f"Of {len(found.moments)} moments: {outcome}. Nothing was tuned on a moment with a C. "
        "Formulas, sources and the reasons for misses: docs/history.md; "
        "<code>tradewar check history</code> adds the experiments and the range over seeds."
    )


def history_table(found: AgainstRecords) -> str:
    """Write the moments of a replay as a table."""
    return verdicts_table(
        [
            verdict_row(
                moment.what,
                moment.unit,
                moment.use,
                figure(value),
                figure(moment.data),
                moment.verdict(value),
            )
            for moment, value in found.moments
        ]
    )


def verdicts_table(rows: Sequence[str]) -> str:
    """Put rows of moments together."""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Moment", "Model", "Data", "Verdict"))
    return (
        f'<table class="facts verdicts"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def verdicts(found: AgainstRecords) -> list[Verdict]:
    """Return the verdict of each moment."""
    return [moment.verdict(value) for moment, value in found.moments]


def verdict_row(what: str, unit: str, use: str, model: str, data: str, verdict: str) -> str:
    """Write a moment: its name with its unit, and a C where it is a check only."""
    shown = _UNITS.get(unit, unit)
    name = f"{what}{f', {shown}' if shown else ''}{' (C)' if use == 'C' else ''}"
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{model}</td><td>{data}</td>'
        f'<td class="verdict {verdict}">{verdict}</td></tr>'
    )


def figure(value: float) -> str:
    """Write a figure of a moment with one or two decimals."""
    if not math.isfinite(value):
        return NO_VALUE
    digits = 1 if abs(value) >= 9.95 else 2
    text = f"{abs(value):.{digits}f}"
    return f"{_MINUS}{text}" if value < 0.0 and float(text) > 0.0 else text
