"""Agent-based simulation of trade wars on a world built from public statistics.

>>> from sim import load_scenario, run
>>> scenario = load_scenario("impasse_145_125")
>>> results = run(scenario)  # doctest: +SKIP
>>> results.tables["welfare"].collect()  # doctest: +SKIP
>>> results.charts.tariff_timeline()  # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.finished import FinishedRun as Run
    from sim.finished import read_run
    from sim.model.trade_war import TradeWar
    from sim.running import run
    from sim.scenario.schema import Scenario

__all__ = ["Run", "Scenario", "TradeWar", "load_scenario", "read_run", "run"]

_HOMES = {
    "Run": "sim.finished:FinishedRun",
    "Scenario": "sim.scenario.schema",
    "TradeWar": "sim.model.trade_war",
    "read_run": "sim.finished",
    "run": "sim.running",
}


def load_scenario(
    reference: str | os.PathLike[str],
    overrides: Mapping[str, str] | None = None,
    *,
    note: Callable[[str], None] = lambda text: None,
) -> Scenario:
    """Read a scenario by path or by the name of a shipped one, resolved and checked.

    Parameters
    ----------
    reference : str or path
        Path of a scenario file, or name of a shipped scenario.
    overrides : mapping of str to str, optional
        Values that replace the file's, by dotted key, written as in YAML.
    note : callable, optional
        Told, line by line, what is allowed and unusual about it.

    Raises
    ------
    sim.scenario.diagnostics.ScenarioErrors
        With everything that is wrong, each with file, line, column and a hint.
    """
    from sim.scenario.loader import load_scenario as load
    from sim.world import vocabulary

    return load(reference, vocabulary(), overrides, note)


def __getattr__(name: str) -> Any:
    """Import public names on first use, so that the command line starts fast."""
    if name in _HOMES:
        import importlib

        module, _, own_name = _HOMES[name].partition(":")
        return getattr(importlib.import_module(module), own_name or name)
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
