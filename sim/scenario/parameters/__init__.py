"""Adjustable figures of a run: the only place where defaults are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.scenario.parameters import (
    asked,
    beliefs,
    core,
    extensive_margin,
    governments,
    households,
    inventories,
    negotiations,
    politics,
    prices,
    routing,
)
from sim.scenario.parameters.prior import Prior
from sim.scenario.parameters.record import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GOVERNMENT_PARAMETERS", "PARAMETERS", "Parameter", "Prior", "parameter"]

_FILES = (asked, core, extensive_margin, inventories, prices, routing, beliefs, households)

PARAMETERS: Mapping[str, Parameter] = {record.name: record for file in _FILES for record in file.RECORDS}
"""Every adjustable figure by its dotted name."""


_OF_GOVERNMENTS = (governments, politics, negotiations)

GOVERNMENT_PARAMETERS: Mapping[str, Parameter] = {
    record.name: record for file in _OF_GOVERNMENTS for record in file.RECORDS
}
"""Figures of each government and each negotiation; ``*`` stands for its code or place in the list."""


def parameter(name: str) -> Any:
    """Pydantic field of the parameter of that dotted name."""
    return (PARAMETERS.get(name) or GOVERNMENT_PARAMETERS[name]).field()
