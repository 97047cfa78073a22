"""Keys, types and ranges: what the schema objects to, at its place in the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from pydantic import BaseModel, TypeAdapter, ValidationError

from sim.scenario.behaviour import Behaviour
from sim.scenario.bounds import Bounds, bounds_of
from sim.scenario.diagnostics import MOST_FINDINGS, Diagnostic, did_you_mean
from sim.scenario.document import Entry, quoted
from sim.scenario.explanations import KINDS, missing_key, refused_value
from sim.scenario.governments import Exemptions, GovernmentChoice, Politics
from sim.scenario.measures import MODEL_OF_KIND, Measure, Tariff
from sim.scenario.metric_choices import MetricChoices
from sim.scenario.negotiations import Negotiation, Turn
from sim.scenario.schema import (
    MOST_ENTRIES,
    AnyMeasure,
    Elasticities,
    Ensemble,
    Horizon,
    Population,
    Scenario,
    WorldChoice,
)
from sim.scenario.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

Route: TypeAlias = tuple[str | int, ...]
ModelOf: TypeAlias = Callable[[Entry, Route], type[BaseModel]]

_SECTIONS: Mapping[str, type[BaseModel]] = {
    "world": WorldChoice,
    "horizon": Horizon,
    "population": Population,
    "behaviour": Behaviour,
    "ensemble": Ensemble,
    "metrics": MetricChoices,
}
_OF_GOVERNMENTS: Mapping[str, type[BaseModel]] = {"exemptions": Exemptions, "politics": Politics}
_ALTERNATIVES = frozenset({"word", "number", "list", *KINDS})
_MEASURE: TypeAdapter[Measure] = TypeAdapter(AnyMeasure)


def checked_scenario(root: Entry) -> tuple[Scenario | None, list[Diagnostic]]:
    """Typed scenario of a tree, or everything that keeps it from being one."""
    try:
        return Scenario.model_validate_json(_json(root), by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, complaints(root, error, _model_of)


def sound_measures(root: Entry) -> list[tuple[Entry, Measure]]:
    """Measures that are well formed by themselves, whatever is wrong elsewhere in the tree."""
    found: list[tuple[Entry, Measure]] = []
    for entry in root.items(["measures"])[:MOST_ENTRIES]:
        try:
            measure = _MEASURE.validate_json(_json(entry), by_alias=True, by_name=False)
        except ValidationError:
            continue
        found.append((entry, measure))
    return found


def complaints(root: Entry, error: ValidationError, model_of: ModelOf) -> list[Diagnostic]:
    """Everything that a schema objects to in a tree, each at its place, with a hint.

    Parameters
    ----------
    root : Entry
        What was checked.
    error : ValidationError
        The objections.
    model_of : callable
        Model of a mapping, by tree and route.
    """
    found = error.errors(include_url=False)[:MOST_FINDINGS]
    return [_diagnostic(root, item, model_of) for item in found]


def _json(entry: Entry) -> str:
    return json.dumps(entry.plain())


def _diagnostic(root: Entry, error: ErrorDetails, model_of: ModelOf) -> Diagnostic:
    route, last = _route(root, error["loc"])
    entry = root.at(route) or root
    if error["type"] == "extra_forbidden":
        known = keys_of(model_of(root, route[:-1]))
        hint = did_you_mean(last, known) or f"known keys: {', '.join(known)}"
        return Diagnostic(entry.key_place or entry.place, f"unknown key {quoted(last)}", hint)
    if error["type"] == "missing":
        return Diagnostic(entry.place, *missing_key(last))
    bounds = _bounds(root, route, model_of)
    explained = refused_value(error["type"], entry, last, error["msg"], error.get("ctx", {}), bounds)
    # nothing at all has no place of its own: YAML puts it behind whatever comes next
    place = entry.key_place if entry.text == "" and entry.content is None else None
    return Diagnostic(place or entry.place, *explained)


def _bounds(root: Entry, route: Route, model_of: ModelOf) -> Bounds:
    """Bounds of the value at a route; an entry of a mapping or a list has those of all its entries."""
    for length in range(len(route), max(len(route) - 2, 0), -1):
        found = bounds_of(model_of(root, route[: length - 1]), str(route[length - 1]))
        if found != (None, None):
            return found
    return Bounds(None, None)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Keys that a file may give to a model."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _route(root: Entry, location: Sequence[str | int]) -> tuple[Route, str]:
    """Route of an error in the tree, and the last key that it names.

    Locations also hold names of alternatives (``tariff``, ``number``), which are no keys.
    """
    route: Route = ()
    last = ""
    for rank, step in enumerate(location):
        here = root.at(route)
        is_key = here is not None and here.get(step) is not None
        if is_key:
            route = (*route, step)
        if isinstance(step, str) and (is_key or (rank + 1 == len(location) and step not in _ALTERNATIVES)):
            last = step
    return route, last


def _model_of(root: Entry, route: Route) -> type[BaseModel]:
    model: type[BaseModel] = Scenario
    if route[:1] == ("measures",):
        kinds = [word for word, _ in (root.at(route) or root).words("kind")]
        model = MODEL_OF_KIND.get(kinds[0] if kinds else "", Tariff)
    elif route[:1] == ("statements",):
        model = Statement
    elif route[:1] == ("governments",):
        model = _OF_GOVERNMENTS.get(str(route[-1]), GovernmentChoice)
    elif route[:1] == ("negotiations",):
        model = Turn if "script" in route else Negotiation
    elif route[:2] == ("world", "elasticities"):
        model = Elasticities
    elif route:
        model = _SECTIONS.get(str(route[0]), Scenario)
        for step in route[1:]:
            inner = model.model_fields[str(step)].annotation if str(step) in model.model_fields else None
            model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else model
    return model
