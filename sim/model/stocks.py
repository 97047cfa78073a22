"""What a week starts with and ends with: money, goods and what else the books compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.world.world import Floats

if TYPE_CHECKING:
    from sim.model.state import State


@dataclass(frozen=True)
class Stocks:
    """What a week starts or ends with.

    Parameters
    ----------
    importers_gain : (N,) float
        Duty that users paid importers less the duty that these paid, not yet paid out, USD mn.
    cash : (F,) float
        Undistributed profit of each producer, USD mn.
    distribution_cash, treasury : (N,) float
        Undistributed profit of distributors; tariff revenue not yet rebated, USD mn.
    wage, unemployment : (N,) float
        Wage, base = 1; part of the labour force out of work.
    retail_profit : (N,) float
        What distributors earned between posted prices and cost a week earlier, USD mn.
    sold_at_cost : (N, G) float
        Distributors' cost of what households buy for a dollar.
    avoiding : (N, N) float
        Part of the destination's households that avoid goods of the origin.
    in_transit, on_hand : (N, N, G) float
        Goods on their way, and goods that buyers hold, USD mn at base prices.
    """

    cash: Floats
    distribution_cash: Floats
    treasury: Floats
    wage: Floats
    retail_profit: Floats
    sold_at_cost: Floats
    unemployment: Floats
    avoiding: Floats
    in_transit: Floats
    on_hand: Floats
    importers_gain: Floats

    @classmethod
    def of(cls, state: State) -> Stocks:
        """Copy of what the state holds now."""
        return cls(
            cash=state.cash.copy(),
            distribution_cash=state.distribution_cash.copy(),
            treasury=state.treasury.copy(),
            wage=state.wage.copy(),
            retail_profit=state.retail_profit.copy(),
            sold_at_cost=state.retail_cost / state.retail_price,
            unemployment=state.unemployment.copy(),
            avoiding=state.sentiment.avoiding.copy(),
            in_transit=state.inventories.in_transit,
            on_hand=state.inventories.on_hand,
            importers_gain=state.importers_gain,
        )
