"""Which producer sells in which economy, and how much: sparse, and exact in every margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.world.kernels import kernel
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


def market_access_of(world: World, producers: Producers, most_exporters: Integers) -> MarketAccess:
    """Let the largest firms of each cell export, the more the larger the market.

    Markets of a cell are served in order of size, smallest first. A market is served by
    the cell's largest firms, in proportion to the export capacity they have left, or one
    after the other where that is too little; what a firm does not export it sells at home.
    Row sums equal every firm's sales and column sums every flow.

    Parameters
    ----------
    world, producers
        The base and its producers.
    most_exporters : (N, N, G) int
        Highest number of firms to serve a foreign market with if they can supply it; at
        least one. A small network has fewer exporters.
    """
    economies, groups = len(world.economies), len(world.groups)
    smallest_first = np.argsort(world.customs_value, axis=1, kind="stable")
    firms = np.diff(producers.cell_start).reshape(economies, 1, groups)
    # An entry beyond those planned exhausts a firm, which happens once to a firm.
    planned = np.where(world.customs_value > 0.0, np.minimum(most_exporters, firms) + 1, 0)
    capacity = int(planned.sum()) + 2 * producers.count
    producer, market, value = _allocate(
        world.customs_value,
        smallest_first,
        most_exporters,
        producers.base_sales,
        producers.cell_start,
        capacity,
    )
    start, order = _by_market(market, economies * groups)
    producer, value, market = producer[order], value[order], market[order]
    tariff = world.base_tariff[producers.economy[producer], market // groups, market % groups]
    return MarketAccess(start, producer, value, spending=value * (1.0 + tariff))


@kernel
def _by_market(market: Any, markets: int) -> Any:
    """First entry of each market and the order that sorts entries by market, stable."""
    start = np.zeros(markets + 1, np.int64)
    for each in market:
        start[each + 1] += 1
    start = np.cumsum(start)
    following = start.copy()
    order = np.empty(len(market), np.int64)
    for entry in range(len(market)):
        order[following[market[entry]]] = entry
        following[market[entry]] += 1
    return start, order


@kernel
def _allocate(
    flow: Any, smallest_first: Any, most_exporters: Any, base_sales: Any, cell_start: Any, capacity: int
) -> Any:
    """Producer, market and sales of each entry, ordered by origin."""
    economies, _, groups = flow.shape
    producer = np.empty(capacity, np.int64)
    market = np.empty(capacity, np.int64)
    value = np.empty(capacity)
    count = 0
    for origin in range(economies):
        for group in range(groups):
            first, last = cell_start[origin * groups + group], cell_start[origin * groups + group + 1]
            if first == last:
                continue
            sales = base_sales[first:last]
            left = sales.copy()
            begin = count
            count = _exports(
                flow[origin, :, group],
                smallest_first[origin, :, group],
                most_exporters[origin, :, group],
                sales,
                origin,
                left,
                producer,
                market,
                value,
                count,
            )
            home = flow[origin, origin, group]
            if home > 0.0:
                total = left.sum()
                for firm in range(last - first):
                    if left[firm] > 0.0:
                        producer[count], market[count] = firm, origin
                        value[count] = home * left[firm] / total
                        count += 1
            for entry in range(begin, count):
                producer[entry] += first
                market[entry] = market[entry] * groups + group
    return producer[:count], market[:count], value[:count]


@kernel
def _exports(
    flow: Any,
    smallest_first: Any,
    most_exporters: Any,
    sales: Any,
    home: int,
    left: Any,
    producer: Any,
    market: Any,
    value: Any,
    count: int,
) -> int:
    """Write a cell's exports by firm and destination, take them from ``left``; number of entries."""
    exports, largest = 0.0, 0.0
    for destination in range(len(flow)):
        if destination != home:
            exports += flow[destination]
            largest = max(largest, flow[destination])
    if exports <= 0.0:
        return count
    room, exporters = _export_room(sales, exports)
    # Firms before this one have no export capacity left.
    next_firm = 0
    for destination in smallest_first:
        wanted = flow[destination]
        if destination == home or wanted <= 0.0:
            continue
        planned = int(np.ceil(exporters * (wanted / largest) ** MARKET_SIZE_ELASTICITY))
        planned = max(min(planned, most_exporters[destination]), 1)
        until = min(next_firm + planned, len(sales))
        available = room[next_firm:until].sum()
        enough = available >= wanted
        missing = wanted
        for firm in range(next_firm, until if enough else len(sales)):
            part = wanted * room[firm] / available if enough else min(room[firm], missing)
            if part <= 0.0:
                continue
            missing -= part
            room[firm] = max(room[firm] - part, 0.0)
            left[firm] = max(left[firm] - part, 0.0)
            producer[count], market[count], value[count] = firm, destination, part
            count += 1
        while next_firm < len(sales) - 1 and room[next_firm] <= 0.0:
            next_firm += 1
    return count


@kernel
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


def export_markets_per_producer(access: MarketAccess, producers: Producers, groups: int) -> NDArray[np.int64]:
    """(F,) number of foreign economies that each producer sells to in the base."""
    market = np.repeat(np.arange(len(access.start) - 1), np.diff(access.start))
    abroad = market // groups != producers.economy[access.producer]
    return np.bincount(access.producer[abroad], minlength=producers.count).astype(np.int64)
