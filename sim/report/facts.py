"""What charts are drawn from: the metrics of a run, the names in it, its dated acts, other draws of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.metrics import Metrics
from sim.metrics.draws import Draws
from sim.report.drawing.policy_marks import PolicyEvents, named_acts
from sim.report.drawing.wording import Names

OF_THE_FOLDER = ("format", "machine", "started", "timings", "outputs", "manifest_sha256")
"""Parts of a manifest that tell of the folder and the machine, not of the run."""


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything that a chart or a sentence about a run may use.

    Parameters
    ----------
    metrics : Metrics
        Metrics of the run.
    draws : Draws, optional
        The same scenario with other draws of chance, the run's own among them; for ranges and fans.
    """

    metrics: Metrics
    draws: Draws | None = None

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """Manifest of the run, less the times and checksums that it takes on when its folder is closed.

        So the page is a function of what was asked and found: made during the run, made again later, made on
        another day, it has the same bytes.
        """
        whole = self.metrics.evidence.run.manifest
        return {name: value for name, value in whole.items() if name not in OF_THE_FOLDER}

    @cached_property
    def names(self) -> Names:
        """Names of economies, product groups and sectors."""
        world = self.manifest["world"]
        return Names(world["economies"], world["groups"], world["sectors"])

    @cached_property
    def events(self) -> PolicyEvents:
        """Acts of policy and statements in the order of their days."""
        dated = self.metrics.evidence.run.tables["events"].collect().sort("date", "measure", "event")
        return PolicyEvents.of(named_acts(dated, self.names))
