"""Weekly paths without their dates: the first Monday and the step say where every point stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

_DAY_IN_MILLISECONDS = 24 * 3600 * 1000
WEEK_IN_MILLISECONDS = 7 * _DAY_IN_MILLISECONDS
"""Step of a weekly path: Plotly counts time in milliseconds."""


def by_week(weeks: Sequence[date]) -> dict[str, Any]:
    """Place the points of a trace in time; dates spelled out would double its size on the page.

    Parameters
    ----------
    weeks : sequence of date
        Mondays. Where they are not equally far apart their dates are spelled out.
    """
    steps = {(after - before).days for before, after in pairwise(weeks)}
    if len(steps) != 1:
        return {"x": list(weeks)}
    return {"x0": weeks[0].isoformat(), "dx": steps.pop() * _DAY_IN_MILLISECONDS}
