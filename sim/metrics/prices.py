"""Consumer prices against the run without the measures."""

from __future__ import annotations

import polars as pl

from sim.metrics.arms import against_reference, closing_mean
from sim.metrics.axes import SERVICES
from sim.metrics.flows import CLOSING_WEEKS
from sim.records.reading import Run


def consumer_prices(run: Run) -> pl.DataFrame:
    """Compare households' price index by economy and week.

    Returns
    -------
    DataFrame
        economy, week, scenario, reference (base = 1, numeraire: world labour income), change.
    """
    return against_reference(run.tables["prices"], ["economy", "week"], "consumer_price")


def retail_prices(run: Run, economy: str) -> pl.DataFrame:
    """Set what households pay for each group of goods beside what distributors pay for it at the border.

    Returns
    -------
    DataFrame
        group, retail_change, landed_change (relative to the reference, mean of the last four weeks;
        landed is the cost of all origins together, duty included); largest retail rise first.
    """
    table = run.tables["retail_prices"].filter(
        pl.col("economy").cast(pl.String) == economy, pl.col("group").cast(pl.String) != SERVICES
    )
    retail, landed = (
        closing_mean(table, ["group"], column, CLOSING_WEEKS).select("group", pl.col("change").alias(name))
        for column, name in (("retail_price", "retail_change"), ("landed_price", "landed_change"))
    )
    joined = retail.join(landed, on="group", how="left")
    return joined.sort(["retail_change", "group"], descending=[True, False], nulls_last=True)


def closing_consumer_prices(run: Run) -> pl.DataFrame:
    """Compare households' price index over the last four weeks: as ``consumer_prices``, without week."""
    return closing_mean(run.tables["prices"], ["economy"], "consumer_price", CLOSING_WEEKS)
