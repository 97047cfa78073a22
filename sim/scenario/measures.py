"""Measures: dated acts of trade policy, the words of a scenario."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from sim.scenario.scope import EVERYONE, Identifier, Scope, Undelayed, Words

LOWEST_RATE, HIGHEST_RATE = -1.0, 100.0
"""Bounds of a rate: all of the value, which cuts whatever duty there is to zero, and 10,000 %."""

HIGHEST_PENALTY = 10.0
"""Penalties from here on are taken for percentages and refused: 10 would be 1,000 %."""

Rate: TypeAlias = Annotated[
    Annotated[float, Field(ge=LOWEST_RATE, le=HIGHEST_RATE), Tag("number")]
    | Annotated[Literal["listed"], Tag("word")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "number"),
]


class Tariff(Undelayed):
    """Additional duty on top of the tariffs of the base year."""

    kind: Literal["tariff"] = "tariff"
    """`tariff`."""

    rate: Rate
    """Additional points as a fraction, 0.25 for 25 points; or `listed`: the product list has
    a rate for each product."""

    authority: Identifier = "unnamed"
    """Legal basis in a word: s301, fentanyl, reciprocal, s232, retaliation. Duties of different
    authority add; two of the same authority must not overlap in pair, product and time."""

    @field_validator("rate")
    @classmethod
    def _listed_needs_a_list(
        cls, value: float | Literal["listed"], info: ValidationInfo
    ) -> float | Literal["listed"]:
        if value == "listed" and "lists" in info.data and not info.data["lists"]:
            raise PydanticCustomError("scope", "`rate: listed` needs a `list` that carries the rates")
        return value

    @property
    def one_line(self) -> str:
        """The measure in one line for people."""
        if self.title:
            return self.title
        rate = "listed rates" if self.rate == "listed" else f"{100 * self.rate:+g} points"
        return f"{self.pair_word}: {rate} on {self.scope_word} ({self.authority})"


class Exemption(Scope):
    """Goods freed from the duties of the named authorities, wholly or for the covered share."""

    kind: Literal["exemption"] = "exemption"
    """`exemption`."""

    authorities: Annotated[Words, Field(min_length=1)] = Field(alias="from")
    """Authorities whose duties the goods no longer pay; the others stay."""

    quiet: bool = False
    """Whether only those concerned are told: their goods are free, and nobody counts it as an act."""

    @property
    def one_line(self) -> str:
        """The measure in one line for people."""
        return self.title or f"{self.pair_word}: {self.scope_word} freed from {', '.join(self.authorities)}"


class Embargo(Undelayed):
    """The importer bars goods from entering."""

    kind: Literal["embargo"] = "embargo"
    """`embargo`."""

    @property
    def one_line(self) -> str:
        """The measure in one line for people."""
        return (
            self.title or f"{self.pair_word}: {self.scope_word} barred from entering{_in_part(self.coverage)}"
        )


class ExportControl(Undelayed):
    """The exporter's government bars goods from leaving."""

    kind: Literal["export_control"] = "export_control"
    """`export_control`."""

    @field_validator("exporter")
    @classmethod
    def _all_stands_alone(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if EVERYONE in value:
            raise PydanticCustomError(
                "scope", "an export control is an act of the exporter: name who controls"
            )
        return value

    @field_validator("importer")
    @classmethod
    def _to_all_stands_alone(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if EVERYONE in value and len(value) > 1:
            raise PydanticCustomError("scope", "`all` already contains the other importers")
        return value

    @field_validator("excluded")
    @classmethod
    def _only_all_has_exceptions(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if value and EVERYONE not in info.data.get("importer", (EVERYONE,)):
            raise PydanticCustomError(
                "scope", "with an export control `except` goes with `importer: all` only"
            )
        return value

    @property
    def actors(self) -> tuple[str, ...]:
        """Economies whose governments act: those that the goods come from."""
        return self.exporter

    @property
    def pair_word(self) -> str:
        """Exporter and importer in words, for titles."""
        importers = "all" if EVERYONE in self.importer else ", ".join(self.importer)
        if self.excluded:
            importers += f" except {', '.join(self.excluded)}"
        return f"{', '.join(self.exporter)} to {importers}"

    @property
    def one_line(self) -> str:
        """The measure in one line for people."""
        return (
            self.title or f"{self.pair_word}: {self.scope_word} barred from leaving{_in_part(self.coverage)}"
        )


class AntiCircumvention(Undelayed):
    """The importer looks harder for goods that are declared as a connector's, and punishes them."""

    kind: Literal["anti_circumvention"] = "anti_circumvention"
    """`anti_circumvention`."""

    through: Annotated[Words, Field(min_length=1)]
    """Economies that the goods are declared as coming from; `all` means every other one."""

    detected: Annotated[float, Field(ge=0.0, le=1.0)]
    """Part of the goods routed there that customs finds out, a fraction, in place of
    `behaviour.routing.detected`."""

    penalty: Annotated[float, Field(ge=0.0, lt=HIGHEST_PENALTY)] | None = None
    """Penalty on goods found out, a fraction of their value; `behaviour.routing.penalty` when not given."""

    @field_validator("through")
    @classmethod
    def _all_connectors_stand_alone(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if EVERYONE in value and len(value) > 1:
            raise PydanticCustomError("scope", "`all` already contains the other connectors")
        return value

    @property
    def one_line(self) -> str:
        """The measure in one line for people."""
        through = "anybody" if EVERYONE in self.through else ", ".join(self.through)
        found = f"{100 * self.detected:g} % of {self.scope_word} routed through {through} found out"
        return self.title or f"{self.pair_word}: {found}"


Ban: TypeAlias = Embargo | ExportControl

Measure: TypeAlias = Tariff | Exemption | Embargo | ExportControl | AntiCircumvention

MEASURES: tuple[type[Scope], ...] = (Tariff, Exemption, Embargo, ExportControl, AntiCircumvention)
"""Every kind, in the order in which they are listed for people."""

MODEL_OF_KIND: dict[str, type[Scope]] = {each.model_fields["kind"].default: each for each in MEASURES}


def is_ban(measure: Measure) -> bool:
    """Whether a measure keeps goods from passing a border, rather than taxing them."""
    return isinstance(measure, Embargo | ExportControl)


def automatic_identifier(measure: Measure) -> str:
    """Readable identifier for a measure that has none: who, on whom, why, since when."""
    exporters = ["all"] if EVERYONE in measure.exporter else list(measure.exporter)
    who = "-".join([*measure.importer[:3], *exporters[:3]]).lower()
    return f"{who}-{_why(measure)}-{measure.start.isoformat()}"[:70]


def _why(measure: Measure) -> str:
    if isinstance(measure, Tariff):
        return measure.authority
    if isinstance(measure, Exemption):
        return "free-" + "-".join(measure.authorities)
    return measure.kind.replace("_", "-")


def _in_part(coverage: float) -> str:
    return f", {100 * coverage:g} % of them" if coverage < 1.0 else ""
