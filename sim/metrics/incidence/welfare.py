"""Real spending, real wages and tariff revenue of each economy."""

from __future__ import annotations

import polars as pl

from sim.metrics.arms import against_reference, closing_mean
from sim.metrics.axes import CLOSING_WEEKS, WEEKS_PER_YEAR, YEAR_WEEKS
from sim.records.reading import Run


def welfare_changes(run: Run) -> pl.DataFrame:
    """Real consumption and real wage of each economy at the end of the run, and in the long run.

    The mean of real consumption over the last four weeks against the same mean of the reference: a
    tariff's cost climbs the input-output chain one link a week while its revenue is handed back at
    once, so that single weeks mislead. The real wage is the wage over the consumer price.

    Returns
    -------
    DataFrame
        economy, change (real consumption, last four weeks against the reference), benchmark_change (long
        run without frictions against the base), real_wage_change, benchmark_real_wage_change; fractions,
        in the order of the manifest.
    """
    prices = run.tables["prices"].with_columns(real_wage=pl.col("wage") / pl.col("consumer_price"))
    consumption = closing_mean(run.tables["welfare"], ["economy"], "real_consumption", CLOSING_WEEKS)
    wage = closing_mean(prices, ["economy"], "real_wage", CLOSING_WEEKS)
    benchmark = run.tables["benchmark_welfare"].select(
        pl.col("economy").cast(pl.String),
        benchmark_change=pl.col("welfare") - 1.0,
        benchmark_real_wage_change=pl.col("real_wage") - 1.0,
    )
    joined = pl.DataFrame({"economy": list(run.manifest["world"]["economies"])})
    for frame in (
        consumption.select("economy", "change"),
        wage.select("economy", real_wage_change="change"),
        benchmark.collect(),
    ):
        joined = joined.join(frame, on="economy", how="left", maintain_order="left")
    return joined.select(
        "economy", "change", "benchmark_change", "real_wage_change", "benchmark_real_wage_change"
    )


def tariff_revenue(run: Run) -> pl.DataFrame:
    """Add up what each government collects at the border.

    Returns
    -------
    DataFrame
        economy, last_4_weeks, last_4_weeks_reference, last_52_weeks, last_52_weeks_reference, benchmark
        (long run without frictions; all USD mn a year; a shorter run averages the weeks it has).
    """
    frames = []
    for weeks in (CLOSING_WEEKS, YEAR_WEEKS):
        mean = closing_mean(run.tables["governments"], ["economy"], "revenue", weeks)
        name = f"last_{weeks}_weeks"
        yearly = pl.col("scenario", "reference") * WEEKS_PER_YEAR
        renamed = mean.select("economy", yearly).rename({"scenario": name, "reference": f"{name}_reference"})
        frames.append(renamed)
    rest = run.tables["benchmark_welfare"].select(
        pl.col("economy").cast(pl.String), benchmark=pl.col("revenue") * WEEKS_PER_YEAR
    )
    joined = frames[0].join(frames[1], on="economy", how="left", maintain_order="left")
    return joined.join(rest.collect(), on="economy", how="left", maintain_order="left")


def weekly_revenue(run: Run) -> pl.DataFrame:
    """Tariff revenue of each economy by week, and in the long run without frictions.

    Returns
    -------
    DataFrame
        economy, week, scenario, reference, change (scenario less reference), benchmark; USD mn at annual
        rate.
    """
    frame = against_reference(run.tables["governments"], ["economy", "week"], "revenue")
    yearly = frame.with_columns(pl.col("scenario", "reference") * WEEKS_PER_YEAR)
    rest = run.tables["benchmark_welfare"].select(
        pl.col("economy").cast(pl.String), benchmark=pl.col("revenue") * WEEKS_PER_YEAR
    )
    return yearly.with_columns(change=pl.col("scenario") - pl.col("reference")).join(
        rest.collect(), on="economy", how="left", maintain_order="left"
    )


def weekly_welfare(run: Run) -> pl.DataFrame:
    """Compare real consumption, averaged over the four weeks that end in each week.

    Returns
    -------
    DataFrame
        economy, week, scenario, reference (base = 1), change.
    """
    return against_reference(run.tables["welfare"], ["economy", "week"], "welfare")
