"""The tables of a run that is not written yet; the largest of them are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import polars as pl
from polars.io.plugins import register_io_source

from sim.records.tables import TABLES

Blocks = Callable[[], Iterable[pl.DataFrame]]
"""Makes a table anew, some rows at a time."""


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

        The blocks are made in one thread while those before are written in another.
        """
        if name not in self._blocks:
            return self._frames[name].lazy()

        def source(
            columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
        ) -> Iterator[pl.DataFrame]:
            for block in self._blocks[name]():
                kept = block if predicate is None else block.filter(predicate)
                yield kept if columns is None else kept.select(columns)

        return register_io_source(source, schema=TABLES[name].schema, is_pure=True)
