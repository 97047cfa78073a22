"""The long run without frictions as it is drawn: an open diamond, at the end of a time axis or in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sim.report.drawing import plain
from sim.report.drawing.charts import Key
from sim.report.drawing.dumbbell import DIAMOND, Values, dots
from sim.report.drawing.theme import INK
from sim.report.drawing.wording import LONG_RUN

LONG_RUN_KEY = Key(LONG_RUN, INK.light, "diamond")


def end_diamonds(week: date, items: Sequence[tuple[float | None, str, str]], number: str) -> plain.Scatter:
    """Put a diamond at the end of a time axis for each path, in the path's colour.

    Parameters
    ----------
    week : date
        Last week of the axis.
    items : sequence of (value, label, colour)
        Where each path comes to rest; those without a value are left out.
    number : str
        Hover template of the value.
    """
    known = [item for item in items if item[0] is not None]
    return plain.Scatter(
        x=[week] * len(known),
        y=[float(f"{value:.6g}") for value, _, _ in known],
        text=[label for _, label, _ in known],
        mode="markers",
        cliponaxis=False,
        marker={**DIAMOND, "line": {"width": 1.5, "color": [shade for _, _, shade in known]}},
        hovertemplate=f"{LONG_RUN}, %{{text}}: {number}<extra></extra>",
    )


def row_diamonds(values: Values, rows: Sequence[str], number: str) -> plain.Scatter:
    """Put a diamond in each row; ``number`` is the hover template of its value."""
    return dots(values, rows, LONG_RUN, DIAMOND, number)
