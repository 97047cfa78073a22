"""How trade follows the tariff, week by week: the way down, and the way back where there is one."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import WEEKS_PER_YEAR, over
from sim.metrics.declaration import EXPORTER, IMPORTER, WEEK, Metric, arms, number
from sim.metrics.evidence import Evidence
from sim.metrics.tariffs import BAN_AS_RISE
from sim.records.columns import Table


def tariff_and_trade(evidence: Evidence) -> pl.DataFrame:
    """Tabulate tariff and trade of the two at war, each direction, in every week.

    Goods that set out are looked at, not those that arrive: what is at sea by then was ordered before.
    """
    axes, focus, tariffs, flows = evidence.axes, evidence.focus, evidence.tariffs, evidence.flows
    panel = evidence.panel
    shipped = panel.weekly("shipped_value")
    frames = []
    for importer, exporter in ((focus.first, focus.second), (focus.second, focus.first)):
        here, there = axes.economy(importer), axes.economy(exporter)
        of_pair = panel.is_goods & (panel.origin == there) & (panel.destination == here)
        scenario, reference = WEEKS_PER_YEAR * shipped[:, of_pair].sum(axis=1, dtype=np.float64)
        rest = float(over(flows.benchmark_total[there, here], flows.base_total[there, here]))
        rate = tariffs.fixed[here, there] + BAN_AS_RISE * tariffs.barred[here, there]
        rows = len(axes.weeks)
        frames.append(
            pl.DataFrame(
                {
                    "importer": [importer] * rows,
                    "exporter": [exporter] * rows,
                    "week": axes.weeks,
                    "tariff": rate,
                    "tariff_reference": np.full(rows, tariffs.base[here, there]),
                    "shipped": scenario,
                    "shipped_reference": reference,
                    "trade": over(scenario, reference),
                    "benchmark": np.full(rows, rest),
                    "benchmark_shipped": np.full(rows, flows.benchmark_total[there, here]),
                }
            )
        )
    return pl.concat(frames)


TARIFF_AND_TRADE = Metric(
    question="How does trade follow the tariff, up and down?",
    table=Table(
        "tariff_and_trade",
        "Tariff of each of the two at war on the other and the goods that set out under it, by week.",
        (
            IMPORTER,
            EXPORTER,
            WEEK,
            *arms("tariff", "fraction", "Average tariff, fixed weights, a ban counted as 150 points"),
            *arms("shipped", "USD mn a year", "Value before duty of the goods that set out"),
            number("trade", "1", "The first over the second"),
            number("benchmark", "1", "Trade over that of the base in the long run without frictions"),
            number("benchmark_shipped", "USD mn a year", "Customs value in the long run without frictions"),
        ),
    ),
    compute=tariff_and_trade,
)
