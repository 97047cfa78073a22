"""What a benchmark ran on, without anything that names the machine or its owner, printed as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("numpy", "numba", "mesa", "polars")


def machine() -> dict[str, str]:
    """Return processor, cores, cache, memory, versions and date, as text."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "last cache": _last_cache(),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "software": f"Python {platform.python_version()}, {libraries}",
        "date": dt.date.today().isoformat(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def _last_cache() -> str:
    """Size of the largest cache that the first core sees."""
    sizes = [
        path.read_text().strip() for path in Path("/sys/devices/system/cpu/cpu0/cache").glob("index*/size")
    ]
    largest = max((int(size[:-1]) for size in sizes if size.endswith("K")), default=0)
    return f"{largest / 1024:g} MiB" if largest else "unknown"


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return "unknown"
    return f"{total / 2**30:.0f} GiB"


if __name__ == "__main__":
    print(json.dumps(machine()))
