"""All goods that one economy buys or sells, week by week, in values and in volumes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.metrics.axes import WEEKS_PER_YEAR, Floats, Integers
from sim.metrics.declaration import word
from sim.metrics.evidence import Evidence

VALUE = "value"
VOLUME = "volume"
BASIS = word(
    "basis", "`value`: customs values; `volume`: at the base's prices, so that only quantities move it"
)


def purchases(evidence: Evidence, economy: str, basis: str = VALUE) -> Floats:
    """Return what an economy buys, by origin, at home included.

    Returns
    -------
    (2, N, G, W) float
        In both arms, USD million a year; index order origin, group, week.
    """
    panel = evidence.panel
    chosen = panel.destination == evidence.axes.economy(economy)
    return _laid_out(evidence, chosen, panel.origin, basis)


def sales(evidence: Evidence, economy: str, basis: str = VALUE) -> Floats:
    """Return what an economy sells, by destination, at home included.

    Returns
    -------
    (2, N, G, W) float
        In both arms, USD million a year; index order destination, group, week.
    """
    panel = evidence.panel
    chosen = panel.origin == evidence.axes.economy(economy)
    return _laid_out(evidence, chosen, panel.destination, basis)


def _laid_out(evidence: Evidence, chosen: NDArray[np.bool_], partner: Integers, basis: str) -> Floats:
    panel, axes = evidence.panel, evidence.axes
    rows = np.flatnonzero(chosen & panel.is_goods)
    origin, destination, group = (each[rows] for each in (panel.origin, panel.destination, panel.group))
    found = np.zeros((2, len(axes.economies), len(axes.goods), len(axes.weeks)))
    if basis == VALUE:
        found[:, partner[rows], group] = WEEKS_PER_YEAR * panel.weekly("customs_value")[:, rows]
    else:
        base = evidence.flows.base[origin, destination, group]
        found[:, partner[rows], group] = base[:, None] * panel.weekly("quantity_index")[:, rows]
    return found
