"""What a user may choose about metrics: whose tables, which blocs, what counts in the decoupling index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.diagnostics import Diagnostic
from sim.scenario.document import Entry, quoted
from sim.scenario.scope import Record, Words

Weight: TypeAlias = Annotated[float, Field(ge=0.0)] | None
"""Weight of a part of the index; null keeps the default."""


class IndexWeights(Record):
    """Weights of the parts of the decoupling index, of any size: they are divided by their sum."""

    trade: Weight = None
    """Trade between the two against that without the measures."""

    share: Weight = None
    """Share of each in what the other buys, at face value."""

    look_through: Weight = None
    """Inputs of the one in what the other makes, all tiers together."""

    value_added: Weight = None
    """Value added of the one in what the other uses."""

    blocs: Weight = None
    """Trade within blocs over that between them."""

    intra_industry: Weight = None
    """Two-way trade within product groups."""

    relationships: Weight = None
    """Relationships between the two that have survived."""

    @model_validator(mode="after")
    def _something_counts(self) -> IndexWeights:
        if all(weight == 0.0 for _, weight in self):
            raise PydanticCustomError("weights", "every part of the index has the weight zero")
        return self

    @property
    def given(self) -> dict[str, float]:
        """Weights that are not left to the default, by part."""
        return {part: weight for part, weight in self if weight is not None}


INDEX_PARTS: tuple[str, ...] = tuple(IndexWeights.model_fields)
"""Parts of the decoupling index, in the order in which they are shown."""


class MetricChoices(Record):
    """Choices about metrics; they change nothing of the run itself."""

    economies: Words = ()
    """Economies whose weekly tables are written; the two main belligerents when left out."""

    blocs: Mapping[str, Annotated[Words, Field(min_length=1)]] = Field(default_factory=dict)
    """Members of each bloc, by its name; an economy in none is by itself."""

    weights: IndexWeights = IndexWeights()
    """Weights of the parts of the decoupling index that differ from the default."""

    @property
    def plain(self) -> dict[str, Any]:
        """The choices as plain data, in the keys of a scenario."""
        return {
            "economies": list(self.economies),
            "blocs": {name: list(members) for name, members in self.blocs.items()},
            "weights": self.weights.given,
        }


def checked_choices(
    choices: Entry | None, economies: Collection[str], nearest: Callable[[str], str]
) -> Iterator[Diagnostic]:
    """Check the economies that choices about metrics name.

    Parameters
    ----------
    choices : Entry or None
        The section ``metrics``.
    economies : collection of str
        Economies that the world keeps apart, by code.
    nearest : callable
        Hint about a code that is none of them.
    """
    if choices is None:
        return
    for code, entry in choices.words("economies"):
        if code not in economies:
            yield _unknown(code, entry, nearest)
    blocs = choices.get("blocs")
    if blocs is None or not isinstance(blocs.content, dict):
        return
    home: dict[str, str] = {}
    for bloc, members in blocs.content.items():
        listed = {code for code, _ in blocs.words(bloc)}
        if bloc in economies and bloc not in listed:
            hint = "a bloc without it needs another name"
            place = members.key_place or members.place
            yield Diagnostic(place, f"`{bloc}` is the code of an economy", hint)
        for code, entry in blocs.words(bloc):
            if code not in economies:
                yield _unknown(code, entry, nearest)
            elif home.setdefault(code, bloc) != bloc:
                message = f"`{code}` is in the bloc {quoted(home[code])} already"
                yield Diagnostic(entry.place, message, "an economy is in one bloc at most")


def _unknown(code: str, entry: Entry, nearest: Callable[[str], str]) -> Diagnostic:
    return Diagnostic(entry.place, f"no economy {quoted(code)} in this world", nearest(code))
