"""Which producer sells in which economy, and how much: sparse, and exact in every margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.world.population.firms import Producers
from sim.world.world import Floats, Integers, World

HIGHEST_COMMON_EXPORT_INTENSITY = 0.5
"""Exporters sell at least half at home unless their cell as a whole exports more (assumed)."""

CAPACITY_SLACK = 1.3
"""Exporters are added until their joint export capacity is 1.3 times their cell's exports."""

MARKET_SIZE_ELASTICITY = 0.5
"""Number of exporters to a market rises with the square root of its size (Eaton-Kortum-Kramarz)."""


@dataclass(frozen=True)
class MarketAccess:
    """Base sales of producers by market, ordered by market (``destination * G + group``).

    Parameters
    ----------
    start : (M + 1,) int
        First entry of each market.
    producer : (K,) int
        The seller.
    value : (K,) float
        Sales before duty in the base, USD mn a year; strictly positive.
    spending : (K,) float
        What the market's buyers pay for them, duty included, USD mn a year.
    """

    start: Integers
    producer: Integers
    value: Floats
    spending: Floats


def market_access_of(world: World, producers: Producers) -> MarketAccess:
    """Let the largest firms of each cell export, the more the larger the market.

    Markets of a cell are served in order of size, smallest first. A market is served by
    the cell's largest firms, in proportion to the export capacity they have left; what a
    firm does not export it sells at home. Row sums equal every firm's sales and column
    sums every flow.
    """
    economies, groups = len(world.economies), len(world.groups)
    smallest_first = np.argsort(world.customs_value, axis=1, kind="stable")
    producer, destination, value = _allocate(
        world.customs_value, smallest_first, producers.base_sales, producers.cell_start
    )
    market = destination * groups + producers.group[producer]
    order = np.argsort(market, kind="stable")
    start = np.searchsorted(market[order], np.arange(economies * groups + 1))
    producer, destination, value = producer[order], destination[order], value[order]
    tariff = world.base_tariff[producers.economy[producer], destination, producers.group[producer]]
    return MarketAccess(start.astype(np.int64), producer, value, spending=value * (1.0 + tariff))


@njit(cache=True)
def _allocate(flow: Any, smallest_first: Any, base_sales: Any, cell_start: Any) -> Any:
    economies, _, groups = flow.shape
    capacity = len(base_sales) * economies
    producer = np.empty(capacity, np.int64)
    destination = np.empty(capacity, np.int64)
    value = np.empty(capacity, np.float64)
    count = 0
    for origin in range(economies):
        for group in range(groups):
            first, last = cell_start[origin * groups + group], cell_start[origin * groups + group + 1]
            if first == last:
                continue
            sold = _cell_sales(
                flow[origin, :, group], smallest_first[origin, :, group], base_sales[first:last], origin
            )
            for firm in range(last - first):
                for market in range(economies):
                    if sold[firm, market] > 0.0:
                        producer[count] = first + firm
                        destination[count] = market
                        value[count] = sold[firm, market]
                        count += 1
    return producer[:count].copy(), destination[:count].copy(), value[:count].copy()


@njit(cache=True)
def _cell_sales(flow: Any, smallest_first: Any, sales: Any, home: int) -> Any:
    """Sales of each of a cell's firms in each economy, (firms, N)."""
    sold = np.zeros((len(sales), len(flow)))
    left = sales.copy()
    exports = flow.sum() - flow[home]
    if exports > 0.0:
        room, exporters = _export_room(sales, exports)
        abroad = flow.copy()
        abroad[home] = 0.0
        for market in smallest_first:
            wanted = abroad[market]
            if wanted <= 0.0:
                continue
            planned = int(np.ceil(exporters * (wanted / abroad.max()) ** MARKET_SIZE_ELASTICITY))
            served, available = _enough(room, min(max(planned, 1), len(sales)), wanted)
            for firm in range(served):
                part = wanted * room[firm] / available
                sold[firm, market] = part
                room[firm] = max(room[firm] - part, 0.0)
                left[firm] = max(left[firm] - part, 0.0)
    if flow[home] > 0.0:
        sold[:, home] = flow[home] * left / left.sum()
    return sold


@njit(cache=True)
def _export_room(sales: Any, exports: float) -> Any:
    """Export capacity of each firm and the number of exporters that covers the exports."""
    share = exports / sales.sum()
    intensity = max(HIGHEST_COMMON_EXPORT_INTENSITY, min(1.0, 1.1 * share))
    room = sales * intensity
    covered = 0.0
    exporters = 0
    while exporters < len(room) and covered < CAPACITY_SLACK * exports:
        covered += room[exporters]
        exporters += 1
    return room, exporters


@njit(cache=True)
def _enough(room: Any, served: int, wanted: float) -> Any:
    """Extend the number of firms that serve a market until they have room for it."""
    available = room[:served].sum()
    while served < len(room) and available < wanted:
        available += room[served]
        served += 1
    return served, available


def export_markets_per_producer(access: MarketAccess, producers: Producers, groups: int) -> NDArray[np.int64]:
    """(F,) number of foreign economies that each producer sells to in the base."""
    market = np.repeat(np.arange(len(access.start) - 1), np.diff(access.start))
    abroad = market // groups != producers.economy[access.producer]
    return np.bincount(access.producer[abroad], minlength=producers.count).astype(np.int64)
