"""How far two economies have decoupled, in one figure with its parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import WEEK, Metric, number, word
from sim.metrics.decoupling.parts import PARTS, read_ties
from sim.metrics.evidence import Evidence
from sim.records.columns import Table

EQUAL = 1.0
"""Weight of a part that the user does not weigh: no theory ranks them."""


def decoupled(path: Floats) -> Floats:
    """Return the part of a tie that is gone.

    Equation (173). ``d_k = 1 - mean_directions x_k / x_k^ref``: zero as without the war, one where
    nothing is left, below zero where the two are tied more closely.

    Parameters
    ----------
    path : (2, K, W) float
        The tie in the run and in its reference, in K directions.

    Returns
    -------
    (W,) float
        Fractions; NaN where the reference has no such tie in a direction.
    """
    gone: Floats = 1.0 - over(path[0], path[1]).mean(axis=0)
    return gone


def index(parts: Floats, weights: Floats) -> Floats:
    """Return the decoupling index.

    Equation (174). ``D = sum_k w_k d_k / sum_k w_k`` over the parts that have a value.

    Parameters
    ----------
    parts : (P, W) float
        What is gone of each tie.
    weights : (P,) float
        Zero or more, of any size.

    Returns
    -------
    (W,) float
        Fractions; NaN where no part with a weight has a value.
    """
    known = np.isfinite(parts)
    weight = np.where(known, weights[:, None], 0.0)
    return over((weight * np.where(known, parts, 0.0)).sum(axis=0), weight.sum(axis=0))


def weights_of(chosen: Mapping[str, float]) -> Floats:
    """(P,) weight of each part: the user's, or one.

    Raises
    ------
    ValueError
        If a part that does not exist is weighed, or a weight is negative.
    """
    known = [part.name for part in PARTS]
    for name, weight in chosen.items():
        if name not in known:
            raise ValueError(f"the index has no part {name!r} (hint: its parts are {', '.join(known)})")
        if not weight >= 0.0:
            raise ValueError(f"the weight of {name} is {weight}: weights are zero or more")
    return np.array([chosen.get(name, EQUAL) for name in known])


def decoupling_index(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the index and its parts week by week."""
    ties = read_ties(evidence)
    parts = np.stack([decoupled(ties.paths[part.name]) for part in PARTS])
    weights = weights_of(evidence.settings.weights)
    counted = np.where(weights[:, None] > 0.0, parts, np.nan)
    rows = len(ties.weeks)
    return pl.DataFrame(
        {
            "first": [evidence.focus.first] * rows,
            "second": [evidence.focus.second] * rows,
            "week": ties.weeks,
            "index": index(parts, weights),
            "least": np.fmin.reduce(counted, axis=0),
            "most": np.fmax.reduce(counted, axis=0),
            **{part.name: gone for part, gone in zip(PARTS, parts, strict=True)},
        }
    )


def decoupling_parts(evidence: Evidence) -> pl.DataFrame:
    """Tabulate every part of the index at the end: its weight, its level in both arms, what is gone."""
    ties = read_ties(evidence)
    weights = weights_of(evidence.settings.weights)
    closing = slice(max(len(ties.weeks) - CLOSING_WEEKS, 0), None)
    rows = []
    for part, weight in zip(PARTS, weights, strict=True):
        path = ties.paths[part.name][..., closing].mean(axis=2, keepdims=True)
        scenario, reference = (float(arm.mean()) for arm in path)
        rest = ties.at_rest.get(part.name)
        gone = (float(decoupled(path)[0]), np.nan if rest is None else float(decoupled(rest)[0]))
        rows.append((part.name, part.what, part.unit, weight, scenario, reference, *gone))
    columns = ("part", "what", "unit", "weight", "level", "level_reference", "decoupled", "benchmark")
    return pl.DataFrame(rows, schema=columns, orient="row")


DECOUPLING_INDEX = Metric(
    question="How far have the two decoupled, in one figure, and which ties are gone?",
    table=Table(
        "decoupling_index",
        "Decoupling index of the two economies at war and its parts: what is gone of each tie, against the "
        "same draws without the scenario's measures.",
        (
            word("first", "One of the two economies", "code"),
            word("second", "The other", "code"),
            WEEK,
            number(
                "index",
                "fraction",
                "Weighted mean of the parts: 0 as without the war, 1 where nothing is left",
            ),
            number(
                "least",
                "fraction",
                "The smallest part that counts: what the index could be with other weights",
            ),
            number("most", "fraction", "The largest"),
            *(number(part.name, "fraction", f"Gone of: {part.what.lower()}") for part in PARTS),
        ),
    ),
    compute=decoupling_index,
    equations=(173, 174),
)

DECOUPLING_PARTS = Metric(
    question="What is the decoupling index made of?",
    table=Table(
        "decoupling_parts",
        "Parts of the decoupling index, mean of the last four weeks that have them, and of both directions.",
        (
            word("part", "Name of the part, under which a weight is given"),
            word("what", "What is measured"),
            word("unit", "Unit of the level"),
            number("weight", "1", "Weight in the index"),
            number("level", "as unit", "In the run"),
            number("level_reference", "as unit", "The same draws without the scenario's measures"),
            number("decoupled", "fraction", "What is gone of it"),
            number(
                "benchmark", "fraction", "What is gone of it in the long run without frictions, goods only"
            ),
        ),
    ),
    compute=decoupling_parts,
    equations=(173,),
    keys=("part",),
)
