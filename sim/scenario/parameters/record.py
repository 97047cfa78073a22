"""One adjustable figure: default, unit, range, meaning and evidence in one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

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

    @property
    def tag(self) -> Literal["assumed", "from evidence"]:
        """Whether the default is assumed, in part at least, or comes from the evidence that is named."""
        open_to_doubt = "assumed" in self.source or self.source.startswith("not identified")
        return "assumed" if open_to_doubt else "from evidence"

    def field(self) -> Any:
        """Pydantic field with the record's default, bounds and documentation."""
        return Field(
            default=self.default,
            ge=self.minimum,
            le=self.maximum,
            description=f"{self.meaning} Unit: {self.unit}. Source of the default: {self.source}.",
            json_schema_extra={"unit": self.unit},
        )
