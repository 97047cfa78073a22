"""The input-output table of the week just simulated, from the relationships as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.income import SMALLEST
from sim.economy.supply_chains import InputOutput, input_output, purchases, usual_share
from sim.model.phases.landed import charge

if TYPE_CHECKING:
    from sim.model.network import Users
    from sim.model.trade_war import TradeWar
    from sim.world.world import Floats, World


@dataclass(frozen=True)
class Ledger:
    """What the input-output table of a week is made of; the next week changes none of it.

    Parameters
    ----------
    used : (K, N) float
        Spending of each kind of user on each origin, duty included, USD mn a week.
    cost : (N, S) float
        Cost of the week's production, USD mn a week.
    final : (N, G) float
        What distributors want for households, USD mn a week.
    labour : (N,) float
        Distributors' labour bill, USD mn a week.
    charge : (N, N, G) float
        Duty and fees over the value before them.
    kept, kept_part : (N, N) and (N, G) float
        What boycotts leave of demand for an origin, and of the pulls on a pool.
    without_origin : (N, G) bool, optional
        Markets that bans leave nobody to buy from.
    """

    used: Floats
    cost: Floats
    final: Floats
    labour: Floats
    charge: Floats
    kept: Floats
    kept_part: Floats
    without_origin: NDArray[np.bool_] | None

    def is_like(self, other: Ledger, tolerance: float) -> bool:
        """Whether no amount differs by more than the tolerance, relative to the largest of its kind."""
        pairs = [(getattr(self, name), getattr(other, name)) for name in _AMOUNTS]
        return all(np.abs(new - old).max() <= tolerance * max(float(old.max()), 1.0) for new, old in pairs)


_AMOUNTS = ("used", "cost", "final", "labour", "charge", "kept", "kept_part")


def ledger_of_week(model: TradeWar) -> Ledger:
    """Keep what the input-output table of the week just simulated is made of."""
    state = model.state
    return Ledger(
        used=state.used,
        cost=_by_sector(model, state.production_cost),
        final=state.final_purchases.copy(),
        labour=state.distribution_labour.copy(),
        charge=charge(model),
        kept=state.kept,
        kept_part=state.kept_part.copy(),
        without_origin=model.without_origin,
    )


def table_of(world: World, users: Users, ledger: Ledger) -> tuple[InputOutput, Floats]:
    """Return the input-output table of a week, and (N, S) cost of production, USD mn a week.

    Producers that buy for themselves count by their own relationships, those that buy from distributors and
    households by their part of the pools.
    """
    customs_part = 1.0 / (1.0 + ledger.charge)
    direct = users.sector >= 0
    own = np.zeros(world.input_share.shape)
    own[users.destination[direct], users.group[direct], users.sector[direct]] = ledger.used[direct].sum(
        axis=1
    )
    bought = purchases(
        world.input_share, ledger.cost, own, ledger.final, ledger.without_origin, world.services
    )
    pool = np.zeros(customs_part.shape)
    pool[:, users.destination[~direct], users.group[~direct]] = ledger.used[~direct].T
    total = bought.pooled.sum(axis=2) + bought.final
    # The part of a pool that follows boycotts is that of its goods; nobody boycotts services.
    part = np.where(world.is_goods, bought.final / np.maximum(total, SMALLEST), 0.0)
    share = usual_share(pool, part, ledger.kept, ledger.kept_part)
    avoiding = np.where(world.is_goods, ledger.kept[:, :, None] / ledger.kept_part, 1.0)
    table = input_output(
        bought,
        _own_before_duty(world, users, ledger.used, customs_part),
        share,
        share * avoiding,
        customs_part,
        world.sector_of_group,
        ledger.cost,
        world.value_added_share,
        ledger.labour,
    )
    return table, ledger.cost


def _by_sector(model: TradeWar, of_firms: Floats) -> Floats:
    """(N, S) sums over the producers of each sector."""
    world = model.world
    sums = np.zeros((len(world.economies), len(world.sectors)))
    np.add.at(sums.T, world.sector_of_group, model.network.by_cell(of_firms).T)
    return sums


def _own_before_duty(world: World, users: Users, used: Floats, customs_part: Floats) -> Floats:
    """(N, S, N, S) what producers buy for themselves: origin, sector of the good, destination, sector."""
    economies, sectors = len(world.economies), len(world.sectors)
    direct = np.flatnonzero(users.sector >= 0)
    here, group, sector = users.destination[direct], users.group[direct], users.sector[direct]
    value = used[direct] * customs_part[:, here, group].T
    place = (world.sector_of_group[group] * economies + here) * sectors + sector
    flow = np.arange(economies) * (sectors * economies * sectors) + place[:, None]
    shape = economies, sectors, economies, sectors
    sums = np.bincount(flow.ravel(), weights=value.ravel(), minlength=int(np.prod(shape)))
    return np.asarray(sums, dtype=np.float64).reshape(shape)
