"""The first cases of a plan that differ in some sections of the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from sim.ensemble.execution.asked import Asked
from sim.scenario.diagnostics import ScenarioErrors
from sim.scenario.schema import Scenario

MOST_CASES = 256
"""Cases that are looked at."""


def first_cases(plan: Asked, *sections: str) -> Iterator[Scenario]:
    """Yield the scenario of each case among the first that has other overrides of these sections.

    A case that makes no sound scenario is left out: it will be a failed run.
    """
    seen: set[tuple[tuple[str, str], ...]] = set()
    for number in range(1, min(len(plan), MOST_CASES * plan.replications) + 1, plan.replications):
        job = plan.job(number)
        about = tuple((key, text) for key, text in job.case.overrides.items() if key.startswith(sections))
        if about in seen:
            continue
        seen.add(about)
        try:
            scenario = plan.scenario(job)
        except (ScenarioErrors, ValueError):
            continue
        yield scenario
