"""What can be wrong with the points that a sweep wants marked on its maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.ensemble.plan.reading import SweepTree
from sim.ensemble.plan.schema import Sweep
from sim.scenario.diagnostics import Diagnostic, did_you_mean
from sim.scenario.document import quoted

LABEL = "label"


def checked_markers(tree: SweepTree, sweep: Sweep) -> list[Diagnostic]:
    """Check that every marker has a label, and numbers for levers that there are."""
    return [
        each for rank, marker in enumerate(sweep.markers) for each in _findings(tree, sweep, rank, marker)
    ]


def marked_values(marker: Mapping[str, Any]) -> dict[str, float]:
    """Return where a marker stands, by lever."""
    return {name: float(value) for name, value in marker.items() if name != LABEL}


def _findings(tree: SweepTree, sweep: Sweep, rank: int, marker: Mapping[str, Any]) -> Iterator[Diagnostic]:
    if not isinstance(marker.get(LABEL), str) or not marker[LABEL].strip():
        message = "a marker without a label"
        yield Diagnostic(tree.place("markers", rank), message, "add `label:`, a few words for people")
    for name, value in marker.items():
        if name == LABEL:
            continue
        entry = tree.root.at(("markers", rank, name))
        place = entry.place if entry else tree.place("markers", rank)
        if name not in sweep.levers:
            hint = (
                did_you_mean(name, list(sweep.levers)) or f"levers are: {', '.join(sweep.levers) or 'none'}"
            )
            yield Diagnostic((entry and entry.key_place) or place, f"no lever {quoted(name)}", hint)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            yield Diagnostic(place, f"`{name}` of a marker must be a number", "as on the axis: `1.45`")
