"""The table of flows, in blocks: it is most of what a run writes, and is never whole in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.sourcing import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from sim.records.layout import Layout
    from sim.records.recorder import Recorder
    from sim.world.world import Floats, Integers


def trade_blocks(layout: Layout, recorder: Recorder, arm: str) -> Iterator[pl.DataFrame]:
    """Yield the table ``trade`` of an arm, the flows of one origin at a time.

    Parameters
    ----------
    layout : Layout
        The world of the run.
    recorder : Recorder
        Observations of the arm.
    arm : str
        Its name.
    """
    base = layout.world.customs_value / WEEKS_PER_YEAR
    for origin in range(len(base)):
        destination, group = np.nonzero(base[origin] > 0.0)
        flow = np.ravel_multi_index((destination, group), base[origin].shape)
        value = _weekly(recorder.customs_value, origin, flow)
        margin = _weekly(recorder.exporter_margin, origin, flow)
        price = _weekly(recorder.supplier_price, origin, group) * np.exp(margin)
        usual = base[origin, destination, group][:, None]
        yield layout.frame(
            "trade",
            recorder.weeks,
            arm,
            {
                "origin": np.full(len(group), origin),
                "destination": destination,
                "sector": group,
                "group": group,
            },
            {
                "customs_value": value,
                "quantity_index": value / usual / price,
                "duty": value * _weekly(recorder.effective_tariff, origin, flow),
                "exporter_margin": np.expm1(margin),
                "shipped_value": _weekly(recorder.shipped_value, origin, flow),
            },
        )


def _weekly(kept: Sequence[Floats], origin: int, places: Integers) -> Floats:
    """(K, W) what was kept in W weeks of K places among those of an origin, counted row by row."""
    weekly = np.empty((len(kept), len(places)), kept[0].dtype)
    for row, week in zip(weekly, kept, strict=True):
        week[origin].take(places, out=row, mode="clip")  # any other mode takes by way of a buffer
    return np.ascontiguousarray(weekly.T, dtype=np.float64)
