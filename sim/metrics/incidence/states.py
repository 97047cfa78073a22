"""Tables of economies, and of their product groups, as arrays: the scenario first, then its reference."""

from __future__ import annotations

import numpy as np

from sim.metrics.axes import Floats, Integers, positions
from sim.metrics.evidence import Evidence
from sim.metrics.once import once
from sim.records.tables import ARMS


def by_economy(evidence: Evidence, table: str, *columns: str) -> tuple[Floats, ...]:
    """Return (2, N, W) columns of a table with rows by arm, economy and week; NaN where there is none."""
    axes = evidence.axes
    frame = evidence.run.tables[table].select("arm", "economy", "week", *columns).collect()
    place = (
        positions(frame["arm"], ARMS),
        positions(frame["economy"], axes.economies),
        axes.week_positions(frame["week"]),
    )
    shape = (2, len(axes.economies), len(axes.weeks))
    return tuple(_filled(place, frame[name].to_numpy(), shape) for name in columns)


def by_group(evidence: Evidence, table: str, *columns: str) -> tuple[Floats, ...]:
    """Return (2, N, G + 1, W) columns of a table that tells product groups apart; services come last."""
    axes = evidence.axes
    frame = evidence.run.tables[table].select("arm", "economy", "group", "week", *columns).collect()
    place = (
        positions(frame["arm"], ARMS),
        positions(frame["economy"], axes.economies),
        positions(frame["group"], axes.goods),  # services are at -1, the last place
        axes.week_positions(frame["week"]),
    )
    shape = (2, len(axes.economies), len(axes.goods) + 1, len(axes.weeks))
    return tuple(_filled(place, frame[name].to_numpy(), shape) for name in columns)


@once
def buyers_cost(evidence: Evidence) -> Floats:
    """Return (2, N, G + 1, W) what distributors pay for each group landed, base = 1, equation (33)."""
    return by_group(evidence, "retail_prices", "landed_price")[0]


def _filled(place: tuple[Integers, ...], values: Floats, shape: tuple[int, ...]) -> Floats:
    found = np.full(shape, np.nan)
    found[place] = values
    return found
