"""Models that are done leave memory, so that a process can make thousands of runs."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

if TYPE_CHECKING:
    import mesa

_MADE: WeakSet[mesa.Model[Any, Any]] = WeakSet()
"""Models made since they were last looked for that are in memory, whether anybody has them or not."""

_ALL = 2
"""Generation of the objects that have been there for long, and all others."""


def forgettable(model: mesa.Model[Any, Any]) -> None:
    """Let a model be freed when nobody has it any more; called when all its agents are made.

    Mesa up to 3.3 counts agents in a table of the class, by model, so that no model that ever numbered an
    agent is freed while the process lives. Later versions count in the model. An agent made afterwards would
    be numbered from one again.
    """
    from mesa import Agent  # noqa: PLC0415 - takes a second, and whoever has a model has it already

    counters: dict[mesa.Model[Any, Any], Any] = getattr(Agent, "_ids", {})
    counters.pop(model, None)
    _MADE.add(model)


def free_finished_models() -> None:
    """Free models that nobody has any more; takes no time where none was made.

    A model and its agents refer to each other, few objects with much memory: Python, which counts objects,
    would look for them after dozens of runs. Those that have not been there for long are looked through
    first; all take a tenth of a second, less after :func:`keep_what_is_here`.
    """
    for generation in range(1, _ALL + 1):
        if _MADE:
            gc.collect(generation)
    _MADE.clear()  # somebody has those that are left


def keep_what_is_here() -> None:
    """Spare what a worker has for all its runs, libraries above all, from being looked through after each."""
    gc.collect()
    gc.freeze()
