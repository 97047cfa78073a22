"""What ``tradewar run --dry-run`` prints: how large a run is, what it takes, and whether that is there."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.exit_codes import OK, USAGE, complain

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.sizing.estimating import Estimate, Size
    from sim.sizing.machine import Room


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
    from sim.commands.printing import print_rows
    from sim.economy.base import build_base
    from sim.ensemble.execution.crew import processors
    from sim.running import default_folder
    from sim.sizing.estimating import estimate, size_asked
    from sim.sizing.fitting import advice
    from sim.sizing.machine import disk_room, memory_room

    base = build_base(scenario)
    size = size_asked(scenario, snapshots, workers or processors(), report, world=base, one_draw=one_draw)
    found = estimate(size)
    folder = out or default_folder(scenario, 1 if size.draws == 1 else None)
    room, disk = memory_room(), disk_room(folder)
    fits = {"memory": found.memory <= room.megabytes, "disk": sum(found.disk.values()) <= disk}
    if as_json:
        figures = _figures(size, found, room, disk)
        told = {"scenario": scenario.name, "folder": str(folder), **figures, "fits": fits}
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        words = {"folder": str(folder), **_words(size, found, room, disk)}
        print_rows([{scenario.name: name, "": value} for name, value in words.items()], as_json=False)
    short = []
    if not fits["memory"]:
        short.append(f"not enough memory (hint: {advice(size, room.megabytes)})")
    if not fits["disk"]:
        short.append("not enough room on the disk (hint: --out on another one, fewer snapshots or weeks)")
    return complain("; ".join(short), USAGE) if short else OK


def _figures(size: Size, found: Estimate, room: Room, disk: float) -> dict[str, Any]:
    return {
        "economies": size.economies,
        "groups": size.groups,
        "flows": size.flows,
        "weeks": size.weeks,
        "producers": size.producers,
        "distributors": size.distributors,
        "relationships": size.relationships,
        "snapshots": size.snapshots,
        "draws": size.draws,
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
    at_once = f", {min(size.workers, size.draws)} at once" if size.draws > 1 else ""
    return {
        "economies": f"{size.economies}",
        "product groups": f"{size.groups}",
        "flows": f"{size.flows:,}",
        "weeks": f"{size.weeks}, in each of two arms",
        "firms": f"{size.producers:,} producers, {size.distributors:,} distributors",
        "relationships": f"{size.relationships:,}",
        "snapshots": f"{size.snapshots}",
        "draws": f"{size.draws:,}{at_once}",
        "memory": f"about {gigabytes(found.memory)}; {there}",
        "time": f"about {duration(found.seconds)} on two free processors",
        "disk": f"about {gigabytes(sum(found.disk.values()))} ({parts}); {gigabytes(disk)} free",
    }


def duration(seconds: float) -> str:
    """Write a time in words."""
    if seconds < 100.0:
        return f"{seconds:.0f} s"
    return f"{seconds / 60.0:.0f} min" if seconds < 6_000.0 else f"{seconds / 3600.0:.1f} h"
