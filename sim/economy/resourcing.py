"""Reconsidering relationships: who is reviewed, who leaves, and where to."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.economy.new_supplier import new_supplier
from sim.world.kernels import kernel

# Steps of the additive sequence of lowest discrepancy known (Roberts 2018): inverse plastic number, squared.
_FIRST_STEP = 0.7548776662466927
_SECOND_STEP = 0.5698402909980532

_NO_MASS = 1e-13


@kernel
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
    stay_power: Any,
    come_power: Any,
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
    ended: Any,
) -> None:
    """Review a week's relationships and move some of them to other suppliers, in place.

    Equations (19) to (21). Each relationship is reviewed with the hazard ``h`` of its origin.
    With present mass ``m`` and sourcing share ``pi``, a reviewed one leaves its origin with
    probability ``max(0, 1 - pi / m)`` and goes to origins in proportion to ``max(0, pi - m)``;
    one that stays keeps its supplier. Every reviewed relationship gets the strength
    ``a = w (e / landed price)^(1 - eta)``, so that its effective price is the expected one. Within
    the origin joined, firms that sell to the destination already are preferred
    (:func:`sim.economy.new_supplier.preferred_firm`).

    Carries diffuse rounding errors in place of coin flips, and a move is accepted only if
    it lowers the squared gap between ``m`` and ``pi``: at the base nothing ever moves.

    Equation (81): of the relationships with an origin a ban ends the part ``f`` this week. With all of them
    ended none stays, however heavy, and one whose buyer spends nothing at present goes as well.

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
        ``pi`` of equation (12) and the weekly hazard of equation (16); with bans that of
        :func:`sim.economy.bans.reviewed_or_ended`.
    stay_power, come_power : (N, N, G) float
        Price over a contract, to the power ``1 - eta``, of a reviewed relationship that stays with its origin
        and of one that comes to it: ``e^(1 - eta)``, or with selection (175) and (176).
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
    ended : (N, N, G) float
        Part ``f`` of an origin's relationships that a ban ends this week, equation (80).
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
            highest, total_gap, barred = _targets(destination, group, mass, share, hazard, ended, leave, gap)
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
                firm, worth = supplier[slot], stay_power
                origin = supplier_origin[firm]
                must_go = barred and ended[origin, destination, group] >= 1.0
                if size <= 0.0 and not must_go:
                    continue
                review_carry[origin, destination, group] += hazard[origin, destination, group] / highest
                if review_carry[origin, destination, group] < 0.5:
                    continue
                review_carry[origin, destination, group] -= 1.0
                leave_carry[origin, destination, group] += leave[origin] * size
                if (must_go or leave_carry[origin, destination, group] >= 0.5 * size) and total_gap > 0.0:
                    draw = _next(sequence, market, 1)
                    to = _pick(gap, _next(sequence, market, 0) * total_gap)
                    excess = mass[origin, destination, group] - share[origin, destination, group]
                    excess = excess + share[to, destination, group] - mass[to, destination, group]
                    # What is not barred of an origin wins back a part of what a ban ended.
                    won_back = to == origin and ended[origin, destination, group] > 0.0
                    if must_go or won_back or size < excess:
                        leave_carry[origin, destination, group] -= size
                        # What is left of an origin with no relationship is rounding, not trade.
                        rest = mass[origin, destination, group] - size
                        mass[origin, destination, group] = rest if rest > _NO_MASS else 0.0
                        mass[to, destination, group] += size
                        switches[to, destination, group] += 1
                        firm = new_supplier(
                            slot, to, account_start[account : account + 2], destination, group, draw, entry,
                            choice, cell_start, supplier, supplier_origin, margin,
                        )  # fmt: skip
                        origin, worth = to, come_power
                    elif leave_carry[origin, destination, group] > size:
                        # Too heavy to go: the next lighter one will, but no backlog builds up.
                        leave_carry[origin, destination, group] = size
                elif churn > 0.0 and _next(sequence, market, 1) < churn:
                    firm = new_supplier(
                        slot, origin, account_start[account : account + 2], destination, group,
                        sequence[market, 1] / churn, entry,
                        choice, cell_start, supplier, supplier_origin, margin,
                    )  # fmt: skip
                landed_power = price_power[firm] * tariff_power[origin, destination, group]
                strength[slot] = weight[slot] * worth[origin, destination, group] / landed_power


@kernel
def _targets(
    destination: int, group: int, mass: Any, share: Any, hazard: Any, ended: Any, leave: Any, gap: Any
) -> tuple[float, float, bool]:
    """Write each origin's probability of departure and gap; return the highest hazard and the total gap.

    Equations (19), (20) and (81); and whether any origin is barred whole.
    """
    highest, total_gap, barred = 0.0, 0.0, False
    for origin in range(len(gap)):
        gone = ended[origin, destination, group]
        present = (1.0 - gone) * mass[origin, destination, group]
        wanted = share[origin, destination, group]
        if mass[origin, destination, group] > 0.0 or gone >= 1.0:
            highest = max(highest, hazard[origin, destination, group])
        leave[origin] = max(1.0 - wanted / present, 0.0) if present > 0.0 else 0.0
        if gone > 0.0:
            reviewed = hazard[origin, destination, group]
            leave[origin] = (gone + (reviewed - gone) * leave[origin]) / reviewed
            barred = barred or gone >= 1.0
        gap[origin] = max(wanted - present, 0.0)
        total_gap += gap[origin]
    if barred and total_gap <= 0.0:
        # Only relationships of no weight are left to go, and no origin lacks any.
        for origin in range(len(gap)):
            gap[origin] = share[origin, destination, group]
            total_gap += gap[origin]
    return highest, total_gap, barred


@kernel
def _next(sequence: Any, market: int, coordinate: int) -> float:
    """Advance a coordinate of a market's low-discrepancy sequence and return it."""
    step = _FIRST_STEP if coordinate == 0 else _SECOND_STEP
    sequence[market, coordinate] = (sequence[market, coordinate] + step) % 1.0
    return float(sequence[market, coordinate])


@kernel
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
