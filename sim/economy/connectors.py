"""Connectors: the economies that can lend their name to another's goods, and how well each suits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

MOST_CONNECTORS = 6
"""Connectors of a flow that are followed: the six that suit best."""


@dataclass(frozen=True)
class Connectors:
    """The connectors that suit each flow best.

    ``N`` economies, ``G`` product groups, ``K`` connectors; index order connector, true origin,
    destination, group.

    Parameters
    ----------
    economy : (K, N, N, G) int
        Position of the connector.
    suitability : (K, N, N, G) float
        How well it suits, sums to one over the connectors of a flow; zero where nothing can be routed:
        at home, services, flows that the base does not have.
    own_over_routed : (K, N, N, G) float
        The connector's own base flow to the destination over the flow itself; zero where there is none.
    """

    economy: NDArray[np.int64]
    suitability: Floats
    own_over_routed: Floats

    def rate_of(self, tariff: Floats) -> Floats:
        """(K, N, N, G) rate on the connector's own goods, from (N, N, G) rates."""
        return np.stack([np.take_along_axis(tariff, each, axis=0) for each in self.economy])


def export_similarity(goods: Floats) -> Floats:
    """Return (N, N) how alike the exports of two economies are: ``sum_g min(x[o, g], x[c, g])``.

    ``x`` are the groups' shares in an economy's exports; one for the same mix, zero for none in common.

    Parameters
    ----------
    goods : (N, N, G) float
        Flows of goods across borders, before duty.

    References
    ----------
    Finger and Kreinin (1979), Economic Journal 89(356).
    """
    exports = goods.sum(axis=1)
    mix = exports / np.maximum(exports.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    return np.asarray(np.minimum(mix[:, None], mix[None, :]).sum(axis=2))


def nearness(goods: Floats) -> Floats:
    """Return (N, N) how much a connector already buys of an origin: the origin's share in its imports.

    Trade stands in for distance, which it falls with, and for ties that kilometres do not show.

    Parameters
    ----------
    goods : (N, N, G) float
        Flows of goods across borders, before duty.
    """
    trade = goods.sum(axis=2)
    return np.asarray(trade / np.maximum(trade.sum(axis=0), np.finfo(float).tiny))


def connectors_of(accounts: Accounts) -> Connectors:
    """Return the connectors that suit each flow best, in the base.

    Equation (61): ``sigma[c] ~ similarity[o, c] nearness[o, c] M[c, d, g]``: an economy with like
    exports that trades with the true origin and sells the group to the destination.

    Parameters
    ----------
    accounts : Accounts
        The base.
    """
    count = len(accounts.economies)
    goods = np.where(accounts.is_goods, accounts.customs_value, 0.0)
    goods[np.arange(count), np.arange(count)] = 0.0
    pull = export_similarity(goods) * nearness(goods)
    np.fill_diagonal(pull, 0.0)
    kept = min(MOST_CONNECTORS, count)
    shape = (kept, *goods.shape)
    economy, suits, own = np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape)
    for destination in range(count):
        flow = goods[:, destination]
        weight = np.where(flow[:, None] > 0.0, pull[:, :, None] * flow, 0.0)  # origin, connector, group
        best = np.argsort(-weight, axis=1, kind="stable")[:, :kept]
        chosen = np.take_along_axis(weight, best, axis=1)
        total = chosen.sum(axis=1, keepdims=True)
        economy[:, :, destination] = best.swapaxes(0, 1)
        suits[:, :, destination] = (chosen / np.where(total > 0.0, total, 1.0)).swapaxes(0, 1)
        lent = np.take_along_axis(np.broadcast_to(flow, weight.shape), best, axis=1)
        there = flow[:, None] > 0.0
        ratio = np.where(there, lent / np.where(there, flow[:, None], 1.0), 0.0)
        own[:, :, destination] = ratio.swapaxes(0, 1)
    return Connectors(economy, suits, own)
