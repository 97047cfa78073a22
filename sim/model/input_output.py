"""The input-output table of the week just simulated, from the relationships as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.economy.income import SMALLEST
from sim.economy.supply_chains import InputOutput, input_output, purchases, usual_share
from sim.model.phases.landed import charge

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar
    from sim.world.world import Floats


def input_output_of_week(model: TradeWar) -> tuple[InputOutput, Floats]:
    """Return who used whose output in the week just simulated, and (N, S) cost of production, USD mn a week.

    Producers that buy for themselves count by their own relationships, those that buy from distributors and
    households by their part of the pools.
    """
    world, network, state = model.world, model.network, model.state
    users = network.users
    cost = _by_sector(model, state.production_cost)
    customs_part = 1.0 / (1.0 + charge(model))
    direct = users.sector >= 0
    own = np.zeros(world.input_share.shape)
    own[users.destination[direct], users.group[direct], users.sector[direct]] = state.used[direct].sum(axis=1)
    bought = purchases(
        world.input_share, cost, own, state.final_purchases, model.without_origin, world.services
    )
    pool = np.zeros(customs_part.shape)
    pool[:, users.destination[~direct], users.group[~direct]] = state.used[~direct].T
    total = bought.pooled.sum(axis=2) + bought.final
    # The part of a pool that follows boycotts is that of its goods; nobody boycotts services.
    part = np.where(world.is_goods, bought.final / np.maximum(total, SMALLEST), 0.0)
    share = usual_share(pool, part, state.kept, state.kept_part)
    avoiding = np.where(world.is_goods, state.kept[:, :, None] / state.kept_part, 1.0)
    table = input_output(
        bought,
        _own_before_duty(model, customs_part),
        share,
        share * avoiding,
        customs_part,
        world.sector_of_group,
        cost,
        world.value_added_share,
        state.distribution_labour.copy(),
    )
    return table, cost


def _by_sector(model: TradeWar, of_firms: Floats) -> Floats:
    """(N, S) sums over the producers of each sector."""
    world = model.world
    sums = np.zeros((len(world.economies), len(world.sectors)))
    np.add.at(sums.T, world.sector_of_group, model.network.by_cell(of_firms).T)
    return sums


def _own_before_duty(model: TradeWar, customs_part: Floats) -> Floats:
    """(N, S, N, S) what producers buy for themselves: origin, sector of the good, destination, sector."""
    world, users = model.world, model.network.users
    economies, sectors = len(world.economies), len(world.sectors)
    direct = np.flatnonzero(users.sector >= 0)
    here, group, sector = users.destination[direct], users.group[direct], users.sector[direct]
    value = model.state.used[direct] * customs_part[:, here, group].T
    place = (world.sector_of_group[group] * economies + here) * sectors + sector
    flow = np.arange(economies) * (sectors * economies * sectors) + place[:, None]
    shape = economies, sectors, economies, sectors
    sums = np.bincount(flow.ravel(), weights=value.ravel(), minlength=int(np.prod(shape)))
    return np.asarray(sums, dtype=np.float64).reshape(shape)
