"""Goods flows as arrays: the trade table, added up in a fixed order.

Sums run in NumPy over the rows as they are stored. Polars adds floats within groups in an order that
depends on threads, so that two readings of one table would not give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from sim.metrics.axes import WEEKS_PER_YEAR, Axes, Floats, Integers, positions
from sim.records.reading import Run
from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM

CLOSING_WEEKS = 4
YEAR_WEEKS = 52
_ARMS = (SCENARIO_ARM, REFERENCE_ARM)
_KEYS = ("arm", "origin", "destination", "group")


@dataclass(frozen=True)
class Flows:
    """Customs values of goods between ``N`` economies, domestic sales on the diagonal.

    Index order origin, destination, product group or week; the leading axis of length two holds the
    scenario and its reference. All in USD million a year.

    Parameters
    ----------
    axes : Axes
        What the positions mean.
    weekly : (2, N, N, W) float
        All goods together in each week, at annual rate.
    closing : (2, N, N, G) float
        Mean of the last four weeks (fewer in a shorter run).
    base, benchmark : (N, N, G) float
        In the base, and in the long run without frictions at the tariffs of the last week.
    bilateral : (N, N, G) float
        That long run if only the two main belligerents had changed their tariffs on each other.
    benchmark_duty : (N, N, G) float
        Tariff charged in the long run without frictions.
    """

    axes: Axes
    weekly: Floats
    closing: Floats
    base: Floats
    benchmark: Floats
    bilateral: Floats
    benchmark_duty: Floats

    @cached_property
    def base_total(self) -> Floats:
        """(N, N) all goods in the base."""
        total: Floats = self.base.sum(axis=2)
        return total

    @cached_property
    def benchmark_total(self) -> Floats:
        """(N, N) all goods in the long run without frictions."""
        total: Floats = self.benchmark.sum(axis=2)
        return total

    @cached_property
    def bilateral_total(self) -> Floats:
        """(N, N) all goods in the long run of the two belligerents' tariffs alone."""
        total: Floats = self.bilateral.sum(axis=2)
        return total

    @cached_property
    def closing_total(self) -> Floats:
        """(2, N, N) all goods, mean of the last four weeks."""
        total: Floats = self.closing.sum(axis=3)
        return total

    def mean(self, weeks: int) -> Floats:
        """(2, N, N) all goods, mean of the last ``weeks`` weeks."""
        average: Floats = self.weekly[..., self.axes.closing(weeks)].mean(axis=3)
        return average


def read_flows(run: Run, axes: Axes) -> Flows:
    """Add up the trade table and the benchmark's flows.

    Raises
    ------
    ValueError
        If a flow lacks a week, or names an economy that the manifest does not.
    """
    table = run.tables["trade"]
    rows = _by_week(table, axes) or _by_week(table.sort(*_KEYS, "week"), axes)
    if rows is None:
        raise ValueError("the table of flows does not hold every week of every flow")
    keys, values = rows
    group = positions(keys["group"], axes.goods)
    pair = positions(keys["arm"], _ARMS) * len(axes.economies) ** 2 + _pair(keys, axes)
    economies, weeks, goods = len(axes.economies), len(axes.weeks), len(axes.goods)

    weekly = np.zeros((2 * economies**2, weeks))
    for good in range(goods):
        of_good = group == good  # each pair once, so that it can be added to by its position
        weekly[pair[of_good]] += values[of_good]
    late = values[:, axes.closing(CLOSING_WEEKS)].sum(axis=1, dtype=np.float64)
    kept = group >= 0
    closing = _added((pair * goods + group)[kept], late[kept], (2, economies, economies, goods))
    closing *= WEEKS_PER_YEAR / min(CLOSING_WEEKS, weeks)
    weekly = WEEKS_PER_YEAR * weekly.reshape(2, economies, economies, weeks)
    return Flows(axes, weekly, closing, *_benchmark(run, axes))


def _by_week(table: pl.LazyFrame, axes: Axes) -> tuple[pl.DataFrame, Floats] | None:
    """Keys and (K, W) customs values of K flows, USD mn a week; None for rows in another order.

    The rows of a flow follow each other, week after week, so that keys are looked at once a flow and not
    once a row, and one column at a time: the table is the largest of a run.
    """

    def column(name: str) -> pl.Series:
        return table.select(name).collect()[name]

    weeks = len(axes.weeks)
    found = column("week").to_physical().to_numpy()
    days = np.array(axes.weeks, dtype="datetime64[D]").astype(found.dtype)
    if found.size % weeks or not (found.reshape(-1, weeks) == days).all():
        return None
    keys = []
    for name in _KEYS:
        every = column(name)
        keys.append(every.gather_every(weeks))
        if not keys[-1].equals(every.gather_every(weeks, weeks - 1)):
            return None
    return pl.DataFrame(keys), column("customs_value").to_numpy().reshape(-1, weeks)


def _benchmark(run: Run, axes: Axes) -> tuple[Floats, Floats, Floats, Floats]:
    frame = run.tables["benchmark_trade"].collect()
    group = positions(frame["group"], axes.goods)
    kept = group >= 0
    cell = (_pair(frame, axes) * len(axes.goods) + group)[kept]
    shape = (len(axes.economies), len(axes.economies), len(axes.goods))
    base, benchmark, bilateral, duty = (
        WEEKS_PER_YEAR * _added(cell, frame[name].to_numpy()[kept], shape)
        for name in ("base_value", "customs_value", "bilateral_value", "duty")
    )
    return base, benchmark, bilateral, duty


def _pair(frame: pl.DataFrame, axes: Axes) -> Integers:
    origin = positions(frame["origin"], axes.economies)
    destination = positions(frame["destination"], axes.economies)
    if origin.min(initial=0) < 0 or destination.min(initial=0) < 0:
        raise ValueError("the tables name an economy that the manifest's world does not")
    return origin * len(axes.economies) + destination


def _added(cell: Integers, value: Floats, shape: tuple[int, ...]) -> Floats:
    total = np.bincount(cell, weights=value, minlength=int(np.prod(shape)))
    return total.astype(np.float64, copy=False).reshape(shape)
