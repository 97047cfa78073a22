"""Consumer prices against the run without the measures."""

from __future__ import annotations

import polars as pl

from sim.metrics.arms import against_reference, closing_mean
from sim.metrics.axes import CLOSING_WEEKS, SERVICES
from sim.records.reading import Run


def consumer_prices(run: Run) -> pl.DataFrame:
    """Compare households' price index by economy and week.

    Returns
    -------
    DataFrame
        economy, week, scenario, reference (base = 1, numeraire: world labour income), change,
        benchmark_change (long run without frictions against the base, the same in every week).
    """
    weekly = against_reference(run.tables["prices"], ["economy", "week"], "consumer_price")
    return _beside_long_run(run, weekly)


def retail_prices(run: Run, economy: str) -> pl.DataFrame:
    """Set what households pay for each group of goods beside what distributors pay for it at the border.

    Returns
    -------
    DataFrame
        group, retail_change, landed_change (relative to the reference, mean of the last four weeks;
        landed is the cost of all origins together, duty included), benchmark_retail_change,
        benchmark_landed_change (long run without frictions against the base); largest retail rise first.
    """
    table = run.tables["retail_prices"].filter(
        pl.col("economy").cast(pl.String) == economy, pl.col("group").cast(pl.String) != SERVICES
    )
    retail, landed = (
        closing_mean(table, ["group"], column, CLOSING_WEEKS).select("group", pl.col("change").alias(name))
        for column, name in (("retail_price", "retail_change"), ("landed_price", "landed_change"))
    )
    long_run = run.tables["benchmark_prices"].filter(pl.col("economy").cast(pl.String) == economy)
    rest = long_run.select(
        pl.col("group").cast(pl.String),
        benchmark_retail_change=pl.col("retail_price") - 1.0,
        benchmark_landed_change=pl.col("landed_price") - 1.0,
    ).collect()
    joined = retail.join(landed, on="group", how="left").join(rest, on="group", how="left")
    return joined.sort(["retail_change", "group"], descending=[True, False], nulls_last=True)


def closing_consumer_prices(run: Run) -> pl.DataFrame:
    """Compare households' price index over the last four weeks: as ``consumer_prices``, without week."""
    closing = closing_mean(run.tables["prices"], ["economy"], "consumer_price", CLOSING_WEEKS)
    return _beside_long_run(run, closing)


def _beside_long_run(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    """Add the change of the consumer price in the long run without frictions."""
    rest = run.tables["benchmark_welfare"].select(
        pl.col("economy").cast(pl.String), benchmark_change=pl.col("consumer_price") - 1.0
    )
    return frame.join(rest.collect(), on="economy", how="left", maintain_order="left")
