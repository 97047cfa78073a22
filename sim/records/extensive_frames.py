"""Table of the extensive margin: buyers and exporters of each pair, and who came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.extensive_margin import ExtensiveMargin

if TYPE_CHECKING:
    import polars as pl

    from sim.records.layout import Layout
    from sim.records.recorder import Recorder
    from sim.world.world import Integers, World

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


def extensive_frame(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    """Return the table ``extensive_margin`` of an arm."""
    world = layout.world
    trades = (world.customs_value * world.is_goods).sum(axis=2) > 0.0
    origin, destination = np.nonzero(trades & ~np.eye(len(trades), dtype=bool))
    counted = np.stack(recorder.extensive, axis=-1)[:, origin, destination]
    return layout.frame(
        "extensive_margin",
        recorder.weeks,
        arm,
        {"origin": origin, "destination": destination},
        dict(zip(COUNTERS, counted, strict=True)),
    )
