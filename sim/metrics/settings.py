"""What a user may choose about metrics: which economies, which blocs, which weights of the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.records.reading import Run


@dataclass(frozen=True)
class Settings:
    """Choices under ``metrics:`` of a scenario, as the manifest keeps them.

    Parameters
    ----------
    economies : tuple of str
        Economies whose weekly tables are written; empty for the two at war.
    blocs : mapping of str to tuple of str
        Members of each bloc, by its name; an economy in none is by itself.
    weights : mapping of str to float
        Weights of the parts of the decoupling index that differ from the default, by part.
    """

    economies: tuple[str, ...] = ()
    blocs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


def read_settings(run: Run) -> Settings:
    """Read the choices that a run was made with."""
    asked: Mapping[str, Any] = run.manifest.get("metrics", {})
    return Settings(
        economies=tuple(asked.get("economies", ())),
        blocs={name: tuple(members) for name, members in asked.get("blocs", {}).items()},
        weights=dict(asked.get("weights", {})),
    )
