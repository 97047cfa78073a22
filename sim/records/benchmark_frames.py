"""Tables of the long run without frictions."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.economy.equilibrium import Equilibrium
from sim.economy.prices import retail_price
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.records.layout import Layout, declared


def benchmark_welfare_frame(layout: Layout, long_run: Equilibrium) -> pl.DataFrame:
    """Return the long run without frictions by economy."""
    frame = pl.DataFrame(
        {
            "economy": layout.codes("economy", layout.economies),
            "welfare": long_run.welfare,
            "real_wage": long_run.real_wage,
            "wage": long_run.wage,
            "consumer_price": long_run.consumer_price,
            "revenue": long_run.revenue / WEEKS_PER_YEAR,
            "transfer": long_run.transfer / WEEKS_PER_YEAR,
        }
    )
    return declared("benchmark_welfare", frame)


def benchmark_prices_frame(layout: Layout, long_run: Equilibrium) -> pl.DataFrame:
    """Return prices of the long run without frictions, for the product groups that households buy."""
    world = layout.world
    retail = np.array(
        [
            retail_price(landed, wage, landed[world.services], margin, labour)
            for landed, wage, margin, labour in zip(
                long_run.price, long_run.wage, world.margin_share, world.margin_labour_share, strict=True
            )
        ]
    )
    retail = np.where(world.is_goods, retail, long_run.price)  # services are sold without a margin
    economy, group = np.nonzero(world.taste > 0.0)
    frame = pl.DataFrame(
        {
            "economy": layout.codes("economy", economy),
            "group": layout.codes("group", group),
            "retail_price": retail[economy, group],
            "landed_price": long_run.price[economy, group],
        }
    )
    return declared("benchmark_prices", frame)


def benchmark_trade_frame(layout: Layout, long_run: Equilibrium, bilateral: Equilibrium) -> pl.DataFrame:
    """Return the flows of the long run without frictions."""
    base = layout.world.customs_value / WEEKS_PER_YEAR
    origin, destination, group = np.nonzero(base > 0.0)
    keys = {"origin": origin, "destination": destination, "sector": group, "group": group}
    frame = pl.DataFrame(
        {
            **{name: layout.codes(name, positions) for name, positions in keys.items()},
            "base_value": base[origin, destination, group],
            "customs_value": long_run.customs_value[origin, destination, group] / WEEKS_PER_YEAR,
            "duty": (long_run.customs_value * long_run.tariff)[origin, destination, group] / WEEKS_PER_YEAR,
            "bilateral_value": bilateral.customs_value[origin, destination, group] / WEEKS_PER_YEAR,
        }
    )
    return declared("benchmark_trade", frame)
