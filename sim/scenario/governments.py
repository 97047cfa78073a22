"""How governments decide: the policy of each, and what it is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from sim.scenario.parameters import parameter
from sim.scenario.scope import Day, Identifier, Record, Words

SCRIPTED = "scripted"

POLICIES = (
    SCRIPTED,
    "passive",
    "tit_for_tat",
    "grim",
    "best_response",
    "negotiator",
    "bystander",
    "follower",
    "ally",
    "connector",
    "third_party",
)
"""Policies that come with the program."""

_OWN_POLICY = re.compile(r"[^:\s]+\.py:[A-Za-z_]\w*")


class PolicyError(ValueError):
    """A policy of the user's own cannot be loaded, fails, or does what no government can."""


def is_own_policy(word: str) -> bool:
    """Whether a policy is a class in a file of the user's: ``mine.py:Patient``."""
    return _OWN_POLICY.fullmatch(word) is not None


def _known_policy(word: str) -> str:
    if word in POLICIES or is_own_policy(word):
        return word
    raise PydanticCustomError("policy", "unknown policy `{word}`", {"word": word})


PolicyName: TypeAlias = Annotated[str, AfterValidator(_known_policy)]

Option: TypeAlias = bool | int | float | str


class Exemptions(Record):
    """What a government lets in in spite of its own tariffs."""

    how: Literal["none", "public", "quiet", "by_audience"] = "by_audience"
    """`public`: announced; `quiet`: only those concerned are told; `by_audience`: quiet where backing down
    in public would cost more than pressure would be relieved; `none`: no exemptions."""

    share: float = parameter("governments.*.exemptions.share")
    threshold: float = parameter("governments.*.exemptions.threshold")
    home_weight: float = parameter("governments.*.exemptions.home_weight")
    relief_weeks: float = parameter("governments.*.exemptions.relief_weeks")
    delay_days: float = parameter("governments.*.exemptions.delay_days")


class Politics(Record):
    """What a war costs a government, in percent of GDP, and what it says of talks."""

    welfare: float = parameter("governments.*.politics.welfare")
    outlook: float = parameter("governments.*.politics.outlook")
    revenue: float = parameter("governments.*.politics.revenue")
    relative_gains: float = parameter("governments.*.politics.relative_gains")
    sector_weights: Mapping[str, float] = Field(default_factory=dict)
    """Weight of the output of production sectors, percent of GDP for percent of GDP; zero for others."""

    pressure: float = parameter("governments.*.politics.pressure")
    market: float = parameter("governments.*.politics.market")
    exports: float = parameter("governments.*.politics.exports")
    prices: float = parameter("governments.*.politics.prices")
    shortage: float = parameter("governments.*.politics.shortage")
    approval: float = parameter("governments.*.politics.approval")
    half_life: float = parameter("governments.*.politics.half_life")
    political_weights: Mapping[str, float] = Field(default_factory=dict)
    """How much more than others the makers of a product group count, by group; one for those not named. The
    rival aims at what weighs most here."""

    patience: float = parameter("governments.*.politics.patience")
    audience: float = parameter("governments.*.politics.audience")
    audience_rise: float = parameter("governments.*.politics.audience_rise")
    audience_demand: float = parameter("governments.*.politics.audience_demand")
    audience_exposed: float = parameter("governments.*.politics.audience_exposed")
    audience_half_life: float = parameter("governments.*.politics.audience_half_life")
    private_cost: float = parameter("governments.*.politics.private_cost")
    relief: float = parameter("governments.*.politics.relief")
    cost_of_funds: float = parameter("governments.*.politics.cost_of_funds")
    speech: Literal["free", "honest", "silent"] = "free"
    """`free`: claims or denies talks as it suits; `honest`: only where that is true; `silent`: never."""

    claim_at: float = parameter("governments.*.politics.claim_at")
    deny_at: float = parameter("governments.*.politics.deny_at")
    speech_spread: float = parameter("governments.*.politics.speech_spread")


class GovernmentChoice(Record):
    """How an economy's government decides."""

    policy: PolicyName = "scripted"
    """`scripted`: it does what the scenario's measures say, on their dates, and nothing else. One of the
    policies of docs/governments.md, or a class in a file of one's own, `mine.py:Patient`, relative to the
    scenario."""

    since: Day | None = None
    """Day from which it decides for itself, until then the script alone does; the start where left out."""

    rival: Identifier | None = None
    """Economy that it watches; whoever it negotiates with where left out."""

    leader: Identifier | None = None
    """Economy that a follower imitates, that an ally stands by, or that a connector listens to."""

    authority: Identifier = "retaliation"
    """Authority under which it levies what it decides; scripted measures of it are its to change."""

    cancellable: Words = ()
    """Authorities that it would give up as well if it cancelled everything."""

    ratio: float = parameter("governments.*.ratio")
    coverage: float = parameter("governments.*.coverage")
    lag_days: float = parameter("governments.*.lag_days")
    notice_days: int = parameter("governments.*.notice_days")
    targeting: float = parameter("governments.*.targeting")
    dead_trade: float = parameter("governments.*.dead_trade")
    highest_rate: float = parameter("governments.*.highest_rate")
    cuts: bool = True
    """Whether it answers the rival's cuts as it answers its rises."""

    misreading: float = parameter("governments.*.misreading")
    misread_points: float = parameter("governments.*.misread_points")
    forgiveness: float = parameter("governments.*.forgiveness")
    punishment: float = parameter("governments.*.punishment")
    embargo: bool = False
    """Whether a grim government bars all goods of the rival in place of taxing them."""

    origin_checks: float = parameter("governments.*.origin_checks")
    review_weeks: int = parameter("governments.*.review_weeks")
    delay_weeks: int = parameter("governments.*.delay_weeks")
    error: float = parameter("governments.*.error")
    exemptions: Exemptions = Exemptions()
    """What it lets in in spite of its tariffs."""

    politics: Politics = Politics()
    """What a war costs it."""

    types: Mapping[Literal["bystander", "follower", "ally", "connector"], float] = Field(default_factory=dict)
    """Of a `third_party`: probability of each type, drawn once a run; they sum to one."""

    options: Mapping[str, Option] = Field(default_factory=dict)
    """Anything that a policy of one's own wants to be told."""
