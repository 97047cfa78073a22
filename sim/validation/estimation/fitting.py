"""Simulated moments: the distance of the mean-field limit to history, and the parameters that make it least.

The loss is a sum over the moments that may be tuned on of ``2 (sqrt(1 + d^2) - 1)``, ``d`` the distance to
the data in half-widths of the band of a hit. Near the data it is ``d^2``, far from them ``2 |d|``, so that
a moment which nothing in the model can move does not bend the others. Gaps that cannot be negative count
from zero; a moment whose data lie at the edge of its band counts from the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from sim.economy.base import build_base
from sim.metrics.replay.moment import Moment
from sim.scenario.schema import Scenario
from sim.validation.estimation.free import FREE, Free, places, value_of, with_values
from sim.validation.history.checking import without_agents
from sim.validation.history.targets import MOMENTS
from sim.world.world import Floats

STEP = 0.02
"""Step of the differences, part of the range of the search on its logarithmic scale."""

ONLY_AGENTS = frozenset({"links_kept"})
"""Moments that the mean-field limit has none of."""

FARTHEST = 20.0
"""Distance that stands for a moment that is no number."""

SIGNIFICANT_DIGITS = 2
"""Estimates are written into the parameter records with so many digits."""

Told = Callable[[str], None]


def tuned_moments() -> tuple[Moment, ...]:
    """Return the moments that parameters are tuned on: those with use T, never those with C."""
    return tuple(moment for name, moment in MOMENTS.items() if moment.use == "T" and name not in ONLY_AGENTS)


def distance(moment: Moment, model: float) -> float:
    """Return how far a value is from the data, in half-widths of the band of a hit."""
    low, high = moment.hit
    one_sided = moment.data in (low, high)
    width = (high - low) / (1.0 if one_sided else 2.0)
    found = (model - moment.data) / width
    return float(np.clip(found, -FARTHEST, FARTHEST)) if np.isfinite(found) else FARTHEST


def loss(distances: Floats) -> float:
    """Return the loss of distances, the sum that least_squares calls soft_l1."""
    return float(2.0 * (np.sqrt(1.0 + np.asarray(distances) ** 2) - 1.0).sum())


def moments_at(scenario: Scenario, values: Mapping[str, float]) -> dict[str, float]:
    """Every moment of the mean-field limit with the given parameters, by name."""
    asked = with_values(scenario, values)
    return without_agents(asked, build_base(asked))


def distances_at(scenario: Scenario, values: Mapping[str, float]) -> Floats:
    """Distances of the tuned moments with the given parameters."""
    found = moments_at(scenario, values)
    return np.array([distance(moment, found[moment.name]) for moment in tuned_moments()])


@dataclass(frozen=True)
class Estimate:
    """Parameters with the least loss.

    Parameters
    ----------
    values : dict
        Estimates by dotted name, rounded as they are written.
    loss : float
        Loss at the rounded estimates.
    evaluations : int
        How often the moments were worked out.
    """

    values: dict[str, float]
    loss: float
    evaluations: int


def estimate(
    scenario: Scenario, free: tuple[Free, ...] = FREE, starts: int = 3, told: Told | None = None
) -> Estimate:
    """Minimise the loss over the free parameters, from the present values and from others.

    Parameters
    ----------
    scenario : Scenario
        The war, up to February 2020.
    free : tuple of Free
        What is estimated.
    starts : int
        Starting points: the scenario's own values first, then points that fill the range evenly.
    told : callable, optional
        Told of each start's outcome.
    """
    count = 0

    def residuals(place: Floats) -> Floats:
        nonlocal count
        count += 1
        return distances_at(scenario, _values(free, place))

    best, least = {each.name: float(value_of(scenario, each.name)) for each in free}, np.inf
    for number, start in zip(range(starts), _starts(free, best), strict=False):
        solved = least_squares(
            residuals, start, bounds=(0.0, 1.0), loss="soft_l1", diff_step=STEP, xtol=1e-3, ftol=1e-3
        )
        reached = 2.0 * float(solved.cost)
        values = _values(free, solved.x)
        if told is not None:
            told(f"start {number + 1}: loss {reached:.2f} at {_words(values)}")
        if reached < least:
            best, least = values, reached
    written = {name: rounded(value) for name, value in best.items()}
    return Estimate(written, loss(distances_at(scenario, written)), count)


def rounded(value: float) -> float:
    """Round to the digits with which estimates are written."""
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")


def _starts(free: tuple[Free, ...], values: Mapping[str, float]) -> Iterator[Floats]:
    """Yield the given values, then a sequence that fills the range evenly, away from the edges."""
    yield np.clip(places(values, free), 0.02, 0.98)
    # Generalised golden ratio: the additive sequence that spreads best in any number of dimensions.
    ratio = 2.0
    for _ in range(60):
        ratio = (1.0 + ratio) ** (1.0 / (len(free) + 1))
    step = ratio ** -np.arange(1.0, len(free) + 1.0)
    number = 0
    while True:
        number += 1
        yield 0.1 + 0.8 * ((0.5 + number * step) % 1.0)


def _values(free: tuple[Free, ...], place: Floats) -> dict[str, float]:
    return {each.name: each.value(float(at)) for each, at in zip(free, place, strict=True)}


def _words(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name.rpartition('.')[2]} {value:.3g}" for name, value in values.items())
