"""What came of making a run again: what differs, what is another around it, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim.records.differences import FileDifference

TOLERANCE = 1e-9
"""Largest relative difference of numbers that are the same but for rounding, docs/reproducing.md."""


SAMPLE = 10
"""Runs of a table that are made again unless it is said how many."""


@dataclass(frozen=True)
class Surrounding:
    """Something around a run that is another now: a version, or a part of the machine."""

    name: str
    then: str
    now: str


@dataclass(frozen=True)
class Reproduction:
    """What came of making a run again.

    Parameters
    ----------
    folder : Path
        Folder of the run, which stays as it is.
    compared : int
        Files, or rows of a table of runs, that were compared.
    surroundings : tuple of Surrounding
        What is another now.
    files : tuple of FileDifference
        Files whose bytes differ, those beyond the tolerance first.
    notes : tuple of str
        What else is worth a line.
    tolerance : float
        Largest relative difference of numbers that count as the same.
    what : str
        What was compared.
    """

    folder: Path
    compared: int
    surroundings: tuple[Surrounding, ...]
    files: tuple[FileDifference, ...]
    notes: tuple[str, ...] = ()
    tolerance: float = TOLERANCE
    what: str = "files"

    @property
    def is_same_bytes(self) -> bool:
        """Whether nothing differs."""
        return not self.files

    @cached_property
    def beyond(self) -> tuple[FileDifference, ...]:
        """Files that differ by more than rounding."""
        return tuple(each for each in self.files if not each.is_within(self.tolerance))

    @property
    def is_same(self) -> bool:
        """Whether all numbers are the same but for rounding."""
        return not self.beyond

    @property
    def verdict(self) -> str:
        """What came of it, in a sentence."""
        if self.is_same_bytes:
            return f"the same bytes: {self.compared:,} {self.what}"
        worst = self._worst(self.files if self.is_same else self.beyond)
        if self.is_same:
            told = f"largest relative difference {worst}" if worst else "only words differ"
            count = f"{len(self.files):,} of {self.compared:,} {self.what}"
            return f"the same numbers: {told}; {count} have other bytes"
        count = f"{len(self.beyond):,} of {self.compared:,} {self.what}"
        return f"different: {count} by more than rounding" + (f", by up to {worst}" if worst else "")

    def _worst(self, files: Sequence[FileDifference]) -> str:
        found = [(each.columns[0].relative, each) for each in files if each.columns]
        if not found:
            return ""
        relative, file = max(found, key=lambda pair: pair[0])
        column = file.columns[0]
        digits = " (seven digits are kept)" if self.tolerance < relative <= column.least else ""
        return f"{relative:.1e} in {Path(file.name).stem}.{column.column}{digits}"
