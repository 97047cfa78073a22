"""What every kind of measure has in common: whose goods, which goods, from when to when."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

EVERYONE = "all"
"""Word for every economy other than the one that acts."""

EVERYTHING = "all"
"""Product word for every good (services cross no customs border)."""

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")


class Record(BaseModel):
    """Strict, frozen part of a scenario: no unknown keys, no conversions, no infinities."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_by_name=True,
        validate_by_alias=True,
    )


def _as_tuple(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def _no_repetition(values: tuple[str, ...]) -> tuple[str, ...]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise PydanticCustomError("repeated", "`{value}` is listed twice", {"value": value})
        seen.add(value)
    return values


Words: TypeAlias = Annotated[
    tuple[str, ...],
    BeforeValidator(_as_tuple, json_schema_input_type=str | tuple[str, ...]),
    AfterValidator(_no_repetition),
]
"""One word or a list of words."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def _sane_day(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise PydanticCustomError(
            "day",
            "{day} is out of range: days go from {first} to {last}",
            {"day": value.isoformat(), "first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()},
        )
    return value


Day: TypeAlias = Annotated[date, AfterValidator(_sane_day)]
"""A day that calendars of today can count from: 50 years after it there still is a date."""

Identifier: TypeAlias = Annotated[str, Field(pattern=rf"^{_IDENTIFIER.pattern}$", max_length=80)]


class Scope(Record):
    """Whose goods, which goods, from when to when: what every kind of measure has in common."""

    id: Identifier | Literal[""] = ""
    """Name of the measure, unique in the scenario; `replaces` and `drop_measures` refer to it.
    Worked out from importer, exporter, authority and start when not given."""

    importer: Annotated[Words, Field(min_length=1)]
    """Economy, or economies, that the goods enter."""

    exporter: Annotated[Words, Field(min_length=1)]
    """Economy, or economies, that the goods come from; `all` means every other one."""

    excluded: Words = Field(default=(), alias="except")
    """Exporters that `all` leaves out."""

    products: Words = ()
    """Product groups or sectors, or `all` goods. Give one of `products`, `hs` and `list`;
    none of them means all goods."""

    hs: Words = ()
    """HS codes of two, four or six digits, as quoted text: `"8471"`."""

    lists: Words = Field(default=(), alias="list")
    """Names of shipped product lists."""

    start: Day
    """First day in force."""

    announced: Day | None = None
    """Day on which it was made public; the first day in force when not given."""

    end: Day | None = None
    """First day no longer in force; no end when not given."""

    coverage: Annotated[float, Field(ge=0.0, le=1.0)] = 1.0
    """Share of the trade in scope that the measure hits, a fraction: 0.35 when 35 % of it is not exempt."""

    replaces: Words = ()
    """Identifiers of measures that stop for good on the day that this one starts."""

    title: str = ""
    """One line for people; worked out from the rest when not given."""

    source: str = ""
    """Where the fact is written down, or `assumed`."""

    @field_validator("excluded")
    @classmethod
    def _only_all_has_exceptions(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if value and EVERYONE not in info.data.get("exporter", (EVERYONE,)):
            raise PydanticCustomError("scope", "`except` goes with `exporter: all` only")
        return value

    @field_validator("exporter")
    @classmethod
    def _all_stands_alone(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if EVERYONE in value and len(value) > 1:
            raise PydanticCustomError("scope", "`all` already contains the other exporters")
        return value

    @field_validator("exporter")
    @classmethod
    def _two_economies(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if len(value) == 1 and info.data.get("importer") == value:
            raise PydanticCustomError(
                "scope",
                "importer and exporter are both {economy}: a measure is about goods that cross a border",
                {"economy": value[0]},
            )
        return value

    @field_validator("products", "hs", "lists")
    @classmethod
    def _one_product_scope(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not value:
            raise PydanticCustomError("scope", "an empty list names no product")
        earlier = [name for name in ("products", "hs") if name != info.field_name and info.data.get(name)]
        if earlier:
            message = "a measure has one product scope; here `{other}` is given as well"
            raise PydanticCustomError("scope", message, {"other": earlier[0]})
        if EVERYTHING in value and len(value) > 1:
            raise PydanticCustomError("scope", "`all` already contains the other products")
        return value

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("start")
        if value is not None and start is not None and value <= start:
            raise PydanticCustomError(
                "dates",
                "ends on {end}, before it has been in force for a day (start {start})",
                {"end": value.isoformat(), "start": start.isoformat()},
            )
        return value

    @property
    def actors(self) -> tuple[str, ...]:
        """Economies whose governments act."""
        return self.importer

    @property
    def announced_on(self) -> date:
        """Day from which people know of the measure."""
        return self.announced or self.start

    @property
    def scope_word(self) -> str:
        """Products in words, for titles."""
        words = self.products or self.hs or self.lists or (EVERYTHING,)
        if words == (EVERYTHING,):
            return "all goods"
        prefix = "HS " if self.hs else ""
        shown = ", ".join(words[:3])
        return f"{prefix}{shown}" if len(words) <= 3 else f"{prefix}{shown} and {len(words) - 3} more"

    @property
    def pair_word(self) -> str:
        """Importer and exporter in words, for titles."""
        exporters = "all" if EVERYONE in self.exporter else ", ".join(self.exporter)
        if self.excluded:
            exporters += f" except {', '.join(self.excluded)}"
        return f"{', '.join(self.importer)} on {exporters}"


class Undelayed(Scope):
    """An act of policy that is public by the day on which it begins."""

    @field_validator("announced")
    @classmethod
    def _announced_by_the_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("start")
        if value is not None and start is not None and value > start:
            raise PydanticCustomError(
                "dates",
                "announced on {announced}, after its start on {start}; only exemptions may be backdated",
                {"announced": value.isoformat(), "start": start.isoformat()},
            )
        return value
