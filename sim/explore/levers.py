"""The few figures that people reach for: read from a scenario's text, and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.explore.yaml_text import read, value_at, with_value, without

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

ROUTES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "question": ("question",),
    "weeks": ("horizon", "weeks"),
    "hazard": ("behaviour", "resourcing_hazard"),
    "seed": ("ensemble", "seed"),
}
"""Where each figure stands in a scenario file."""

_SIZE = {"relationships": ("population", "relationships"), "producers": ("population", "producers")}
SIZES: Mapping[str, str] = {
    "50000/2000": "Quick look: 50,000 relationships, 2,000 producers",
    "1000000/20000": "Default: 1,000,000 relationships, 20,000 producers",
    "4000000/80000": "Large: 4,000,000 relationships, 80,000 producers",
}
"""Sizes of the network to choose from, relationships and producers."""


def values(content: Mapping[str, Any], parent: Scenario) -> dict[str, Any]:
    """Figures of a scenario: those that its text gives, the parent's elsewhere.

    Parameters
    ----------
    content : mapping
        Plain content of the text.
    parent : Scenario
        What the text starts from.
    """
    found = {name: _value(content, route, _inherited(parent, name, route)) for name, route in ROUTES.items()}
    size = [_value(content, route, _inherited(parent, name, route)) for name, route in _SIZE.items()]
    return found | {"size": "/".join(map(str, size))}


def with_lever(text: str, name: str, value: Any, parent: Scenario) -> str:
    """Write one figure; the text stays as it is when it inherits that figure anyway."""
    if value is None:
        return text
    if name == "size":
        for key, part in zip(_SIZE, str(value).split("/"), strict=True):
            text = _with(text, _SIZE[key], int(part), _inherited(parent, key, _SIZE[key]))
        return text
    return _with(text, ROUTES[name], value, _inherited(parent, name, ROUTES[name]))


def with_dropped(text: str, dropped: Sequence[str]) -> str:
    """Leave out these measures and statements of the parent's, and no others."""
    present = value_at(read(text), ["drop_measures"])
    if list(dropped) == present:
        return text
    if dropped:
        return with_value(text, ["drop_measures"], list(dropped))
    return text if present is None else without(text, ["drop_measures"])


def size_options(present: str) -> list[dict[str, str]]:
    """Sizes to choose from, with the one that is written if it is none of them."""
    options = [{"label": label, "value": value} for value, label in SIZES.items()]
    if present not in SIZES:
        relationships, producers = (f"{int(part):,}" for part in present.split("/"))
        label = f"As written: {relationships} relationships, {producers} producers"
        options.append({"label": label, "value": present})
    return options


def _with(text: str, route: tuple[str, ...], value: Any, inherited: Any) -> str:
    written = value_at(read(text), route)
    if written == value or (written is None and value == inherited):
        return text
    return with_value(text, route, value)


def _inherited(parent: Scenario, name: str, route: tuple[str, ...]) -> Any:
    if name in {"title", "question"}:
        return ""
    found: Any = parent
    for step in route:
        found = getattr(found, step)
    return found


def _value(content: Mapping[str, Any], route: tuple[str, ...], inherited: Any) -> Any:
    """Value of a text where it is of the right kind, else the inherited one."""
    found = value_at(content, route)
    if isinstance(inherited, str):
        return found if isinstance(found, str) else inherited
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    if isinstance(inherited, int):
        return found if isinstance(found, int) and is_number and found >= 0 else inherited
    return found if is_number else inherited
