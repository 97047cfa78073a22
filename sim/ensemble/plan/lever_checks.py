"""What can be wrong with a lever by itself: no place, no values, a range upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.ensemble.plan.levers import places_of
from sim.ensemble.plan.reading import SweepTree
from sim.ensemble.plan.records import parameter_at
from sim.ensemble.plan.schema import Design, Grid, LeverChoice, Listed
from sim.scenario.diagnostics import Diagnostic, Place
from sim.scenario.document import quoted

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_COLUMNS = frozenset({
    "case", "replication", "run", "status", "error", "title", "figure", "week", "basis", "what", "index",
    "lever", "other", "value", "deviation", "runs", "pairs", "draws", "samples", "dropped", "chance",
    "lower", "low", "middle", "high", "upper", "mean", "mean_low", "mean_high",
})  # fmt: skip
"""Columns of the table of runs and of the analyses, and the title of a case."""

_NOT_VARIED = ("ensemble", "metrics", "name", "title", "question", "description")
"""Sections that change no run, or that replications need to have in common."""


def checked_levers(tree: SweepTree, design: Design) -> list[Diagnostic]:
    """Check every lever that is well formed: name, places, values, range."""
    found: list[Diagnostic] = []
    taken: dict[str, str] = {}
    for name, choice in tree.levers.items():
        lever = _Lever(tree, name, choice)
        found += [*lever.name_findings(), *lever.place_findings(), *lever.value_findings(design)]
        found += lever.shared_places(taken)
        taken |= dict.fromkeys(lever.moved, name)
    return found


class _Lever:
    def __init__(self, tree: SweepTree, name: str, choice: LeverChoice) -> None:
        self.tree, self.name, self.choice = tree, name, choice
        self.paths = places_of(choice)
        laid = [path for each in choice.choices.values() for path in each]
        self.moved = tuple(dict.fromkeys((*self.paths, *laid)))

    def at(self, *route: str | int) -> Place:
        return self.tree.place("levers", self.name, *route)

    def name_findings(self) -> Iterator[Diagnostic]:
        if not _NAME.fullmatch(self.name):
            message = f"{quoted(self.name)} cannot be the name of a lever"
            yield Diagnostic(self.at(), message, "letters, digits and `_`, as in `us_rate`")
        elif self.name in _COLUMNS:
            message = f"no lever can be called `{self.name}`"
            yield Diagnostic(self.at(), message, "tables of the sweep have a column of that name")

    def place_findings(self) -> Iterator[Diagnostic]:
        if self.choice.path and self.choice.paths:
            yield Diagnostic(self.at("paths"), "`path` and `paths` are both given", "keep one of them")
        if self.choice.choices and self.paths:
            message = "`choices` name their own places; there is also a `path`"
            yield Diagnostic(self.at("choices"), message, "keep one of them")
        if not self.choice.choices and not self.paths:
            hint = "add `path:`, for example `path: measures.us_on_china.rate`, or `choices:`"
            yield Diagnostic(self.at(), f"the lever `{self.name}` moves nothing", hint)
        for path in self.moved:
            if path.split(".")[0] in _NOT_VARIED:
                message = f"`{path}` is the same in all runs and cannot be varied"
                yield Diagnostic(self._where(path), message, "put it under `set:`")

    def shared_places(self, taken: dict[str, str]) -> Iterator[Diagnostic]:
        """Note places that an earlier lever moves in vain; one that some choices leave to it is meant so."""
        for path in self.moved:
            always = all(path in laid for laid in self.choice.choices.values())
            if path in taken and always:
                message = f"`{path}` is moved by the lever `{taken[path]}` too; this one wins"
                yield Diagnostic(self._where(path), message, severity="note")

    def value_findings(self, design: Design) -> Iterator[Diagnostic]:
        choice = self.choice
        steps = [key for key, value in _steps_of(choice) if value is not None]
        ways = {
            "choices": bool(choice.choices),
            "values": choice.values is not None,
            "from": bool(steps),
            "low": choice.low is not None or choice.high is not None,
            "prior": choice.prior,
        }
        given = [way for way, is_given in ways.items() if is_given]
        if len(given) > 1:
            message = f"`{given[1]}` and `{given[0]}` both say which values it takes"
            yield Diagnostic(self.at(given[1]), message, "keep one of them")
            return
        if not given:
            yield from self._no_values(design)
        elif given == ["values"]:
            yield from self._listed_values()
        elif given == ["from"]:
            yield from self._steps(steps)
        elif given == ["low"]:
            yield from self._range(design)
        elif given == ["prior"]:
            yield from self._prior(design)

    def _no_values(self, design: Design) -> Iterator[Diagnostic]:
        if isinstance(design, Listed):
            return
        if isinstance(design, Grid):
            hint = "add `values: [...]`, or `from:`, `to:` and `steps:`"
            yield Diagnostic(self.at(), f"an empty grid: the lever `{self.name}` has no values", hint)
            return
        hint = "add `low:` and `high:`, `prior: true`, or `values: [...]`"
        yield Diagnostic(self.at(), f"the lever `{self.name}` has no range", hint)

    def _listed_values(self) -> Iterator[Diagnostic]:
        values = self.choice.values or ()
        if not values:
            message = f"an empty grid: the lever `{self.name}` has no values"
            yield Diagnostic(self.at("values"), message, "write at least one: `values: [0, 0.25]`")
        seen: set[tuple[type, object]] = set()
        for rank, value in enumerate(values):
            if (type(value), value) in seen:
                yield Diagnostic(self.at("values", rank), f"`{value}` is listed twice", "keep one of them")
            seen.add((type(value), value))

    def _steps(self, given: list[str]) -> Iterator[Diagnostic]:
        choice = self.choice
        missing = [key for key, _ in _steps_of(choice) if key not in given]
        if missing:
            message = f"`{missing[0]}` is missing beside `{given[0]}`"
            yield Diagnostic(self.at(given[0]), message, "for example `from: 0, to: 1, steps: 5`")
        elif choice.first is not None and choice.last is not None:
            if choice.first >= choice.last:
                message = f"`from` is {choice.first:g}, not below `to`, {choice.last:g}"
                yield Diagnostic(self.at("from"), message)
            elif choice.scale == "log" and choice.first <= 0:
                yield Diagnostic(self.at("from"), *_no_logarithm("from", choice.first))

    def _range(self, design: Design) -> Iterator[Diagnostic]:
        low, high = self.choice.low, self.choice.high
        if low is None or high is None:
            there, lacking = ("low", "high") if high is None else ("high", "low")
            yield Diagnostic(
                self.at(there), f"`{lacking}` is missing beside `{there}`", "a range has two ends"
            )
        elif low >= high:
            yield Diagnostic(self.at("low"), f"`low` is {low:g}, not below `high`, {high:g}")
        elif self.choice.scale == "log" and low <= 0:
            yield Diagnostic(self.at("low"), *_no_logarithm("low", low))
        if isinstance(design, Grid):
            hint = "add `values: [...]`, or choose a sampled design, such as `kind: latin_hypercube`"
            yield Diagnostic(self.at("low"), "an empty grid: a range is no list of values", hint)

    def _prior(self, design: Design) -> Iterator[Diagnostic]:
        if isinstance(design, Grid):
            hint = "add `values: [...]`, or choose a sampled design, such as `kind: latin_hypercube`"
            yield Diagnostic(self.at("prior"), "an empty grid: a prior is no list of values", hint)
        if len(self.paths) != 1:
            hint = "name one `path`, or give `low:` and `high:`"
            yield Diagnostic(self.at("prior"), "a prior belongs to one parameter", hint)
        elif not self._has_prior():
            message = f"`{self.paths[0]}` has no prior"
            yield Diagnostic(self.at("prior"), message, "give `low:` and `high:` in place of it")

    def _has_prior(self) -> bool:
        record = parameter_at(self.paths[0])
        return record is not None and record.prior is not None

    def _where(self, path: str) -> Place:
        for name, laid in self.choice.choices.items():
            if path in laid:
                return self.at("choices", name, path)
        if self.choice.path == path:
            return self.at("path")
        return self.at("paths")


def _steps_of(choice: LeverChoice) -> list[tuple[str, float | int | None]]:
    return [("from", choice.first), ("to", choice.last), ("steps", choice.steps)]


def _no_logarithm(key: str, value: float) -> tuple[str, str]:
    return f"`{key}` is {value:g}, and a log scale starts above zero", "use `scale: linear`, or raise it"
