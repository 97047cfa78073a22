"""The typed form of a sweep file: what is varied over a scenario, how, and what is asked of it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim.ensemble.study import Unit
from sim.scenario.scope import Identifier, Record, Words

ModelName: TypeAlias = Literal["agents", "standoff", "long_run"]

_SCHEMA_ADDRESS = "https://json-schema.org/draft/2020-12/schema"
MOST_STEPS = 10_000


def _single(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("finite_number", "a finite number is wanted here")
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise PydanticCustomError("single", "a number, a word or true or false is wanted here")


def _even(value: int) -> int:
    if value % 2:
        raise PydanticCustomError("even", "`levels` is {value}, and must be even", {"value": value})
    return value


Single: TypeAlias = Annotated[
    Any, AfterValidator(_single), WithJsonSchema({"type": ["number", "string", "boolean", "null"]})
]
"""A number, a word, true or false."""

Laid: TypeAlias = Mapping[str, Any]
"""Dotted places of the scenario and the values that are laid there."""

Seed: TypeAlias = Annotated[int, Field(ge=0, le=2**63 - 1)]


class Grid(Record):
    """Every combination of the values of the levers, in their order, the last one moving fastest."""

    kind: Literal["grid"] = "grid"
    """`grid`."""


class Listed(Record):
    """Cases written out one by one."""

    kind: Literal["list"]
    """`list`."""

    cases: tuple[Mapping[str, Single], ...]
    """One mapping a case: a value for every lever, and a `title` if it has one. Results are compared with
    the first."""


class LatinHypercube(Record):
    """Points spread evenly over each lever, and at random over their combinations."""

    kind: Literal["latin_hypercube"]
    """`latin_hypercube`."""

    samples: Annotated[int, Field(ge=2, le=1_000_000)]
    """Number of cases."""

    seed: Seed = 1
    """Seed of the points; the same gives the same points everywhere."""


class Sobol(Record):
    """Saltelli's points, from which the shares of the variance that come from each lever are estimated."""

    kind: Literal["sobol"]
    """`sobol`."""

    samples: Annotated[int, Field(ge=2, le=1_048_576)]
    """Base samples N, a power of two; with k levers there are N (k + 2) cases."""

    second_order: bool = False
    """Whether pairs of levers are estimated too: N (2 k + 2) cases."""

    seed: Seed = 1
    """Seed of the points; the same gives the same points everywhere."""


class Morris(Record):
    """Random paths on a coarse grid on which one lever moves at a time: which levers matter at all."""

    kind: Literal["morris"]
    """`morris`."""

    trajectories: Annotated[int, Field(ge=2, le=100_000)]
    """Number of paths; with k levers there are k + 1 cases on each."""

    levels: Annotated[int, Field(ge=4, le=100), AfterValidator(_even)] = 4
    """Values that each lever takes, an even number."""

    seed: Seed = 1
    """Seed of the points; the same gives the same points everywhere."""


Design: TypeAlias = Annotated[Grid | Listed | LatinHypercube | Sobol | Morris, Field(discriminator="kind")]

DESIGNS = ("grid", "list", "latin_hypercube", "sobol", "morris")


class LeverChoice(Record):
    """One thing that is varied: where it stands in the scenario and which values it takes."""

    title: str = ""
    """For people; the lever's name when not given."""

    path: str = ""
    """Dotted place in the scenario that it moves, as `--set` takes it."""

    paths: Words = ()
    """Several places that take the same value, in place of `path`."""

    values: tuple[Single, ...] | None = None
    """The values that it takes: numbers, words, true or false."""

    first: float | None = Field(default=None, alias="from")
    """First of `steps` equally spaced values."""

    last: float | None = Field(default=None, alias="to")
    """Last of them."""

    steps: Annotated[int, Field(ge=2, le=MOST_STEPS)] | None = None
    """Number of values from `from` to `to`, both included."""

    low: float | None = None
    """Lower end of a range of which sampled designs take any value."""

    high: float | None = None
    """Upper end of it."""

    scale: Literal["linear", "log"] = "linear"
    """Whether a range, or `steps`, is covered evenly in values or in their logarithms."""

    prior: bool = False
    """Whether values follow what evidence says of the parameter, in place of a range."""

    choices: Mapping[str, Laid] = Field(default_factory=dict)
    """Named sets of values by dotted place, in place of `path`. Later levers win over earlier ones."""

    unit: Unit | None = None
    """Unit of the values on charts; worked out from the place when not given."""


class DiscoveryChoice(Record):
    """A kind of ending whose conditions are looked for among the levers."""

    figure: str
    """Figure that it is about."""

    below: float | None = None
    """Cases with a lower figure are meant."""

    above: float | None = None
    """Cases with a higher figure are meant."""


class Sweep(Record):
    """Many runs of one scenario: what is varied, by which design, how often, and what is asked."""

    name: Identifier
    """Short name; the results folder takes it."""

    title: str = ""
    """One line for people."""

    question: str = ""
    """The question that the sweep answers."""

    description: str = ""
    """What is varied and why, what is assumed."""

    scenario: str
    """Scenario that is varied: the name of a shipped one, or a path relative to this file."""

    model: ModelName = "agents"
    """What is run: `agents`, the whole simulation; `standoff`, the governments on the mean-field economy;
    `long_run`, the long run without frictions alone."""

    set: Laid = Field(default_factory=dict)
    """Values laid over the scenario in every run, by dotted place, as `--set` takes them."""

    design: Design = Grid()
    """Which combinations of the levers' values are run."""

    levers: Mapping[str, LeverChoice] = Field(default_factory=dict)
    """What is varied, by a short name; names become columns of the table of runs."""

    chance: Literal["common", "own"] | None = None
    """Whether all cases have the same draws of chance (`common`), so that two cases differ by what they
    change alone, or each its own (`own`), so that what is said of all does not rest on one draw. When not
    given, cases of a Latin hypercube have their own, those of other designs common ones."""

    figures: Words = ()
    """Figures that the sweep is about; all of them when not given. Others are kept all the same."""

    paths: bool = False
    """Whether figures by week are kept of every run, not only those of its end."""

    discoveries: tuple[DiscoveryChoice, ...] = ()
    """Endings to be explained by the levers."""

    markers: tuple[Mapping[str, Single], ...] = ()
    """Points to be marked on maps of two levers: a `label`, and a number for levers by name."""


def dump_sweep_schema() -> dict[str, Any]:
    """JSON schema of a sweep file, for editors; committed as scenarios/sweeps/sweep.schema.json."""
    return {
        "$schema": _SCHEMA_ADDRESS,
        **Sweep.model_json_schema(by_alias=True),
        "title": "tradewar-sim sweep",
        "description": "Sweep file of tradewar-sim; `tradewar validate FILE` checks what a schema cannot.",
    }


def sweep_schema_text() -> str:
    """Text of the JSON schema, as it stands in its committed file."""
    return json.dumps(dump_sweep_schema(), indent=2, ensure_ascii=False) + "\n"
