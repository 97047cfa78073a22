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
    """Relationships in goods whose supplier is in another economy than that of the base.

    Parameters
    ----------
    relationships : (N, N, N) int
        How many, by economy of the supplier in the base, of the buyer, and of the supplier now.
    base_spending : (N, N, N) float
        What they stood for in the base, USD mn a year, duty included.
    """

    relationships: Integers
    base_spending: Floats

    @classmethod
    def none(cls, economies: int) -> Moves:
        """Nobody has moved yet."""
        shape = (economies,) * 3
        return cls(np.zeros(shape, np.int64), np.zeros(shape))

    @classmethod
    def of(cls, model: TradeWar) -> Moves:
        """Compare the suppliers of all relationships with those that they were laid with."""
        world, network = model.world, model.network
        laid, economies = network.population.relationships, len(world.economies)
        before, now = (network.supplier_origin[each] for each in (laid.supplier, model.state.supplier))
        moved = np.flatnonzero(before != now)
        first_slot = laid.account_start[laid.market_start]
        destination, group = np.divmod(
            np.searchsorted(first_slot, moved, side="right") - 1, len(world.groups)
        )
        goods = world.is_goods[group]
        moved, destination, group = moved[goods], destination[goods], group[goods]
        place = np.ravel_multi_index((before[moved], destination, now[moved]), (economies,) * 3)
        worth = laid.weight[moved] * world.absorption[destination, group]
        shape, cells = (economies,) * 3, economies**3
        return cls(
            np.bincount(place, minlength=cells).reshape(shape),
            np.bincount(place, weights=worth, minlength=cells).reshape(shape),
        )


def moves_frame(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    """Return the table ``supplier_moves`` of an arm: ways that no relationship went have no row."""
    found = recorder.moves
    origin, destination, joined = np.nonzero(found.relationships)
    place = (origin, destination, joined)
    return layout.frame(
        "supplier_moves",
        recorder.weeks[-1:],
        arm,
        {"origin": origin, "destination": destination, "joined": joined},
        {
            "relationships": found.relationships[place][:, None],
            "base_spending": found.base_spending[place].astype(np.float64)[:, None],
        },
    )
