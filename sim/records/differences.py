"""By how much two versions of a file differ: what is told of a column, and of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SINGLE = 2.0**-23
"""Step between neighbouring numbers in single precision: a last digit that is rounded the other way."""


@dataclass(frozen=True)
class ColumnDifference:
    """How the numbers of a column differ.

    Parameters
    ----------
    column : str
        Its name.
    values : int
        How many differ.
    absolute : float
        Largest difference, in the unit of the column.
    relative : float
        The same over the largest value of that unit in the table, at least one.
    least : float
        Bound below which no difference can be held: the step of single precision, or zero.
    where : mapping of str to str
        Keys of the row with the largest difference.
    then, now : str
        The two values there.
    """

    column: str
    values: int
    absolute: float
    relative: float
    least: float = 0.0
    where: Mapping[str, str] = field(default_factory=dict)
    then: str = ""
    now: str = ""

    def is_within(self, tolerance: float) -> bool:
        """Whether the numbers are the same but for rounding."""
        return self.relative <= max(tolerance, self.least)


@dataclass(frozen=True)
class FileDifference:
    """How a file differs.

    Parameters
    ----------
    name : str
        Its path in the folder.
    columns : tuple of ColumnDifference
        Columns whose numbers differ, the largest difference first.
    problems : tuple of str
        What is no matter of digits: rows, labels or keys that only one has.
    remarks : tuple of str
        What differs and is no result, such as the versions that a page names.
    """

    name: str
    columns: tuple[ColumnDifference, ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def relative(self) -> float:
        """Largest relative difference."""
        return max((each.relative for each in self.columns), default=0.0)

    def is_within(self, tolerance: float) -> bool:
        """Whether the file holds the same results but for rounding."""
        return not self.problems and all(each.is_within(tolerance) for each in self.columns)


def in_order(columns: list[ColumnDifference]) -> tuple[ColumnDifference, ...]:
    """Return columns with the largest difference, beyond what their type can hold, first."""
    return tuple(sorted(columns, key=lambda each: (each.relative <= each.least, -each.relative)))


def shown(value: Any) -> str:
    """Write a value for a message."""
    return "nothing" if value is None else repr(value) if isinstance(value, float) else str(value)
