"""What can be run many times: a scenario and the number of a draw in, a few figures out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sim.ensemble.jobs import Outcome
from sim.ensemble.study import Figure
from sim.scenario.schema import Scenario


class Model(Protocol):
    """Something that can be run many times."""

    def figures(self, scenario: Scenario) -> tuple[Figure, ...]:
        """Return what is measured of a scenario, in the order of the columns."""

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


MODELS: Mapping[str, Model] = {}
"""By the name under which a sweep asks for them."""
