"""Goods flows added up: by pair and week, by pair and product group at the end, and in the long run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, WEEKS_PER_YEAR, Axes, Floats, Integers, positions
from sim.metrics.panel import Panel
from sim.records.reading import Run


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


def read_flows(run: Run, panel: Panel) -> Flows:
    """Add up the flows and those of the benchmark."""
    axes = panel.axes
    values = panel.weekly("customs_value")
    weekly = WEEKS_PER_YEAR * panel.by_pair(values)
    late = values[..., axes.closing(CLOSING_WEEKS)].sum(axis=2, dtype=np.float64)
    closing = panel.cube(late) * (WEEKS_PER_YEAR / min(CLOSING_WEEKS, len(axes.weeks)))
    return Flows(axes, weekly, closing, *_benchmark(run, axes))


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
