"""What a plan has to say to be executed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sim.ensemble.jobs import Job, Value
from sim.scenario.schema import Scenario


class Asked(Protocol):
    """A plan: numbered jobs, and what it takes to run one of them."""

    @property
    def model(self) -> str:
        """Name of what is run."""

    @property
    def cases(self) -> int:
        """Points of the design."""

    @property
    def replications(self) -> int:
        """Draws of chance of each case."""

    @property
    def paths(self) -> bool:
        """Whether figures by week are kept."""

    @property
    def identity(self) -> str:
        """SHA-256 of what defines the plan."""

    def __len__(self) -> int:
        """Count the jobs."""

    def job(self, number: int) -> Job:
        """Return a job by its number, from 1: case by case, within a case replication by replication."""

    def scenario(self, job: Job) -> Scenario:
        """Return the resolved scenario of a job, its parameters drawn."""

    def drawn(self, job: Job) -> Mapping[str, Value]:
        """Return what was drawn for a job, by dotted path."""

    def facts(self) -> dict[str, Any]:
        """Return what a study is read from, ready for JSON."""
