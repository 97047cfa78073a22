"""Between which figures a value may lie, looked up in the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from pydantic.fields import FieldInfo

if TYPE_CHECKING:
    from pydantic import BaseModel


class Bounds(NamedTuple):
    """Lowest and highest value of a field; None where there is no bound."""

    low: float | int | None
    high: float | int | None

    @property
    def in_words(self) -> str:
        """``from 0 to 1``, with the bounds that there are; empty where there are none."""
        parts = [("from", self.low), ("to", self.high)]
        return " ".join(f"{word} {_figure(bound)}" for word, bound in parts if bound is not None)


def bounds_of(model: type[BaseModel], key: str) -> Bounds:
    """Bounds of the field of a model that a file gives under a key; none where it has no such field."""
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return _bounds(field)
    return Bounds(None, None)


def _bounds(part: Any) -> Bounds:
    """First bounds in a type, at any depth: those of an alternative, of an entry of a mapping."""
    metadata = part.metadata if isinstance(part, FieldInfo) else getattr(part, "__metadata__", ())
    found = Bounds(None, None)
    for each in metadata:
        if isinstance(each, FieldInfo):
            found = _joined(found, _bounds(each))
        else:
            # pydantic keeps bounds as objects with one attribute named after the comparison
            low = getattr(each, "ge", getattr(each, "gt", None))
            high = getattr(each, "le", getattr(each, "lt", None))
            found = _joined(found, Bounds(low, high))
    inner = [part.annotation] if isinstance(part, FieldInfo) else get_args(part)
    for each in inner:
        if found != (None, None):
            break
        found = _bounds(each)
    return found


def _joined(one: Bounds, other: Bounds) -> Bounds:
    low = one.low if one.low is not None else other.low
    return Bounds(low, one.high if one.high is not None else other.high)


def _figure(value: float | int) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
