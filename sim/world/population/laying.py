"""Laying a market: buyers and sellers side by side on [0, 1], one relationship for each overlap.

All kernels are in one file: a cached kernel does not notice when another file changes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.world.kernels import kernel

_ROUNDING = 1e-13
"""What is left of an interval, relative to its width, when only rounding is left of it."""


@kernel
def lay(
    seller_start: Any,
    seller_firm: Any,
    seller_spending: Any,
    supplier_origin: Any,
    buyer_start: Any,
    buyer_firm: Any,
    buyer_share: Any,
    pooled: Any,
    pieces: Any,
    slot_start: Any,
    market_start: Any,
    generator: Any,
    account_start: Any,
    slot_buyer: Any,
    slot_supplier: Any,
    slot_weight: Any,
) -> None:
    """Lay every market and write its relationships, account by account.

    Sellers lie on the line once, as wide as their share of spending, in shuffled order. The
    line has as many strata as buyers have pieces, of random height; in each of them every
    buyer has one piece, in shuffled order. So a buyer's suppliers are a stratified sample of
    the market's, and ``S`` sellers and ``B`` buyers in ``n`` strata make at most ``S + n B``
    overlaps. The heaviest of them, relative to the root of their flow, are then split, into parts
    of graded weights (1, 3, 5, ... in proportion): with small change among its relationships a market comes
    far nearer to the shares that its buyers want than with parts of one weight.

    Parameters
    ----------
    seller_start : (M + 1,) int
        First seller of each market.
    seller_firm, seller_spending : (K,) int, float
        The selling producer and what buyers pay for its goods.
    supplier_origin : (F,) int
        Economy of each producer, ascending.
    buyer_start, pooled, pieces : int
        First buyer of each market, (M + 1,); how many of its buyers (the first ones) are
        intervals of the pool and number of its strata, (M,).
    buyer_firm, buyer_share : (B,) int, float
        The buying producer, -1 for the pool, and its share of the market's spending.
    slot_start, market_start : (M + 1,) int
        First relationship and first account of each market.
    generator : numpy.random.Generator
        Source of the shuffles.
    account_start : (Q + 1,) int, written
        First relationship of each account.
    slot_buyer, slot_supplier, slot_weight : (R,), written
        The relationships.
    """
    for market in range(len(pieces)):
        first, slots = slot_start[market], slot_start[market + 1] - slot_start[market]
        if slots == 0:
            continue
        sellers = seller_firm[seller_start[market] : seller_start[market + 1]]
        spending = seller_spending[seller_start[market] : seller_start[market + 1]]
        width = spending / spending.sum()
        share = buyer_share[buyer_start[market] : buyer_start[market + 1]]
        count, buyer, seller, weight = _overlaps(width, share, pieces[market], generator)
        root = _root_of_flow(supplier_origin, sellers, width)
        number = pieces_of(weight[:count], root[seller[:count]], slots)
        # Relationships go to their accounts in the order of the line.
        accounts = market_start[market + 1] - market_start[market]
        following = np.zeros(accounts + 1, np.int64)
        for slot in range(count):
            following[max(buyer[slot] - pooled[market] + 1, 0) + 1] += number[slot]
        following[0] = first
        for account in range(accounts):
            account_start[market_start[market] + account] = following[account]
            following[account + 1] += following[account]
        account_start[market_start[market + 1]] = following[accounts]
        for slot in range(count):
            account = max(buyer[slot] - pooled[market] + 1, 0)
            for part in range(number[slot]):
                place = following[account] + part
                slot_buyer[place] = buyer_firm[buyer_start[market] + buyer[slot]]
                slot_supplier[place] = sellers[seller[slot]]
                slot_weight[place] = weight[slot] * (2 * part + 1) / number[slot] ** 2
            following[account] += number[slot]


@kernel
def _overlaps(width: Any, share: Any, strata: int, generator: Any) -> Any:
    """Buyer, seller and width of each overlap, and their number."""
    capacity = len(width) + strata * len(share)
    buyer_of, seller_of = np.empty(capacity, np.int64), np.empty(capacity, np.int64)
    weight = np.empty(capacity)
    seller_order, order = np.arange(len(width)), np.arange(len(share))
    _shuffle(seller_order, generator)
    _to_the_end(seller_order, int(np.argmax(width)))
    # Strata differ in height: a sum of many equal weights rounds the same way every time.
    height = np.empty(strata)
    for stratum in range(strata):
        height[stratum] = 0.5 + generator.random()
    height /= height.sum()
    count, place = 0, 0
    seller_left = width[seller_order[0]]
    for stratum in range(strata):
        _shuffle(order, generator)
        for buyer in order:
            width_here = share[buyer] * height[stratum]
            left = width_here
            while True:
                seller = seller_order[place]
                # The largest seller is last and takes up the rounding: buyers get what they need.
                is_last = place == len(width) - 1
                overlap = left if is_last else min(left, seller_left)
                buyer_of[count], seller_of[count], weight[count] = buyer, seller, overlap
                count += 1
                seller_left -= overlap
                left -= overlap
                if not is_last and seller_left <= _ROUNDING * width[seller]:
                    place += 1
                    seller_left = width[seller_order[place]]
                if left <= _ROUNDING * width_here:
                    break
    return count, buyer_of, seller_of, weight


@kernel
def _root_of_flow(supplier_origin: Any, sellers: Any, width: Any) -> Any:
    """Root of the market share of each seller's origin."""
    share = np.zeros(supplier_origin[-1] + 1)
    for each in range(len(sellers)):
        share[supplier_origin[sellers[each]]] += width[each]
    root = np.empty(len(sellers))
    for each in range(len(sellers)):
        root[each] = np.sqrt(share[supplier_origin[sellers[each]]])
    return root


@kernel
def _shuffle(order: Any, generator: Any) -> None:
    """Fisher-Yates in place; compiles in a fraction of the time of the generator's own method."""
    for place in range(len(order) - 1, 0, -1):
        other = int(generator.random() * (place + 1))
        order[place], order[other] = order[other], order[place]


@kernel
def _to_the_end(order: Any, entry: int) -> None:
    """Move an entry to the end and close the gap, in place."""
    place = 0
    while order[place] != entry:
        place += 1
    for each in range(place, len(order) - 1):
        order[each] = order[each + 1]
    order[len(order) - 1] = entry


@kernel
def pieces_of(weight: Any, scale: Any, number: int) -> Any:
    """Into how many parts to split each relationship, the heaviest first.

    The parts are counted so that the heaviest mean part, relative to its scale, is as light as it
    can be: one heavy relationship distorts a small economy.

    Parameters
    ----------
    weight : (R,) float
        Weights.
    scale : (R,) float
        What a weight is compared with.
    number : int
        Number of parts, at least ``R``.

    Returns
    -------
    (R,) int
        At least one each; their sum is ``number``.
    """
    relative = weight / scale
    spare = number - len(relative)
    parts = np.ones(len(relative), np.int64)
    if spare <= 0:
        return parts
    # With parts no heavier than the cap, rounding up adds less than one part to each.
    low, high = relative.sum() / number, relative.sum() / spare
    while high - low > 1e-4 * high:
        cap = 0.5 * (low + high)
        if _parts(relative, cap) > number:
            low = cap
        else:
            high = cap
    left = number
    for each in range(len(relative)):
        parts[each] = _parts_of(relative[each], high)
        left -= parts[each]
    # Equal weights reach the cap together, and some of them have to wait.
    while left > 0:
        low *= 0.999
        for each in range(len(relative)):
            if left > 0 and _parts_of(relative[each], low) > parts[each]:
                parts[each] += 1
                left -= 1
    return parts


@kernel
def _parts_of(relative: float, cap: float) -> int:
    return max(int(np.ceil(relative / cap)), 1)


@kernel
def _parts(relative: Any, cap: float) -> int:
    total = 0
    for each in relative:
        total += _parts_of(each, cap)
    return total
