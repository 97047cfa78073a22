"""What is free on this machine, for this process: memory, and room on a disk."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RESERVED = 1800
"""MB of addresses that a run reserves beyond what it uses: stacks of threads, allocators, compiled code."""

_MB = 2**20
_PROCESS = Path("/proc/self")
_GROUPS = Path("/sys/fs/cgroup")
_UNLIMITED = 2**60


class MemoryShortError(RuntimeError):
    """There is not enough memory for what is asked; the message says what to lower."""


@dataclass(frozen=True)
class Room:
    """Memory that this process can have in all, with what it has already.

    Parameters
    ----------
    megabytes : float
        How much; infinite where the system does not tell.
    whose : str
        What sets it, in words.
    """

    megabytes: float
    whose: str


def memory_room() -> Room:
    """Return the memory that this process can have: of the machine, its control groups and its limits.

    On systems that are not Linux nothing is known but the limit of the process, and often not that.
    """
    resident, addresses = _sizes()
    rooms = [Room(float("inf"), "unknown")]
    rooms += [Room(free + resident, "free on this machine") for free in _free_on_machine()]
    rooms += [Room(free + resident, "left by the control group") for free in _free_in_groups()]
    limit = _limit_of_addresses()
    if limit is not None:
        rooms.append(Room(limit - max(RESERVED, addresses - resident), "left by the limit of the process"))
    return min(rooms, key=lambda each: each.megabytes)


def disk_room(place: Path) -> float:
    """Return MB that are free where a folder is, or would be made."""
    place = Path(os.path.abspath(place))
    there = next(each for each in (place, *place.parents) if each.is_dir())
    return shutil.disk_usage(there).free / _MB


def _sizes() -> tuple[float, float]:
    """MB of memory and of addresses that this process has."""
    with contextlib.suppress(OSError, ValueError):
        addresses, resident, *_ = (int(each) for each in (_PROCESS / "statm").read_text().split())
        page = os.sysconf("SC_PAGE_SIZE")
        return resident * page / _MB, addresses * page / _MB
    return 0.0, 0.0


def _free_on_machine() -> Iterator[float]:
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                yield int(line.split()[1]) / 1024


def _free_in_groups() -> Iterator[float]:
    """MB that each control group leaves, of either version, up to the root; files in memory can go."""
    with contextlib.suppress(OSError):
        for line in (_PROCESS / "cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers:
                root, most, now, files = _GROUPS, "memory.max", "memory.current", "inactive_file"
            elif "memory" in controllers.split(","):
                root, files = _GROUPS / "memory", "total_inactive_file"
                most, now = "memory.limit_in_bytes", "memory.usage_in_bytes"
            else:
                continue
            group = root / path.strip("/")
            # In a container the path is often that of the machine, and its own group stands at the root.
            for each in (group, *group.parents):
                if each.is_relative_to(root):
                    yield from _free_in_group(each, most, now, files)


def _free_in_group(group: Path, most: str, now: str, files: str) -> Iterator[float]:
    with contextlib.suppress(OSError, ValueError):
        limit = int((group / most).read_text())
        if limit < _UNLIMITED:
            told = (line.split() for line in (group / "memory.stat").read_text().splitlines())
            kept = next((int(number) for name, number in told if name == files), 0)
            yield (limit - int((group / now).read_text()) + kept) / _MB


def _limit_of_addresses() -> float | None:
    """MB of addresses that this process may have."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit / _MB
