"""The name of a run: a hash of all that its figures depend on."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sim.ensemble.execution.provenance import Provenance
from sim.scenario.governments import is_own_policy
from sim.scenario.schema import Scenario

DIGITS = 16
FOR_PEOPLE = ("title", "question", "description")


def run_hash(
    model: str,
    scenario: Scenario,
    replication: int,
    figures: str,
    provenance: Provenance,
) -> str:
    """Return the name of a run: the first digits of a SHA-256.

    Neither words for people nor the number of other replications are part of it, so that a sweep that is
    made larger finds the runs that are there.

    Parameters
    ----------
    model : str
        Name of what is run.
    scenario : Scenario
        Resolved scenario, its parameters drawn.
    replication : int
        Number of the draw of chance.
    figures : str
        What is kept of a run, as ``kept_figures`` tells it.
    provenance : Provenance
        Program and data.
    """
    ensemble = scenario.ensemble.model_copy(update={"replications": 1})
    asked = scenario.model_copy(update={"ensemble": ensemble} | dict.fromkeys(FOR_PEOPLE, ""))
    # As JSON: a hundred times faster than YAML, and a run of a small model takes no longer than that.
    text = asked.model_dump_json()
    parts = [model, text, str(replication), figures, provenance.program, provenance.data]
    parts += _own_policies(scenario)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:DIGITS]


def kept_figures(facts: dict[str, Any], paths: bool) -> str:
    """Return what is kept of every run of a plan, as text: another text, another run."""
    kept = [[each["name"], each["unit"], each["long_run"]] for each in facts["figures"]]
    return json.dumps([kept, paths])


def _own_policies(scenario: Scenario) -> list[str]:
    """Hashes of the files with policies of the user's own: the scenario has only their names."""
    hashes = []
    for code, choice in sorted(scenario.governments.items()):
        if is_own_policy(choice.policy):
            file = scenario.folder_of_policy(code) / choice.policy.partition(":")[0]
            hashes.append(hashlib.sha256(file.read_bytes()).hexdigest())
    return hashes
