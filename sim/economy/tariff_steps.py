"""The tariff schedule told as tables: every step of a pair's average, and its path by week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.economy.bans import BanSchedule
    from sim.economy.tariffs import TariffSchedule

_SAME_RATE = 1e-9

_STEPS = {
    "date": pl.Date,
    "importer": pl.String,
    "exporter": pl.String,
    "before": pl.Float64,
    "after": pl.Float64,
    "measures": pl.String,
}
_WEEKS = {"week": pl.Date, "importer": pl.String, "exporter": pl.String, "average": pl.Float64}


def tariff_steps(schedule: TariffSchedule) -> pl.DataFrame:
    """Every change of a pair's average tariff, with the measures that begin or cease on the day.

    Returns
    -------
    DataFrame
        ``date``, ``importer``, ``exporter``, ``before`` and ``after`` (average over goods with
        base-year customs values as weights, fractions) and ``measures``: identifiers separated
        by commas, ``+`` before one that comes into force and ``-`` before one that ceases.
    """
    rows: list[tuple[date, str, str, float, float, str]] = []
    for day in schedule.changes:
        eve = day - timedelta(days=1)
        for importer, exporter in schedule.pairs:
            then = {measure.id for measure in schedule.responsible(importer, exporter, eve)}
            now = {measure.id for measure in schedule.responsible(importer, exporter, day)}
            if then == now:
                continue
            before = schedule.average(importer, exporter, eve)
            after = schedule.average(importer, exporter, day)
            rows.append((day, importer, exporter, before, after, _changed(then, now)))
    return pl.DataFrame(rows, schema=_STEPS, orient="row")


def ban_steps(bans: BanSchedule) -> pl.DataFrame:
    """Every change of the share of a pair's trade that is barred, with the bans that begin or cease.

    Returns
    -------
    DataFrame
        As :func:`tariff_steps`; ``before`` and ``after`` are shares of the pair's goods, base-year customs
        values as weights, fractions.
    """
    rows: list[tuple[date, str, str, float, float, str]] = []
    for day in bans.changes:
        eve = day - timedelta(days=1)
        for pair in bans.pairs:
            then = {measure.id for measure in bans.responsible(*pair, eve)}
            now = {measure.id for measure in bans.responsible(*pair, day)}
            if then != now:
                shares = bans.average(*pair, eve), bans.average(*pair, day)
                rows.append((day, *pair, *shares, _changed(then, now)))
    return pl.DataFrame(rows, schema=_STEPS, orient="row")


def _changed(then: set[str], now: set[str]) -> str:
    """Identifiers of measures that begin and cease, in words."""
    named = [f"+{name}" for name in sorted(now - then)] + [f"-{name}" for name in sorted(then - now)]
    return ", ".join(named)


def tariff_weeks(
    schedule: TariffSchedule, mondays: Iterable[date], pairs: Sequence[tuple[str, str]] | None = None
) -> pl.DataFrame:
    """Average tariff of each pair that a measure touches, week by week.

    Parameters
    ----------
    schedule : TariffSchedule
        Tariffs by date.
    mondays : iterable of date
        First days of the weeks.
    pairs : sequence of (importer, exporter), optional
        Pairs to list; those that a measure touches by default.

    Returns
    -------
    DataFrame
        ``week``, ``importer``, ``exporter``, ``average``: mean over the week's days and over goods,
        base-year customs values as weights, a fraction.
    """
    chosen = schedule.pairs if pairs is None else pairs
    rows: list[tuple[date, str, str, float]] = []
    for monday in mondays:
        tariff = schedule.week(monday)
        rows += [
            (monday, importer, exporter, schedule.mean_over_goods(tariff, importer, exporter))
            for importer, exporter in chosen
        ]
    return pl.DataFrame(rows, schema=_WEEKS, orient="row")


def tariff_spells(weeks: pl.DataFrame) -> pl.DataFrame:
    """Weekly averages with weeks of one rate in a row put together.

    Parameters
    ----------
    weeks : DataFrame
        As ``tariff_weeks`` returns it.

    Returns
    -------
    DataFrame
        ``importer``, ``exporter``, ``first_week`` and ``last_week`` (Mondays), ``average``; pairs in
        the order in which they are listed, their spells by date.
    """
    pair = ["importer", "exporter"]
    moved = (pl.col("average").diff().abs() > _SAME_RATE).fill_null(value=False)
    return (
        weeks.with_columns(rank=pl.struct(pair).rank("dense"))
        .sort("rank", "week")
        .with_columns(spell=moved.cast(pl.Int64).cum_sum().over(pair))
        .group_by(*pair, "spell", maintain_order=True)
        .agg(
            first_week=pl.col("week").first(),
            last_week=pl.col("week").last(),
            average=pl.col("average").first(),
        )
        .drop("spell")
    )
