"""The extensive margin: who buys from an economy at all, and which firms sell to one."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.world.kernels import kernel


class ExtensiveMargin(NamedTuple):
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
    relationships : (N, N, G) int
        Relationships of the destination's buyers with producers of the origin.
    unbroken : (R,) bool
        Relationships that have had the same supplier since the base.
    surviving : (N, N, G) int
        How many of those of each flow.
    surviving_weight : (N, N, G) float
        Their share of the market's base spending.
    weight : (R,) float
        Share of each relationship in its market's base spending; does not change.
    found, lost : (N, N, G) int
        Accounts that this week found their first supplier in the origin, or lost their last one.
    entered, left : (N, N, G) int
        Producers that this week found their first buyer in the destination, or lost their last one.
    """

    links: NDArray[np.int32]
    buyers: NDArray[np.int64]
    exporters: NDArray[np.int64]
    relationships: NDArray[np.int64]
    unbroken: NDArray[np.bool_]
    surviving: NDArray[np.int64]
    surviving_weight: NDArray[np.float64]
    weight: NDArray[np.float64]
    found: NDArray[np.int64]
    lost: NDArray[np.int64]
    entered: NDArray[np.int64]
    left: NDArray[np.int64]

    def begin_week(self) -> None:
        """Nobody has come or gone yet."""
        for changed in (self.found, self.lost, self.entered, self.left):
            changed.fill(0)


def extensive_margin(
    market_start: Any,
    account_start: Any,
    weight: Any,
    supplier: Any,
    supplier_origin: Any,
    economies: int,
    groups: int,
) -> ExtensiveMargin:
    """Count who deals with whom over all relationships.

    Parameters
    ----------
    market_start, account_start, weight, supplier, supplier_origin
        As in :func:`sim.economy.shipping.ship`.
    economies, groups : int
        Number of economies and of product groups.
    """
    flows = (economies, economies, groups)
    buyers, exporters, relationships, found, lost, entered, left = (
        np.zeros(flows, np.int64) for _ in range(7)
    )
    links = np.zeros((len(supplier_origin), economies), np.int32)
    surviving_weight = np.zeros(flows)
    _count(
        market_start, account_start, weight, supplier, supplier_origin,
        links, buyers, exporters, relationships, surviving_weight,
    )  # fmt: skip
    unbroken = np.ones(len(supplier), np.bool_)
    return ExtensiveMargin(
        links, buyers, exporters, relationships, unbroken, relationships.copy(), surviving_weight, weight,
        found, lost, entered, left,
    )  # fmt: skip


@kernel
def _count(
    market_start: Any,
    account_start: Any,
    weight: Any,
    supplier: Any,
    supplier_origin: Any,
    links: Any,
    buyers: Any,
    exporters: Any,
    relationships: Any,
    weights: Any,
) -> None:
    """Add up links, buyers, exporters, relationships and their weights; all zero on entry."""
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
                relationships[origin, destination, group] += 1
                weights[origin, destination, group] += weight[slot]
                if last_seen[origin] != account:
                    buyers[origin, destination, group] += 1
                    last_seen[origin] = account
