"""Tables of a standoff: its weeks, what each side did, and how it ends in many draws."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from sim.metrics.declaration import Metric, count, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.negotiation.standoff import Standoff, read_standoff
from sim.metrics.once import once
from sim.records.columns import Column, Table
from sim.records.tables import TABLES


@once
def standoff_of(evidence: Evidence) -> Standoff | None:
    """Read the standoff of a run; nothing where no government negotiates."""
    return read_standoff(evidence.run, evidence.axes, evidence.focus)


def _as_recorded(table: str) -> tuple[Column, ...]:
    """Columns of a table of the run, codes as words."""
    return tuple(
        Column(each.name, pl.String, each.unit, each.description, each.null)
        if each.dtype == pl.Categorical
        else each
        for each in TABLES[table].columns
    )


_WEEKS = Table(
    "standoff_weeks",
    "Two governments that negotiate, week by week and side by side.",
    (
        *_as_recorded("negotiations"),
        Column("true", pl.Boolean, "", "Whether what was said of talks is so at the end of the week"),
    ),
)

_ACTS = Table(
    "standoff_acts",
    "What the two did, day by day.",
    (
        word("economy", "Economy whose government acts", "code"),
        Column("date", pl.Date, "date", "Day"),
        word("act", "`raised`, `lowered`, `exempted`, `exempted_quietly`, `dropped` or `cancelled`"),
        word("detail", "Titles of measures that start, or else of those that end; product groups"),
    ),
)

_EXEMPTIONS = Table(
    "standoff_exemptions",
    "What the two freed from their own duties on each other, and why.",
    _as_recorded("exemptions"),
)

_SHARE = "fraction of draws"


def _with_interval(name: str, description: str) -> tuple[Column, ...]:
    return (
        number(name, _SHARE, description),
        number(f"{name}_low", _SHARE, "Lower end of its interval that covers 90 %, Clopper-Pearson"),
        number(f"{name}_high", _SHARE, "Upper end"),
    )


_BY_WEEK = Table(
    "standoff_by_week",
    "Share of draws of chance in which the standoff has ended by a week.",
    (
        count("week", "Weeks from the first that is drawn", "weeks"),
        *_with_interval("truce", "There has been a truce or deal"),
        *_with_interval("deal", "There has been a deal"),
    ),
)

_ENDINGS = Table(
    "standoff_endings",
    "Who gives way first in a standoff, and on whose terms it ends, over draws of chance.",
    (
        word("question", "`first_mover` or `on_terms_of`"),
        word("answer", "A code, `together`, `both` or `nobody`"),
        count("draws", "Draws with this answer"),
        number("share", _SHARE, "Draws with this answer over all"),
        number("low", _SHARE, "Lower end of its interval that covers 90 %, Clopper-Pearson"),
        number("high", _SHARE, "Upper end"),
    ),
)


def _negotiates(evidence: Evidence) -> bool:
    return standoff_of(evidence) is not None


def _part(choose: Callable[[Standoff], pl.DataFrame]) -> Callable[[Evidence], pl.DataFrame]:
    def compute(evidence: Evidence) -> pl.DataFrame:
        found = standoff_of(evidence)
        assert found is not None
        return choose(found)

    return compute


_INTERVAL = (
    "Clopper and Pearson (1934), The use of confidence or fiducial limits illustrated in the case of the "
    "binomial, Biometrika 26",
)

STANDOFF_TABLES = (
    Metric(
        question="Where do the two governments stand, what do they ask for, and is what they say true?",
        table=_WEEKS,
        compute=_part(lambda found: found.weeks),
        applies=_negotiates,
        keys=("economy", "rival", "week"),
    ),
    Metric(
        question="What did the two governments do, and when?",
        table=_ACTS,
        compute=_part(lambda found: found.acts),
        applies=_negotiates,
        keys=("economy", "date", "act"),
    ),
    Metric(
        question="Which goods did each free from its own duties, and why these?",
        table=_EXEMPTIONS,
        compute=_part(lambda found: found.exemptions),
        applies=_negotiates,
        keys=("economy", "rival", "date", "group"),
    ),
    Metric(
        question="How soon does such a standoff end?",
        table=_BY_WEEK,
        compute=_part(lambda found: found.endings.by_week),
        sources=_INTERVAL,
        applies=_negotiates,
        keys=("week",),
    ),
    Metric(
        question="Who gives way first, and whose terms are met?",
        table=_ENDINGS,
        compute=_part(lambda found: found.endings.shares),
        sources=_INTERVAL,
        applies=_negotiates,
    ),
)
