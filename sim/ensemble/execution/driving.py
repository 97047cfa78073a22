"""Hand out units, keep what comes back, and go on when a worker dies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass
from itertools import islice

from sim.ensemble.execution.asked import Asked
from sim.ensemble.execution.crew import Crew
from sim.ensemble.execution.failures import ExecutionError
from sim.ensemble.execution.pace import Pace
from sim.ensemble.execution.unit import Assignment, UnitDone, died_unit, run_unit

SECONDS_BETWEEN_LOOKS = 0.5


@dataclass
class Tally:
    """How far a sweep is: all its runs, those that were there before, those made since, those that failed."""

    runs: int
    there: int = 0
    made: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """Runs that need no more."""
        return self.there + self.made


@dataclass
class Unit:
    """Jobs that are handed out together, and how often a worker died with them."""

    numbers: tuple[int, ...]
    deaths: int = 0


class Drive:
    """Jobs on their way through a crew.

    Parameters
    ----------
    plan : Asked
        The plan.
    assignment : Assignment
        The plan as workers get it.
    crew : Crew
        Who makes the runs.
    jobs : iterator of int
        Numbers of the jobs to run.
    tally : Tally
        Counted on.
    keep : callable
        Keeps the rows of a unit; nothing of them stays here.
    told : callable
        Told the tally now and then.
    """

    def __init__(
        self,
        plan: Asked,
        assignment: Assignment,
        crew: Crew,
        jobs: Iterator[int],
        tally: Tally,
        keep: Callable[[bytes], None],
        told: Callable[[Tally], None],
    ) -> None:
        self.plan, self.assignment, self.crew, self.tally = plan, assignment, crew, tally
        self._jobs, self._keep, self._told = jobs, keep, told
        self._pace = Pace()
        self._flying: dict[Future[UnitDone], Unit] = {}
        self._again: deque[Unit] = deque()
        self._dead: list[Unit] = []
        self._suspects: list[Unit] = []

    def run(self) -> None:
        """Run all jobs.

        Raises
        ------
        ExecutionError
            Runs cannot go on.
        """
        while True:
            self._hand_out()
            if not self._flying and not self._dead:
                break
            done, _ = wait(self._flying, timeout=SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
            self._take(done)
            if self._dead:
                self._recover()
            self._told(self.tally)
        if self._suspects:
            self.crew = self.crew.alone()
            for number in [number for unit in self._suspects for number in unit.numbers]:
                self._run_alone(number)

    def _hand_out(self) -> None:
        while len(self._flying) < self.crew.in_flight and not self._dead:
            unit = self._again.popleft() if self._again else self._next()
            if unit is None:
                return
            try:
                jobs = [self.plan.job(number) for number in unit.numbers]
                self._flying[self.crew.submit(run_unit, self.assignment, jobs)] = unit
            except self.crew.deaths:
                # Nobody has seen this unit yet.
                self._again.appendleft(unit)
                self._dead.append(Unit(()))

    def _next(self) -> Unit | None:
        size = self._pace.jobs(self.tally.runs - self.tally.done, self.crew.workers)
        numbers = tuple(islice(self._jobs, size))
        return Unit(numbers) if numbers else None

    def _take(self, done: set[Future[UnitDone]]) -> None:
        for future in done:
            unit = self._flying.pop(future)
            try:
                found = future.result()
            except self.crew.deaths:
                self._dead.append(unit)
            except ImportError as error:
                # What a run imports is caught with the run: here the worker does not know what a unit is.
                raise ExecutionError(f"a worker has not this program: {error}") from error
            except CancelledError as error:
                raise ExecutionError(
                    "the workers were lost before all runs were made (hint: go on with --resume)"
                ) from error
            else:
                self._keep_done(found)
                self._pace.learn(found.seconds, found.runs)

    def _recover(self) -> None:
        """Have other workers make the units that were in flight when one died."""
        if self.crew.lost_together:
            self._take(wait(self._flying).done)
        self.crew.renew()
        for unit in self._dead:
            unit.deaths += 1
            if unit.numbers:
                (self._suspects if unit.deaths >= self.crew.patience else self._again).append(unit)
        self._dead.clear()

    def _run_alone(self, number: int) -> None:
        job = self.plan.job(number)
        try:
            self._keep_done(self.crew.submit(run_unit, self.assignment, [job]).result())
        except self.crew.deaths:
            self.crew.renew()
            self._keep_done(died_unit(self.plan, self.assignment, job))
        self._told(self.tally)

    def _keep_done(self, found: UnitDone) -> None:
        self._keep(found.content)
        self.tally.made += found.runs
        self.tally.failed += found.failed
