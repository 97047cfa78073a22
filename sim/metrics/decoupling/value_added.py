"""Whose labour is in what an economy's households buy."""

from __future__ import annotations

import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import ECONOMY, PARTNER, WEEK, Metric, arms
from sim.metrics.evidence import Evidence
from sim.metrics.once import once
from sim.metrics.pairs import PairTable, read_pairs
from sim.records.columns import Table

NAMES = ("value_added", "final_value")


def exposure(value_added: Floats) -> Floats:
    """Return the share of each source in all labour that a final user's purchases hold.

    Equation (113). ``VA_jn / sum_k VA_kn``. What is bought of ``j`` directly can hold less of its
    labour, and what is bought of others can hold some.

    Parameters
    ----------
    value_added : (N, N, ...) float
        Source, final user: labour embodied, equation (112).

    Returns
    -------
    (N, N, ...) float
        Fractions that sum to one over sources, home included; NaN for a user that buys nothing.
    """
    return over(value_added, value_added.sum(axis=0))


@once
def read_value_added(evidence: Evidence) -> PairTable:
    """Read whose labour is in whose final purchases, by pair and week."""
    return read_pairs(evidence.run.tables["value_added"], evidence.axes, NAMES)


def value_added_exposure(evidence: Evidence) -> pl.DataFrame:
    """Tabulate whose labour is in the final purchases of the economies asked for, week by week."""
    table = read_value_added(evidence)
    share = [exposure(arm) for arm in table["value_added"]]
    direct = [
        final / added.sum(axis=0)
        for final, added in zip(table["final_value"], table["value_added"], strict=True)
    ]
    frames = []
    for economy in evidence.subjects:
        here = evidence.axes.economy(economy)
        for partner, there in evidence.partners(economy):
            rows = len(table.weeks)
            columns = {"economy": [economy] * rows, "partner": [partner] * rows, "week": table.weeks}
            for arm, suffix in enumerate(("", "_reference")):
                columns[f"share{suffix}"] = share[arm][there, here]
                columns[f"direct{suffix}"] = direct[arm][there, here]
                columns[f"indirect{suffix}"] = share[arm][there, here] - direct[arm][there, here]
            frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


VALUE_ADDED_EXPOSURE = Metric(
    question="Whose work do an economy's households pay for?",
    table=Table(
        "value_added_exposure",
        "Labour of each partner in what households of an economy buy, through all suppliers.",
        (
            ECONOMY,
            PARTNER,
            WEEK,
            *arms("share", "fraction", "Labour of the partner over all labour in final purchases"),
            *arms("direct", "fraction", "Final purchases of the partner, before duty, over the same"),
            *arms(
                "indirect",
                "fraction",
                "The first less the second: inputs in what others finish, less others' in theirs",
            ),
        ),
    ),
    compute=value_added_exposure,
    equations=(112, 113),
    sources=(
        "Johnson and Noguera (2012), Journal of International Economics 86(2)",
        "Koopman, Wang and Wei (2014), American Economic Review 104(2)",
    ),
)
