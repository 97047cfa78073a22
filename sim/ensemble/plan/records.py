"""What is known of a place in a scenario: its parameter, unit, and whether it takes whole numbers."""

from __future__ import annotations

from collections.abc import Mapping

from sim.ensemble.study import Unit
from sim.scenario.parameters import GOVERNMENT_PARAMETERS, PARAMETERS, Parameter

_UNITS: Mapping[str, Unit] = {"fraction": "share", "probability": "probability", "weeks": "weeks"}
_RATES = ("rate", "coverage", "truce_rates", "lapse_rates", "deal_rates", "detected", "penalty")


def parameter_at(path: str) -> Parameter | None:
    """Return the parameter at a dotted place of a scenario; None where there is none."""
    steps = path.split(".")
    pattern = ".".join([steps[0], "*", *steps[2:]]) if len(steps) > 2 else path
    return PARAMETERS.get(path) or GOVERNMENT_PARAMETERS.get(pattern)


def unit_at(path: str) -> Unit:
    """Return the unit of the values at a dotted place, as far as it is known."""
    record = parameter_at(path)
    if record is not None:
        return _UNITS.get(record.unit, "number")
    steps = path.split(".")
    return "share" if any(step in _RATES for step in steps[-2:]) else "number"


def is_whole(path: str) -> bool:
    """Whether the place takes whole numbers only."""
    record = parameter_at(path)
    return record is not None and isinstance(record.minimum, int)
