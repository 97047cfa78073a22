"""What a folder holds already of what is asked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from sim.ensemble.execution.asked import Asked
from sim.ensemble.execution.crew import Crew
from sim.ensemble.execution.unit import Assignment, name_unit
from sim.ensemble.store.carrying import carry, names_done
from sim.ensemble.store.folder import FINISHED, SweepFolder, stamp_of

NAMES_OF_A_UNIT = 50


def is_whole(folder: SweepFolder, earlier: dict[str, Any]) -> bool:
    """Whether nothing is left to do."""
    same = stamp_of(earlier) == folder.parts.stamp and earlier.get("state") == FINISHED
    return same and not earlier.get("failed") and folder.runs.is_file()


def runs_there(
    plan: Asked,
    assignment: Assignment,
    folder: SweepFolder,
    earlier: dict[str, Any] | None,
    jobs: range,
    crew: Crew,
    note: Callable[[str], None],
) -> set[int]:
    """Make the folder ready and return the numbers of the jobs whose runs it holds."""
    if earlier is None:
        folder.begin()
        return set()
    before = stamp_of(earlier)
    if earlier.get("state") == FINISHED:
        folder.reopen(before)
    else:
        folder.runs.unlink(missing_ok=True)
    if before != folder.parts.stamp:
        for path in folder.parts.files:
            path.unlink()
        there = folder.parts.of(before)
        names = names_done(there)
        wanted = _wanted(plan, assignment, jobs, names, crew) if names else {}
        if wanted:
            carry(there, earlier, folder.facts, wanted, plan.job, folder.parts.path())
    folder.begin()
    found, notes = folder.parts.tidy(folder.facts)
    what = "runs that are kept were made" if found else "no run is kept; those that were there were made"
    for difference in _other_packages(earlier, folder.facts):
        note(f"note: {what} with {difference}")
    for each in notes:
        note(f"note: {each}")
    return {(case - 1) * plan.replications + replication for case, replication in found}


def _wanted(plan: Asked, assignment: Assignment, jobs: range, names: set[str], crew: Crew) -> dict[int, str]:
    """Numbers of the jobs whose runs are there already, with the names of these."""
    wanted: dict[int, str] = {}
    left = iter(jobs)
    while batch := [tuple(islice(left, NAMES_OF_A_UNIT)) for _ in range(crew.in_flight)]:
        units = [numbers for numbers in batch if numbers]
        if not units:
            break
        flying = [crew.submit(name_unit, assignment, [plan.job(each) for each in unit]) for unit in units]
        for numbers, future in zip(units, flying, strict=True):
            found = zip(numbers, future.result(), strict=True)
            wanted |= {number: name for number, name in found if name in names}
    return wanted


def _other_packages(earlier: dict[str, Any], facts: dict[str, Any]) -> list[str]:
    then, now = earlier["versions"], facts["versions"]
    return [
        f"{name} {then[name]}, not {version}"
        for name, version in now.items()
        if then.get(name, version) != version
    ]
