"""What the two governments of a standoff did, day by day: raised, lowered, exempted, gave way."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

DROPS, CANCELS = "drops its precondition", "cancels its tariffs first"
"""How the table `negotiations` says that a side gives way."""

MEETINGS = ("ministers meet", "leaders meet")
"""How it says that they met, within the week or for longer."""

_WEEK = timedelta(weeks=1)
_SMALLEST_MOVE = 0.005
"""Changes of the average tariff below half a point are no act that a chart of acts should show."""

_SCHEMA = {"economy": pl.String, "date": pl.Date, "act": pl.String, "detail": pl.String}


def standoff_acts(
    weeks: pl.DataFrame, exemptions: pl.DataFrame, events: pl.DataFrame, tariffs: pl.DataFrame
) -> pl.DataFrame:
    """List the acts of both sides.

    A tariff counts as raised or lowered in a week in which measures start or end when the rate at stake on
    the last day moves, or else the average tariff on the rival by half a point or more.

    Parameters
    ----------
    weeks : DataFrame
        Weeks of the standoff, ``Standoff.weeks``.
    exemptions : DataFrame
        What the two freed.
    events : DataFrame
        The table `events`.
    tariffs : DataFrame
        The table `tariffs`.

    Returns
    -------
    DataFrame
        economy, date, act (`raised`, `lowered`, `exempted`, `exempted_quietly`, `dropped`, `cancelled`),
        detail (titles of measures that start, or of those that end where none starts; product groups);
        by date.
    """
    rows: list[tuple[str, date, str, str]] = []
    for economy, rival in weeks.select("economy", "rival").unique(maintain_order=True).rows():
        own = weeks.filter(pl.col("economy") == economy)
        gives_way = _giving_way(own, economy)
        cancelled = {day for _, day, act, _ in gives_way if act == "cancelled"}
        moves = _tariff_moves(own, economy, rival, events, tariffs)
        rows += [move for move in moves if move[2] == "raised" or _monday(move[1]) not in cancelled]
        rows += [*gives_way, *_freed(exemptions, economy)]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").sort("date", "economy", "act")


def _giving_way(own: pl.DataFrame, economy: str) -> list[tuple[str, date, str, str]]:
    return [
        (economy, week, act, "")
        for week, what in own.select("week", "what").rows()
        for words, act in ((DROPS, "dropped"), (CANCELS, "cancelled"))
        if f"{economy} {words}" in what
    ]


def _freed(exemptions: pl.DataFrame, economy: str) -> list[tuple[str, date, str, str]]:
    own = exemptions.filter(pl.col("economy") == economy)
    days = own.group_by("date", "quiet", maintain_order=True).agg(pl.col("group").str.join("; "))
    return [
        (economy, day, "exempted_quietly" if quiet else "exempted", groups)
        for day, quiet, groups in days.select("date", "quiet", "group").rows()
    ]


def _tariff_moves(
    own: pl.DataFrame, economy: str, rival: str, events: pl.DataFrame, tariffs: pl.DataFrame
) -> list[tuple[str, date, str, str]]:
    """Weeks in which measures start or end and the tariff on the rival moves, at their first such day."""
    path = tariffs.filter(pl.col("importer") == economy, pl.col("exporter") == rival)
    average = dict(path.select("week", "rate_fixed_weights").rows())
    at_stake = dict(own.select("week", "rate").rows())
    acts = events.filter(
        pl.col("kind") == "tariff",
        pl.col("event").is_in(["starts", "ends"]),
        pl.struct("importer", "exporter").map_elements(
            lambda row: names(row["importer"], economy) and names(row["exporter"], rival),
            return_dtype=pl.Boolean,
        ),
    ).sort("date", "measure")
    busy = set(acts["week"])
    title, starts = pl.col("title"), pl.col("event") == "starts"
    started = title.filter(starts).unique(maintain_order=True).str.join("; ")
    ended = pl.lit("ends: ") + title.unique(maintain_order=True).str.join("; ")
    by_week = acts.group_by("week", maintain_order=True).agg(
        pl.col("date").first(), pl.when(starts.any()).then(started).otherwise(ended).alias("titles")
    )
    found = []
    for week, day, titles in by_week.rows():
        # a measure that starts within a week shows in full only in the mean of the week after
        seen = week if week + _WEEK in busy else week + _WEEK
        move = _move(at_stake, week, week) or _move(average, week, seen)
        if abs(move) >= _SMALLEST_MOVE:
            found.append((economy, day, "raised" if move > 0.0 else "lowered", titles))
    return found


def _move(levels: dict[date, float], week: date, until: date) -> float:
    """Change from the week before to a later one; nothing where a week is not of the run."""
    before, after = levels.get(week - _WEEK), levels.get(until, levels.get(week))
    return 0.0 if before is None or after is None else after - before


def names(listed: str, code: str) -> bool:
    """Tell whether a list of economies of the table `events` has one in it."""
    if listed.startswith("all except "):
        return code not in listed.removeprefix("all except ").split(", ")
    return listed == "all" or code in listed.split(", ")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
