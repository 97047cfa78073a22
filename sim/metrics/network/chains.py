"""How long the chains behind what households buy are, and how often they cross a border."""

from __future__ import annotations

import polars as pl

from sim.metrics.axes import Floats
from sim.metrics.declaration import ECONOMY, WEEK, Metric, arms
from sim.metrics.evidence import Evidence
from sim.records.columns import Table
from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM


def duty_in_spending(embodied_duty: Floats, final_spending: Floats) -> Floats:
    """Return the duty of all stages in a dollar of final purchases.

    Equation (115). ``(d' L y + duty on final goods) / spending``: what a tariff adds at every
    border of the chain, not only at the last.
    """
    return embodied_duty / final_spending


def chain_length(evidence: Evidence) -> pl.DataFrame:
    """Tabulate stages, borders and duty of every economy's final purchases, week by week."""
    table = evidence.run.tables["supply_chains"].with_columns(pl.col("arm", "economy").cast(pl.String))
    sides = []
    for arm, suffix in ((SCENARIO_ARM, ""), (REFERENCE_ARM, "_reference")):
        found = table.filter(pl.col("arm") == arm).collect()
        duty = duty_in_spending(found["embodied_duty"].to_numpy(), found["final_spending"].to_numpy())
        columns = found.select("stages", "borders").with_columns(pl.Series("duty", duty))
        sides.append(columns.rename({name: f"{name}{suffix}" for name in columns.columns}))
        keys = found.select("economy", "week")
    return pl.concat([keys, *sides], how="horizontal")


CHAIN_LENGTH = Metric(
    question="How long are the chains behind what households buy, and how often do they cross a border?",
    table=Table(
        "chain_length",
        "Stages of production, border crossings and duty in a dollar of final purchases.",
        (
            ECONOMY,
            WEEK,
            *arms("stages", "1", "Output of all stages in a dollar of final purchases"),
            *arms("borders", "1", "Value of all that crosses a border in a dollar of final purchases"),
            *arms("duty", "fraction", "Duty and fees of all stages in a dollar of final purchases"),
        ),
    ),
    compute=chain_length,
    equations=(114, 115),
    sources=("Antràs, Chor, Fally and Hillberry (2012), American Economic Review 102(3)",),
)
