"""Read what a check found, with the version, data and day that it is of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

CheckName: TypeAlias = Literal["history", "theory"]


@dataclass(frozen=True)
class ShippedCheck:
    """A check as it came out when it was last written down.

    Parameters
    ----------
    command : str
        Command that repeats it.
    version : str
        Version of the program.
    date : str
        Day, ISO.
    scenario : str
        Name of the scenario that it is made on.
    data_hash : str
        SHA-256 of the shipped data.
    rows : tuple of Mapping
        What the command prints as JSON.
    """

    command: str
    version: str
    date: str
    scenario: str
    data_hash: str
    rows: tuple[Mapping[str, Any], ...]

    def is_of(self, manifest: Mapping[str, Any]) -> bool:
        """Tell whether it was made with the program and the data of a run."""
        version = manifest.get("versions", {}).get("tradewar-sim")
        return (self.version, self.data_hash) == (version, manifest.get("data_hash"))


@cache
def shipped_check(name: CheckName) -> ShippedCheck:
    """Return what a check found; ``python -m sim.validation.recording`` writes it anew."""
    found = json.loads((files("sim.records.checks") / f"{name}.json").read_text(encoding="utf-8"))
    return ShippedCheck(**{**found, "rows": tuple(found["rows"])})
