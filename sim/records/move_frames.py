"""Rows of the table of relationships that have gone to another economy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.model.trade_war import TradeWar

if TYPE_CHECKING:
    import polars as pl

    from sim.records.layout import Layout
    from sim.records.recorder import Recorder
    from sim.world.world import Floats, Integers


@dataclass(frozen=True)
class Moves:
    """Relationships in goods whose supplier is in another economy than that of the base: a row for each way.

    Parameters
    ----------
    origin, destination, joined, group : (K,) int
        Economy of the supplier in the base, of the buyer, and of the supplier now; product group.
    relationships : (K,) int
        How many went that way.
    base_spending : (K,) float
        What they stood for in the base, USD mn a year, duty included.
    """

    origin: Integers
    destination: Integers
    joined: Integers
    group: Integers
    relationships: Integers
    base_spending: Floats

    @classmethod
    def none(cls) -> Moves:
        """Nobody has moved yet."""
        nobody = np.zeros(0, np.int64)
        return cls(nobody, nobody, nobody, nobody, nobody, np.zeros(0))

    @classmethod
    def of(cls, model: TradeWar) -> Moves:
        """Compare the suppliers of all relationships with those that they were laid with."""
        world, network = model.world, model.network
        laid, economies, groups = network.population.relationships, len(world.economies), len(world.groups)
        before, now = (network.supplier_origin[each] for each in (laid.supplier, model.state.supplier))
        moved = np.flatnonzero(before != now)
        first_slot = laid.account_start[laid.market_start]
        market = np.searchsorted(first_slot, moved, side="right") - 1
        is_goods = world.is_goods[market % groups]
        moved, (destination, group) = moved[is_goods], np.divmod(market[is_goods], groups)
        shape = (economies, economies, economies, groups)
        way = np.ravel_multi_index((before[moved], destination, now[moved], group), shape)
        ways, row = np.unique(way, return_inverse=True)
        worth = laid.weight[moved] * world.absorption[destination, group]
        left, bought, joined, goods = np.unravel_index(ways, shape)
        return cls(
            left,
            bought,
            joined,
            goods,
            np.bincount(row, minlength=len(ways)),
            np.bincount(row, weights=worth, minlength=len(ways)).astype(np.float64),
        )


def moves_frame(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    """Return the table ``supplier_moves`` of an arm: ways that no relationship went have no row."""
    found = recorder.moves
    keys = ("origin", "destination", "joined", "sector", "group")
    return layout.frame(
        "supplier_moves",
        recorder.weeks[-1:],
        arm,
        {name: found.group if name == "sector" else getattr(found, name) for name in keys},
        {
            "relationships": found.relationships[:, None],
            "base_spending": found.base_spending[:, None],
        },
    )
