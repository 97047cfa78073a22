"""What is another now than it was when a run was made, and whether it can be made again at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.records.integrity import UnfitRunsError
from sim.records.machine import machine
from sim.records.manifest import versions
from sim.records.seal import SHOWN
from sim.reproducing.outcome import Surrounding
from sim.running import threads
from sim.world.provenance import data_hash


class CannotReproduceError(UnfitRunsError):
    """A run cannot be made again by this version of the program."""


def surroundings(
    versions_then: Mapping[str, str], machine_then: Mapping[str, Any]
) -> tuple[Surrounding, ...]:
    """Return what is another now than it was: versions, and what the manifest tells of the machine."""
    then = {**versions_then, **{name: str(value) for name, value in machine_then.items()}}
    now = {**versions(), **{name: str(value) for name, value in machine(threads()).items()}}
    told = [name for name in dict.fromkeys((*then, *now)) if machine_then or name in versions_then]
    return tuple(
        Surrounding(name, then.get(name, "not told"), now.get(name, "not told"))
        for name in told
        if then.get(name) != now.get(name)
    )


def check_data(folder: Path, manifest: Mapping[str, Any], again: str) -> None:
    """Raise :class:`CannotReproduceError` where the base tables are not those of this version.

    Parameters
    ----------
    folder : Path
        Folder of what was made.
    manifest : mapping
        Its manifest.
    again : str
        Command that makes it anew.
    """
    here, there = data_hash(), str(manifest["data_hash"])
    if here != there:
        version = manifest["versions"].get("tradewar-sim", "of then")
        raise CannotReproduceError(
            f"{folder}: made from other base tables: their hash is {there[:SHOWN]}, and {here[:SHOWN]} here "
            f"(hint: reproduce it with tradewar-sim {version} as it was installed then, or make it anew: "
            f"{again})"
        )
