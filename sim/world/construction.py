"""Build the world that a scenario asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.world.accounts_check import check_accounts
from sim.world.aggregation import DEFAULT_ECONOMIES, aggregate, members_of
from sim.world.base import load_base, stored_economies
from sim.world.elasticity import DEFAULT_MEAN, DEFAULT_SET, trade_elasticities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.world.world import World


def build_world(
    base: int,
    economies: Sequence[str] | Literal["default", "all"] = "default",
    elasticities: str = DEFAULT_SET,
    mean_elasticity: float | None = DEFAULT_MEAN,
) -> World:
    """Return the world of a base year with the named economies apart and the rest merged.

    Parameters
    ----------
    base : int
        Base year, 2017 or 2024.
    economies : sequence of str, "default" or "all"
        Codes of the economies kept apart, in the order wanted; ``EU`` is its 27 members, ``ROW`` is
        everything not named and is added when left out.
    elasticities : str
        Published set of trade elasticities.
    mean_elasticity : float or None
        Mean of the elasticities over goods, weighted by the imports of this world's economies, to which the
        set is scaled; None leaves it as published.

    Raises
    ------
    ValueError
        Unknown base year, economy or set of elasticities; a set with holes.
    sim.world.accounts_check.BadAccountsError
        The tables have negative entries or demand, idle economies or the like: each fault is named.
    """
    world = aggregate(load_base(base), members_of(_named(economies)))
    abroad = ~np.eye(len(world.economies), dtype=bool)
    theta = trade_elasticities(
        elasticities,
        tuple(world.sectors[sector] for sector in world.sector_of_group),
        mean_elasticity,
        world.customs_value[abroad].sum(axis=0),
        world.is_goods,
    )
    built = replace(world, theta=theta)
    check_accounts(built)
    return built


def _named(economies: Sequence[str] | Literal["default", "all"]) -> tuple[str, ...]:
    if economies == "default":
        return DEFAULT_ECONOMIES
    if economies == "all":
        return tuple(economy.code for economy in stored_economies())
    if isinstance(economies, str):
        return (economies,)
    return tuple(economies)
