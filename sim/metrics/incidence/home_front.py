"""What a government hears of at home: approval, lost jobs, the real wage, exports."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from sim.metrics.arms import against_reference
from sim.metrics.flows import Flows
from sim.records.reading import Run


def weekly_home_front(run: Run, flows: Flows, economies: Sequence[str]) -> pl.DataFrame:
    """Put what a government hears of at home side by side with the run without the measures.

    Returns
    -------
    DataFrame
        economy, week, and approval, unemployment (fractions), real_wage (wage over consumer price, base = 1),
        exports (goods to all other economies, USD mn a year), each with its ``_reference``.
    """
    chosen = pl.col("economy").cast(pl.String).is_in(list(economies))
    prices = run.tables["prices"].with_columns(real_wage=pl.col("wage") / pl.col("consumer_price"))
    households = run.tables["households"]
    found = pl.concat([_exports(flows, code) for code in economies])
    for name, table in (("approval", households), ("unemployment", households), ("real_wage", prices)):
        own = against_reference(table.filter(chosen), ["economy", "week"], name).drop("change")
        named = own.rename({"scenario": name, "reference": f"{name}_reference"})
        found = found.join(named, on=["economy", "week"], how="left", maintain_order="left")
    return found


def _exports(flows: Flows, economy: str) -> pl.DataFrame:
    """Goods that an economy sells to all others, by week."""
    here = flows.axes.economy(economy)
    abroad = np.arange(len(flows.axes.economies)) != here
    scenario, reference = flows.weekly[:, here, abroad].sum(axis=1)
    return pl.DataFrame(
        {"week": flows.axes.weeks, "exports": scenario, "exports_reference": reference}
    ).select(pl.lit(economy).alias("economy"), pl.all())
