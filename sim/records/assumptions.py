"""The adjustable figures of a run: value, unit, range, meaning, evidence, and the default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.scenario.governments import SCRIPTED
from sim.scenario.parameters import GOVERNMENT_PARAMETERS, PARAMETERS, Parameter
from sim.scenario.schema import Scenario

_ANY = "*"


def assumptions(scenario: Scenario) -> list[dict[str, Any]]:
    """Return every adjustable figure of a scenario as plain data.

    Those of governments that decide and of negotiations stand with the code of the economy, or with the
    place in the list, in their name.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    """
    figures = [(name, record) for name, record in PARAMETERS.items()]
    figures += [pair for record in GOVERNMENT_PARAMETERS.values() for pair in _owned(scenario, record)]
    return [_plain(name, record, value_in(scenario, name)) for name, record in figures]


def value_in(scenario: Scenario, name: str) -> Any:
    """Return the value of a scenario at a dotted place."""
    value: Any = scenario
    for step in name.split("."):
        if isinstance(value, Mapping):
            value = value[step]
        elif isinstance(value, tuple):
            value = value[int(step)]
        else:
            value = getattr(value, step)
    return value


def _owned(scenario: Scenario, record: Parameter) -> Iterator[tuple[str, Parameter]]:
    """Name of a figure for every government that decides, or every negotiation."""
    part = record.name.partition(".")[0]
    if part == "governments":
        owners = [code for code, choice in scenario.governments.items() if choice.policy != SCRIPTED]
    else:
        owners = [str(place) for place in range(len(scenario.negotiations))]
    yield from ((record.name.replace(_ANY, owner, 1), record) for owner in owners)


def _plain(name: str, record: Parameter, value: Any) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "default": record.default,
        "unit": record.unit,
        "minimum": record.minimum,
        "maximum": record.maximum,
        "meaning": record.meaning,
        "source": record.source,
        "tag": record.tag,
        "prior": record.prior.plain if record.prior else None,
    }
