"""What the two at war import, read once for all metrics that need every week of it."""

from __future__ import annotations

from sim.metrics.evidence import Evidence
from sim.metrics.incidence.border import Border, read_border
from sim.metrics.once import once


@once
def read_pair_border(evidence: Evidence) -> Border:
    """Read the imports of the first and of the second of the two at war, in this order, in every week."""
    pair = [evidence.axes.economy(code) for code in pair_of(evidence)]
    return read_border(evidence, pair, slice(0, len(evidence.axes.weeks)))


def pair_of(evidence: Evidence) -> tuple[str, str]:
    """Codes of the two at war, in the order of the destinations of ``read_pair_border``."""
    return evidence.focus.first, evidence.focus.second
