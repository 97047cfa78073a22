"""What a results folder holds against what its manifest says: files missing, cut, altered, or not its own."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.records.results_folder import checksum
from sim.records.seal import SHOWN

MANIFEST = "run.json"

_SHOWN_FILES = 3


class UnfitRunsError(ValueError):
    """Runs cannot be used for what is asked of them."""


class AlteredRunError(UnfitRunsError):
    """Files of a run are not those that it wrote."""


@dataclass(frozen=True)
class Damage:
    """A file that is not the one that was written.

    Parameters
    ----------
    name : str
        Path in the folder.
    expected : str
        SHA-256 in the manifest.
    found : str or None
        SHA-256 of the file; None where there is none.
    size : int
        Bytes that it has.
    """

    name: str
    expected: str
    found: str | None
    size: int = 0

    @property
    def in_words(self) -> str:
        """What is wrong with it."""
        if self.found is None:
            return f"missing; SHA-256 {self.expected[:SHOWN]} is expected"
        kind = "table" if self.name.startswith("tables/") else "file"
        told = f"SHA-256 {self.expected[:SHOWN]} is expected and {self.found[:SHOWN]} found"
        return f"not the {kind} that the run wrote: {told}, in {self.size:,} bytes"


def damages(folder: Path, outputs: Mapping[str, str], names: Iterable[str] | None = None) -> list[Damage]:
    """Return the files that are missing or whose checksum is another, in the order of the manifest.

    Parameters
    ----------
    folder : Path
        The results folder.
    outputs : mapping of str to str
        SHA-256 by path in the folder, as the manifest has them.
    names : iterable of str, optional
        Those to look at; all if left out.
    """
    found = []
    for name in outputs if names is None else names:
        path, expected = folder / name, outputs[name]
        if not path.is_file():
            found.append(Damage(name, expected, None))
        elif (digest := checksum(path)) != expected:
            found.append(Damage(name, expected, digest, path.stat().st_size))
    return found


def additional(folder: Path, outputs: Mapping[str, str]) -> list[str]:
    """Return the files in a results folder that its manifest does not know."""
    there = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in there if name not in outputs and name != MANIFEST)


def refuse(folder: Path, found: list[Damage], manifest: Mapping[str, Any]) -> None:
    """Raise :class:`AlteredRunError` where files are damaged; it names them and how to make them again."""
    if not found:
        return
    lines = [f"{folder / each.name}: {each.in_words}" for each in found[:_SHOWN_FILES]]
    if len(found) > _SHOWN_FILES:
        lines.append(f"{folder}: and {len(found) - _SHOWN_FILES} more files")
    lines[-1] += f" (hint: make the run again: {command_from(folder, manifest)})"
    raise AlteredRunError("\n".join(lines))


def command_from(folder: Path, manifest: Mapping[str, Any]) -> str:
    """Return the command that makes a run again from anywhere, into another folder."""
    command = str(manifest.get("command", "tradewar run scenario.yaml"))
    scenario = shlex.quote(str(folder / "scenario.yaml"))
    return f"{command.replace('scenario.yaml', scenario, 1)} --out ELSEWHERE"
