"""Tables of the frictionless long run."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.economy.equilibrium import Equilibrium
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.records.layout import Layout, declared


def benchmark_welfare_frame(layout: Layout, long_run: Equilibrium) -> pl.DataFrame:
    """Return the frictionless long run by economy."""
    frame = pl.DataFrame(
        {
            "economy": layout.codes("economy", layout.economies),
            "welfare": long_run.welfare,
            "wage": long_run.wage,
            "consumer_price": long_run.consumer_price,
        }
    )
    return declared("benchmark_welfare", frame)


def benchmark_trade_frame(layout: Layout, long_run: Equilibrium, bilateral: Equilibrium) -> pl.DataFrame:
    """Return the flows of the frictionless long run."""
    base = layout.world.customs_value / WEEKS_PER_YEAR
    origin, destination, group = np.nonzero(base > 0.0)
    keys = {"origin": origin, "destination": destination, "sector": group, "group": group}
    frame = pl.DataFrame(
        {
            **{name: layout.codes(name, positions) for name, positions in keys.items()},
            "base_value": base[origin, destination, group],
            "customs_value": long_run.customs_value[origin, destination, group] / WEEKS_PER_YEAR,
            "bilateral_value": bilateral.customs_value[origin, destination, group] / WEEKS_PER_YEAR,
        }
    )
    return declared("benchmark_trade", frame)
