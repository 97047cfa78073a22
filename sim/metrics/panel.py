"""The table of flows as arrays: every flow in every week, in both arms, one column at a time.

Sums run in NumPy over the rows as they are stored. Polars adds floats within groups in an order that
depends on threads, so that two readings of one table would not give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.metrics.axes import CLOSING_WEEKS, Axes, Floats, Integers, positions
from sim.records.reading import Run
from sim.records.tables import ARMS
from sim.records.trade_frames import TradeInMemory

_KEYS = ("arm", "origin", "destination", "group")


@dataclass(frozen=True, eq=False)
class Panel:
    """Flows of the table ``trade``: ``K`` of them in each arm, ``W`` weeks each.

    The leading axis of length two holds the scenario and its reference. The table is the largest of a run, so
    a column is read when it is asked for, and keys are looked at once a flow and not once a row.

    Parameters
    ----------
    axes : Axes
        What the positions mean; ``N`` economies, ``G`` groups of goods.
    origin, destination : (K,) int
        Positions of the economies.
    group : (K,) int
        Position of the product group among goods; -1 for services.
    """

    axes: Axes
    origin: Integers
    destination: Integers
    group: Integers
    _column: Callable[[str], NDArray[np.float32]]
    _read: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def weekly(self, column: str) -> NDArray[np.float32]:
        """(2, K, W) a column of the table, in the unit of its declaration."""
        if column not in self._read:
            self._read[column] = self._column(column).reshape(2, -1, len(self.axes.weeks))
        return self._read[column]

    def closing(self, column: str, weeks: int = CLOSING_WEEKS) -> Floats:
        """(2, K) mean of a column over the last weeks, or over all weeks of a shorter run."""
        late = self.weekly(column)[..., self.axes.closing(weeks)]
        mean: Floats = late.mean(axis=2, dtype=np.float64)
        return mean

    @property
    def is_goods(self) -> NDArray[np.bool_]:
        """(K,) whether a flow is of goods."""
        return self.group >= 0

    @property
    def crosses_border(self) -> NDArray[np.bool_]:
        """(K,) whether a flow is of goods that cross a border."""
        crosses: NDArray[np.bool_] = self.is_goods & (self.origin != self.destination)
        return crosses

    def cube(self, of_flows: Floats) -> Floats:
        """(..., N, N, G) goods of (..., K) amounts a flow; zero where there is no flow."""
        economies, goods = len(self.axes.economies), len(self.axes.goods)
        cube = np.zeros((*of_flows.shape[:-1], economies, economies, goods))
        chosen = self.is_goods
        place = (self.origin[chosen], self.destination[chosen], self.group[chosen])
        cube[(..., *place)] = of_flows[..., chosen]
        return cube

    def by_pair(self, weekly: NDArray[np.float32] | Floats) -> Floats:
        """(..., N, N, W) sums over goods of (..., K, W) amounts a flow and week."""
        economies = len(self.axes.economies)
        pair = self.origin * economies + self.destination
        total = np.zeros((*weekly.shape[:-2], economies**2, weekly.shape[-1]))
        for good in range(len(self.axes.goods)):
            of_good = self.group == good  # each pair once, so that it can be added to by its position
            total[..., pair[of_good], :] += weekly[..., of_good, :]
        shape = (*weekly.shape[:-2], economies, economies, weekly.shape[-1])
        summed: Floats = total.reshape(shape)
        return summed


def read_panel(run: Run, axes: Axes) -> Panel:
    """Look at the keys of the table of flows.

    Raises
    ------
    ValueError
        If a flow lacks a week or an arm, or names an economy that the manifest does not.
    """
    if run.trade is not None:
        return _panel_in_memory(run.trade, axes)
    table = run.tables["trade"]
    keys = _keys_by_flow(table, axes)
    if keys is None:
        table = table.sort(*_KEYS, "week")
        keys = _keys_by_flow(table, axes)
    if keys is None:
        raise ValueError("the table of flows does not hold every week of every flow")
    arm = positions(keys["arm"], ARMS)
    places = np.stack([arm, *(positions(keys[name], _codes(name, axes)) for name in _KEYS[1:])])
    if places[1:3].min(initial=0) < 0:
        raise ValueError("the tables name an economy that the manifest's world does not")
    if len(arm) % 2 or not np.array_equal(arm, np.repeat((0, 1), len(arm) // 2)):
        order = np.lexsort(places[::-1])
        places, arm = places[:, order], arm[order]
        table = _reordered(table, order, len(axes.weeks))
    flows = len(arm) // 2
    if arm.sum() != flows or not np.array_equal(places[1:, :flows], places[1:, flows:]):
        raise ValueError("the table of flows does not hold every flow in both arms")
    origin, destination, group = places[1:, :flows]
    return Panel(axes, origin, destination, group, lambda name: _column(table, name).to_numpy())


def _panel_in_memory(trade: TradeInMemory, axes: Axes) -> Panel:
    """Flows of a run that is not written: its rows are in the order of the table, with nothing left out."""
    if trade.economies != axes.economies:
        raise ValueError("the flows are not those of the manifest's world")
    origin, destination, group = trade.flows
    place = {code: position for position, code in enumerate(axes.goods)}
    among_goods = np.array([place.get(code, -1) for code in trade.groups], dtype=np.int64)
    return Panel(axes, origin, destination, among_goods[group], trade.weekly)


def _codes(name: str, axes: Axes) -> tuple[str, ...]:
    return axes.goods if name == "group" else axes.economies


def _keys_by_flow(table: pl.LazyFrame, axes: Axes) -> pl.DataFrame | None:
    """Keys of each flow; None for rows in an order in which weeks do not follow each other."""
    weeks = len(axes.weeks)
    found = _column(table, "week").to_physical().to_numpy()
    days = np.array(axes.weeks, dtype="datetime64[D]").astype(found.dtype)
    if found.size % weeks or not (found.reshape(-1, weeks) == days).all():
        return None
    keys = []
    for name in _KEYS:
        every = _column(table, name)
        keys.append(every.gather_every(weeks))
        if not keys[-1].equals(every.gather_every(weeks, weeks - 1)):
            return None
    return pl.DataFrame(keys)


def _reordered(table: pl.LazyFrame, order: Integers, weeks: int) -> pl.LazyFrame:
    rows = (order[:, None] * weeks + np.arange(weeks)).ravel()
    return table.collect()[rows].lazy()


def _column(table: pl.LazyFrame, name: str) -> pl.Series:
    return table.select(name).collect()[name]
