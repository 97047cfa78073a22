"""Tables that are made some rows at a time, to be written without ever being whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import polars as pl
from polars.io.plugins import register_io_source

from sim.records.columns import Table
from sim.records.only_numbers import as_declared

Blocks = Callable[[], Iterable[pl.DataFrame]]
"""Makes a table anew, some rows at a time."""


def scan_blocks(table: Table, blocks: Blocks) -> pl.LazyFrame:
    """Return a declared table as a lazy frame whose rows come block by block.

    The blocks are made in one thread while those before are written in another; their order, and so
    the bytes of a file, do not depend on the number of threads.

    Parameters
    ----------
    table : Table
        The declaration.
    blocks : callable
        Makes the blocks anew each time that the frame is collected or written.

    Raises
    ------
    NotANumberError
        When the frame is collected or written and a block has a value that is no number.
    """

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        left = rows
        for block in blocks():
            as_declared(table, block)
            kept = block if left is None else block.head(left)
            left = None if left is None else left - len(kept)
            kept = kept if predicate is None else kept.filter(predicate)
            yield kept if columns is None else kept.select(columns)
            if left == 0:
                return

    return register_io_source(source, schema=table.schema)
