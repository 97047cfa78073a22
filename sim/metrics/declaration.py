"""What a metric is: a question, a declared table that answers it, and how that is computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

import polars as pl

from sim.metrics.evidence import Evidence
from sim.records.columns import Column, Table

ECONOMY = Column("economy", pl.String, "code", "Economy whose trade it is")
PARTNER = Column("partner", pl.String, "code", "Economy that it trades with")
IMPORTER = Column("importer", pl.String, "code", "Economy that buys")
EXPORTER = Column("exporter", pl.String, "code", "Economy that sells")
GROUP = Column("group", pl.String, "code", "Product group")
SECTOR = Column("sector", pl.String, "code", "ICIO sector")
WEEK = Column("week", pl.Date, "date", "Monday of the week")

_USUAL_KEYS = (pl.String, pl.Date)


def number(name: str, unit: str, description: str) -> Column:
    """Declare a column of numbers."""
    return Column(name, pl.Float64, unit, description)


def count(name: str, description: str, unit: str = "count") -> Column:
    """Declare a column of whole numbers."""
    return Column(name, pl.Int64, unit, description)


def word(name: str, description: str, unit: str = "") -> Column:
    """Declare a column of codes or words."""
    return Column(name, pl.String, unit, description)


def arms(name: str, unit: str, what: str) -> tuple[Column, Column]:
    """Declare a figure in the run and in its reference, as ``name`` and ``name_reference``."""
    return (
        number(name, unit, what),
        number(f"{name}_reference", unit, f"{what}: the same draws without the scenario's measures"),
    )


def always(evidence: Evidence) -> bool:
    """Every run has it."""
    return True


@dataclass(frozen=True)
class Metric:
    """One question about a run.

    Parameters
    ----------
    question : str
        What is asked, in a sentence.
    table : Table
        The table that answers, whose name is that of its file; keys first, every column with its unit.
    compute : callable
        Answers from the evidence.
    equations : tuple of int
        Where docs/model.md defines it.
    sources : tuple of str
        Literature that it comes from.
    applies : callable
        Whether a run has it at all.
    about : {"first", "second"}, optional
        Which of the two at war the whole table is about, where no column says so.
    named_after : bool
        Whether the file carries the code of that economy in its name, as in ``import_sources_USA``.
    keys : tuple of str
        Columns that tell rows apart; left out, the first columns of words and dates.
    on_request : bool
        Whether a run leaves it to `tradewar metrics`: it is large, or takes a tenth of a second or more.
    """

    question: str
    table: Table
    compute: Callable[[Evidence], pl.DataFrame]
    equations: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    applies: Callable[[Evidence], bool] = always
    about: Literal["first", "second"] | None = None
    named_after: bool = False
    keys: tuple[str, ...] = ()
    on_request: bool = False

    @property
    def name(self) -> str:
        """Name in the catalogue, the same for every run."""
        return f"{self.table.name}_{self.about}" if self.named_after else self.table.name

    def file(self, evidence: Evidence) -> str:
        """Name of the file of a run, without its ending."""
        return f"{self.table.name}_{self.subject(evidence)}" if self.named_after else self.table.name

    def subject(self, evidence: Evidence) -> str | None:
        """Economy that the whole table of a run is about, if there is one."""
        if self.about is None:
            return None
        return evidence.focus.first if self.about == "first" else evidence.focus.second

    @property
    def key_columns(self) -> tuple[Column, ...]:
        """Columns that tell rows apart."""
        if self.keys:
            return tuple(each for each in self.table.columns if each.name in self.keys)
        return tuple(takewhile(lambda each: each.dtype in _USUAL_KEYS, self.table.columns))

    def frame(self, evidence: Evidence) -> pl.DataFrame:
        """Compute the table: declared columns in declared order and type, NaN as "no value"."""
        found = self.compute(evidence).with_columns(pl.selectors.float().fill_nan(None))
        return found.select(pl.col(each.name).cast(each.dtype) for each in self.table.columns)
