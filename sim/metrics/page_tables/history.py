"""Tables of a run that replays history, held against the records."""

from __future__ import annotations

import polars as pl

from sim.metrics.declaration import Metric, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.once import once
from sim.metrics.replay.comparison import AgainstRecords, against_records
from sim.records.columns import Column, Table


@once
def records_of(evidence: Evidence) -> AgainstRecords | None:
    """Hold the run against what was recorded; nothing for one that does not replay history."""
    return against_records(evidence.run, evidence.axes)


_PER_ROW = "as in `unit`"

_MOMENTS = Table(
    "history_moments",
    "The first trade war replayed: each figure of the run beside the published one (docs/history.md).",
    (
        word("moment", "Identifier"),
        word("what", "What it is, in words"),
        word("unit", "Unit of model and data"),
        word("use", "`T`: may be tuned on; `C`: check only"),
        number("model", _PER_ROW, "Figure of the run"),
        number("data", _PER_ROW, "Published or recorded figure"),
        word("verdict", "`hit`, `near` or `miss`"),
        word("source", "Who published it"),
    ),
)

_PATH = Table(
    "history_path",
    "China's share of US goods imports by month: the run's, and the recorded one.",
    (
        Column("month", pl.Date, "date", "First day of the month"),
        number("model", "fraction", "Share in the run, from January 2018 on"),
        number("recorded", "fraction", "Recorded share, not seasonally adjusted"),
        number("season_taken_out", "fraction", "Recorded share over the season of 2017"),
    ),
)


def _replays(evidence: Evidence) -> bool:
    return records_of(evidence) is not None


def _moments(evidence: Evidence) -> pl.DataFrame:
    found = records_of(evidence)
    assert found is not None
    return found.table


def _path(evidence: Evidence) -> pl.DataFrame:
    found = records_of(evidence)
    assert found is not None
    return found.china_share


HISTORY_TABLES = (
    Metric(
        question="Does the replayed war look like the recorded one?",
        table=_MOMENTS,
        compute=_moments,
        applies=_replays,
        keys=("moment",),
    ),
    Metric(
        question="Did China's share of US imports fall when and as far as it did?",
        table=_PATH,
        compute=_path,
        applies=_replays,
    ),
)
