"""The channels through which two economies come apart, each in its own unit, week by week."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.declaration import WEEK, Metric, arms, number, word
from sim.metrics.decoupling.index import decoupled
from sim.metrics.decoupling.parts import PARTS, read_ties
from sim.metrics.evidence import Evidence
from sim.records.columns import Table


def decoupling_channels(evidence: Evidence) -> pl.DataFrame:
    """Tabulate every part of the index week by week: its level in both arms, and what is gone of it."""
    ties = read_ties(evidence)
    rows, frames = len(ties.weeks), []
    for part in PARTS:
        path, rest = ties.paths[part.name], ties.at_rest.get(part.name)
        level, gone = (np.nan, np.nan) if rest is None else (float(rest[0].mean()), float(decoupled(rest)[0]))
        frames.append(
            pl.DataFrame(
                {
                    "part": [part.name] * rows,
                    "week": ties.weeks,
                    "unit": [part.unit] * rows,
                    "level": path[0].mean(axis=0),
                    "level_reference": path[1].mean(axis=0),
                    "decoupled": decoupled(path),
                    "benchmark": np.full(rows, level),
                    "benchmark_decoupled": np.full(rows, gone),
                }
            )
        )
    return pl.concat(frames)


_REST = "in the long run without frictions, the same in every week; goods only"

DECOUPLING_CHANNELS = Metric(
    question="Through which channels do the two come apart, and how fast?",
    table=Table(
        "decoupling_channels",
        "Parts of the decoupling index in their own units by week, mean of both directions.",
        (
            word("part", "Name of the part, as in the table decoupling_parts"),
            WEEK,
            word("unit", "Unit of the level"),
            *arms("level", "as unit", "Level of the tie"),
            number("decoupled", "fraction", "What is gone of it, mean of both directions"),
            number("benchmark", "as unit", f"Level {_REST}"),
            number("benchmark_decoupled", "fraction", f"What is gone {_REST}"),
        ),
    ),
    compute=decoupling_channels,
    equations=(173,),
    keys=("part", "week"),
)
