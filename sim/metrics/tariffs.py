"""Average tariffs: between two economies, and of each on everyone else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.metrics.axes import Axes, Floats, empty_where_undefined, positions
from sim.metrics.flows import Flows
from sim.records.reading import Run

BAN_AS_RISE = 1.5
"""Rise of a tariff that a ban on all goods counts as where pairs at war are looked for."""

REST = "rest"
ALL = "all"


@dataclass(frozen=True)
class Tariffs:
    """Average tariffs on goods, index order importer, exporter, week; fractions.

    Parameters
    ----------
    fixed : (N, N, W) float
        Base-year customs values as weights.
    current : (N, N, W) float
        Duty over customs value of the week: what remains after buyers have turned elsewhere.
    base : (N, N) float
        In the base, fixed weights.
    barred : (N, N, W) float
        Share of the goods that bans keep out, fixed weights.
    """

    fixed: Floats
    current: Floats
    base: Floats
    barred: Floats

    @property
    def largest_rise(self) -> Floats:
        """(N, N) highest rise over the base in any week, fixed weights, bans included."""
        risen = self.fixed - self.base[:, :, None] + BAN_AS_RISE * self.barred
        rise: Floats = np.maximum(risen.max(axis=2), 0.0)
        return rise


def read_tariffs(run: Run, axes: Axes) -> Tariffs:
    """Lay the tariffs table out as arrays; pairs that it leaves out have a tariff of zero."""
    frame = run.tables["tariffs"].collect()
    importer = positions(frame["importer"], axes.economies)
    exporter = positions(frame["exporter"], axes.economies)
    week = axes.week_positions(frame["week"])
    economies = len(axes.economies)
    fixed = np.zeros((economies, economies, len(axes.weeks)))
    current, barred = np.zeros_like(fixed), np.zeros_like(fixed)
    base = np.zeros((economies, economies))
    fixed[importer, exporter, week] = _numbers(frame, "rate_fixed_weights")
    current[importer, exporter, week] = _numbers(frame, "rate_current_weights")
    barred[importer, exporter, week] = _numbers(frame, "barred")
    base[importer, exporter] = _numbers(frame, "base_rate")
    return Tariffs(fixed, current, base, barred)


def tariff_paths(tariffs: Tariffs, flows: Flows, first: str, second: str) -> pl.DataFrame:
    """Average tariff by week of two economies on each other, on the rest of the world and on all.

    The average over several exporters weighs them by base-year customs values (fixed) or by the
    week's (current), goods only; in the long run without frictions by its own trade.

    Returns
    -------
    DataFrame
        importer, exporter (a code, ``rest`` or ``all``), week, fixed_weights, current_weights, base,
        benchmark (duty over customs value in the long run), barred (share of the goods, fixed weights);
        fractions.
    """
    axes = flows.axes
    frames = []
    for importer, partner in ((first, second), (second, first)):
        here, there = axes.economy(importer), axes.economy(partner)
        everyone = np.arange(len(axes.economies)) != here
        scopes = {partner: np.arange(len(axes.economies)) == there}
        scopes[REST] = everyone & ~scopes[partner]
        scopes[ALL] = everyone
        for exporter, chosen in scopes.items():
            fixed_weight = flows.base_total[chosen, here]
            current_weight = flows.weekly[0, chosen, here]
            columns = {
                "week": axes.weeks,
                "fixed_weights": _average(tariffs.fixed[here, chosen], fixed_weight[:, None]),
                "current_weights": _average(tariffs.current[here, chosen], current_weight),
                "base": np.full(len(axes.weeks), _average(tariffs.base[here, chosen], fixed_weight)),
                "benchmark": np.full(len(axes.weeks), _benchmark_average(flows, here, chosen)),
                "barred": _average(tariffs.barred[here, chosen], fixed_weight[:, None]),
            }
            keys = (pl.lit(importer).alias("importer"), pl.lit(exporter).alias("exporter"))
            frames.append(pl.DataFrame(columns).select(*keys, pl.all()))
    return empty_where_undefined(pl.concat(frames))


def _benchmark_average(flows: Flows, here: int, chosen: NDArray[np.bool_]) -> float:
    """Duty over customs value of what an economy buys in the long run; NaN where it buys nothing."""
    value = float(flows.benchmark_total[chosen, here].sum())
    return float(flows.benchmark_duty[chosen, here].sum()) / value if value > 0.0 else np.nan


def _average(rate: Floats, weight: Floats) -> Floats:
    weight = np.broadcast_to(weight, rate.shape)
    total = np.asarray(weight.sum(axis=0))
    undefined = np.full(total.shape, np.nan)
    average: Floats = np.divide((rate * weight).sum(axis=0), total, out=undefined, where=total > 0.0)
    return average


def _numbers(frame: pl.DataFrame, column: str) -> Floats:
    numbers: Floats = frame[column].fill_nan(None).fill_null(0.0).to_numpy()
    return numbers
