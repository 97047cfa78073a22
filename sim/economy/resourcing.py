"""Reconsidering relationships: who is reviewed, who leaves, and where to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

# Steps of the additive sequence of lowest discrepancy known (Roberts 2018): inverse plastic number, squared.
_FIRST_STEP = 0.7548776662466927
_SECOND_STEP = 0.5698402909980532

_NO_MASS = 1e-13
_MOST_TRIES = 16


@njit(nogil=True, cache=True)
def review(
    groups: Any,
    market_start: Any,
    account_start: Any,
    weight: Any,
    strength: Any,
    supplier: Any,
    supplier_origin: Any,
    cell_start: Any,
    choice: Any,
    price_power: Any,
    tariff_power: Any,
    share: Any,
    expected_power: Any,
    hazard: Any,
    account_scale: Any,
    start: Any,
    mass: Any,
    review_carry: Any,
    leave_carry: Any,
    sequence: Any,
    switches: Any,
    margin: Any,
    entry: float,
    churn: float,
) -> None:
    """Review a week's relationships and move some of them to other suppliers, in place.

    Equations (19) to (21). Each relationship is reviewed with the hazard ``h`` of its origin.
    With present mass ``m`` and sourcing share ``pi``, a reviewed one leaves its origin with
    probability ``max(0, 1 - pi / m)`` and goes to origins in proportion to ``max(0, pi - m)``;
    one that stays keeps its supplier. Every reviewed relationship gets the strength
    ``a = w (e / landed price)^(1 - eta)``, so that its effective price is the expected one. Within
    the origin joined, firms that sell to the destination already are preferred (:func:`preferred_firm`).

    Carries diffuse rounding errors in place of coin flips, and a move is accepted only if
    it lowers the squared gap between ``m`` and ``pi``: at the base nothing ever moves.

    Parameters
    ----------
    groups : (K,) int
        Product groups that this call reviews; groups are independent of each other.
    market_start, account_start, weight, supplier_origin
        As in :func:`sim.economy.shipping.ship`; ``weight`` is each slot's share of its market.
    strength, supplier : (R,), changed
        Strength and supplier of each relationship.
    cell_start : (N * G + 1,) int
        First firm of each cell (``economy * G + group``).
    choice : (F,) float
        Running choice weights within cells, equation (17).
    price_power, tariff_power
        As in :func:`sim.economy.shipping.ship`.
    share, hazard : (N, N, G) float
        ``pi`` of equation (12) and the weekly hazard of equation (16).
    expected_power : (N, G) float
        ``e^(1 - eta)``.
    account_scale : (Q,) float
        What a unit of weight in each account stands for in its market's present spending.
    start : (M,) float
        Random start in [0, 1) of this week's systematic sample in each market.
    mass : (N, N, G) float, changed
        Share of an origin's relationships in a market at present spending.
    review_carry, leave_carry : (N, N, G) float, changed
        Rounding errors carried from week to week.
    sequence : (M, 2) float, changed
        State of the low-discrepancy sequence that picks origins and firms.
    switches : (N, N, G) int, written
        Relationships won by each origin from another one this week. Zero on entry.
    margin : ExtensiveMargin, changed
        Who deals with whom at all, and what of it has changed this week: zero on entry.
    entry : float
        Probability that a firm is accepted which does not sell to the destination yet.
    churn : float
        Part of the relationships that are reviewed and stay with their origin that change supplier within it.
    """
    economies, _, all_groups = share.shape
    gap, leave = np.empty(economies), np.empty(economies)
    for destination in range(economies):
        for group in groups:
            market = destination * all_groups + group
            first = account_start[market_start[market]]
            slots = account_start[market_start[market + 1]] - first
            if slots == 0:
                continue
            highest, total_gap = _targets(destination, group, mass, share, hazard, leave, gap)
            if highest <= 0.0:
                continue
            stride = 1.0 / highest
            place = start[market] * stride
            account = market_start[market]
            while place < slots:
                slot = first + int(place)
                place += stride
                while account_start[account + 1] <= slot:
                    account += 1
                size = weight[slot] * account_scale[account]
                if size <= 0.0:
                    continue
                firm = supplier[slot]
                origin = supplier_origin[firm]
                review_carry[origin, destination, group] += hazard[origin, destination, group] / highest
                if review_carry[origin, destination, group] < 0.5:
                    continue
                review_carry[origin, destination, group] -= 1.0
                leave_carry[origin, destination, group] += leave[origin] * size
                if leave_carry[origin, destination, group] >= 0.5 * size and total_gap > 0.0:
                    draw = _next(sequence, market, 1)
                    to = _pick(gap, _next(sequence, market, 0) * total_gap)
                    excess = mass[origin, destination, group] - share[origin, destination, group]
                    if size < excess + share[to, destination, group] - mass[to, destination, group]:
                        leave_carry[origin, destination, group] -= size
                        # What is left of an origin with no relationship is rounding, not trade.
                        rest = mass[origin, destination, group] - size
                        mass[origin, destination, group] = rest if rest > _NO_MASS else 0.0
                        mass[to, destination, group] += size
                        switches[to, destination, group] += 1
                        firm = _new_supplier(
                            slot, to, account_start[account : account + 2], destination, group, draw, entry,
                            choice, cell_start, supplier, supplier_origin, margin,
                        )  # fmt: skip
                        origin = to
                    elif leave_carry[origin, destination, group] > size:
                        # Too heavy to go: the next lighter one will, but no backlog builds up.
                        leave_carry[origin, destination, group] = size
                elif churn > 0.0 and _next(sequence, market, 1) < churn:
                    firm = _new_supplier(
                        slot, origin, account_start[account : account + 2], destination, group,
                        sequence[market, 1] / churn, entry,
                        choice, cell_start, supplier, supplier_origin, margin,
                    )  # fmt: skip
                landed_power = price_power[firm] * tariff_power[origin, destination, group]
                strength[slot] = weight[slot] * expected_power[destination, group] / landed_power


@njit(nogil=True, cache=True)
def _targets(
    destination: int, group: int, mass: Any, share: Any, hazard: Any, leave: Any, gap: Any
) -> tuple[float, float]:
    """Write each origin's probability of departure and gap; return the highest hazard and the total gap.

    Equations (19) and (20).
    """
    highest, total_gap = 0.0, 0.0
    for origin in range(len(gap)):
        present = mass[origin, destination, group]
        wanted = share[origin, destination, group]
        if present > 0.0:
            highest = max(highest, hazard[origin, destination, group])
        leave[origin] = max(1.0 - wanted / present, 0.0) if present > 0.0 else 0.0
        gap[origin] = max(wanted - present, 0.0)
        total_gap += gap[origin]
    return highest, total_gap


@njit(nogil=True, cache=True)
def _next(sequence: Any, market: int, coordinate: int) -> float:
    """Advance a coordinate of a market's low-discrepancy sequence and return it."""
    step = _FIRST_STEP if coordinate == 0 else _SECOND_STEP
    sequence[market, coordinate] = (sequence[market, coordinate] + step) % 1.0
    return float(sequence[market, coordinate])


@njit(nogil=True, cache=True)
def _pick(gap: Any, position: float) -> int:
    """First origin at which the running sum of the gaps exceeds the position."""
    running, last = 0.0, 0
    for origin in range(len(gap)):
        if gap[origin] > 0.0:
            running += gap[origin]
            last = origin
            if running > position:
                break
    return last


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


@njit(nogil=True, cache=True)
def _new_supplier(
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
    """Give a relationship, of the account with these slots, another supplier; note who comes and who goes."""
    old = supplier[slot]
    origin = supplier_origin[old]
    if not _buys_from(to, supplier, supplier_origin, slots):
        margin.buyers[to, destination, group] += 1
        margin.found[to, destination, group] += 1
    cell = to * margin.buyers.shape[2] + group
    first, last = cell_start[cell], cell_start[cell + 1]
    firm = preferred_firm(choice, margin.links, first, last, destination, entry, position)
    supplier[slot] = firm
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


@njit(nogil=True, cache=True)
def _firm_at(choice: Any, first: int, last: int, position: float) -> int:
    """Firm of a cell at which the running choice weight exceeds this part of the cell's total."""
    wanted = position * choice[last - 1]
    return min(first + int(np.searchsorted(choice[first:last], wanted, side="right")), last - 1)


@njit(nogil=True, cache=True)
def _buys_from(origin: int, supplier: Any, supplier_origin: Any, slots: Any) -> bool:
    """Whether any of the relationships from the first slot up to the last is with an origin."""
    slot, last = slots
    while slot < last and supplier_origin[supplier[slot]] != origin:
        slot += 1
    return bool(slot < last)


@njit(nogil=True, cache=True)
def _mixed(position: float) -> float:
    """Draw in [0, 1) that has nothing to do with the position, from its bits (Steele, Lea, Flood 2014)."""
    bits = np.uint64(position * 9007199254740992.0)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> np.uint64(31))
    return float(bits >> np.uint64(11)) / 9007199254740992.0
