"""Who bears the burden: the change of real spending by tenth of income."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, WEEKS_PER_YEAR
from sim.records.reading import Run
from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM

PARTS = ("from_prices", "from_jobs", "from_rebate", "from_profits", "from_transfers")
"""Parts that add up to the change."""


def burden_by_decile(run: Run, economies: Sequence[str]) -> pl.DataFrame:
    """Change of real spending of each tenth of households, against the reference, and its parts.

    Means of the last four weeks, fractions of base spending: scenario less reference.

    Returns
    -------
    DataFrame
        economy, decile, change, from_prices, from_jobs, from_rebate, from_profits, from_transfers,
        approval_change, benchmark_change (long run without frictions against the base), real_spending,
        real_spending_reference (USD mn a year at base prices); in the order of the economies asked for.
    """
    columns = ("real_spending_change", *PARTS, "approval")
    at_base_prices = (pl.col("spending") / pl.col("consumer_price")).cast(pl.Float64)
    table = run.tables["deciles"].filter(
        pl.col("economy").cast(pl.String).is_in(list(economies)),
        pl.col("week") > pl.col("week").max() - pl.duration(weeks=CLOSING_WEEKS),
    )
    frame = (
        table.select(
            pl.col("arm", "economy").cast(pl.String),
            "decile",
            "week",
            pl.col(columns).cast(pl.Float64),
            base_spending=at_base_prices / (1.0 + pl.col("real_spending_change").cast(pl.Float64)),
        )
        .sort("arm", "economy", "decile", "week")
        .collect()
    )
    rows = []
    for economy in economies:
        for decile in frame["decile"].unique().sort().to_list():
            chosen = frame.filter(pl.col("economy") == economy, pl.col("decile") == decile)
            arms = [
                chosen.filter(pl.col("arm") == arm).select(*columns, "base_spending").to_numpy()
                for arm in (SCENARIO_ARM, REFERENCE_ARM)
            ]
            now, usual = (each.mean(axis=0) for each in arms)
            base = WEEKS_PER_YEAR * usual[-1]
            change = [*(now - usual)[:-1], base * (1.0 + now[0]), base * (1.0 + usual[0])]
            rows.append((economy, decile, *(float(value) for value in change)))
    schema = {"economy": pl.String, "decile": pl.Int64, "change": pl.Float64}
    money = ("real_spending", "real_spending_reference")
    schema |= dict.fromkeys((*PARTS, "approval_change", *money), pl.Float64)
    rest = run.tables["benchmark_deciles"].select(
        pl.col("economy").cast(pl.String),
        pl.col("decile").cast(pl.Int64),
        benchmark_change=pl.col("real_spending_change").cast(pl.Float64),
    )
    found = pl.DataFrame(rows, schema=schema, orient="row")
    return found.join(rest.collect(), on=["economy", "decile"], how="left", maintain_order="left")
