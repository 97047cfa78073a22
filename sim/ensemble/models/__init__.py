"""What can be run many times: a scenario and the number of a draw in, a few figures out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Protocol, cast

from sim.ensemble.jobs import Outcome
from sim.ensemble.study import Figure
from sim.scenario.schema import Scenario


class UnfitScenarioError(ValueError):
    """A model cannot say anything about a scenario."""


class Model(Protocol):
    """Something that can be run many times."""

    def figures(self, scenario: Scenario) -> tuple[Figure, ...]:
        """Return what is measured of a scenario, in the order of the columns.

        Nothing is simulated for it. Raises :class:`UnfitScenarioError` where there is nothing to measure.
        """

    def run(self, scenario: Scenario, replication: int, paths: bool) -> Outcome:
        """Run a resolved scenario once and return what is kept of it.

        Parameters
        ----------
        scenario : Scenario
            Resolved scenario, its parameters drawn already.
        replication : int
            Number of the draw of chance, from 1.
        paths : bool
            Whether figures by week are kept too.
        """


class _Models(Mapping[str, Model]):
    """Models by name, each imported when it is first asked for: compiling takes a second."""

    _modules: Mapping[str, str] = {
        name: f"sim.ensemble.models.{name}" for name in ("agents", "standoff", "long_run")
    }

    def __getitem__(self, name: str) -> Model:
        return cast(Model, import_module(self._modules[name]).MODEL)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


MODELS: Mapping[str, Model] = _Models()
"""By the name under which a sweep asks for them."""
