"""How large a sweep is: its largest run, how many runs there are, and how many at once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from sim.ensemble.execution.asked import Asked
from sim.ensemble.execution.first_cases import first_cases
from sim.sizing.estimating import memory
from sim.sizing.size import Made, Size, size_asked


def size_of_sweep(plan: Asked, runs: int, workers: int, report: bool = True) -> Size | None:
    """Return the size of a sweep whose runs are all as large as the largest of its first cases.

    Parameters
    ----------
    plan : Asked
        The sweep.
    runs : int
        How many of its runs are made.
    workers : int
        Processes that make them; none of their own where it is zero.
    report : bool
        Whether a page is written.

    Returns
    -------
    Size or None
        None where no case makes a sound scenario.
    """
    sizes = [
        replace(
            size_asked(scenario, workers=workers, report=report, one_draw=True),
            draws=runs,
            paths=plan.paths,
            made=cast(Made, plan.model),
        )
        for scenario in first_cases(plan, "world", "population", "horizon")
    ]
    return max(sizes, key=memory, default=None)
