"""Giving a relationship another supplier: which firm of the origin, and who comes and goes by it.

The reviews of :mod:`sim.economy.resourcing` have this compiled in. Numba keeps compiled kernels by their own
file alone: after a change here, save that file too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.world.kernels import kernel

_MOST_TRIES = 16


@kernel
def preferred_firm(
    choice: Any, links: Any, first: int, last: int, destination: int, entry: float, position: float
) -> int:
    """Choose a firm of a cell, those that sell to the destination already before others.

    Equation (65): a firm is chosen with weight ``s p^-theta``, times ``entry`` where it has no buyer
    in the destination, by drawing until one is accepted.

    Parameters
    ----------
    choice : (F,) float
        Running choice weights, equation (17).
    links : (F, N) int
        Relationships of each firm with buyers of each economy.
    first, last : int
        First firm of the cell, and the one after its last.
    destination : int
        Economy of the buyer.
    entry : float
        Probability that a firm is accepted which does not sell there; with one, the first drawn is taken.
    position : float
        Draw in [0, 1).

    Returns
    -------
    int
        The firm chosen.
    """
    firm = _firm_at(choice, first, last, position)
    tries = 1
    while links[firm, destination] == 0 and _mixed(1.0 - position) >= entry and tries < _MOST_TRIES:
        position = _mixed(position)
        firm = _firm_at(choice, first, last, position)
        tries += 1
    return firm


@kernel
def new_supplier(
    slot: int,
    to: int,
    slots: Any,
    destination: int,
    group: int,
    position: float,
    entry: float,
    choice: Any,
    cell_start: Any,
    supplier: Any,
    supplier_origin: Any,
    margin: Any,
) -> int:
    """Give a relationship, of the account with these slots, another supplier; note who comes and goes."""
    old = supplier[slot]
    origin = supplier_origin[old]
    if not _buys_from(to, supplier, supplier_origin, slots):
        margin.buyers[to, destination, group] += 1
        margin.found[to, destination, group] += 1
    cell = to * margin.buyers.shape[2] + group
    first, last = cell_start[cell], cell_start[cell + 1]
    firm = preferred_firm(choice, margin.links, first, last, destination, entry, position)
    supplier[slot] = firm
    if firm != old and margin.unbroken[slot]:
        margin.unbroken[slot] = False
        margin.surviving[origin, destination, group] -= 1
        margin.surviving_weight[origin, destination, group] -= margin.weight[slot]
    margin.relationships[origin, destination, group] -= 1
    margin.relationships[to, destination, group] += 1
    margin.links[old, destination] -= 1
    if margin.links[old, destination] == 0:
        margin.exporters[origin, destination, group] -= 1
        margin.left[origin, destination, group] += 1
    if margin.links[firm, destination] == 0:
        margin.exporters[to, destination, group] += 1
        margin.entered[to, destination, group] += 1
    margin.links[firm, destination] += 1
    if not _buys_from(origin, supplier, supplier_origin, slots):
        margin.buyers[origin, destination, group] -= 1
        margin.lost[origin, destination, group] += 1
    return int(firm)


@kernel
def _firm_at(choice: Any, first: int, last: int, position: float) -> int:
    """Firm of a cell at which the running choice weight exceeds this part of the cell's total."""
    wanted = position * choice[last - 1]
    return min(first + int(np.searchsorted(choice[first:last], wanted, side="right")), last - 1)


@kernel
def _buys_from(origin: int, supplier: Any, supplier_origin: Any, slots: Any) -> bool:
    """Whether any of the relationships from the first slot up to the last is with an origin."""
    slot, last = slots
    while slot < last and supplier_origin[supplier[slot]] != origin:
        slot += 1
    return bool(slot < last)


@kernel
def _mixed(position: float) -> float:
    """Draw in [0, 1) that has nothing to do with the position, from its bits (Steele, Lea, Flood 2014)."""
    bits = np.uint64(position * 9007199254740992.0)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> np.uint64(31))
    return float(bits >> np.uint64(11)) / 9007199254740992.0
