"""A plan: a scenario, what is varied over it, and every run that comes of it, made when it is asked for."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Literal

from sim.ensemble.drawing import case_seed, drawn_scenario, drawn_values, with_values
from sim.ensemble.jobs import Case, Job, Value
from sim.ensemble.models import MODELS
from sim.ensemble.pair import pair_of
from sim.ensemble.plan.designs import number_of_cases, places_in_grid, unit_cube
from sim.ensemble.plan.laying import laid, placed
from sim.ensemble.plan.levers import SweptLever, plain_value
from sim.ensemble.plan.marker_checks import marked_values
from sim.ensemble.plan.own_policies import own_policies
from sim.ensemble.plan.schema import Grid, LatinHypercube, Listed, Sweep
from sim.ensemble.study import Figure, Lever
from sim.ensemble.worlds import world_of
from sim.metrics.axes import Floats
from sim.records.scenario_hashes import question_hash
from sim.scenario.diagnostics import Place, ScenarioErrors
from sim.scenario.document import Entry, read_value
from sim.scenario.dump import dump_scenario
from sim.scenario.loader import examine_tree
from sim.scenario.schema import Scenario
from sim.world.provenance import data_hash
from sim.world.vocabulary import vocabulary

_SEED = "ensemble.seed"

_TEXTS = {"title": "", "question": "", "description": ""}
"""What is for people and defines no run."""


@dataclass(frozen=True, eq=False)
class Plan:
    """Every run of a sweep.

    Parameters
    ----------
    sweep : Sweep
        The sweep as it was found sound.
    levers : tuple of SweptLever
        What is varied, in order.
    root : Entry
        The scenario with what the sweep sets in every run, as a tree that remembers where all was written.
    base : Scenario
        The same, resolved.
    places : mapping of str to Place
        Where the sweep names each lever.
    """

    sweep: Sweep
    levers: tuple[SweptLever, ...]
    root: Entry
    base: Scenario
    places: Mapping[str, Place]

    @property
    def model(self) -> str:
        """Name of what is run."""
        return self.sweep.model

    @property
    def paths(self) -> bool:
        """Whether figures by week are kept."""
        return self.sweep.paths

    @property
    def cases(self) -> int:
        """Number of points of the design."""
        return number_of_cases(self.sweep.design, self._sizes)

    @property
    def replications(self) -> int:
        """Number of draws of chance of each case."""
        return self.base.ensemble.replications

    @property
    def chance(self) -> Literal["common", "own"]:
        """Whether all cases have the same draws of chance, or each its own."""
        usual: Literal["common", "own"] = "own" if isinstance(self.sweep.design, LatinHypercube) else "common"
        return self.sweep.chance or usual

    def __len__(self) -> int:
        return self.cases * self.replications

    def job(self, number: int) -> Job:
        """Return a run by its number, from 1: case by case, within a case replication by replication."""
        if not 1 <= number <= len(self):
            raise IndexError(f"run {number} of {len(self)}")
        case, replication = divmod(number - 1, self.replications)
        return Job(self.case(case + 1), replication + 1)

    def case(self, number: int) -> Case:
        """Return a point of the design by its number, from 1."""
        values = self._values(number - 1)
        overrides: dict[str, str] = {}
        for lever, value in zip(self.levers, values, strict=True):
            for path, text in lever.overrides(value).items():
                # the later lever wins also in the order in which overrides are laid
                overrides.pop(path, None)
                overrides[path] = text
        return Case(
            number, {each.name: value for each, value in zip(self.levers, values, strict=True)}, overrides
        )

    def scenario(self, job: Job) -> Scenario:
        """Return the scenario of a run: resolved and checked, overrides laid over, parameters drawn.

        What a lever moves is not drawn.

        Raises
        ------
        ScenarioErrors
            The case makes no sound scenario.
        """
        return drawn_scenario(self._undrawn(job.case), job.replication, self.held)

    def drawn(self, job: Job) -> Mapping[str, Value]:
        """Return what is drawn in a run, by dotted place; empty where nothing is.

        The seed is where each case has its own.
        """
        undrawn = self._undrawn(job.case)
        own = {_SEED: float(undrawn.ensemble.seed)} if self.chance == "own" else {}
        return own | dict(drawn_values(undrawn, job.replication, self.held))

    @property
    def held(self) -> Collection[str]:
        """Dotted places that no run draws, since levers move them in some cases at least."""
        return self._written.keys()

    @cached_property
    def identity(self) -> str:
        """SHA-256 of what defines the runs: sweep, resolved scenario, data, policies of the user's own.

        No words for people, and no paths of files.
        """
        sweep = self.sweep.model_dump(mode="json", exclude={"scenario", "markers", *_TEXTS})
        scenario = dump_scenario(self.base.model_copy(update=_TEXTS))
        parts = (json.dumps(sweep), scenario, data_hash(), *own_policies(self.root, self.levers, self.places))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What is measured, and whether the sweep asks for it."""
        asked = self.sweep.figures
        found = MODELS[self.model].figures(self.base)
        return tuple(replace(each, asked=not asked or each.name in asked) for each in found)

    @cached_property
    def unit_cube(self) -> Floats:
        """(C, K) points of a sampled design in the unit cube of the levers."""
        return unit_cube(self.design, len(self.levers))

    @property
    def design(self) -> dict[str, Any]:
        """``kind`` of the design and what else defines it, as ``Study.design`` has it."""
        design = self.sweep.design
        if isinstance(design, Listed):
            return {"kind": design.kind, "titles": [str(case.get("title", "")) for case in design.cases]}
        return design.model_dump()

    def facts(self) -> dict[str, Any]:
        """Return what describes the sweep, ready for JSON: what ``sim.ensemble.study.study_of`` reads."""
        world = world_of(self.base)
        weeks = self.base.horizon.mondays() if self.paths else ()
        texts = ("name", "title", "question", "description", "model")
        return {key: getattr(self.sweep, key) for key in texts} | {
            "scenario": self.base.name,
            "seed": self.base.ensemble.seed,
            "question_hash": question_hash(self.base),
            "pair": list(pair_of(self.base, world)),
            "identity": self.identity,
            "design": self.design,
            "cases": self.cases,
            "replications": self.replications,
            "chance": self.chance,
            "levers": [_plain(each.record) for each in self.levers],
            "figures": [asdict(each) for each in self.figures],
            "discoveries": [each.model_dump() for each in self.sweep.discoveries],
            "weeks": [week.isoformat() for week in weeks],
            "set": dict(self.sweep.set),
            "markers": [
                {"label": each["label"], "values": marked_values(each)} for each in self.sweep.markers
            ],
            "economies": dict(zip(world.economies, world.economy_names, strict=True)),
        }

    @property
    def in_words(self) -> str:
        """What it costs: ``27 cases x 3 replications = 81 runs``."""
        numbers = {"case": self.cases, "replication": self.replications, "run": len(self)}
        cases, replications, runs = (f"{n:,} {word}{'' if n == 1 else 's'}" for word, n in numbers.items())
        return f"{cases} x {replications} = {runs}"

    def __getstate__(self) -> dict[str, Any]:
        """Leave points behind: workers are handed cases that are made already."""
        return {key: value for key, value in self.__dict__.items() if key not in {"unit_cube", "_latest"}}

    @property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(len(lever.values) for lever in self.levers)

    @cached_property
    def _written(self) -> Mapping[str, Place]:
        """Place of every path that a lever moves; of the last lever where several do."""
        named: dict[str, Place] = {}
        for lever in self.levers:
            paths = {path for choice in lever.choices.values() for path in choice}
            named |= dict.fromkeys((*lever.paths, *paths), self.places[lever.name])
        return named

    def _values(self, case: int) -> tuple[Value, ...]:
        design = self.sweep.design
        if isinstance(design, Grid):
            places = places_in_grid(case, self._sizes)
            return tuple(lever.values[place] for lever, place in zip(self.levers, places, strict=True))
        if isinstance(design, Listed):
            return tuple(plain_value(design.cases[case][lever.name]) for lever in self.levers)
        row = self.unit_cube[case]
        return tuple(lever.at(float(place)) for lever, place in zip(self.levers, row, strict=True))

    def _undrawn(self, case: Case) -> Scenario:
        """Scenario of a case before anything is drawn, kept until another is asked for: it takes 20 ms."""
        if self._latest and self._latest[0][0] == case:
            return self._latest[0][1]
        found = self._resolved(case)
        if self.chance == "own":
            found = with_values(found, {_SEED: case_seed(found.ensemble.seed, case.number)})
        self._latest[:] = [(case, found)]
        return found

    @cached_property
    def _latest(self) -> list[tuple[Case, Scenario]]:
        """The case that was resolved last, and its scenario; empty at first."""
        return []

    def _resolved(self, case: Case) -> Scenario:
        if not case.overrides:
            return self.base
        root = self.root
        for path, text in case.overrides.items():
            place = self._written[path]
            root = laid(root, path, placed(read_value(text, path), place), place)
        found = examine_tree(root, vocabulary())
        if found.scenario is None:
            raise ScenarioErrors(found.errors)
        return found.scenario


def _plain(lever: Lever) -> dict[str, Any]:
    """A lever as JSON knows it, which has no NaN."""
    ends = {key: None if math.isnan(getattr(lever, key)) else getattr(lever, key) for key in ("low", "high")}
    return asdict(lever) | ends | {"values": list(lever.values)}
