"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

AsJson = Annotated[bool, Parameter(name="--json", negative="")]
Switch = Parameter(negative="")
Overrides = Annotated[tuple[str, ...], Parameter(name="--set", negative="")]


class BadUsageError(ValueError):
    """An argument that cannot be understood."""


def overrides_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return the overrides of a scenario given as ``key=value``."""
    overrides = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise BadUsageError(f"--set {pair}: not of the form key=value (hint: --set horizon.weeks=52)")
        overrides[key] = value
    return overrides
