"""The benchmark and the mean-field path of a scenario as tables."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import numpy as np
import polars as pl

from sim.economy.belligerents import belligerents
from sim.economy.mean_field import welfare
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.limits import Limits
from sim.world import World
from sim.world.world import Floats

MILLIONS_PER_BILLION = 1000.0


def long_run_table(limits: Limits) -> pl.DataFrame:
    """Return the benchmark by economy, before and after: changes in per cent, money in USD bn a year.

    Columns: ``economy``; ``welfare``, ``real_wage`` and ``consumer_price``, per cent over the base;
    ``exports``, ``imports`` and ``revenue``, each ``_before`` and ``_after``.
    """
    world, rest = limits.world, limits.long_run
    before, after = world.customs_value, rest.customs_value
    money = {
        "exports_before": _exports(before),
        "exports_after": _exports(after),
        "imports_before": _imports(before),
        "imports_after": _imports(after),
        "revenue_before": world.revenue,
        "revenue_after": rest.revenue,
    }
    return pl.DataFrame(
        {
            "economy": world.economies,
            "welfare": _percent(rest.welfare),
            "real_wage": _percent(rest.real_wage),
            "consumer_price": _percent(rest.consumer_price),
            **{name: value / MILLIONS_PER_BILLION for name, value in money.items()},
        }
    )


def path_table(limits: Limits, weeks: int) -> pl.DataFrame:
    """Return the mean-field path by week and economy: changes over the base in per cent.

    Columns: ``week`` (Monday), ``economy``, ``welfare``, ``wage``, ``consumer_price``, ``exports`` and
    ``imports`` (goods and services, before duty), and ``distance``, welfare less the benchmark's, points.

    Parameters
    ----------
    limits : Limits
        The scenario's limits.
    weeks : int
        Weeks to follow, beyond the scenario's horizon if need be.
    """
    world = limits.world
    exports, imports = _exports(world.customs_value), _imports(world.customs_value)
    rest = limits.rest_after(weeks).welfare
    frames = []
    for week, state in enumerate(islice(limits.path(), weeks)):
        flows, real = state.customs_value * WEEKS_PER_YEAR, welfare(world, state)
        frames.append(
            pl.DataFrame(
                {
                    "week": [limits.scenario.horizon.start + dt.timedelta(weeks=week)] * len(real),
                    "economy": world.economies,
                    "welfare": _percent(real),
                    "wage": _percent(state.wage),
                    "consumer_price": _percent(state.consumer_price),
                    "exports": _percent(_exports(flows) / exports),
                    "imports": _percent(_imports(flows) / imports),
                    "distance": 100.0 * (real - rest),
                }
            )
        )
    return pl.concat(frames)


def pair_at_war(limits: Limits) -> tuple[int, int]:
    """Return the positions of the two economies whose tariffs hit each other most."""
    return belligerents(limits.world, limits.tariff)


def goods_between(world: World, flows: Floats, pair: tuple[int, int]) -> float:
    """Return trade in goods between two economies, both ways, USD bn a year before duty."""
    first, second = pair
    return float((flows[first, second] + flows[second, first])[world.is_goods].sum()) / MILLIONS_PER_BILLION


def _exports(flows: Floats) -> Floats:
    return np.asarray(flows.sum(axis=(1, 2)) - np.einsum("nng->n", flows))


def _imports(flows: Floats) -> Floats:
    return np.asarray(flows.sum(axis=(0, 2)) - np.einsum("nng->n", flows))


def _percent(ratio: Floats) -> Floats:
    return 100.0 * (ratio - 1.0)
