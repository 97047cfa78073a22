"""A figure by week in every draw, in the run and without the measures, and how it changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.metrics.axes import Floats

CLOSING_WEEKS = 4

RELATIVE = frozenset({"trade", "imports", "exports", "consumer_prices", "welfare"})
"""Series whose change is a ratio to the reference less one; that of the others is a difference."""

AVERAGED = frozenset({"welfare"})
"""Series of which a week is the mean of the four weeks that end in it already."""


@dataclass(frozen=True)
class Series:
    """A figure by week in every draw.

    Parameters
    ----------
    name, economy : str
        What it is, and whose.
    run, reference : (D, W) array
        In the run and without the scenario's measures, by draw and week, in the unit of the metric.
    """

    name: str
    economy: str
    run: Floats
    reference: Floats

    @cached_property
    def change(self) -> Floats:
        """(D, W) run against reference, draw by draw: a ratio less one, or a difference."""
        return against_reference(self.name, self.run, self.reference)

    @property
    def closing(self) -> Floats:
        """(D,) change of the mean of the last four weeks."""
        weeks = 1 if self.name in AVERAGED else CLOSING_WEEKS
        ends = (each[:, -weeks:].mean(axis=1) for each in (self.run, self.reference))
        return against_reference(self.name, *ends)


def against_reference(name: str, run: Floats, reference: Floats) -> Floats:
    """Return the change of a series: a ratio less one, or a difference, as ``RELATIVE`` says."""
    if name not in RELATIVE:
        return run - reference
    ratio: Floats = np.divide(run, reference, out=np.full(run.shape, np.nan), where=reference > 0.0)
    return ratio - 1.0
