"""The table of flows: in blocks to be written, for it is most of what a run writes, or column by column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.sourcing import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from sim.records.layout import Layout
    from sim.records.recorder import Recorder
    from sim.world.world import Floats, Integers

COLUMNS = ("customs_value", "quantity_index", "duty", "exporter_margin", "shipped_value")


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
    for place in range(len(layout.world.economies)):
        flows = _FlowsOfOrigin(layout, recorder, place)
        yield layout.frame(
            "trade",
            recorder.weeks,
            arm,
            {
                "origin": np.full(len(flows.group), place),
                "destination": flows.destination,
                "sector": flows.group,
                "group": flows.group,
            },
            {name: getattr(flows, name) for name in COLUMNS},
        )


@dataclass(frozen=True, eq=False)
class TradeInMemory:
    """The table ``trade`` of a run that is not written: the same rows and values, as arrays.

    Parameters
    ----------
    layout : Layout
        The world of the run.
    recorders : sequence of Recorder
        Observations of the scenario and of its reference.
    """

    layout: Layout
    recorders: Sequence[Recorder]

    @cached_property
    def flows(self) -> tuple[Integers, Integers, Integers]:
        """(K,) each of origin, destination and product group, as positions in the world."""
        origin, destination, group = np.nonzero(self.layout.world.customs_value / WEEKS_PER_YEAR > 0.0)
        return origin, destination, group

    @property
    def groups(self) -> tuple[str, ...]:
        """Codes of the product groups, in the order of their positions."""
        return self.layout.world.groups

    @property
    def economies(self) -> tuple[str, ...]:
        """Codes of the economies, in the order of their positions."""
        return self.layout.world.economies

    def weekly(self, column: str) -> NDArray[np.float32]:
        """(2, K, W) a column of the table, in the unit of its declaration."""
        parts = [
            [
                getattr(_FlowsOfOrigin(self.layout, recorder, place), column)
                for place in range(len(self.economies))
            ]
            for recorder in self.recorders
        ]
        return np.stack([np.concatenate(arm, dtype=np.float32, casting="same_kind") for arm in parts])


@dataclass(frozen=True, eq=False)
class _FlowsOfOrigin:
    """(K, W) columns of the table ``trade`` for the flows of one origin."""

    layout: Layout
    recorder: Recorder
    place: int

    @cached_property
    def _flows(self) -> tuple[Integers, Integers]:
        destination, group = np.nonzero(self._base > 0.0)
        return destination, group

    @property
    def _base(self) -> Floats:
        return np.asarray(self.layout.world.customs_value[self.place] / WEEKS_PER_YEAR)

    @property
    def destination(self) -> Integers:
        return self._flows[0]

    @property
    def group(self) -> Integers:
        return self._flows[1]

    @cached_property
    def customs_value(self) -> Floats:
        return self._weekly(self.recorder.customs_value)

    @cached_property
    def _margin(self) -> Floats:
        return self._weekly(self.recorder.exporter_margin).astype(np.float64)

    @property
    def quantity_index(self) -> Floats:
        price = _weekly(self.recorder.supplier_price, self.place, self.group) * np.exp(self._margin)
        usual = self._base[self.destination, self.group][:, None]
        return np.asarray(self.customs_value / usual / price)

    @property
    def duty(self) -> Floats:
        return np.asarray(self.customs_value * self._weekly(self.recorder.effective_tariff))

    @property
    def exporter_margin(self) -> Floats:
        return np.asarray(np.expm1(self._margin))

    @property
    def shipped_value(self) -> Floats:
        return self._weekly(self.recorder.shipped_value)

    def _weekly(self, kept: Sequence[Floats]) -> Floats:
        return _weekly(kept, self.place, np.ravel_multi_index(self._flows, self._base.shape))


def _weekly(kept: Sequence[Floats], origin: int, places: Integers) -> Floats:
    """(K, W) what was kept in W weeks of K places among those of an origin, counted row by row."""
    weekly = np.empty((len(kept), len(places)), kept[0].dtype)
    for row, week in zip(weekly, kept, strict=True):
        week[origin].take(places, out=row, mode="clip")  # any other mode takes by way of a buffer
    return np.ascontiguousarray(weekly.T)
