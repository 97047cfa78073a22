"""Program and data that runs depend on: the same wherever runs of one sweep are made."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Mapping
from dataclasses import dataclass

from sim.world.provenance import data_hash

PACKAGES = ("tradewar-sim", "numpy", "numba", "polars", "pydantic", "scipy")


@dataclass(frozen=True)
class Provenance:
    """What a process works with.

    Parameters
    ----------
    versions : mapping of str to str
        Of Python (major and minor) and of the packages that figures depend on.
    data : str
        SHA-256 of all shipped tables.
    """

    versions: Mapping[str, str]
    data: str

    @property
    def program(self) -> str:
        """Version of this program."""
        return self.versions["tradewar-sim"]

    def differences(self, there: Provenance) -> list[str]:
        """Say what is another there, one part each: ``numpy: 2.1.0 here, 2.0.1 there``."""
        mine = dict(self.versions) | {"shipped data": self.data[:12]}
        other = dict(there.versions) | {"shipped data": there.data[:12]}
        return [
            f"{name}: {mine.get(name, 'missing')} here, {other.get(name, 'missing')} there"
            for name in dict.fromkeys((*mine, *other))
            if mine.get(name) != other.get(name)
        ]


def provenance() -> Provenance:
    """Return what this process works with."""
    python = ".".join(platform.python_version_tuple()[:2])
    return Provenance({"python": python} | {name: _version(name) for name in PACKAGES}, data_hash())


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
