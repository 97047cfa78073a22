"""One adjustable figure: default, unit, range, meaning and evidence in one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field


@dataclass(frozen=True)
class Parameter:
    """One adjustable figure.

    Parameters
    ----------
    name : str
        Dotted place in a scenario file, as ``--set`` takes it.
    default : float or int or None
        Value when a scenario does not say; ``None`` leaves the choice to the program.
    unit : str
        Unit of the value; ``1`` for a pure number.
    minimum, maximum : float or int
        Bounds that a value must keep, both included.
    meaning : str
        What the figure does in the model.
    source : str
        Evidence for the default, or ``assumed``.
    """

    name: str
    default: float | int | None
    unit: str
    minimum: float | int
    maximum: float | int
    meaning: str
    source: str

    def field(self) -> Any:
        """Pydantic field with the record's default, bounds and documentation."""
        return Field(
            default=self.default,
            ge=self.minimum,
            le=self.maximum,
            description=f"{self.meaning} Unit: {self.unit}. Source of the default: {self.source}.",
            json_schema_extra={"unit": self.unit},
        )
