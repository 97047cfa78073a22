"""Weeks at which a path through tariff and trade turns: risen, before a cut, after it, the end."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

_MOST = 0.98
"""Part of the whole rise from which on a tariff counts as risen."""

_SMALLEST_RISE = 0.005
_NEARBY = 6
"""Weeks within which two turning points would stand on each other."""


def turning_points(rows: pl.DataFrame) -> Iterator[tuple[int, int]]:
    """Find the weeks worth a date.

    Parameters
    ----------
    rows : DataFrame
        One direction of the table tariff_and_trade, by week.

    Yields
    ------
    week : int
        Position of the week.
    side : int
        Side of the path on which its date has room: 1 to the left of it, -1 to the right.
    """
    tariff = rows["tariff"].to_numpy()
    rise = tariff - tariff[0]
    highest = int(rise.argmax())
    last = len(tariff) - 1
    if rise[highest] < _SMALLEST_RISE:
        return
    risen = int((rise >= _MOST * rise[highest]).argmax())
    yield risen, 1
    falling = [week for week in range(risen, last) if rise[week] >= _MOST * rise[highest]]
    cut = falling[-1] if falling else risen
    is_cut = rise[last] < _MOST * rise[highest] and cut < last - 1
    if is_cut:
        if cut - risen > _NEARBY:
            yield cut, -1
        at_the_end = abs(tariff - tariff[last]) < _SMALLEST_RISE
        settled = cut + int(at_the_end[cut:].argmax())
        if last - settled > _NEARBY:
            yield settled, 1
    if last - risen > _NEARBY:
        yield last, -1 if is_cut else 1
