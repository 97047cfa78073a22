"""The typed form of a scenario: what if, for whom, how long, how many agents, with what behaviour."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, Discriminator, Field, PrivateAttr, Tag, field_validator
from pydantic_core import PydanticCustomError

from sim.scenario.behaviour import Behaviour
from sim.scenario.governments import GovernmentChoice
from sim.scenario.measures import Measure, automatic_identifier
from sim.scenario.metric_choices import MetricChoices
from sim.scenario.negotiations import Negotiation
from sim.scenario.parameters import parameter
from sim.scenario.scope import Day, Identifier, Record, Words
from sim.scenario.statements import Statement

EconomyChoice: TypeAlias = Annotated[
    Annotated[Literal["default", "all"], Tag("word")]
    | Annotated[Annotated[Words, Field(min_length=2)], Tag("list")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "list"),
]

AnyMeasure: TypeAlias = Annotated[Measure, Field(discriminator="kind")]

MOST_ENTRIES = 2000
"""Measures of a scenario, or statements: every pair of measures is compared."""

WHAT_IS_DRAWN = frozenset({"parameters", "elasticities"})
"""Keys of `ensemble` that ask for figures to be drawn; all others are about the draws of chance."""

_SCHEMA_ADDRESS = "https://json-schema.org/draft/2020-12/schema"


class Elasticities(Record):
    """Trade elasticities of the product groups."""

    set: str = "FGO"
    """Published set, by name; `FGO` is Fontagne, Guimbard and Orefice (2022)."""

    mean: float | None = parameter("world.elasticities.mean")


class WorldChoice(Record):
    """Which world the scenario starts from."""

    base: int = 2024
    """Base year of the accounts and tariffs."""

    economies: EconomyChoice = "default"
    """Economies that stay apart, by code; the others are merged into `ROW`. `default` is a list
    of 25, `all` keeps every stored economy apart."""

    elasticities: Elasticities = Elasticities()
    """Trade elasticities."""

    deficits: Literal["fixed", "balanced", "gdp_share"] = "fixed"
    """What happens to trade deficits. `fixed`: they stay as they are in units of world labour income.
    `gdp_share`: they follow the economy's labour income. `balanced`: the base is first solved
    with all trade balanced, and stays so."""


class Horizon(Record):
    """Simulated time."""

    start: Day = date(2025, 1, 6)
    """First day, a Monday."""

    weeks: int = parameter("horizon.weeks")

    @field_validator("start")
    @classmethod
    def _starts_on_a_monday(cls, value: date) -> date:
        if value.weekday() != 0:
            nearest = value - timedelta(days=value.weekday())
            if value.weekday() > 3:
                nearest += timedelta(days=7)
            raise PydanticCustomError(
                "monday",
                "{start} is a {day}; weeks start on Mondays",
                {"start": value.isoformat(), "day": f"{value:%A}", "nearest": nearest.isoformat()},
            )
        return value

    def mondays(self) -> tuple[date, ...]:
        """First day of every simulated week."""
        return tuple(self.start + timedelta(weeks=week) for week in range(self.weeks))


class Population(Record):
    """How many agents stand for the world's firms."""

    producers: int = parameter("population.producers")
    relationships: int = parameter("population.relationships")
    distributors: int | None = parameter("population.distributors")


def _without_none(words: tuple[str, ...]) -> tuple[str, ...]:
    return () if words == ("none",) else words


class Ensemble(Record):
    """Random draws."""

    replications: int = parameter("ensemble.replications")
    seed: int = parameter("ensemble.seed")
    bargains: int = parameter("ensemble.bargains")

    parameters: Annotated[Words, AfterValidator(_without_none)] = ()
    """Uncertain figures that every replication draws anew from what is believed of them: `none`, `all` (every
    one that moves something and that the scenario leaves at its default), or names, in which `*` stands for
    any part; what is named is drawn whatever the scenario sets."""

    elasticities: Words = ()
    """Published sets of trade elasticities of which every replication takes one, each as probable as any
    other; that of `world` where left out."""

    @property
    def asks_for_draws(self) -> bool:
        """Whether replications differ by more than the draws of chance."""
        return bool(self.parameters or self.elasticities)


class Scenario(Record):
    """A question about trade policy, complete enough to be run.

    ``load_scenario`` returns it resolved: parents merged in, overrides applied, every measure
    with an identifier, ``extends`` and ``drop_measures`` used up and empty.
    """

    name: Identifier
    """Short name; the results folder takes it."""

    title: str = ""
    """One line for people."""

    question: str = ""
    """The question that the scenario answers."""

    description: str = ""
    """What is fact, what is assumed, what to expect."""

    extends: str | None = None
    """Scenario that this one starts from: the name of a shipped one, or a path relative to this file."""

    drop_measures: Words = ()
    """Identifiers of the parent's measures to leave out."""

    world: WorldChoice = WorldChoice()
    """Where the scenario starts from."""

    horizon: Horizon = Horizon()
    """When the simulation starts, and for how long it runs."""

    population: Population = Population()
    """Number of agents."""

    measures: Annotated[tuple[AnyMeasure, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Acts of trade policy, in any order."""

    statements: Annotated[tuple[Statement, ...], Field(max_length=MOST_ENTRIES)] = ()
    """What governments say about tariffs to come, in any order."""

    governments: Mapping[str, GovernmentChoice] = Field(default_factory=dict)
    """How governments decide, by economy; those not named are `scripted`."""

    negotiations: tuple[Negotiation, ...] = ()
    """Who negotiates with whom, and about what."""

    behaviour: Behaviour = Behaviour()
    """How firms and wages adjust."""

    ensemble: Ensemble = Ensemble()
    """How often the scenario is run, and with which draws."""

    metrics: MetricChoices = MetricChoices()
    """What is measured in more detail, and how; nothing of the run itself."""

    _policy_folders: dict[str, Path] = PrivateAttr(default_factory=dict)

    def folder_of_policy(self, economy: str) -> Path:
        """Return the folder in which the file of a policy of the user's own is looked for.

        That of the scenario file that names it; the present one where the scenario comes from no file.
        """
        return self._policy_folders.get(economy, Path())

    def found_in(self, folders: Mapping[str, Path]) -> Scenario:
        """Return the scenario with the folders of its governments' own policies; no part of what it asks."""
        self._policy_folders.update(folders)
        return self

    @field_validator("measures")
    @classmethod
    def _every_measure_has_an_identifier(cls, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        return identified(measures)

    @field_validator("statements")
    @classmethod
    def _every_statement_has_an_identifier(cls, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return _told_apart(statements, lambda each: each.automatic_identifier)


def identified(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Measures with an automatic identifier where none is given, told apart by a counter."""
    return _told_apart(measures, automatic_identifier)


_Named = TypeVar("_Named", Measure, Statement)


def _told_apart(records: tuple[_Named, ...], automatic: Callable[[_Named], str]) -> tuple[_Named, ...]:
    taken = {record.id for record in records}
    named: list[_Named] = []
    for record in records:
        if record.id:
            named.append(record)
            continue
        stem = automatic(record)
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name)
        named.append(record.model_copy(update={"id": name}))
    return tuple(named)


def dump_schema() -> dict[str, Any]:
    """JSON schema of a scenario file, for editors; committed as scenarios/scenario.schema.json."""
    schema = Scenario.model_json_schema(by_alias=True)
    return {
        "$schema": _SCHEMA_ADDRESS,
        **schema,
        "title": "tradewar-sim scenario",
        "description": "Scenario file of tradewar-sim; `tradewar validate FILE` checks what a schema cannot.",
    }


def schema_text() -> str:
    """Text of the JSON schema, as it stands in its committed file."""
    return json.dumps(dump_schema(), indent=2, ensure_ascii=False) + "\n"
