"""Whose buyers went from which economy to which, and which economies won relationships when."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import positions
from sim.metrics.declaration import WEEK, Metric, count, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.once import once
from sim.records.columns import Table
from sim.records.tables import ARMS, SCENARIO_ARM


def supplier_switching(evidence: Evidence) -> pl.DataFrame:
    """Tabulate where buyers of the two at war came from and where they are now, largest spending first."""
    pair = (evidence.focus.first, evidence.focus.second)
    keys = ["destination", "origin", "joined"]
    table = read_moves(evidence).filter(pl.col("destination").is_in(pair)).sort(*keys, "group")
    # Summed over sorted rows: the bytes of a sum depend on its order.
    frame = table.group_by(keys, maintain_order=True).agg(pl.col("relationships", "base_spending").sum())
    order = pl.col("economy").replace_strict({code: place for place, code in enumerate(pair)})
    frame = frame.rename({"destination": "economy"})
    return frame.sort(order, -pl.col("base_spending"), "origin", "joined")


@once
def read_moves(evidence: Evidence) -> pl.DataFrame:
    """Read where buyers of every economy went from and to in the scenario, by product group."""
    keys = ("destination", "origin", "joined", "group")
    table = evidence.run.tables["supplier_moves"].filter(pl.col("arm").cast(pl.String) == SCENARIO_ARM)
    return table.select(pl.col(keys).cast(pl.String), "relationships", "base_spending").collect()


def switches(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the relationships in goods that producers of each economy win from abroad, by week."""
    axes = evidence.axes
    table = evidence.run.tables["firms"].select("arm", "economy", "group", "week", "switches").collect()
    economies, weeks = len(axes.economies), len(axes.weeks)
    goods = positions(table["group"], axes.goods) >= 0
    arm, economy, week = (
        positions(table["arm"], ARMS),
        positions(table["economy"], axes.economies),
        axes.week_positions(table["week"]),
    )
    cell = ((arm * economies + economy) * weeks + week)[goods]
    won = np.bincount(cell, weights=table["switches"].to_numpy()[goods], minlength=2 * economies * weeks)
    by_arm = won.astype(np.int64).reshape(2, -1)
    return pl.DataFrame(
        {
            "economy": np.repeat(axes.economies, weeks),
            "week": pl.Series(axes.weeks, dtype=pl.Date).gather(np.tile(np.arange(weeks), economies)),
            "won": by_arm[0],
            "won_reference": by_arm[1],
        }
    )


SUPPLIER_SWITCHING = Metric(
    question="Who leaves suppliers in which economy, and for suppliers in which other one?",
    table=Table(
        "supplier_switching",
        "Relationships in goods of the two at war whose supplier at the end is in another economy than that "
        "of the base. Back and forth in between does not count.",
        (
            word("economy", "Economy whose buyers they are", "code"),
            word("origin", "Economy of the supplier in the base", "code"),
            word("joined", "Economy of the supplier at the end", "code"),
            count("relationships", "Relationships that moved so"),
            number("base_spending", "USD mn a year", "What they stood for in the base, duty included"),
        ),
    ),
    compute=supplier_switching,
)

SWITCHES = Metric(
    question="Which economies win buyers, and when?",
    table=Table(
        "switches",
        "Relationships in goods that producers of an economy win from suppliers in another one, by week.",
        (
            word("economy", "Economy of the suppliers that win them", "code"),
            WEEK,
            count("won", "Relationships won", "count a week"),
            count("won_reference", "The same draws without the scenario's measures", "count a week"),
        ),
    ),
    compute=switches,
)
