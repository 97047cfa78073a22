"""Negotiations: two governments, what each asks for first, and what they would agree on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from sim.scenario.measures import HIGHEST_RATE
from sim.scenario.parameters import parameter
from sim.scenario.scope import Day, Record, Words

Precondition: TypeAlias = Literal["none", "mutual", "full_cancellation"]
"""What a government asks for before it talks: nothing; both stepping down; the other cancelling first."""

PRECONDITIONS: tuple[Precondition, ...] = get_args(Precondition)

StandoffState: TypeAlias = Literal[
    "peace",
    "escalation",
    "embargo",
    "stalemate",
    "back_channel",
    "talks",
    "truce",
    "summit",
    "crisis",
    "cancelled",
    "deal",
]
"""Where two governments stand; docs/governments.md draws them."""

STATES: tuple[StandoffState, ...] = get_args(StandoffState)

LowRate: TypeAlias = Annotated[float, Field(ge=0.0, le=HIGHEST_RATE)]


class Turn(Record):
    """A change of state on a day that the scenario sets, in place of the draws."""

    date: Day
    """Day on which it is made public."""

    state: StandoffState
    """State from then on."""

    start: Day | None = None
    """First day of the rates, the day itself where left out."""

    rates: Mapping[str, LowRate] = Field(default_factory=dict)
    """Rates of either side's authority from then on, by economy; unchanged for a side not named. In
    `cancelled` the one that cancels everything, at the rate 0."""

    expires: Day | None = None
    """Of a truce: first day on which it no longer holds."""

    source: str = ""
    """Where the fact is written down, or `assumed`."""


class Negotiation(Record):
    """A standoff between two governments whose policy is `negotiator`."""

    between: Annotated[Words, Field(min_length=2, max_length=2)]
    """The two economies."""

    preconditions: Mapping[str, Precondition] = Field(default_factory=dict)
    """What each asks for in public before it talks; `none` for a side not named."""

    since: Day | None = None
    """Day from which draws decide; from the start where left out. Until then the script alone does."""

    attrition: Literal["resolve", "indifference"] = "resolve"
    """Who yields: `resolve`, whoever has borne what it is ready to bear; `indifference`, each at the rate
    that leaves the other indifferent, the textbook's equilibrium (docs/decisions/who_yields.md)."""

    truce_rates: Mapping[str, LowRate] = Field(default_factory=dict)
    """Rate that each side keeps in a truce; 0.10 for a side not named, as in Geneva in 2025."""

    lapse_rates: Mapping[str, LowRate] = Field(default_factory=dict)
    """Rate to which each returns when a truce runs out; else the one before it first stepped down."""

    deal_rates: Mapping[str, LowRate] = Field(default_factory=dict)
    """Rate that each keeps in a deal; that of the truce for a side not named."""

    controls: Mapping[str, Words] = Field(default_factory=dict)
    """Product groups or sectors of its own that a side keeps from the other in a crisis, by economy. Either
    side may begin one, the other answers; a deal, or leaders who meet, end both."""

    courts: Words = ()
    """Governments whose tariffs at stake a court may void."""

    script: tuple[Turn, ...] = ()
    """Changes of state on given days. While it has a turn to come nothing is drawn."""

    embargo_rate: float = parameter("negotiations.*.embargo_rate")
    calm_weeks: int = parameter("negotiations.*.calm_weeks")
    longest: float = parameter("negotiations.*.longest")
    channel: float = parameter("negotiations.*.channel")
    willingness_scale: float = parameter("negotiations.*.willingness_scale")
    face_saving: float = parameter("negotiations.*.face_saving")
    leak: float = parameter("negotiations.*.leak")
    breakdown: float = parameter("negotiations.*.breakdown")
    preparation: int = parameter("negotiations.*.preparation")
    meeting: float = parameter("negotiations.*.meeting")
    truce: float = parameter("negotiations.*.truce")
    truce_days: int = parameter("negotiations.*.truce_days")
    renewal: float = parameter("negotiations.*.renewal")
    summit_preparation: int = parameter("negotiations.*.summit_preparation")
    summit: float = parameter("negotiations.*.summit")
    summit_in_crisis: float = parameter("negotiations.*.summit_in_crisis")
    deal: float = parameter("negotiations.*.deal")
    relapse: float = parameter("negotiations.*.relapse")
    crisis: float = parameter("negotiations.*.crisis")
    compliance_mean: float = parameter("negotiations.*.compliance_mean")
    compliance_weight: float = parameter("negotiations.*.compliance_weight")
    breach: float = parameter("negotiations.*.breach")
    reciprocity: float = parameter("negotiations.*.reciprocity")
    follow_weeks: int = parameter("negotiations.*.follow_weeks")
    mediation: float = parameter("negotiations.*.mediation")
    court: float = parameter("negotiations.*.court")

    @field_validator("script")
    @classmethod
    def _in_order(cls, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        for before, after in pairwise(turns):
            if after.date < before.date:
                raise PydanticCustomError(
                    "order",
                    "the turn of {late} comes after that of {early} in the list",
                    {"late": after.date.isoformat(), "early": before.date.isoformat()},
                )
        return turns
