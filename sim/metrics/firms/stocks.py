"""What buyers hold and await of the rival's goods and of all others from abroad."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import WEEKS_PER_YEAR, Floats, over
from sim.metrics.declaration import WEEK, Metric, arms, word
from sim.metrics.evidence import Evidence
from sim.metrics.pairs import read_pairs
from sim.records.columns import Table

OTHERS = "others"
"""All foreign origins but the rival."""


def weeks_of_use(stock: Floats, use: Floats) -> Floats:
    """Return for how many weeks a stock would last at the week's use; NaN where nothing is used.

    Equation (177). ``w = S / u`` with the stock and the use of a week at base prices.
    """
    return over(stock, use)


def stocks(evidence: Evidence) -> pl.DataFrame:
    """Tabulate stocks of the two at war, of the rival's goods and of all others from abroad, by week."""
    axes = evidence.axes
    table = read_pairs(evidence.run.tables["inventories"], axes, ("on_hand", "in_transit", "use"))
    pair = (evidence.focus.first, evidence.focus.second)
    frames = []
    for economy, rival in zip(pair, pair[::-1], strict=True):
        here, there = axes.economy(economy), axes.economy(rival)
        other = np.array([place not in (here, there) for place in range(len(axes.economies))])
        chosen = {rival: np.array([there]), OTHERS: np.flatnonzero(other)}
        for origin, places in chosen.items():
            held, awaited, used = (
                np.nansum(table[name][:, places, here], axis=1) for name in ("on_hand", "in_transit", "use")
            )
            figures = {
                "on_hand": held,
                "in_transit": awaited,
                "use": WEEKS_PER_YEAR * used,
                "weeks_of_use": weeks_of_use(held, used),
            }
            columns = {
                f"{name}{suffix}": value[arm]
                for name, value in figures.items()
                for arm, suffix in enumerate(("", "_reference"))
            }
            keys = {"economy": [economy] * len(table.weeks), "origin": [origin] * len(table.weeks)}
            frames.append(pl.DataFrame({**keys, "week": pl.Series(table.weeks, dtype=pl.Date), **columns}))
    return pl.concat(frames)


STOCKS = Metric(
    question="Do buyers order ahead of tariffs, and what is left of their stocks afterwards?",
    table=Table(
        "stocks",
        "Goods that buyers of the two at war hold or await, from the rival and from all other economies, at "
        "base prices.",
        (
            word("economy", "Economy whose buyers hold them", "code"),
            word("origin", "Economy that they come from: the rival, or `others` abroad", "code"),
            WEEK,
            *arms("on_hand", "USD mn", "Stock at the end of the week"),
            *arms("in_transit", "USD mn", "Shipped and not yet there"),
            *arms("use", "USD mn a year", "Used in the week, at annual rate"),
            *arms("weeks_of_use", "weeks", "Stock over the week's use; empty where nothing is used"),
        ),
    ),
    compute=stocks,
    equations=(177,),
)
