"""The tables of a run that is not written yet; the largest of them are made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from sim.records.blocks import Blocks, scan_blocks
from sim.records.only_numbers import as_declared
from sim.records.tables import TABLES


class RunTables(Mapping[str, pl.DataFrame]):
    """Declared tables by name.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Tables that are kept.
    blocks : mapping of str to callable
        Tables that are made anew whenever they are asked for.
    """

    def __init__(self, frames: Mapping[str, pl.DataFrame], blocks: Mapping[str, Blocks]) -> None:
        self._frames, self._blocks = frames, blocks

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return a whole table; raises ``KeyError`` for one that there is not."""
        return pl.concat(self._blocks[name]()) if name in self._blocks else self._frames[name]

    def __iter__(self) -> Iterator[str]:
        """Names of the tables."""
        yield from self._blocks
        yield from self._frames

    def __len__(self) -> int:
        """Count the tables."""
        return len(self._blocks) + len(self._frames)

    def scan(self, name: str) -> pl.LazyFrame:
        """Return a table to be written: one made in blocks is never whole in memory.

        Raises
        ------
        NotANumberError
            If a value is no number; of a table made in blocks, when it is collected or written.
        """
        if name not in self._blocks:
            return as_declared(TABLES[name], self._frames[name]).lazy()
        return scan_blocks(TABLES[name], self._blocks[name])
