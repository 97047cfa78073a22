"""When a tariff rises most, and when it is removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.metrics.axes import Floats
from sim.metrics.evidence import Evidence
from sim.metrics.tariffs import BAN_AS_RISE

SMALLEST_REMOVAL = 0.25
"""Part of the rise of a tariff that must fall away at once for it to count as removed."""


SMALLEST_RISE = 0.01
"""Rise of an average tariff above that of the base from which on its removal is looked at."""


@dataclass(frozen=True)
class Turns:
    """When a tariff rises and falls most.

    Parameters
    ----------
    rise : int
        Position of the week of the largest rise on the way to the highest rate.
    fall : int
        Position of the week of the largest fall after it.
    gone : (W,) float
        Part of the whole rise, from the base to the highest rate, that is gone in each week.
    """

    rise: int
    fall: int
    gone: Floats

    @property
    def removed(self) -> float:
        """Part of the rise that is gone once the fall is over; a week's rate is a mean over its days."""
        return float(self.gone[min(self.fall + 1, len(self.gone) - 1)])


def turns(rate: Floats, base: float) -> Turns | None:
    """Find the removal of a tariff; None where it hardly rises or less than a quarter falls away at once.

    Parameters
    ----------
    rate : (W,) float
        Tariff by week, fractions.
    base : float
        Tariff before the first week.
    """
    change = np.diff(rate, prepend=base)
    highest = int(rate.argmax())
    whole = float(rate[highest]) - base
    falls = -change[highest + 1 :]
    if whole < SMALLEST_RISE or not falls.size:
        return None
    rise, fall = int(change[: highest + 1].argmax()), highest + 1 + int(falls.argmax())
    found = Turns(rise, fall, (rate[highest] - rate) / whole)
    return found if found.removed - found.gone[fall - 1] >= SMALLEST_REMOVAL else None


@dataclass(frozen=True)
class Removal:
    """A tariff of one of the two at war on the other that is removed.

    Parameters
    ----------
    importer, exporter : str
        Codes.
    rate : (W,) float
        Average tariff by week, fixed weights, a ban on all goods counted as a rise by 150 points.
    turns : Turns
        When it rose and when it was removed.
    """

    importer: str
    exporter: str
    rate: Floats
    turns: Turns


def removals(evidence: Evidence) -> Iterator[Removal]:
    """Every tariff of the two at war on each other that is removed, that of the first before the second's."""
    axes, focus, tariffs = evidence.axes, evidence.focus, evidence.tariffs
    for importer, exporter in ((focus.first, focus.second), (focus.second, focus.first)):
        pair = (axes.economy(importer), axes.economy(exporter))
        rate = tariffs.fixed[pair] + BAN_AS_RISE * tariffs.barred[pair]
        found = turns(rate, float(tariffs.base[pair]))
        if found is not None:
            yield Removal(importer, exporter, rate, found)


def has_removal(evidence: Evidence) -> bool:
    """Whether any is."""
    return next(removals(evidence), None) is not None
