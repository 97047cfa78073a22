"""Designs: how many cases there are, and where in the unit cube of the levers each one lies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np

from sim.ensemble.plan.schema import Design, Grid, LatinHypercube, Listed, Morris, Sobol
from sim.extras import module_of
from sim.metrics.axes import Floats
from sim.world.streams import random_stream

EXTRA = "sensitivity"
"""What Sobol's and Morris's designs need."""

_DIGITS = 15
"""Decimals that are kept of a point: beyond them sums differ between machines."""


def number_of_cases(design: Design, sizes: tuple[int, ...]) -> int:
    """Return how many cases a design has.

    Parameters
    ----------
    design : Design
        The design.
    sizes : tuple of int
        Number of values of each lever; counts for grids only.
    """
    match design:
        case Grid():
            return math.prod(sizes)
        case Listed():
            return len(design.cases)
        case LatinHypercube():
            return design.samples
        case Sobol():
            return design.samples * ((2 if design.second_order else 1) * len(sizes) + 2)
        case Morris():
            return design.trajectories * (len(sizes) + 1)


def places_in_grid(case: int, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Place of each lever among its values in a case (from 0) of a grid; the last lever moves fastest."""
    places = []
    for size in reversed(sizes):
        case, place = divmod(case, size)
        places.append(place)
    return tuple(reversed(places))


def lacks_extra(design: Design) -> bool:
    """Whether a design needs a library that is not installed."""
    return isinstance(design, Sobol | Morris) and find_spec("SALib") is None


def unit_cube(design: Mapping[str, Any], levers: int) -> Floats:
    """Points of a sampled design in the unit cube.

    Parameters
    ----------
    design : mapping
        ``kind`` and what defines it, as in a sweep file and in ``Study.design``.
    levers : int
        Number of levers ``K``.

    Returns
    -------
    (C, K) array
        One row a case, in the order in which SALib's analyses expect them, within [0, 1].

    Raises
    ------
    MissingExtraError
        When SALib is needed and not installed.
    """
    kind = design["kind"]
    stream = random_stream(design["seed"], f"design {kind}")
    if kind == "latin_hypercube":
        from scipy.stats import qmc

        points = qmc.LatinHypercube(levers, seed=stream).random(design["samples"])
        return _rounded(points)
    problem = {
        "num_vars": levers,
        "names": [str(rank) for rank in range(levers)],
        "bounds": [[0.0, 1.0]] * levers,
    }
    if kind == "sobol":
        sobol = module_of(EXTRA, "SALib.sample.sobol", "the design `sobol`")
        second = bool(design["second_order"])
        points = sobol.sample(problem, design["samples"], calc_second_order=second, seed=stream)
    else:
        morris = module_of(EXTRA, "SALib.sample.morris", "the design `morris`")
        points = morris.sample(problem, design["trajectories"], num_levels=design["levels"], seed=stream)
    return _rounded(points)


def _rounded(points: Any) -> Floats:
    found: Floats = np.clip(np.round(np.asarray(points, dtype=np.float64), _DIGITS), 0.0, 1.0)
    return found
