"""Weekly paths without their dates: the first Monday and the step say where every point stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

_WEEK_IN_MILLISECONDS = 7 * 24 * 3600 * 1000


def by_week(weeks: Sequence[date]) -> dict[str, Any]:
    """Place the points of a trace on Mondays in a row; dates spelled out would double its size on the page.

    Parameters
    ----------
    weeks : sequence of date
        Mondays, each a week after the one before.
    """
    return {"x0": weeks[0].isoformat(), "dx": _WEEK_IN_MILLISECONDS}
