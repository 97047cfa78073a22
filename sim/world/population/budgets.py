"""How many relationships each market gets, so that their sum is the number asked for."""

from __future__ import annotations

import numpy as np

from sim.world.world import Floats, Integers

FEWEST_IN_AN_ACCOUNT = 5
"""Every account has at least this many relationships."""

PART_SHARED_EVENLY = 0.15
"""Part of the relationships beyond the fewest possible that every market gets an equal part of."""


def relationships_by_market(expenditure: Floats, fewest: Integers, relationships: int) -> Integers:
    """Share out the relationships over markets, at least the fewest possible to each.

    A flow counts by the square root of its value and a market by the sum of its flows': more
    relationships where an error weighs more, without starving the rest. A part is shared out
    evenly, so that no market is left with a few heavy relationships.

    Parameters
    ----------
    expenditure : (N, N, G) float
        Flows, duty included, USD mn a year.
    fewest : (M,) int
        Relationships that a market cannot do without; zero where there is no market.
    relationships : int
        Number wanted in the whole world.

    Returns
    -------
    (M,) int
        Their sum is ``relationships``, or the sum of ``fewest`` if that is more.
    """
    exists = fewest > 0
    spare = max(relationships - int(fewest.sum()), 0)
    even = int(PART_SHARED_EVENLY * spare / max(int(exists.sum()), 1))
    weight = np.sqrt(expenditure).sum(axis=0).ravel()
    return shared_out(np.where(exists, weight, 0.0), fewest + np.where(exists, even, 0), relationships)


def relationships_by_flow(expenditure: Floats, by_market: Integers) -> Floats:
    """(N, N, G) relationships of each flow if a market's are shared by the square root of flows."""
    root = np.sqrt(expenditure)
    in_market = root.sum(axis=0)
    scale = by_market.reshape(in_market.shape) / np.where(in_market > 0.0, in_market, 1.0)
    return np.asarray(root * scale)


def shared_out(weight: Floats, fewest: Integers, number: int) -> Integers:
    """Split a number in proportion to weights with a floor for each part; the sum is exact.

    Parameters
    ----------
    weight : (M,) float
        Weights, at least one of them positive.
    fewest : (M,) int
        Least that each part gets.
    number : int
        What to split; the sum of ``fewest`` if that is more.
    """
    spare = number - int(fewest.sum())
    if spare <= 0 or not (weight > 0.0).any():
        return np.asarray(fewest, dtype=np.int64)
    low, high = 0.0, number / float(weight.sum()) + float((fewest / np.where(weight > 0, weight, 1.0)).max())
    for _ in range(100):
        scale = 0.5 * (low + high)
        if np.maximum(np.floor(scale * weight), fewest).sum() > number:
            high = scale
        else:
            low = scale
    parts = np.maximum(np.floor(low * weight), fewest).astype(np.int64)
    # Parts that tie leave a few over: they go to the heaviest.
    left = number - int(parts.sum())
    heaviest = np.argsort(-weight, kind="stable")[: int((weight > 0.0).sum())]
    parts += left // len(heaviest) * (weight > 0.0)
    parts[heaviest[: left % len(heaviest)]] += 1
    return parts
