"""The check of every table before it is written: nothing in it that is not a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import polars as pl

from sim.records.columns import Table

_REPORT = "a fault of the program: please report it with this line and the scenario"
_NOT_A_NUMBER = "not a finite number"
_KEYS_SHOWN = 6


class NotANumberError(ArithmeticError):
    """A table was about to be written with a value that is no number.

    It is never the user's fault: a run that cannot be computed is to be refused, and a figure that is not
    defined left empty where the declaration says so.

    Parameters
    ----------
    table, column : str
        Where it was found.
    fault : str
        What is wrong with the values.
    rows, height : int
        Rows in which it is, and rows looked at.
    first : str
        Keys of the first such row, in words.
    """

    def __init__(self, table: str, column: str, fault: str, rows: int, height: int, first: str) -> None:
        self.table, self.column, self.rows = table, column, rows
        super().__init__(
            f"table {table}, column {column}: {fault} in {rows} of {height} rows, first at {first}; {_REPORT}"
        )


def only_numbers(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table as it is, if every number in it is finite; it may have empty fields.

    Parameters
    ----------
    table : str
        Name of the table.
    frame : DataFrame
        Its rows, or some of them; columns of lists of numbers are looked into.

    Raises
    ------
    NotANumberError
        If a value is infinite or not a number; the first column that has one is named.
    """
    numbers = [name for name, kind in frame.schema.items() if kind.is_float()]
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List) and _of_floats(kind)]
    finite = frame.select(
        *(pl.col(name).is_finite().all() for name in numbers),
        *(pl.col(name).list.explode().is_finite().all() for name in lists),
    )
    for name in (each for each in (*numbers, *lists) if not finite[each].item()):
        column = pl.col(name)
        wrong = (
            ~column.list.eval(pl.element().is_finite()).list.all() if name in lists else ~column.is_finite()
        )
        raise _error(table, frame, name, _NOT_A_NUMBER, frame.select(wrong.fill_null(False)).to_series())
    return frame


def as_declared(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a declared table as it is, if its numbers are finite and empty only where it says so.

    Parameters
    ----------
    table : Table
        The declaration.
    frame : DataFrame
        Its rows, or some of them.

    Raises
    ------
    NotANumberError
        If a value is infinite, not a number, or missing in a column that always has one.
    """
    for column in table.columns:
        if not column.null and frame[column.name].null_count():
            raise _error(table.name, frame, column.name, "no value", frame[column.name].is_null())
    return only_numbers(table.name, frame)


def _of_floats(kind: pl.List) -> bool:
    inner = kind.inner
    return inner.is_float()


def _error(table: str, frame: pl.DataFrame, column: str, fault: str, wrong: pl.Series) -> NotANumberError:
    first = frame.row(int(wrong.arg_max() or 0), named=True)
    return NotANumberError(table, column, fault, int(wrong.sum()), frame.height, _in_words(first.items()))


def _in_words(row: Iterable[tuple[str, object]]) -> str:
    """Name a row by its first fields that are no measured numbers: ``arm scenario, week 2025-01-06``."""
    keys = [(name, value) for name, value in row if isinstance(value, (str, int, dt.date))]
    return ", ".join(f"{name} {value}" for name, value in keys[:_KEYS_SHOWN]) or "no key"
