"""The machine of a run: what of it may move the last digits of a result."""

from __future__ import annotations

import os
import platform
from functools import cache
from pathlib import Path

from llvmlite.binding import get_host_cpu_name
from threadpoolctl import threadpool_info

_FORCED = ("OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES", "NUMBA_CPU_FEATURES")
"""Variables that choose another path through the same arithmetic."""


def machine(threads: int) -> dict[str, str | int]:
    """Return what is told of a machine in the manifest: the same whenever the same process is asked.

    Parameters
    ----------
    threads : int
        Threads of the relationship kernels.
    """
    library = " ".join(platform.libc_ver()).strip()
    facts = {
        "system": f"{platform.system()} {platform.machine()}",
        "c_library": library or "unknown",
        "processor": _processor(),
        "kernels_for": os.environ.get("NUMBA_CPU_NAME") or _host(),
        "blas": _blas(),
    }
    forced = {name.lower(): os.environ[name] for name in _FORCED if os.environ.get(name)}
    return {**facts, **forced, "threads": threads}


@cache
def _processor() -> str:
    """Name of the processor as its maker has it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")


@cache
def _host() -> str:
    """Name that the compiler of the kernels has for the processor."""
    return str(get_host_cpu_name())


def _blas() -> str:
    """Library of linear algebra that numpy calls, its version and the kind of processor it is set for."""
    loaded = [each for each in threadpool_info() if each["user_api"] == "blas"]
    # scipy may have loaded one of its own.
    found = [each for each in loaded if "numpy" in each["filepath"]] or loaded
    told = ("internal_api", "version", "architecture")
    names = {" ".join(str(each.get(key, "")) for key in told) for each in found}
    return ", ".join(sorted(name.strip() for name in names)) or "unknown"
