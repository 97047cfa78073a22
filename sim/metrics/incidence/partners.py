"""Rows for each partner of an economy and for all of them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl

from sim.metrics.axes import Floats
from sim.metrics.declaration import word
from sim.metrics.evidence import Evidence
from sim.metrics.tariffs import ALL

PARTNER_OR_ALL = word("partner", "Economy that it trades with, or `all` of them", "code")


def each_and_all(figure: Callable[..., Floats], *flows: Floats) -> Floats:
    """Return a figure of the flows of each origin by itself, and of all origins together.

    Parameters
    ----------
    figure : callable
        From (N, ..., T) flows to a figure (..., T).
    flows : (N, I, ..., T) float
        Its arguments by origin and destination.

    Returns
    -------
    (N + 1, I, T) float
        The last row is all origins together.
    """
    each = figure(*(flow[None] for flow in flows))
    return np.concatenate([each, figure(*flows)[None]])


def total(amount: Floats) -> Floats:
    """Return (..., T) sums over origins and product groups of (N, ..., G, T) amounts."""
    summed: Floats = amount.sum(axis=-2).sum(axis=0)
    return summed


def tabulated(
    evidence: Evidence,
    importers: Sequence[int],
    columns: Mapping[str, Floats],
    weeks: Sequence[date] | None = None,
) -> pl.DataFrame:
    """Return a row for every importer, partner and week.

    Parameters
    ----------
    evidence : Evidence
        A run.
    importers : sequence of int
        Positions of the ``I`` economies.
    columns : mapping of str to (N + 1, I, T) float
        Figures as ``each_and_all`` gives them.
    weeks : sequence of date, optional
        The ``T`` weeks; none for figures that have no week.
    """
    codes = np.array([*evidence.axes.economies, ALL])
    frames = []
    for place, importer in enumerate(importers):
        partners = np.flatnonzero(np.arange(len(codes)) != importer)
        length = 1 if weeks is None else len(weeks)
        keys = {
            "importer": np.repeat(codes[importer], len(partners) * length),
            "partner": np.repeat(codes[partners], length),
        }
        if weeks is not None:
            keys["week"] = np.tile(np.array(weeks, dtype="datetime64[D]"), len(partners))
        frames.append(
            pl.DataFrame({**keys, **{name: each[partners, place].ravel() for name, each in columns.items()}})
        )
    return pl.concat(frames)
