"""Which parameters are estimated, and between which values: one line each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from pydantic import BaseModel

from sim.scenario.parameters import PARAMETERS
from sim.scenario.schema import Scenario
from sim.world.world import Floats


@dataclass(frozen=True)
class Free:
    """A parameter to be estimated.

    Parameters
    ----------
    name : str
        Dotted name, as in :data:`sim.scenario.parameters.PARAMETERS`.
    low, high : float
        Bounds of the search, both positive, within those of the parameter's record.
    """

    name: str
    low: float
    high: float

    def __post_init__(self) -> None:
        record = PARAMETERS[self.name]
        if not 0.0 < self.low < self.high or self.low < record.minimum or self.high > record.maximum:
            raise ValueError(f"{self.name}: no search from {self.low:g} to {self.high:g}")

    @property
    def default(self) -> float:
        """Default of the record."""
        return float(PARAMETERS[self.name].default or 0.0)

    def value(self, place: float) -> float:
        """Value at a place between 0 (low) and 1 (high), on a logarithmic scale."""
        return float(self.low * (self.high / self.low) ** place)

    def place(self, value: float) -> float:
        """Return the place of a value, the inverse of :meth:`value`."""
        return float(np.clip(np.log(value / self.low) / np.log(self.high / self.low), 0.0, 1.0))


FREE: tuple[Free, ...] = (
    Free("behaviour.short_run_elasticity", 0.4, 1.5),
    Free("behaviour.hazard_loss_response", 1000.0, 100_000.0),
    Free("behaviour.inventories.response_to_saving", 0.5, 8.0),
    Free("behaviour.exporter_margin.absorption", 0.005, 0.3),
    Free("behaviour.retail.price_adjustment", 0.003, 0.2),
)
"""What is estimated.

Not so the trade elasticity and the calm rate of review: they are read off the path of small tariffs that
Boehm et al. (2023) find, which levels off after seven to ten years. Nor the ceiling of routing, which would
be raised for the sake of China's share alone. What a search over them finds, and which bounds of theory
that costs: docs/decisions/trade_elasticity_and_reviews.md. A short-run elasticity below 0.4 makes some
worlds swing (docs/theory.md).
"""


def with_values(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """Return the scenario with other values of parameters, by dotted name."""
    return reduce(
        lambda asked, pair: _with_value(asked, pair[0].split("."), pair[1]), values.items(), scenario
    )


def value_of(scenario: Scenario, name: str) -> Any:
    """Return the value that a scenario gives a parameter."""
    return reduce(getattr, name.split("."), scenario)


def places(values: Mapping[str, float], free: tuple[Free, ...]) -> Floats:
    """Return the places of values, in the order of the parameters."""
    return np.array([each.place(values[each.name]) for each in free])


def _with_value(part: Any, path: list[str], value: float) -> Any:
    assert isinstance(part, BaseModel)
    head, *rest = path
    return part.model_copy(update={head: _with_value(getattr(part, head), rest, value) if rest else value})
