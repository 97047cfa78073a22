"""What each sector of an economy relies on the other economy at war for, at face value and looked through."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import IMPORTER, PARTNER, Metric, arms, number, word
from sim.metrics.decoupling.look_through import BALDWIN
from sim.metrics.evidence import Evidence
from sim.metrics.pairs import read_pairs
from sim.records.columns import Table

NAMES = ("face_value", "look_through")


def sector_exposure(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the reliance of each sector of the two at war on the other one, in the last week."""
    sectors = tuple(evidence.run.manifest["world"]["sectors"])
    detailed = evidence.run.tables["sector_reliance"]
    last = detailed.filter(pl.col("week") == pl.col("week").max())
    table = read_pairs(last, evidence.axes, NAMES, sectors)
    pair = (evidence.focus.first, evidence.focus.second)
    frames = []
    for importer, partner in (pair, pair[::-1]):
        here, there = evidence.axes.economy(importer), evidence.axes.economy(partner)
        columns: dict[str, Sequence[str] | Floats] = {
            "importer": [importer] * len(sectors),
            "partner": [partner] * len(sectors),
            "sector": sectors,
        }
        for name in NAMES:
            scenario, reference = table[name][:, there, here, :, -1]
            columns |= {name: scenario, f"{name}_reference": reference}
            columns[f"{name}_change"] = over(scenario, reference) - 1.0
        frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


SECTOR_EXPOSURE = Metric(
    question="Which sectors still rely on the rival, directly and through suppliers of suppliers?",
    table=Table(
        "sector_exposure",
        "Reliance of each sector of the two at war on the other one in the last week.",
        (
            IMPORTER,
            PARTNER,
            word("sector", "Sector that uses the inputs", "code"),
            *arms("face_value", "fraction of cost", "Inputs bought of the partner directly"),
            number("face_value_change", "fraction", "The first over the second, less one"),
            *arms("look_through", "fraction of cost", "Output of the partner in all inputs"),
            number("look_through_change", "fraction", "The first over the second, less one"),
        ),
    ),
    compute=sector_exposure,
    equations=(109,),
    sources=(BALDWIN,),
)
