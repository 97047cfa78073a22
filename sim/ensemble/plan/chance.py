"""Parameters that a replication draws, until the scenario's own drawing is there."""

from __future__ import annotations

from collections.abc import Mapping

from sim.ensemble.jobs import Value
from sim.scenario.schema import Scenario


def drawn_values(scenario: Scenario, replication: int) -> Mapping[str, Value]:
    """Return nothing: scenarios know no drawing yet."""
    return {}


def drawn_scenario(scenario: Scenario, replication: int) -> Scenario:
    """Return the scenario as it is."""
    return scenario
