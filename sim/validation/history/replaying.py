"""The war of 2018 to 2020 replayed week by week: by the agents, and by their mean-field limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.economy.mean_field import welfare
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.metrics.replay.recorded import Recorded
from sim.metrics.replay.weekly import CHINA, START, UNITED_STATES, VIETNAM, WEEKS, Replay
from sim.model.limits import Limits
from sim.model.trade_war import TradeWar
from sim.records.recorder import Recorder
from sim.records.routes import Routes, routes_in_use
from sim.records.routing_frames import routed_between
from sim.scenario.loader import load_scenario
from sim.scenario.schema import Horizon, Scenario
from sim.world import World, vocabulary
from sim.world.history import recorded_history
from sim.world.world import Floats, Integers

WAR = "trade_war_one"
YEAR = 52


@dataclass(frozen=True)
class ReplayedByAgents:
    """A replay, and what only agents can show.

    Parameters
    ----------
    replay : Replay
        Trade, duties and prices week by week.
    links_kept : float
        Share of relationships, weighed by base spending, with the same supplier after a year, fraction.
    relationships : int
        Relationships simulated.
    """

    replay: Replay
    links_kept: float
    relationships: int


def war(overrides: Mapping[str, str] | None = None) -> Scenario:
    """Return the shipped scenario, up to February 2020.

    Parameters
    ----------
    overrides : mapping of str to str, optional
        Values that replace the scenario's, by dotted key.
    """
    found = load_scenario(WAR, vocabulary(), overrides)
    return found.model_copy(update={"horizon": Horizon(start=START, weeks=WEEKS)})


def recorded_on(world: World) -> Recorded:
    """Return recorded history on a world's economies."""
    history = recorded_history(world.members)
    return Recorded(history.months, world.economies, history.imports, history.exports, history.duties)


def replay_by_agents(
    scenario: Scenario, world: World, replication: int = 1, threads: int = 1
) -> ReplayedByAgents:
    """Simulate a scenario over the weeks of the replay.

    Parameters
    ----------
    scenario : Scenario
        The war, with its behaviour and population; its horizon is that of the replay.
    world : World
        Its base.
    replication : int
        Number of the replication, from 1: which random draws.
    threads : int
        Threads for the relationship kernels.
    """
    model = TradeWar(scenario, world, None, replication, threads)
    recorder = Recorder(model)
    first, weight = model.state.supplier.copy(), model.network.population.relationships.weight
    kept = 1.0
    for week in range(scenario.horizon.weeks):
        model.step()
        recorder.observe()
        if week + 1 == YEAR:
            # a market's weights sum to one: weighed by its spending
            spent = world.absorption.ravel()[_market_of_relationship(model)]
            kept = float((weight * spent)[model.state.supplier == first].sum() / (weight * spent).sum())
    replay = replay_of(
        world,
        recorder.weeks,
        recorder.customs_value,
        recorder.effective_tariff,
        recorder.supplier_price,
        recorder.exporter_margin,
        recorder.real_consumption,
        recorder.routes,
    )
    model.release()
    return ReplayedByAgents(replay, kept, len(weight))


def replay_by_mean_field(scenario: Scenario, world: World | None = None) -> Replay:
    """Follow the mean-field limit of a scenario over its horizon."""
    limits = Limits(scenario, world)
    weeks = scenario.horizon.mondays()
    flows, tariffs, prices, margins, consumption, routes = [], [], [], [], [], []
    for _, state in zip(weeks, limits.path(), strict=False):
        flows.append(state.customs_value)
        tariffs.append(state.routing.duty_rate)
        prices.append(np.exp(state.log_supplier_price))
        margins.append(state.exporter_margin)
        consumption.append(welfare(limits.world, state))
        routes.append(routes_in_use(scenario.behaviour.routing, state.routing, state.customs_value))
    return replay_of(
        limits.world,
        weeks,
        flows,
        tariffs,
        prices,
        margins,
        np.array(consumption),
        routes,
    )


def replay_of(
    world: World,
    weeks: Sequence[dt.date],
    customs_value: Sequence[Floats],
    tariff: Sequence[Floats],
    supplier_price: Sequence[Floats],
    exporter_margin: Sequence[Floats],
    real_consumption: Floats,
    routes: Sequence[Routes],
) -> Replay:
    """Keep of weekly arrays what the moments need.

    Parameters
    ----------
    world : World
        The base.
    weeks : sequence of date
        Mondays, ``W`` of them.
    customs_value, tariff : sequence of (N, N, G) float
        USD mn a week, fraction.
    supplier_price : sequence of (N, G) float
        Base = 1.
    exporter_margin : sequence of (N, N, G) float
        Log of what exporters charge over their list price.
    real_consumption : (W, N) float
        Base = 1.
    routes : sequence of Routes
        Goods declared as another economy's; those found out count as what they are.
    """
    us, china, goods = world.position(UNITED_STATES), world.position(CHINA), world.is_goods
    base = world.customs_value / WEEKS_PER_YEAR
    imports = np.array([flows[:, us][:, goods].sum(axis=1, dtype=float) for flows in customs_value])
    imports += np.array([routed_between(week, len(base))[:, us] for week in routes])
    exports = np.array([flows[us][:, goods].sum(axis=1, dtype=float) for flows in customs_value])
    duty = [
        (flows[:, us] * rate[:, us])[:, goods].sum(dtype=float)
        for flows, rate in zip(customs_value, tariff, strict=True)
    ]
    return Replay(
        weeks=tuple(weeks),
        economies=world.economies,
        imports=_abroad(imports, us),
        exports=_abroad(exports, us),
        duties=np.array(duty),
        via_vietnam=np.array([_via_vietnam(world, week) for week in routes]),
        china_value=np.array([flows[china, us][goods] for flows in customs_value], dtype=float),
        china_price=np.array(
            [
                (price[china] * np.exp(margin[china, us]))[goods]
                for price, margin in zip(supplier_price, exporter_margin, strict=True)
            ]
        ),
        china_tariff=np.array([rate[china, us][goods] for rate in tariff]),
        base_imports=_abroad(base[:, us][:, goods].sum(axis=1), us),
        base_exports=_abroad(base[us][:, goods].sum(axis=1), us),
        base_china_value=base[china, us][goods],
        base_china_tariff=world.base_tariff[china, us][goods],
        real_consumption=real_consumption[:, us],
    )


def _via_vietnam(world: World, routes: Routes) -> float:
    """Chinese goods that pass as Vietnam's in the US, USD mn a week."""
    if VIETNAM not in world.economies:
        return 0.0
    here = routes.connector == world.position(VIETNAM)
    here &= (routes.origin == world.position(CHINA)) & (routes.destination == world.position(UNITED_STATES))
    return float(((1.0 - routes.detected) * routes.value)[here].sum())


def _abroad(flows: Floats, home: int) -> Floats:
    """Flows without what stays at home; the last axis is economies."""
    there = flows.copy()
    there[..., home] = 0.0
    return there


def _market_of_relationship(model: TradeWar) -> Integers:
    """(R,) position of the market, destinations by groups, of each relationship."""
    accounts = np.diff(model.network.population.relationships.account_start)
    return np.repeat(model.network.market_of_account, accounts)
