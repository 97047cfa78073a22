"""Models that are done leave memory, so that a process can make thousands of runs."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import mesa


def forget_numbering(model: mesa.Model[Any, Any]) -> None:
    """Have Mesa let go of a model whose agents are all made.

    Up to 3.3 it counts agents in a table of the class, by model, so that no model that ever numbered an
    agent is freed while the process lives. Later versions count in the model. An agent made afterwards would
    be numbered from one again.
    """
    from mesa import Agent  # noqa: PLC0415 - takes a second, and whoever has a model has it already

    counters: dict[mesa.Model[Any, Any], Any] = getattr(Agent, "_ids", {})
    counters.pop(model, None)


def free_finished_models() -> None:
    """Free models that nobody has any more.

    A model and its agents refer to each other, few objects with much memory: Python, which counts objects,
    would look for them after dozens of runs. Takes a tenth of a second, less after :func:`keep_what_is_here`.
    """
    gc.collect()


def keep_what_is_here() -> None:
    """Spare what a worker has for all its runs, libraries above all, from being looked through after each."""
    gc.collect()
    gc.freeze()
