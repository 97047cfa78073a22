"""Who is at war, and what of a policy is between the two alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.world import World

Floats = NDArray[np.float64]


def belligerents(world: World, tariff: Floats) -> tuple[int, int]:
    """Return the two economies whose tariff rises on each other's goods hit most base trade.

    Parameters
    ----------
    world : World
        The base.
    tariff : (N, N, G) float
        Rates of the policy, fractions.

    Returns
    -------
    tuple of int
        Positions of the two, the smaller first. Without any rise: the pair with the largest trade in goods.
    """
    value = np.where(world.is_goods, world.customs_value, 0.0)
    hit = (value * np.maximum(tariff - world.base_tariff, 0.0)).sum(axis=2)
    weight = hit if hit.max() > 0.0 else value.sum(axis=2)
    both = np.triu(weight + weight.T, k=1)
    first, second = np.unravel_index(int(np.argmax(both)), both.shape)
    return int(first), int(second)


def tariffs_between(world: World, tariff: Floats, pair: tuple[int, int]) -> Floats:
    """Return the rates of a policy on trade between two economies and base rates everywhere else.

    Parameters
    ----------
    world : World
        The base.
    tariff : (N, N, G) float
        Rates of the policy, fractions.
    pair : tuple of int
        Positions of the two economies.
    """
    between = world.base_tariff.copy()
    for origin, destination in (pair, pair[::-1]):
        between[origin, destination] = tariff[origin, destination]
    return between


def bans_between(barred: Floats | None, pair: tuple[int, int]) -> Floats | None:
    """Return the share barred of trade between two economies alone.

    Parameters
    ----------
    barred : (N, N, G) float, optional
        Barred share of each flow; None where nothing is.
    pair : tuple of int
        Positions of the two economies.
    """
    if barred is None:
        return None
    between = np.zeros_like(barred)
    for origin, destination in (pair, pair[::-1]):
        between[origin, destination] = barred[origin, destination]
    return between
