"""Capacity: congestion of prices, slow growth and decline, and what moves abroad (China plus one).

Capacity belongs to a cell, the industry of an economy that makes a product group, and not to a single
firm: plants, ports and trained staff are shared within an industry, and the limit of relationships
beyond number stays exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.scenario.behaviour import CapacityBehaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

LARGEST_LOG_UTILISATION = float(np.log(2.0))
"""Congestion is bounded: beyond twice or below half of capacity prices move no further."""


@dataclass(frozen=True)
class Capacity:
    """What each cell can make without strain, and what has moved since the base.

    Parameters
    ----------
    size : (N, G) float
        Sales at base prices at which price rests at cost, USD mn a week.
    moved : (N, N, G) float
        Capacity that has moved from origin to destination economy so far, USD mn a week.
    openness : (N, G) float
        Part of a cell's base output that is sold abroad, fraction; zero for services, which do not move.
    """

    size: Floats
    moved: Floats
    openness: Floats


def base_capacity(accounts: Accounts) -> Capacity:
    """Return the capacity of the base: what each cell sells, nothing moved."""
    flows = accounts.customs_value
    output = accounts.group_output
    abroad = output - np.einsum("nng->ng", flows)
    openness = np.where(accounts.is_goods & (output > 0.0), abroad / np.where(output > 0.0, output, 1.0), 0.0)
    return Capacity(output / WEEKS_PER_YEAR, np.zeros_like(flows), openness)


def log_utilisation(quantity: Floats, capacity: Floats) -> Floats:
    """Return (N, G) the log of sales at base prices over capacity, within bounds; zero at rest.

    Cells without capacity are at rest.

    Parameters
    ----------
    quantity, capacity : (N, G) float
        Sales and capacity at base prices, USD mn a week.
    """
    with np.errstate(divide="ignore"):  # nothing sold is the lower bound
        gap = np.log(quantity / np.where(capacity > 0.0, capacity, 1.0))
    bounded = np.clip(gap, -LARGEST_LOG_UTILISATION, LARGEST_LOG_UTILISATION)
    return np.where(capacity > 0.0, bounded, 0.0)


def log_congestion(quantity: Floats, capacity: Floats, behaviour: CapacityBehaviour) -> Floats:
    """Return (N, G) the log of the price that firms aim at over their unit cost.

    Equation (7): ``psi+ max(0, log u) + psi- min(0, log u)`` with utilisation
    ``u = quantity / capacity``. A supply curve that is steeper above capacity than below it.

    Parameters
    ----------
    quantity, capacity : (N, G) float
        Last week's sales, and capacity, at base prices, USD mn a week.
    behaviour : CapacityBehaviour
        The scenario's parameters.

    References
    ----------
    Boehm and Pandalai-Nayar (2022), American Economic Review 112(12), for the convexity.
    """
    if not behaviour.on:
        return np.zeros_like(capacity)
    strain = log_utilisation(quantity, capacity)
    return np.where(strain > 0.0, behaviour.congestion, behaviour.slack) * strain


def adjusted_capacity(before: Capacity, quantity: Floats, behaviour: CapacityBehaviour) -> Capacity:
    """Return capacity after a week: it follows sales slowly, upwards and downwards, and moves abroad.

    Equation (44): ``log K' = log K + speed log u``, with the speed of growth where ``u > 1`` and of
    decline elsewhere, then what has moved is taken from one cell and added to another
    (:func:`moving_capacity`). At rest capacity is what is sold.

    Parameters
    ----------
    before : Capacity
        A week earlier.
    quantity : (N, G) float
        The week's sales at base prices, USD mn a week.
    behaviour : CapacityBehaviour
        The scenario's parameters.
    """
    if not behaviour.on:
        return before
    strain = log_utilisation(quantity, before.size)
    speed = np.where(
        strain > 0.0,
        _closed_in_a_week(behaviour.growth_half_life),
        _closed_in_a_week(behaviour.decline_half_life),
    )
    followed = before.size * np.exp(speed * strain)
    moving = moving_capacity(followed, quantity, before.openness, behaviour.relocation)
    size = followed - moving.sum(axis=1) + moving.sum(axis=0)
    return Capacity(size, before.moved + moving, before.openness)


def moving_capacity(capacity: Floats, quantity: Floats, openness: Floats, rate: float) -> Floats:
    """Return (N, N, G) the capacity that moves from origin to destination economy in a week.

    Equation (45):
    ``M[o, d] = rate / 52 x I[o] min(1, sum W / sum I) x[d] W[d] / sum x W`` within a product group, of idle
    export capacity ``I = min(K - q, x K)`` and capacity wanted ``W = q - K``, where these are positive, with
    the openness ``x``: no more leaves than made exports in the base, and it goes where capacity is short and
    the industry open. The longer side of the match is rationed. Nothing is idle where something is wanted, so
    nothing moves within an economy, and at rest nothing moves at all.

    Parameters
    ----------
    capacity, quantity : (N, G) float
        Capacity and sales at base prices, USD mn a week.
    openness : (N, G) float
        Part of a cell's base output that is sold abroad, fraction.
    rate : float
        Part of what is matched that moves in a year.
    """
    idle = np.clip(capacity - quantity, 0.0, openness * capacity)
    wanted = np.where(openness > 0.0, np.maximum(quantity - capacity, 0.0), 0.0)
    longer = np.maximum(idle.sum(axis=0), wanted.sum(axis=0))
    pull = openness * wanted
    total = pull.sum(axis=0)
    part = pull / np.where(total > 0.0, total, 1.0) * wanted.sum(axis=0) / np.where(longer > 0.0, longer, 1.0)
    return np.asarray(rate / WEEKS_PER_YEAR * idle[:, None] * part[None])


def _closed_in_a_week(half_life: float) -> float:
    """Part of a log gap that closes in a week, of one that halves in so many weeks."""
    return float(-np.expm1(-np.log(2.0) / half_life))
