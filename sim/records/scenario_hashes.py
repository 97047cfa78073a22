"""What tells a scenario, and the question that it asks, from others."""

from __future__ import annotations

import hashlib

from sim.scenario.dump import dump_scenario
from sim.scenario.schema import Ensemble, Scenario


def scenario_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of the resolved scenario."""
    return hashlib.sha256(dump_scenario(scenario).encode()).hexdigest()


def question_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of the resolved scenario less its draws of chance: the same for all of them.

    Which figures are drawn is a part of the question, what they are drawn as is none.
    """
    asked = scenario.ensemble
    question = Ensemble(parameters=asked.parameters, elasticities=asked.elasticities)
    return scenario_hash(scenario.model_copy(update={"ensemble": question}))
