"""A standoff of two governments: its weeks, what each did and said, and what it freed from its duties."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sim.metrics.axes import Axes
from sim.metrics.focus import Focus
from sim.metrics.negotiation.acts import standoff_acts
from sim.metrics.negotiation.endings import Endings, read_endings
from sim.records.reading import Run


@dataclass(frozen=True, eq=False)
class Standoff:
    """The negotiation that a page is about: that of the focus pair where it negotiates, else the first.

    Parameters
    ----------
    first, second : str
        The two sides, in the order of the scenario.
    others : int
        Further negotiations of the run.
    weeks : DataFrame
        A row for each side and week: the columns of the table `negotiations`, with codes in ``what`` in
        place of "first" and "second", and ``true``: whether what was said of talks is so at the end of the
        week, null where nothing was said.
    acts : DataFrame
        See ``standoff_acts``.
    exemptions : DataFrame
        Rows of the table `exemptions` of the two sides.
    endings : Endings
        How it ends, in the run and in other draws of chance.
    """

    first: str
    second: str
    others: int
    weeks: pl.DataFrame
    acts: pl.DataFrame
    exemptions: pl.DataFrame
    endings: Endings

    @property
    def sides(self) -> tuple[str, str]:
        """The two sides."""
        return self.first, self.second

    @property
    def words(self) -> int:
        """How often the two said something of talks."""
        return self.weeks.filter(pl.col("said") != "").height

    @property
    def false_words(self) -> int:
        """How often that was not so."""
        return self.weeks.filter(pl.col("true").eq(False)).height

    @property
    def contradictions(self) -> int:
        """Weeks in which one claimed what the other denied."""
        spoken = self.weeks.filter(pl.col("said") != "").group_by("week").agg(pl.col("said").n_unique())
        return spoken.filter(pl.col("said") > 1).height


def read_standoff(run: Run, axes: Axes, focus: Focus) -> Standoff | None:
    """Read the standoff of a run; None where no government negotiates."""
    table = run.tables["negotiations"].with_columns(pl.col("economy", "rival").cast(pl.String)).collect()
    pairs = _pairs(table)
    if not pairs:
        return None
    first, second = next((pair for pair in pairs if set(pair) == {focus.first, focus.second}), pairs[0])
    weeks = _weeks(table, first, second)
    exemptions = _of_the_two(_collected(run, "exemptions"), first, second).sort(_side(first), "rank")
    return Standoff(
        first,
        second,
        len(pairs) - 1,
        weeks,
        standoff_acts(weeks, exemptions, _collected(run, "events"), _collected(run, "tariffs")),
        exemptions,
        read_endings(_collected(run, "outcomes"), weeks, first, second, axes),
    )


def _collected(run: Run, table: str) -> pl.DataFrame:
    return run.tables[table].with_columns(pl.col(pl.Categorical).cast(pl.String)).collect()


def _pairs(table: pl.DataFrame) -> list[tuple[str, str]]:
    """Pairs that negotiate, each once, the first side first."""
    found: list[tuple[str, str]] = []
    for economy, rival in table.select("economy", "rival").unique(maintain_order=True).rows():
        if (rival, economy) not in found:
            found.append((economy, rival))
    return found


def _of_the_two(table: pl.DataFrame, first: str, second: str) -> pl.DataFrame:
    pair = [first, second]
    return table.filter(pl.col("economy").is_in(pair), pl.col("rival").is_in(pair))


def _side(first: str) -> pl.Expr:
    """Order of the two sides."""
    return pl.when(pl.col("economy") == first).then(0).otherwise(1)


def _weeks(table: pl.DataFrame, first: str, second: str) -> pl.DataFrame:
    what = pl.col("what")
    for word, code in (("first", first), ("second", second)):
        what = what.str.replace_all(rf"(^|; ){word} ", f"${{1}}{code} ")
    is_so = pl.when(pl.col("said") != "").then((pl.col("said") == "claims") == pl.col("talking"))
    return _of_the_two(table, first, second).sort(_side(first), "week").with_columns(what=what, true=is_so)
