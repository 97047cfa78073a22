"""Adjustable figures of a run: default, unit, range, meaning and evidence, each in one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

if TYPE_CHECKING:
    from collections.abc import Mapping


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


_RECORDS = (
    Parameter(
        "world.elasticities.mean", 1.25, "1", 0.1, 20.0,
        "Trade-weighted mean over goods imports that the chosen set of trade elasticities is scaled to; "
        "null keeps the set as published.",
        "tariff elasticity of -1.75 to -2.25 after 7 to 10 years, Boehm, Levchenko and Pandalai-Nayar (2023)",
    ),
    Parameter(
        "horizon.weeks", 104, "weeks", 1, 1040,
        "Number of weeks that are simulated.",
        "assumed: two years show most of the re-sourcing",
    ),
    Parameter(
        "population.producers", 20_000, "firms", 500, 5_000_000,
        "Producer firms in the whole world, shared out by economy and product group.",
        "assumed: firms of a sampled population, each standing for many",
    ),
    Parameter(
        "population.relationships", 1_000_000, "relationships", 10_000, 50_000_000,
        "Buyer-supplier relationships in the whole world; sampling error falls with their number.",
        "assumed: about 20 for a flow that a reader looks at",
    ),
    Parameter(
        "population.distributors", None, "firms", 25, 1_000_000,
        "Distributor firms in the whole world; null lets the program choose.",
        "assumed",
    ),
    Parameter(
        "behaviour.short_run_elasticity", 0.6, "1", 0.3, 5.0,
        "Elasticity of substitution across a buyer's present suppliers of one product group.",
        "trade elasticity of -0.76 within a year, Boehm, Levchenko and Pandalai-Nayar (2023)",
    ),
    Parameter(
        "behaviour.resourcing_hazard", 0.25, "per year", 0.0, 52.0,
        "Rate at which a buyer reconsiders a relationship that costs no more than the alternatives.",
        "with the short-run elasticity gives -0.79 in the first and -1.99 in the tenth year; "
        "links of 0.92 to 0.93 annual survival, Mizuno, Souma and Watanabe (2014)",
    ),
    Parameter(
        "behaviour.hazard_loss_response", 10.0, "1", 0.0, 1000.0,
        "Response of the rate of reconsidering to the squared log loss from staying with a supplier.",
        "0.37 a year at tariffs of 25 %; the fall of taxed imports in 2018 implies 0.34 to 0.43, from "
        "Fajgelbaum, Goldberg, Kennedy and Khandelwal (2020)",
    ),
    Parameter(
        "behaviour.expectation_smoothing", 0.2, "per week", 0.01, 1.0,
        "Share of the gap between expected and present landed prices that closes in a week.",
        "assumed: stable for every published set of elasticities, "
        "docs/decisions/transition_closure.md",
    ),
    Parameter(
        "behaviour.price_adjustment", 0.25, "per week", 0.01, 1.0,
        "Share of the gap between a supplier's price and its unit cost that closes in a week.",
        "assumed: leaves the long run where it is",
    ),
    Parameter(
        "behaviour.wage_adjustment", 0.02, "1", 0.001, 0.15,
        "Weekly proportional change of the wage for a given proportional excess demand for labour. "
        "Above 0.15 the world is not stable; above 0.03 the steepest set of elasticities needs a larger "
        "response to changes.",
        "assumed: a gap of 1 % moves wages by 1 % a year, the order of estimated Phillips curves; "
        "docs/decisions/transition_closure.md",
    ),
    Parameter(
        "behaviour.wage_response_to_change", 0.2, "1", 0.0, 1.0,
        "Weekly proportional change of the wage for a given proportional change, since last week, of the "
        "demand for labour.",
        "assumed: twice what makes every published set of elasticities stable; "
        "docs/decisions/transition_closure.md",
    ),
    Parameter(
        "behaviour.dividend_rate", 0.0, "per week", 0.0, 1.0,
        "Share of the cash of an economy's firms, positive or negative, that is paid out to its own "
        "residents in a week. With 0, owners are spread over the world, where the profits and "
        "losses of the transition cancel.",
        "assumed: above 0.005 profits chase each other round the world for decades, "
        "docs/decisions/transition_closure.md",
    ),
    Parameter(
        "ensemble.replications", 1, "runs", 1, 10_000,
        "Number of runs that differ in their random draws only.",
        "assumed",
    ),
    Parameter(
        "ensemble.seed", 1, "1", 0, 2**63 - 1,
        "Root of all named random streams; the same seed gives the same bytes.",
        "assumed",
    ),
)  # fmt: skip

PARAMETERS: Mapping[str, Parameter] = {record.name: record for record in _RECORDS}
"""Every adjustable figure by its dotted name: the only place where defaults are written."""


def parameter(name: str) -> Any:
    """Pydantic field of the parameter of that dotted name."""
    return PARAMETERS[name].field()
