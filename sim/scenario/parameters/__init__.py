"""Adjustable figures of a run: the only place where defaults are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.scenario.parameters import (
    asked,
    beliefs,
    core,
    extensive_margin,
    households,
    inventories,
    prices,
    routing,
)
from sim.scenario.parameters.record import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PARAMETERS", "Parameter", "parameter"]

_FILES = (asked, core, extensive_margin, inventories, prices, routing, beliefs, households)

PARAMETERS: Mapping[str, Parameter] = {record.name: record for file in _FILES for record in file.RECORDS}
"""Every adjustable figure by its dotted name."""


def parameter(name: str) -> Any:
    """Pydantic field of the parameter of that dotted name."""
    return PARAMETERS[name].field()
