"""A run among many: which case of a design it is, which draw, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

Value: TypeAlias = float | str
"""Value of a lever: a number, or the name of a choice."""


@dataclass(frozen=True)
class Case:
    """One point of a design: what is laid over the scenario.

    Parameters
    ----------
    number : int
        Place in the design, from 1.
    values : mapping of str to float or str
        Value of every lever, by its name.
    overrides : mapping of str to str
        Dotted place in the scenario to YAML text, as ``--set`` takes them; later ones win.
    """

    number: int
    values: Mapping[str, Value]
    overrides: Mapping[str, str]


@dataclass(frozen=True)
class Job:
    """One run: a case and the number of its draw of chance.

    Parameters
    ----------
    case : Case
        The point of the design.
    replication : int
        Number of the replication, from 1. Where cases have common draws of chance the same number means the
        same draws in every case, so that two cases differ by what they change and not by luck.
    """

    case: Case
    replication: int


@dataclass(frozen=True)
class Outcome:
    """What is kept of a run.

    Parameters
    ----------
    figures : mapping of str to float or None
        Figures at the end by column: ``<figure>``, and ``<figure>.long_run`` for the long run without
        frictions where there is one. None where a run has no such figure.
    paths : mapping of str to (W,) array
        Figures by week: ``path.<series>`` and ``reference.<series>``, with ``.<economy>`` behind where the
        series is about one; NaN in weeks without a value. Empty where the sweep keeps none.
    """

    figures: Mapping[str, float | None]
    paths: Mapping[str, Floats] = field(default_factory=dict)
