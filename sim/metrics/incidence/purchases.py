"""What economies buy, by origin and product group: money, duty, quantities and the prices that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.metrics.axes import CLOSING_WEEKS, SERVICES, WEEKS_PER_YEAR, Axes, Floats, Integers, positions
from sim.metrics.evidence import Evidence
from sim.metrics.once import once
from sim.metrics.panel import Panel


@dataclass(frozen=True, eq=False)
class Purchases:
    """What ``I`` economies buy of ``N`` origins, their own included, in ``T`` weeks.

    Index order origin, destination, product group (services last), week; the leading axis of length two holds
    the scenario and its reference. Money is USD million a year; zero where there is no flow.

    Parameters
    ----------
    value : (2, N, I, G + 1, T) float
        Customs values of what arrives.
    duty : (2, N, I, G + 1, T) float
        Duty on it.
    quantity : (2, N, I, G + 1, T) float
        The same goods at prices of the base.
    """

    value: Floats
    duty: Floats
    quantity: Floats

    @property
    def spending(self) -> Floats:
        """(2, N, I, G + 1, T) what they cost landed."""
        return self.value + self.duty

    @property
    def log_price(self) -> Floats:
        """(2, N, I, G + 1, T) log of the price before duty, base = 0; zero where nothing is bought."""
        return log_ratio(self.value, self.quantity)

    @property
    def log_duty(self) -> Floats:
        """(2, N, I, G + 1, T) log of one plus the rate that is paid; zero where nothing is bought."""
        return log_ratio(self.spending, self.value)

    def mean(self) -> Purchases:
        """Return the mean over the weeks, as a single one."""
        figures = (self.value, self.duty, self.quantity)
        return Purchases(*(each.mean(axis=-1, keepdims=True) for each in figures))


def log_ratio(part: Floats, whole: Floats) -> Floats:
    """Return the log of part over whole; zero where either is not positive."""
    known = (part > 0.0) & (whole > 0.0)
    ratio = np.divide(part, whole, out=np.ones(np.broadcast_shapes(part.shape, whole.shape)), where=known)
    logged: Floats = np.log(ratio)
    return logged


def read_purchases(evidence: Evidence, importers: Sequence[int], weeks: slice) -> Purchases:
    """Read what some economies buy in some weeks.

    Parameters
    ----------
    evidence : Evidence
        A run.
    importers : sequence of int
        Positions of the ``I`` economies.
    weeks : slice
        Positions of the ``T`` weeks.
    """
    panel = evidence.panel
    value, duty, index = (
        bought(panel, column, importers, weeks) for column in ("customs_value", "duty", "quantity_index")
    )
    base = base_values(evidence)[:, list(importers), :, None]
    return Purchases(WEEKS_PER_YEAR * value, WEEKS_PER_YEAR * duty, base * index)


@once
def closing_purchases(evidence: Evidence) -> Purchases:
    """Return what every economy buys in each of the last four weeks."""
    everyone = range(len(evidence.axes.economies))
    return read_purchases(evidence, everyone, evidence.axes.closing(CLOSING_WEEKS))


@once
def weekly_purchases(evidence: Evidence) -> Purchases:
    """Return what the economies asked for buy in every week."""
    importers = [evidence.axes.economy(code) for code in evidence.subjects]
    return read_purchases(evidence, importers, slice(0, len(evidence.axes.weeks)))


@once
def base_values(evidence: Evidence) -> Floats:
    """Return (N, N, G + 1) customs values in the base, USD mn a year."""
    return benchmark_column(evidence, "base_value")


def benchmark_column(evidence: Evidence, column: str) -> Floats:
    """(N, N, G + 1) a column of the flows of the long run without frictions, at annual rate."""
    axes = evidence.axes
    frame = evidence.run.tables["benchmark_trade"].select("origin", "destination", "group", column).collect()
    origin, destination = (positions(frame[name], axes.economies) for name in ("origin", "destination"))
    found = np.zeros((len(axes.economies), len(axes.economies), len(axes.goods) + 1))
    # Services are at -1, the last place.
    found[origin, destination, positions(frame["group"], axes.goods)] = frame[column].to_numpy()
    return WEEKS_PER_YEAR * found


def bought(panel: Panel, column: str, importers: Sequence[int], weeks: slice) -> Floats:
    """(2, N, I, G + 1, T) a column of the table of flows for what some economies buy."""
    return _laid_out(panel, column, panel.destination, importers, panel.origin, weeks)


def sold(panel: Panel, column: str, exporters: Sequence[int], weeks: slice) -> Floats:
    """(2, N, I, G + 1, T) the same for what they sell, the destination in the place of the origin."""
    return _laid_out(panel, column, panel.origin, exporters, panel.destination, weeks)


def all_groups(axes: Axes) -> tuple[str, ...]:
    """Return the product groups along the last axes: goods, then services."""
    return (*axes.goods, SERVICES)


def _laid_out(
    panel: Panel, column: str, whose: Integers, economies: Sequence[int], partner: Integers, weeks: slice
) -> Floats:
    place = np.full(len(panel.axes.economies), -1)
    place[list(economies)] = np.arange(len(economies))
    chosen = np.flatnonzero(place[whose] >= 0)
    values = panel.weekly(column)[..., weeks][:, chosen]
    shape = (2, len(place), len(economies), len(panel.axes.goods) + 1, values.shape[-1])
    found = np.zeros(shape)
    found[:, partner[chosen], place[whose[chosen]], panel.group[chosen]] = values
    return found
