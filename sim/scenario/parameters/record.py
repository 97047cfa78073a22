"""One adjustable figure: default, unit, range, meaning and evidence in one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from sim.scenario.parameters.prior import Prior


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
    prior : Prior, optional
        What is believed of the figure where it is uncertain; none for counts, switches, units of measurement
        and for choices of the scenario's.

    Raises
    ------
    ValueError
        If the prior reaches beyond the bounds, or leaves the default out.
    """

    name: str
    default: float | int | None
    unit: str
    minimum: float | int
    maximum: float | int
    meaning: str
    source: str
    prior: Prior | None = None

    def __post_init__(self) -> None:
        """Refuse a prior that a scenario could not ask for."""
        if self.prior is None or self.default is None:
            return
        if not self.minimum <= self.prior.low <= self.default <= self.prior.high <= self.maximum:
            raise ValueError(f"the prior of {self.name} leaves its default out, or its bounds")

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
