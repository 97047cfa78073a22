"""Table of the extensive margin: buyers and exporters of each pair, and who came and went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.extensive_margin import ExtensiveMargin

if TYPE_CHECKING:
    import polars as pl

    from sim.records.layout import Layout
    from sim.records.recorder import Recorder
    from sim.world.world import Floats, Integers, World

COUNTERS = {
    "buyers": "buyers",
    "buyers_found": "found",
    "buyers_lost": "lost",
    "exporters": "exporters",
    "exporters_entered": "entered",
    "exporters_left": "left",
}
"""Column of the table to counter of the state."""


def counts_by_pair(margin: ExtensiveMargin, world: World) -> Integers:
    """Return (6, N, N) counters in the order of ``COUNTERS``, summed over goods."""
    goods = world.is_goods.astype(np.int64)
    return np.stack([getattr(margin, name) @ goods for name in COUNTERS.values()])


@dataclass(frozen=True)
class Survivors:
    """Relationships of the base that have never changed their supplier, summed over goods.

    Parameters
    ----------
    count : (N, N) int
        How many.
    value : (N, N) float
        What they stood for in the base, USD mn a year, duty included.
    """

    count: Integers
    value: Floats

    @classmethod
    def of(cls, margin: ExtensiveMargin, world: World) -> Survivors:
        """Count those of the week just simulated."""
        goods = world.is_goods
        value = (margin.surviving_weight * (world.absorption * goods)).sum(axis=2)
        return cls(margin.surviving @ goods.astype(np.int64), value)


def extensive_frame(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    """Return the table ``extensive_margin`` of an arm."""
    world = layout.world
    trades = (world.customs_value * world.is_goods).sum(axis=2) > 0.0
    origin, destination = np.nonzero(trades & ~np.eye(len(trades), dtype=bool))
    counted = np.stack(recorder.extensive, axis=-1)[:, origin, destination]
    surviving = np.stack([week.count for week in recorder.surviving])[:, origin, destination].T
    value = np.stack([week.value for week in recorder.surviving])[:, origin, destination].T
    base = (
        recorder.laid.count[origin, destination][:, None],
        recorder.laid.value[origin, destination][:, None],
    )
    return layout.frame(
        "extensive_margin",
        recorder.weeks,
        arm,
        {"origin": origin, "destination": destination},
        {
            **dict(zip(COUNTERS, counted, strict=True)),
            "base_relationships": np.broadcast_to(base[0], surviving.shape),
            "surviving": surviving,
            "surviving_value": value / base[1],
        },
    )
