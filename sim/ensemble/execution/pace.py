"""How many jobs make a unit of a few seconds."""

from __future__ import annotations

import math

SECONDS_OF_A_UNIT = 5.0
MOST_JOBS = 2000


class Pace:
    """What a run has taken lately, and how many to hand out at once.

    Sizes change nothing of the results. The first units are single jobs.
    """

    def __init__(self) -> None:
        self.seconds: float | None = None

    def learn(self, seconds: float, runs: int) -> None:
        """Take in what a unit took; the last one counts half, since first runs also compile."""
        latest = seconds / runs
        self.seconds = latest if self.seconds is None else (self.seconds + latest) / 2.0

    def jobs(self, left: int, workers: int) -> int:
        """Return the size of the next unit; near the end units get small, so that all workers have some."""
        if self.seconds is None:
            return 1
        wanted = SECONDS_OF_A_UNIT / max(self.seconds, SECONDS_OF_A_UNIT / MOST_JOBS)
        return max(1, min(round(wanted), math.ceil(left / (2 * workers))))
