"""Goods on their way: how many weeks they take, and what arrives in a week."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts
from sim.world.world import Floats, Integers, World


def transit_weeks(accounts: Accounts, kilometres_a_week: float) -> Integers:
    """Return (N, N) weeks from shipment to arrival, origin and destination.

    Equation (29): the whole weeks in ``distance / kilometres a week``. What is nearer than a week's
    journey, goods at home and goods over a land border, arrives in the week in which it sets out. Accounts
    that are no :class:`~sim.world.world.World` have no distances: all goods arrive at once.

    Parameters
    ----------
    accounts : Accounts
        The base, with distances in kilometres if it is a world.
    kilometres_a_week : float
        Distance covered in a week, handling in ports included.
    """
    count = len(accounts.economies)
    if not isinstance(accounts, World):
        return np.zeros((count, count), np.int64)
    weeks = np.floor(accounts.distance / kilometres_a_week).astype(np.int64)
    np.fill_diagonal(weeks, 0)
    return weeks


def on_the_way(weeks: Integers, goods: NDArray[np.bool_]) -> tuple[Integers, ...]:
    """Return the places in a flat (N, N, G) array of the flows that take one week, two weeks and so on.

    Parameters
    ----------
    weeks : (N, N) int
        Weeks from shipment to arrival.
    goods : (G,) bool
        What travels; services are there at once.
    """
    longest = int(weeks.max()) if goods.any() else 0
    return tuple(np.flatnonzero((weeks == ago)[:, :, None] & goods) for ago in range(1, longest + 1))


def arrived(shipped: tuple[Floats, ...], ways: tuple[Integers, ...]) -> Floats:
    """Return (N, N, G) what arrives in a week: the shipments of as many weeks ago as the way takes.

    Parameters
    ----------
    shipped : tuple of (N, N, G) float
        Shipments of this week, of last week and so on, as far back as the longest way.
    ways : tuple of (P,) int
        Places of the flows that take one week, two weeks and so on (:func:`on_the_way`).
    """
    if not ways:
        return shipped[0]
    found = shipped[0].copy()
    for before, way in zip(shipped[1:], ways, strict=True):
        found.ravel()[way] = before.ravel()[way]
    return found
