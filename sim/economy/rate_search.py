"""The search for the best point of a box where the slopes are exact and the values nearly flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Objective = Callable[[Floats], tuple[float, Floats]]
"""Value to maximise and its slopes, at a point."""

SAFE_SLOPE = 1e-5
"""Slope at which the search with values hands over to the one by slopes alone."""

MEMORY = 30
"""Pairs of steps and changes of slope that stand for the curvature."""

MOST_LAST_STEPS = 60

WORST_GROWTH = 2.0
"""A last step may make the slope this much larger; Newton steps that come near need not do so every time."""


@dataclass(frozen=True)
class Best:
    """A point without a slope that leads on within the box.

    Parameters
    ----------
    point : (K,) float
        Where it is.
    slope : float
        Largest slope that is left and does not lead out of the box.
    """

    point: Floats
    slope: float


def best_in_box(objective: Objective, start: Floats, lower: Floats, upper: Floats, tolerance: float) -> Best:
    """Return the point of a box that a climb from the start leads to.

    Values settle a maximum only to the square root of their rounding error: where the slope is
    1e-8, the value is within 1e-16 of the best. So the search has two parts: L-BFGS-B, which
    compares values, and from its end quasi-Newton steps to the zero of the slopes, which
    do not.

    Parameters
    ----------
    objective : callable
        Value and slopes at a point; scaled so that curvatures are of the size of one.
    start, lower, upper : (K,) float
        Where to start and the box; the start is moved into it.
    tolerance : float
        Largest slope to leave.

    Returns
    -------
    Best
        ``slope`` is above the tolerance where the search failed.

    References
    ----------
    Byrd, Lu, Nocedal and Zhu (1995), SIAM Journal on Scientific Computing 16(5).
    """
    tried: list[tuple[Floats, Floats]] = []  # in the sense of minimising, as the inverse curvature wants

    def descent(point: Floats) -> tuple[float, Floats]:
        value, slopes = objective(point)
        tried.append((point.copy(), -slopes))
        return -value, -slopes

    from scipy.optimize import minimize  # noqa: PLC0415 - takes long to import, and few runs need it

    found = minimize(
        descent,
        np.clip(start, lower, upper),
        jac=True,
        method="L-BFGS-B",
        bounds=np.column_stack((lower, upper)),
        options={"gtol": max(tolerance, SAFE_SLOPE), "ftol": 0.0, "maxcor": MEMORY},
    )
    point = np.asarray(found.x)
    slopes = next(slopes for place, slopes in reversed(tried) if np.array_equal(place, point))
    left = _left(point, slopes, lower, upper)
    for _ in range(MOST_LAST_STEPS):
        if left <= tolerance:
            break
        free = ~_held(point, slopes, lower, upper)
        step = np.zeros_like(point)
        step[free] = _step_to_zero(slopes[free], *_curvature_seen(tried, free))
        descent(np.clip(point + step, lower, upper))
        new_left = _left(*tried[-1], lower, upper)
        if new_left < WORST_GROWTH * left:  # else again from here, with the curvature just seen
            (point, slopes), left = tried[-1], new_left
    return Best(point, left)


def _curvature_seen(
    tried: list[tuple[Floats, Floats]], free: NDArray[np.bool_]
) -> tuple[list[Floats], list[Floats]]:
    """Return moves between the last points tried and the changes of slope, where they show a curvature."""
    moves, changes = [], []
    for (before, slopes_before), (after, slopes_after) in pairwise(tried[-MEMORY - 1 :]):
        move, change = (after - before)[free], (slopes_after - slopes_before)[free]
        if move @ change > 0.0:
            moves.append(move)
            changes.append(change)
    return moves, changes


def _step_to_zero(slopes: Floats, moves: list[Floats], changes: list[Floats]) -> Floats:
    """Return the L-BFGS step: Nocedal (1980), the two loops, scaled by the last curvature seen."""
    step = -slopes
    parts = []
    for move, change in zip(reversed(moves), reversed(changes), strict=True):
        part = (move @ step) / (move @ change)
        step = step - part * change
        parts.append(part)
    if moves:
        step = step * ((moves[-1] @ changes[-1]) / (changes[-1] @ changes[-1]))
    for move, change, part in zip(moves, changes, reversed(parts), strict=True):
        step = step + (part - (change @ step) / (move @ change)) * move
    return step


def _held(point: Floats, slopes: Floats, lower: Floats, upper: Floats) -> NDArray[np.bool_]:
    """Return which coordinates stay at a bound, since going down leads out of the box."""
    return ((point <= lower) & (slopes >= 0.0)) | ((point >= upper) & (slopes <= 0.0))


def _left(point: Floats, slopes: Floats, lower: Floats, upper: Floats) -> float:
    return float(np.abs(np.where(_held(point, slopes, lower, upper), 0.0, slopes)).max())
