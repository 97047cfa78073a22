"""The extensive margin: who buys from an economy at all, and which firms sell to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

_MOST_TRIES = 16


@dataclass(frozen=True)
class ExtensiveMargin:
    """Who deals with whom at all; the arrays are changed by reviews, in place.

    ``F`` producers, ``N`` economies, ``G`` product groups; flows by origin, destination, group. A buyer is an
    account: a large producer, or all the distributors of a market together.

    Parameters
    ----------
    links : (F, N) int
        Relationships of each producer with buyers of each economy.
    buyers, exporters : (N, N, G) int
        Accounts of the destination with a supplier in the origin; producers of the origin with a buyer in
        the destination, at home too.
    found, lost : (N, N, G) int
        Accounts that this week found their first supplier in the origin, or lost their last one.
    entered, left : (N, N, G) int
        Producers that this week found their first buyer in the destination, or lost their last one.
    """

    links: NDArray[np.int32]
    buyers: NDArray[np.int64]
    exporters: NDArray[np.int64]
    found: NDArray[np.int64]
    lost: NDArray[np.int64]
    entered: NDArray[np.int64]
    left: NDArray[np.int64]


def extensive_margin(
    market_start: Any, account_start: Any, supplier: Any, supplier_origin: Any, economies: int, groups: int
) -> ExtensiveMargin:
    """Count who deals with whom over all relationships.

    Parameters
    ----------
    market_start, account_start, supplier, supplier_origin
        As in :func:`sim.economy.shipping.ship`.
    economies, groups : int
        Number of economies and of product groups.
    """
    flows = (economies, economies, groups)
    buyers, exporters, found, lost, entered, left = (np.zeros(flows, np.int64) for _ in range(6))
    links = np.zeros((len(supplier_origin), economies), np.int32)
    _count(market_start, account_start, supplier, supplier_origin, links, buyers, exporters)
    return ExtensiveMargin(links, buyers, exporters, found, lost, entered, left)


@njit(nogil=True, cache=True)
def _count(
    market_start: Any,
    account_start: Any,
    supplier: Any,
    supplier_origin: Any,
    links: Any,
    buyers: Any,
    exporters: Any,
) -> None:
    """Add up links, buyers and exporters; all zero on entry."""
    economies, _, groups = buyers.shape
    last_seen = np.full(economies, -1, np.int64)
    for market in range(economies * groups):
        destination, group = market // groups, market % groups
        for account in range(market_start[market], market_start[market + 1]):
            for slot in range(account_start[account], account_start[account + 1]):
                firm = supplier[slot]
                origin = supplier_origin[firm]
                if links[firm, destination] == 0:
                    exporters[origin, destination, group] += 1
                links[firm, destination] += 1
                if last_seen[origin] != account:
                    buyers[origin, destination, group] += 1
                    last_seen[origin] = account


@njit(nogil=True, cache=True)
def preferred_firm(
    choice: Any, links: Any, first: int, last: int, destination: int, entry: float, position: float
) -> int:
    """Choose a firm of a cell, those that sell to the destination already before others.

    Equation (65): a firm is chosen with weight ``s p^-theta``, times ``entry`` where it has no buyer
    in the destination, by drawing until one is accepted.

    Parameters
    ----------
    choice : (F,) float
        Running choice weights within cells, equation (17).
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


@njit(nogil=True, cache=True)
def _firm_at(choice: Any, first: int, last: int, position: float) -> int:
    """Firm of a cell at which the running choice weight exceeds the position."""
    low, high = first, last - 1
    while low < high:
        middle = (low + high) // 2
        if choice[middle] > position:
            high = middle
        else:
            low = middle + 1
    return low


@njit(nogil=True, cache=True)
def new_supplier(
    slot: int,
    to: int,
    first_slot: int,
    last_slot: int,
    destination: int,
    group: int,
    position: float,
    entry: float,
    choice: Any,
    cell_start: Any,
    supplier: Any,
    supplier_origin: Any,
    links: Any,
    buyers: Any,
    exporters: Any,
    found: Any,
    lost: Any,
    entered: Any,
    left: Any,
) -> int:
    """Give a relationship a supplier in an origin, and note who comes and who goes.

    Parameters
    ----------
    slot, to : int
        The relationship; the origin of its supplier to be.
    first_slot, last_slot : int
        First relationship of its account, and the one after the last.
    destination, group : int
        The account's market.
    position, entry, choice
        As in :func:`preferred_firm`.
    cell_start : (N * G + 1,) int
        First firm of each cell.
    supplier : (R,) int, changed
        Supplier of each relationship.
    supplier_origin : (F,) int
        Economy of each producer.
    links, buyers, exporters, found, lost, entered, left : changed
        As in :class:`ExtensiveMargin`.

    Returns
    -------
    int
        The new supplier.
    """
    old = supplier[slot]
    origin = supplier_origin[old]
    if not _buys_from(to, supplier, supplier_origin, first_slot, last_slot):
        buyers[to, destination, group] += 1
        found[to, destination, group] += 1
    cell = to * buyers.shape[2] + group
    firm = preferred_firm(choice, links, cell_start[cell], cell_start[cell + 1], destination, entry, position)
    supplier[slot] = firm
    links[old, destination] -= 1
    if links[old, destination] == 0:
        exporters[origin, destination, group] -= 1
        left[origin, destination, group] += 1
    if links[firm, destination] == 0:
        exporters[to, destination, group] += 1
        entered[to, destination, group] += 1
    links[firm, destination] += 1
    if not _buys_from(origin, supplier, supplier_origin, first_slot, last_slot):
        buyers[origin, destination, group] -= 1
        lost[origin, destination, group] += 1
    return int(firm)


@njit(nogil=True, cache=True)
def _buys_from(origin: int, supplier: Any, supplier_origin: Any, first: int, last: int) -> bool:
    """Whether any of the relationships from the first up to the last is with an origin."""
    slot = first
    while slot < last and supplier_origin[supplier[slot]] != origin:
        slot += 1
    return slot < last


@njit(nogil=True, cache=True)
def _mixed(position: float) -> float:
    """Draw in [0, 1) that has nothing to do with the position, from its bits (Steele, Lea, Flood 2014)."""
    bits = np.uint64(position * 9007199254740992.0)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> np.uint64(31))
    return float(bits >> np.uint64(11)) / 9007199254740992.0
