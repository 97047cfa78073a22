"""The row of a run: its columns, their types and their order."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sim.ensemble.jobs import Job, Outcome, Value
from sim.records.only_numbers import only_numbers

DONE = "done"
FAILED = "failed"
KEYS: Mapping[str, pl.DataType] = {
    "case": pl.Int64(),
    "replication": pl.Int64(),
    "run": pl.String(),
    "status": pl.String(),
    "error": pl.String(),
}
DRAWN = "drawn."
BY_WEEK = ("path.", "reference.")


@dataclass(frozen=True)
class RunRow:
    """What is kept of a job.

    Parameters
    ----------
    job : Job
        The job.
    name : str or None
        Hash of what defines the run; none where its scenario cannot be used.
    drawn : mapping of str to float or str
        Parameters that were drawn.
    error : str or None
        What went wrong.
    outcome : Outcome, optional
        What the run says, where nothing went wrong.
    """

    job: Job
    name: str | None
    drawn: Mapping[str, Value]
    error: str | None
    outcome: Outcome | None = None

    @property
    def values(self) -> dict[str, Any]:
        """By column. What is not a number is no figure; weeks without a value are empty, in their places."""
        outcome = self.outcome or Outcome({})
        return {
            "case": self.job.case.number,
            "replication": self.job.replication,
            "run": self.name,
            "status": DONE if self.error is None else FAILED,
            "error": self.error,
            **{name: _plain(value) for name, value in self.job.case.values.items()},
            **{f"{DRAWN}{name}": _plain(value) for name, value in self.drawn.items()},
            **{name: _number(value) for name, value in outcome.figures.items()},
            **{name: [_number(each) for each in path] for name, path in outcome.paths.items()},
        }


def lever_columns(facts: Mapping[str, Any]) -> dict[str, pl.DataType]:
    """Columns of the levers: numbers, or names where a lever takes choices."""
    return {
        lever["name"]: pl.String() if any(isinstance(each, str) for each in lever["values"]) else pl.Float64()
        for lever in facts["levers"]
    }


def figure_columns(facts: Mapping[str, Any]) -> dict[str, pl.DataType]:
    """Columns of the figures, each with that of the long run behind it."""
    names = []
    for figure in facts["figures"]:
        names += [figure["name"], *([f"{figure['name']}.long_run"] if figure["long_run"] else [])]
    return dict.fromkeys(names, pl.Float64())


def ordered_columns(facts: Mapping[str, Any], found: Mapping[str, pl.DataType]) -> dict[str, pl.DataType]:
    """Columns of the table of runs: those that the plan knows, and what parts have beside them.

    Keys, levers, what was drawn, figures, figures by week; what the plan does not name in alphabetical order.
    """
    known = {**KEYS, **lever_columns(facts)}
    figures = figure_columns(facts)
    rest = {name: found[name] for name in sorted(found) if name not in known and name not in figures}
    drawn = {name: kind for name, kind in rest.items() if name.startswith(DRAWN)}
    weekly = {name: kind for name, kind in rest.items() if name.startswith(BY_WEEK)}
    return {**known, **drawn, **figures, **rest, **weekly}


def part_of(rows: Sequence[RunRow], facts: Mapping[str, Any]) -> bytes:
    """Return rows as a Parquet file."""
    values = [row.values for row in rows]
    found: dict[str, pl.DataType] = {}
    for each in values:
        found |= {name: _kind(value) for name, value in each.items() if name not in found}
    columns = ordered_columns(facts, found)
    choices = {name for name, kind in lever_columns(facts).items() if kind == pl.String()}
    frame = pl.DataFrame(
        {
            name: pl.Series(name, _column(values, name, name in choices), dtype=kind)
            for name, kind in columns.items()
        }
    )
    content = io.BytesIO()
    only_numbers("runs", frame)
    frame.write_parquet(content, compression="zstd", compression_level=1, statistics=False)
    return content.getvalue()


def _column(values: Iterable[Mapping[str, Any]], name: str, as_text: bool) -> list[Any]:
    found = [each.get(name) for each in values]
    return [value if value is None else str(value) for value in found] if as_text else found


def _kind(value: Any) -> pl.DataType:
    if isinstance(value, list):
        return pl.List(pl.Float64())
    return pl.String() if isinstance(value, str) else pl.Float64()


def _plain(value: Value) -> Value:
    return value if isinstance(value, str) else float(value)


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
