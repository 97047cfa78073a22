"""A made-up sweep of any design, from a Python function of its levers."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from sim.ensemble.plan.designs import unit_cube
from sim.ensemble.study import MANIFEST, RUNS, Condition, Figure, Lever, Study, read_study

MONDAY = date(2025, 1, 6)
Outcome = Callable[[Mapping[str, Any], int], Mapping[str, Any] | None]


def lever(name: str, low: float = 0.0, high: float = 1.0, **more: Any) -> Lever:
    """Return a lever of shares that goes from low to high."""
    return Lever(
        name, **({"title": name.replace("_", " ").capitalize(), "unit": "share"} | more), low=low, high=high
    )


def choice(name: str, *values: str, title: str = "") -> Lever:
    """Return a lever of named choices."""
    return Lever(name, title or name.capitalize(), "number", math.nan, math.nan, values)


def write_study(
    folder: Path,
    outcome: Outcome,
    levers: Sequence[Lever] = (),
    design: Mapping[str, Any] | None = None,
    *,
    replications: int = 1,
    figures: Sequence[Figure] = (Figure("trade", "Goods trade", "change"),),
    discoveries: Sequence[Condition] = (),
    weeks: int = 0,
    **more: Any,
) -> Study:
    """Write the folder of a sweep and open it.

    ``outcome(values, replication)`` is what a run gives: figures (``trade``, ``trade.long_run``) and, with
    weeks, paths (``path.trade``, ``reference.trade``: a list); None where the run fails. Designs are those
    of sweeps: ``grid`` (product of the levers' values), ``list`` (``points``: mappings), ``latin_hypercube``
    (``samples``), ``sobol`` (``samples``, ``second_order``), ``morris`` (``trajectories``, ``levels``).
    """
    design = {"kind": "grid", "seed": 1} | dict(design or {})
    points = _points(levers, design)
    columns = [name for each in figures for name in (each.name, *([f"{each.name}.long_run"] * each.long_run))]
    rows = []
    for (case, point), replication in itertools.product(enumerate(points, 1), range(1, replications + 1)):
        found = outcome(point, replication)
        failed = {"status": "failed", "error": "no convergence"}
        state = {"status": "done", "error": ""} if found is not None else failed
        run = hashlib.sha256(f"{case} {replication}".encode()).hexdigest()
        nothing = dict.fromkeys(columns)
        rows.append(
            {"case": case, "replication": replication, "run": run}
            | state
            | point
            | nothing
            | dict(found or {})
        )
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(folder / RUNS)
    manifest = {
        "name": "made_up",
        "title": "A made-up sweep",
        "question": "What happens?",
        "description": "Made up for a test.",
        "scenario": "impasse_145_125",
        "model": "agents",
        "design": {key: value for key, value in design.items() if key != "points"},
        "cases": len(points),
        "replications": replications,
        "levers": [_json(asdict(each)) for each in levers],
        "figures": [asdict(each) for each in figures],
        "discoveries": [asdict(each) for each in discoveries],
        "weeks": [(MONDAY + timedelta(weeks=week)).isoformat() for week in range(weeks)],
    }
    text = json.dumps(manifest | more, indent=1, allow_nan=False)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return read_study(folder)


def _json(fields: dict[str, Any]) -> dict[str, Any]:
    ends = {key: None if math.isnan(fields[key]) else fields[key] for key in ("low", "high")}
    return fields | ends | {"values": list(fields["values"])}


def _points(levers: Sequence[Lever], design: Mapping[str, Any]) -> list[dict[str, Any]]:
    names = [each.name for each in levers]
    if design["kind"] == "list":
        return [dict(point) for point in design["points"]]
    if design["kind"] == "grid":
        return [
            dict(zip(names, each, strict=True)) for each in itertools.product(*(one.values for one in levers))
        ]
    return [
        {each.name: _laid(each, float(part)) for each, part in zip(levers, row, strict=True)}
        for row in unit_cube({"levels": 4, "second_order": False} | dict(design), len(levers))
    ]


def _laid(each: Lever, part: float) -> float | str:
    if each.values:
        return each.values[min(int(part * len(each.values) + 1e-9), len(each.values) - 1)]
    if each.logarithmic:
        return float(each.low * (each.high / each.low) ** part)
    return each.low + part * (each.high - each.low)
