"""Goods that cross a border into some economies: what they are worth, and which rates are due and paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.metrics.axes import WEEKS_PER_YEAR, Axes, Floats, Integers, over, positions
from sim.metrics.evidence import Evidence


@dataclass(frozen=True, eq=False)
class Border:
    """Imports of goods by ``I`` economies in ``T`` weeks, by true origin; home sales are left at zero.

    Index order origin, destination, product group, week; where there is one, the leading axis of length two
    holds the scenario and its reference. Money is USD million a year.

    Parameters
    ----------
    base : (N, I, G) float
        Customs values in the base.
    value, duty : (2, N, I, G, T) float
        Customs values and duty on arrival.
    statutory : (2, N, I, G, T) float
        Rates in force on goods of the origin, fractions.
    """

    base: Floats
    value: Floats
    duty: Floats
    statutory: Floats

    @property
    def paid(self) -> Floats:
        """(2, N, I, G, T) duty over customs value; where nothing arrives, the rate in force."""
        return over(self.duty, self.value, self.statutory)

    def mean(self) -> Border:
        """Return the mean over the weeks, as a single one."""
        value, duty, statutory = (
            each.mean(axis=-1, keepdims=True) for each in (self.value, self.duty, self.statutory)
        )
        return Border(self.base, value, duty, statutory)


def read_border(evidence: Evidence, importers: Sequence[int], weeks: slice) -> Border:
    """Read what some economies import in some weeks.

    Parameters
    ----------
    evidence : Evidence
        A run.
    importers : sequence of int
        Positions of the ``I`` economies.
    weeks : slice
        Positions of the ``T`` weeks.
    """
    base = abroad(evidence.flows.base[:, importers], importers)
    value = WEEKS_PER_YEAR * imports(evidence, "customs_value", importers, weeks)
    duty = WEEKS_PER_YEAR * imports(evidence, "duty", importers, weeks)
    usual = _usual_rates(evidence)
    statutory = rates_in_force(evidence, usual, importers, weeks)
    reference = np.broadcast_to(usual[:, importers, :, None], statutory.shape)
    return Border(base, value, duty, np.stack([statutory, reference]))


def _usual_rates(evidence: Evidence) -> Floats:
    """(N, N, G) rates of the base: those that the reference pays in its first week."""
    everyone, first = range(len(evidence.axes.economies)), slice(0, 1)
    duty, value = (imports(evidence, name, everyone, first)[1, ..., 0] for name in ("duty", "customs_value"))
    return over(duty, value, 0.0)


def imports(evidence: Evidence, column: str, importers: Sequence[int], weeks: slice) -> Floats:
    """(2, N, I, G, T) a column of the table of flows for goods from abroad; zero where there is no flow."""
    panel, axes = evidence.panel, evidence.axes
    place = np.full(len(axes.economies), -1)
    place[list(importers)] = np.arange(len(importers))
    chosen = np.flatnonzero(panel.crosses_border & (place[panel.destination] >= 0))
    late = panel.weekly(column)[..., weeks]
    found = np.zeros((2, len(axes.economies), len(importers), len(axes.goods), late.shape[-1]))
    found[:, panel.origin[chosen], place[panel.destination[chosen]], panel.group[chosen]] = late[:, chosen]
    return found


def abroad(goods: Floats, importers: Sequence[int]) -> Floats:
    """(N, I, ...) of the same amounts, zero where origin and destination are one."""
    found = goods.copy()
    found[list(importers), np.arange(len(importers))] = 0.0
    return found


def rates_in_force(evidence: Evidence, usual: Floats, importers: Sequence[int], weeks: slice) -> Floats:
    """Return the rates that governments levy: the base's until a pair's first change, then the last one's.

    Parameters
    ----------
    evidence : Evidence
        A run.
    usual : (N, N, G) float
        Rates of the base.
    importers : sequence of int
        Positions of the ``I`` economies.
    weeks : slice
        Positions of the ``T`` weeks.

    Returns
    -------
    (N, I, G, T) float
        Fractions.
    """
    week, place, rate = _changes(evidence.run.tables["tariff_lines"], evidence.axes)
    first_row = np.searchsorted(week, np.arange(len(evidence.axes.weeks) + 1))
    rates, found = usual.copy(), []
    for now in range(weeks.stop):
        rows = slice(first_row[now], first_row[now + 1])
        rates[tuple(place[:, rows])] = rate[rows]
        if now >= weeks.start:
            found.append(rates[:, importers])
    return np.stack(found, axis=-1)


def _changes(lines: pl.LazyFrame, axes: Axes) -> tuple[Integers, Integers, Floats]:
    """(L,) weeks in order, (3, L) places and (L,) rates of the changes of tariffs on goods."""
    frame = lines.collect()
    week = axes.week_positions(frame["week"])
    columns = (("exporter", axes.economies), ("importer", axes.economies), ("group", axes.goods))
    place = np.stack([positions(frame[name], codes) for name, codes in columns])
    order = np.argsort(week, kind="stable")
    order = order[(place[:, order] >= 0).all(axis=0)]
    return week[order], place[:, order], frame["rate"].to_numpy()[order].astype(np.float64)
