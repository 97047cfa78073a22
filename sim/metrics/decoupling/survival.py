"""How many relationships of the base still stand."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import WEEKS_PER_YEAR, Floats, over
from sim.metrics.declaration import IMPORTER, PARTNER, WEEK, Metric, arms, count, number
from sim.metrics.evidence import Evidence
from sim.metrics.once import once
from sim.metrics.pairs import PairTable, read_pairs
from sim.records.columns import Table

NAMES = ("base_relationships", "surviving", "surviving_value")


def surviving_part(surviving: Floats, laid: Floats) -> Floats:
    """Return the part of the relationships of the base that has never changed its supplier.

    Equation (116). ``n_od(t) / n_od(0)``, NaN where there were none.
    """
    return over(surviving, laid)


def annual_survival(part: Floats, weeks: Floats) -> Floats:
    """Return the part that survives a year if links end at the mean rate so far.

    Equation (117). ``(n(t) / n(0))^(52 / t)``, with ``t`` in weeks.
    """
    return np.asarray(part ** (WEEKS_PER_YEAR / weeks), dtype=np.float64)


@once
def read_survivors(evidence: Evidence) -> PairTable:
    """Read what is left of the relationships of every pair, by week."""
    return read_pairs(evidence.run.tables["extensive_margin"], evidence.axes, NAMES)


def relationship_survival(evidence: Evidence) -> pl.DataFrame:
    """Tabulate what is left of relationships of the economies asked for with every partner, week by week."""
    table = read_survivors(evidence)
    part = surviving_part(table["surviving"], table["base_relationships"])
    elapsed = np.arange(1, len(table.weeks) + 1, dtype=np.float64)
    frames = []
    for importer in evidence.subjects:
        here = evidence.axes.economy(importer)
        for partner, there in evidence.partners(importer):
            rows = len(table.weeks)
            columns = {
                "importer": [importer] * rows,
                "partner": [partner] * rows,
                "week": table.weeks,
                "base_relationships": np.nan_to_num(table["base_relationships"][0, there, here]).astype(
                    np.int64
                ),
                "annual": annual_survival(part[0, there, here], elapsed),
            }
            for arm, suffix in enumerate(("", "_reference")):
                columns[f"survival{suffix}"] = part[arm, there, here]
                columns[f"survival_by_value{suffix}"] = table["surviving_value"][arm, there, here]
            frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


RELATIONSHIP_SURVIVAL = Metric(
    question="How many of the relationships of the base still stand?",
    table=Table(
        "relationship_survival",
        "Relationships of an economy's buyers with each partner with their supplier of the base.",
        (
            IMPORTER,
            PARTNER,
            WEEK,
            count("base_relationships", "Relationships of the two in the base, in goods"),
            *arms("survival", "fraction", "Part of them that has never changed its supplier"),
            *arms("survival_by_value", "fraction", "The same, each by its base spending"),
            number("annual", "fraction a year", "Survival of a year at the mean rate so far"),
        ),
    ),
    compute=relationship_survival,
    equations=(116, 117),
    sources=("Mizuno, Souma and Watanabe (2014), PLOS ONE 9(7)",),
)
