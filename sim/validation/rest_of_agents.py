"""How far a simulated economy is from its mean-field limit in every week, and from the benchmark at rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.economy.mean_field import welfare
from sim.economy.prices import cost_of_living
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.limits import Limits
from sim.model.trade_war import TradeWar
from sim.records.mean_field_frames import flow_gap, goods_across_borders
from sim.world.population import Population
from sim.world.world import Floats

AVERAGED_WEEKS = 52
"""Welfare and flows at rest are means over the last year."""


@dataclass(frozen=True)
class Followed:
    """Gaps of the agents; welfare in points, flows in per cent of trade across borders.

    Parameters
    ----------
    relationships : int
        Relationships that were simulated.
    welfare_gap_of_path : (W,) float
        Mean welfare gap to the mean field over economies, weighted by GDP, week by week.
    flow_gap_of_path : (W,) float
        Sum of the absolute gaps of all flows of goods to the mean field over their sum.
    distance_of_path : (W,) float
        Largest gap in welfare to the benchmark, week by week.
    welfare_gap : (N,) float
        Welfare at rest less the benchmark's.
    welfare_change : (N,) float
        The benchmark's change of welfare.
    relative_welfare_gap : float
        Mean absolute gap over mean absolute change, both weighted by GDP, per cent.
    flow_gap : float
        Sum of the absolute gaps of flows of goods at rest to the benchmark over their sum.
    """

    relationships: int
    welfare_gap_of_path: Floats
    flow_gap_of_path: Floats
    distance_of_path: Floats
    welfare_gap: Floats
    welfare_change: Floats
    relative_welfare_gap: float
    flow_gap: float

    @property
    def worst_welfare_gap_of_path(self) -> float:
        """Mean welfare gap in the worst week, points."""
        return float(self.welfare_gap_of_path.max())

    @property
    def worst_flow_gap_of_path(self) -> float:
        """Gap of flows in the worst week, per cent."""
        return float(self.flow_gap_of_path.max())

    @property
    def largest_welfare_gap(self) -> float:
        """Largest absolute gap in welfare at rest, points."""
        return float(np.abs(self.welfare_gap).max())


def follow_agents(
    limits: Limits,
    weeks: int,
    threads: int = 1,
    population: Population | None = None,
    replication: int = 1,
) -> Followed:
    """Simulate a scenario beside its mean-field limit until it rests, and measure the gaps.

    Parameters
    ----------
    limits : Limits
        The scenario's limits.
    weeks : int
        Weeks to simulate, beyond the scenario's horizon if need be; its measures last as long as they say.
    threads : int
        Threads for the relationship kernels.
    population : Population, optional
        Firms and relationships, if they have been synthesised already.
    replication : int
        Number of the replication, from 1.
    """
    world = limits.world
    model = TradeWar(limits.scenario, world, population, replication, threads)
    rest = limits.rest_after(weeks)
    abroad = goods_across_borders(world.is_goods, len(world.economies))
    weight = world.gdp / world.gdp.sum()
    of_welfare, of_flows, distance = np.zeros(weeks), np.zeros(weeks), np.zeros(weeks)
    last_welfare, last_flows = np.zeros(len(weight)), np.zeros_like(world.customs_value)
    averaged = min(AVERAGED_WEEKS, weeks)
    for week, state in zip(range(weeks), limits.path(), strict=False):
        model.step()
        ours, flows = _welfare(model), model.state.customs_value
        of_welfare[week] = 100.0 * np.abs(ours - welfare(world, state)) @ weight
        of_flows[week] = 100.0 * flow_gap(flows, state.customs_value, abroad)
        distance[week] = 100.0 * np.abs(ours - rest.welfare).max()
        if week >= weeks - averaged:
            last_welfare += ours / averaged
            last_flows += flows / averaged
    gap, change = 100.0 * (last_welfare - rest.welfare), 100.0 * (rest.welfare - 1.0)
    moved = float(np.abs(change) @ weight)
    return Followed(
        relationships=model.network.population.relationships.count,
        welfare_gap_of_path=of_welfare,
        flow_gap_of_path=of_flows,
        distance_of_path=distance,
        welfare_gap=gap,
        welfare_change=change,
        relative_welfare_gap=100.0 * float(np.abs(gap) @ weight) / moved if moved > 0.0 else 0.0,
        flow_gap=100.0 * flow_gap(last_flows, rest.customs_value / WEEKS_PER_YEAR, abroad),
    )


def _welfare(model: TradeWar) -> Floats:
    """(N,) real income over that of the base."""
    world, state = model.world, model.state
    price = cost_of_living(state.retail_price, world.taste)
    return np.asarray(state.income.sum(axis=1) * WEEKS_PER_YEAR / world.consumption / price)
