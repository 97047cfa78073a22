"""A sweep file as a tree, its overrides laid over, and as much of its typed form as is sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from sim.ensemble.plan.library import is_sweep
from sim.ensemble.plan.schema import (
    Design,
    DiscoveryChoice,
    Grid,
    LatinHypercube,
    LeverChoice,
    Listed,
    Morris,
    Sobol,
    Sweep,
)
from sim.scenario.diagnostics import Diagnostic, Place
from sim.scenario.document import Entry, read_document, read_value
from sim.scenario.inheritance import laid_at
from sim.scenario.library import shown_path
from sim.scenario.structure import Route, complaints

PREFIX = "sweep."
"""Beginning of an override that is about the sweep and not about the scenario."""

_MODEL_OF_DESIGN: Mapping[str, type[BaseModel]] = {
    "grid": Grid, "list": Listed, "latin_hypercube": LatinHypercube, "sobol": Sobol, "morris": Morris,
}  # fmt: skip
_HINTS = {
    "`scenario` is missing": "the scenario that is varied: `scenario: impasse_145_125`",
    "`design` without `kind`": f"kinds are {', '.join(f'`{kind}`' for kind in _MODEL_OF_DESIGN)}",
    "`samples` is missing": "number of points: `samples: 64`",
    "`trajectories` is missing": "number of paths: `trajectories: 20`",
    "`cases` is missing": "one mapping a case: `cases: [{us_rate: 0.25}, {us_rate: 0.5}]`",
    "`figure` is missing": "the figure that it is about: `figure: trade`",
}
_DESIGN: TypeAdapter[Design] = TypeAdapter(Design)
_Part = TypeVar("_Part")


@dataclass(frozen=True)
class SweepTree:
    """A sweep file as it was read.

    Parameters
    ----------
    path : Path
        The file; relative scenarios are looked for beside it.
    root : Entry
        Its keys and values with their places, overrides laid over.
    """

    path: Path
    root: Entry

    def parts(self, key: str) -> Mapping[str, Entry]:
        """Return the entries of a mapping under a key; none where there is no mapping."""
        found = self.root.get(key)
        return found.content if found is not None and isinstance(found.content, dict) else {}

    @property
    def design(self) -> Design | None:
        """The design, if it is sound by itself."""
        entry = self.root.get("design")
        return Grid() if entry is None else _sound(_DESIGN, entry)

    @property
    def levers(self) -> Mapping[str, LeverChoice]:
        """The levers that are sound by themselves."""
        adapter = TypeAdapter(LeverChoice)
        found = {name: _sound(adapter, entry) for name, entry in self.parts("levers").items()}
        return {name: choice for name, choice in found.items() if choice is not None}

    def place(self, *route: str | int) -> Place:
        """Return the place of what stands at a route, or of the nearest thing around it that is there."""
        for length in range(len(route), 0, -1):
            entry = self.root.at(route[:length])
            if entry is not None:
                return entry.key_place if isinstance(entry.content, dict) and entry.key_place else entry.place
        return self.root.place


def read_sweep(path: Path, overrides: Mapping[str, str]) -> tuple[SweepTree, list[Diagnostic]]:
    """Read a sweep, or a scenario as the sweep of one case, and lay overrides over it.

    Parameters
    ----------
    path : Path
        The file.
    overrides : mapping of str to str
        Dotted key to YAML text; one that begins with ``sweep.`` changes the sweep itself, any other is laid
        over the scenario in every run.

    Raises
    ------
    ScenarioErrors
        It cannot be read, or an override leads nowhere.
    """
    root, findings = read_document(path, shown_path(path))
    if not is_sweep(root):
        root, findings = _of_one_case(root, path), []
    for key, text in overrides.items():
        value = read_value(text, f"--set {key}")
        if key.startswith(PREFIX):
            root = laid_at(root, key.removeprefix(PREFIX).split("."), value)
        else:
            root = _with_set(root, key, value)
    return SweepTree(path, root), findings


def _of_one_case(scenario: Entry, path: Path) -> Entry:
    file = Place(shown_path(path))
    one = Entry(file, {"kind": Entry(file, "list"), "cases": Entry(file, [Entry(file, {})])}, file)
    texts = ("name", "title", "question", "description")
    kept = {key: entry for key in texts if (entry := scenario.get(key)) is not None}
    itself = Entry(file, str(path.resolve()), file)
    content = {**kept, "scenario": itself, "design": one, "paths": Entry(file, True)}
    return replace(scenario, content=content)


def _with_set(root: Entry, key: str, value: Entry) -> Entry:
    assert isinstance(root.content, dict)
    before = root.get("set") or Entry(value.place, {}, value.place)
    inner = before.content if isinstance(before.content, dict) else {}
    # laid last, whatever the file says of the same place
    kept = {path: entry for path, entry in inner.items() if path != key}
    laid = replace(before, content={**kept, key: replace(value, key_place=value.place)})
    return replace(root, content={**root.content, "set": laid})


def checked_sweep(tree: SweepTree) -> tuple[Sweep | None, list[Diagnostic]]:
    """Typed sweep of a tree, or everything that keeps it from being one."""
    try:
        return Sweep.model_validate_json(json.dumps(tree.root.plain()), by_alias=True, by_name=False), []
    except ValidationError as error:
        found = complaints(tree.root, error, _model_of)
        return None, [
            each if each.hint else replace(each, hint=_HINTS.get(each.message, "")) for each in found
        ]


def _model_of(root: Entry, route: Route) -> type[BaseModel]:
    model: type[BaseModel] = Sweep
    if route[:1] == ("design",):
        kind = root.at(("design", "kind"))
        model = _MODEL_OF_DESIGN.get(str(kind.content) if kind else "", Grid)
    elif route[:1] == ("levers",):
        model = LeverChoice
    elif route[:1] == ("discoveries",):
        model = DiscoveryChoice
    return model


def _sound(adapter: TypeAdapter[_Part], entry: Entry) -> _Part | None:
    try:
        return adapter.validate_json(json.dumps(entry.plain()), by_alias=True, by_name=False)
    except ValidationError:
        return None
