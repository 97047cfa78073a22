"""Designs that are made of blocks of cases, of which an analysis needs all or none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.ensemble.analysis.observed import mean_of_cases, table_of
from sim.ensemble.study import Study
from sim.metrics.axes import Floats

IN_BLOCKS = ("sobol", "morris")


def rows_in_block(study: Study) -> int:
    """Return how many cases belong together.

    A base sample of Sobol indices is two points and, for every lever, the first with that lever from the
    second (with second order also the second with it from the first); a trajectory of Morris is a point and
    one step a lever. In other designs every case stands by itself.
    """
    levers = len(study.levers)
    if study.design["kind"] == "sobol":
        return 2 * levers + 2 if study.design.get("second_order") else levers + 2
    return levers + 1 if study.design["kind"] == "morris" else 1


@dataclass(frozen=True, eq=False)
class Blocks:
    """A figure in the complete blocks of a design.

    Parameters
    ----------
    values : (B, rows) array
        Mean over the replications of each case that have a value.
    places : (B,) array
        Number of each block, from 0.
    dropped : int
        Blocks that are left out because a case of theirs has no value.
    """

    values: Floats
    places: np.ndarray[tuple[int], np.dtype[np.int64]]
    dropped: int


def complete_blocks(study: Study, figure: str) -> Blocks:
    """Return the blocks of which every case has a value."""
    means = mean_of_cases(table_of(study, figure)).reshape(-1, rows_in_block(study))
    complete = ~np.isnan(means).any(axis=1)
    return Blocks(means[complete], np.flatnonzero(complete), int((~complete).sum()))
