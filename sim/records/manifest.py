"""The manifest of a run: all that is needed to understand and repeat it."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from sim.records.assumptions import assumptions, value_in
from sim.records.machine import machine
from sim.records.mean_field_frames import gaps_for_manifest
from sim.records.scenario_hashes import question_hash, scenario_hash
from sim.records.simulation import Simulation
from sim.scenario.parameters import PARAMETERS
from sim.scenario.schema import Scenario
from sim.world import World
from sim.world.provenance import data_hash, shipped_tables
from sim.world.vocabulary import vocabulary

PACKAGES = (
    "tradewar-sim", "mesa", "networkx", "numba", "numpy", "plotly", "polars", "pydantic", "scipy",
)  # fmt: skip


def manifest(
    simulation: Simulation,
    command: str,
    outputs: dict[str, str],
    asked: Scenario | None = None,
    drawn: Mapping[str, float | str] = MappingProxyType({}),
    threads: int = 1,
) -> dict[str, Any]:
    """Return the manifest as plain data.

    Parameters
    ----------
    simulation : Simulation
        The finished run.
    command : str
        Command that repeats it.
    outputs : dict
        SHA-256 of every file written so far, by path in the folder.
    asked : Scenario, optional
        The scenario before its parameters were drawn; that of the simulation where none were.
    drawn : mapping of str to float or str
        What was drawn, by dotted place in the scenario.
    threads : int
        Threads of the relationship kernels.
    """
    asked = simulation.scenario if asked is None else asked
    scenario, world = simulation.scenario, simulation.world
    return {
        "name": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "description": scenario.description,
        "command": command,
        "versions": versions(),
        "scenario_hash": scenario_hash(asked),
        "question_hash": question_hash(asked),
        "data_hash": data_hash(),
        "data_sources": _data_sources(world.base_year),
        "seed": scenario.ensemble.seed,
        "replication": simulation.replication,
        "machine": machine(threads),
        "started": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "timings": simulation.timings,
        "accounting": simulation.residuals.record(),
        "theory": gaps_for_manifest(simulation.tables["mean_field_gap"]),
        "benchmark_rounds": simulation.long_run.rounds,
        "world": world_facts(scenario, world),
        "horizon": {"start": scenario.horizon.start.isoformat(), "weeks": scenario.horizon.weeks},
        "phases": list(simulation.phases),
        "producers": simulation.producers,
        "distributors": simulation.distributors,
        "relationships": simulation.relationships,
        "frictions": scenario.behaviour.switches,
        "metrics": scenario.metrics.plain,
        "drawn": dict(drawn),
        "parameters": {name: value_in(scenario, name) for name in PARAMETERS},
        "assumptions": assumptions(scenario),
        "outputs": outputs,
    }


def as_read(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return a manifest as it is read from its file: plain lists and strings."""
    read: dict[str, Any] = json.loads(json.dumps(manifest, allow_nan=False))
    return read


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that a run uses."""
    return {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def world_facts(scenario: Scenario, world: World) -> dict[str, Any]:
    """Return what the manifest tells of a world: its economies, product groups and sectors, in order."""
    words = vocabulary(scenario.world.base)
    return {
        "base": world.base_year,
        "elasticities": scenario.world.elasticities.set,
        "deficits": scenario.world.deficits,
        "economies": dict(zip(world.economies, world.economy_names, strict=True)),
        "groups": {code: words.groups[code] for code in world.groups},
        "sectors": {code: words.sectors[code] for code in world.sectors},
        "theta": dict(zip(world.groups, world.theta.tolist(), strict=True)),
    }


def _data_sources(base_year: int) -> list[dict[str, str]]:
    """Publications behind the shipped tables, each once, without those of accounts of other years."""
    own = f"accounts_{base_year}.npz"
    tables = [each for each in shipped_tables() if each.path == own or not each.path.startswith("accounts_")]
    return [asdict(source) for source in dict.fromkeys(source for each in tables for source in each.sources)]


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
