"""What each sector of each economy makes, against the run without the measures."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, Integers, relative_change
from sim.metrics.declaration import SECTOR, Metric, arms, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.purchases import all_groups, base_values
from sim.metrics.incidence.states import by_group
from sim.records.columns import Table


def output_at_base_prices(base: Floats, index: Floats, sector: Integers, sectors: int) -> Floats:
    """Return what the sectors of each economy make, at the prices of the base.

    Equation (181). ``Q_is = sum_(g in s) Y_ig q_ig``: base sales of each product group times its
    index of output.

    Parameters
    ----------
    base : (N, G) float
        Sales in the base, in any unit.
    index : (..., N, G) float
        Output of the group, base = 1; NaN where there are no producers.
    sector : (G,) int
        Sector of each group.
    sectors : int
        How many there are.

    Returns
    -------
    (..., N, S) float
        In the unit of the sales.
    """
    made = np.where(base > 0.0, base * np.nan_to_num(index), 0.0)
    output = np.zeros((*made.shape[:-1], sectors))
    for place in range(sectors):
        output[..., place] = made[..., sector == place].sum(axis=-1)
    return output


def sector_output(evidence: Evidence) -> pl.DataFrame:
    """Tabulate output by economy and sector at the end of a run."""
    axes, table = evidence.axes, evidence.run.tables["firms"]
    known = table.select(pl.col("group", "sector").cast(pl.String)).unique().collect()
    of_group = dict(known.rows())
    order = list(evidence.run.manifest["world"]["sectors"])
    present = sorted(set(of_group.values()))
    codes = sorted(present, key=lambda code: order.index(code) if code in order else len(order))
    sector = np.array([codes.index(of_group[each]) if each in of_group else -1 for each in all_groups(axes)])
    index = by_group(evidence, "firms", "output_index")[0][..., axes.closing(CLOSING_WEEKS)].mean(axis=-1)
    made = output_at_base_prices(base_values(evidence).sum(axis=1), index, sector, len(codes))
    return pl.DataFrame(
        {
            "economy": np.repeat(axes.economies, len(codes)),
            "sector": pl.Series(codes * len(axes.economies), dtype=pl.String),
            "output": made[0].ravel(),
            "output_reference": made[1].ravel(),
            "change": relative_change(made[0], made[1]).ravel(),
        }
    ).filter(pl.col("output_reference") > 0.0)


SECTOR_OUTPUT = Metric(
    question="Which industries make more or less?",
    table=Table(
        "sector_output",
        "Output of each sector at the prices of the base, mean of the last four weeks.",
        (
            word("economy", "Economy that makes it", "code"),
            SECTOR,
            *arms("output", "USD mn a year", "What its producers ship, at base prices"),
            number("change", "fraction", "Output over that of the reference, less one"),
        ),
    ),
    compute=sector_output,
    equations=(181,),
)
