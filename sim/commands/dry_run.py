"""What ``--dry-run`` of a run or a sweep prints: how large it is, what it takes, whether that is there."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.exit_codes import OK, USAGE, complain

if TYPE_CHECKING:
    from sim.ensemble.plan.plan import Plan
    from sim.scenario.schema import Scenario
    from sim.sizing.estimating import Estimate
    from sim.sizing.machine import Room
    from sim.sizing.size import Size


_MODELS = {
    "agents": "agents, week by week",
    "standoff": "governments on the mean-field economy",
    "long_run": "the long run alone",
}


def print_estimate(
    scenario: Scenario,
    out: Path | None,
    *,
    snapshots: Sequence[int],
    workers: int | None,
    report: bool,
    one_draw: bool,
    as_json: bool,
) -> int:
    """Print the size of a run and what it takes; exit 2 where memory or disk are too small for it.

    Firms and relationships are exactly those that the run will make.
    """
    from sim.economy.base import build_base
    from sim.ensemble.execution.crew import processors
    from sim.running import default_folder
    from sim.sizing.size import size_asked

    base = build_base(scenario)
    size = size_asked(scenario, snapshots, workers or processors(), report, world=base, one_draw=one_draw)
    folder = out or default_folder(scenario, 1 if size.draws == 1 else None)
    return _told("scenario", scenario.name, folder, size, as_json)


def print_estimate_of_sweep(
    plan: Plan, folder: Path, *, runs: int, workers: int, report: bool, as_json: bool
) -> int:
    """Print how many runs a sweep makes, how large they are and what they take; exit 2 if that is not there.

    All are taken to be as large as the largest of its first cases.
    """
    from sim.sizing.sweeps import size_of_sweep

    size = size_of_sweep(plan, runs, workers, report)
    if size is None:
        return complain(f"{plan.sweep.name}: no case of it makes a sound scenario", USAGE)
    return _told("sweep", plan.sweep.name, folder, size, as_json)


def _told(kind: str, name: str, folder: Path, size: Size, as_json: bool) -> int:
    from sim.commands.printing import print_rows
    from sim.sizing.estimating import estimate
    from sim.sizing.fitting import advice
    from sim.sizing.machine import disk_room, memory_room

    found = estimate(size)
    room, disk = memory_room(), disk_room(folder)
    fits = {"memory": found.memory <= room.megabytes, "disk": sum(found.disk.values()) <= disk}
    if as_json:
        figures = _figures(size, found, room, disk)
        told = {kind: name, "folder": str(folder), **figures, "fits": fits}
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        words = {"folder": str(folder), **_words(size, found, room, disk)}
        print_rows([{name: label, "": value} for label, value in words.items()], as_json=False)
    short = []
    if not fits["memory"]:
        short.append(f"not enough memory (hint: {advice(size, room.megabytes)})")
    if not fits["disk"]:
        short.append("not enough room on the disk (hint: --out on another one, fewer snapshots or weeks)")
    return complain("; ".join(short), USAGE) if short else OK


def _figures(size: Size, found: Estimate, room: Room, disk: float) -> dict[str, Any]:
    of_a_run = {} if size.made == "in full" else {"model": size.made}
    return {
        **of_a_run,
        "economies": size.economies,
        "groups": size.groups,
        "flows": size.flows,
        "weeks": size.weeks,
        "producers": size.producers,
        "distributors": size.distributors,
        "relationships": size.relationships,
        "snapshots": size.snapshots,
        "draws" if size.made == "in full" else "runs": size.draws,
        "memory_mb": round(found.memory),
        "memory_there_mb": round(room.megabytes) if math.isfinite(room.megabytes) else None,
        "seconds": round(found.seconds, 1),
        "disk_mb": {name: round(part, 1) for name, part in found.disk.items()},
        "disk_there_mb": round(disk),
    }


def _words(size: Size, found: Estimate, room: Room, disk: float) -> dict[str, str]:
    from sim.sizing.fitting import gigabytes

    there = f"{gigabytes(room.megabytes)} {room.whose}" if math.isfinite(room.megabytes) else "unknown"
    parts = ", ".join(f"{name} {gigabytes(part)}" for name, part in found.disk.items())
    processes = min(size.workers, size.draws)
    at_once = f", {processes} at once" if size.draws > 1 and processes > 1 else ""
    words = {
        "economies": f"{size.economies}",
        "product groups": f"{size.groups}",
        "flows": f"{size.flows:,}",
        "weeks": f"{size.weeks}, in each of two arms",
        "firms": f"{size.producers:,} producers, {size.distributors:,} distributors",
        "relationships": f"{size.relationships:,}",
        "snapshots": f"{size.snapshots}",
        "draws": f"{size.draws:,}{at_once}",
        "memory": f"about {gigabytes(found.memory)}; {there}",
        "time": f"about {duration(found.seconds)} on {max(processes, 2)} free processors",
        "disk": f"about {gigabytes(sum(found.disk.values()))} ({parts}); {gigabytes(disk)} free",
    }
    if size.made == "in full":
        return words
    without = {"snapshots", "draws"} | (set() if size.made == "agents" else {"firms", "relationships"})
    if size.made == "standoff":
        words["weeks"] = f"{size.weeks}"
    elif size.made == "long_run":
        without.add("weeks")
    of_sweep = {"runs": words["draws"], "largest run": f"{_MODELS[size.made]}, of the first cases"}
    return of_sweep | {name: value for name, value in words.items() if name not in without}


def duration(seconds: float) -> str:
    """Write a time in words."""
    if seconds < 100.0:
        return f"{seconds:.0f} s"
    return f"{seconds / 60.0:.0f} min" if seconds < 6_000.0 else f"{seconds / 3600.0:.1f} h"
