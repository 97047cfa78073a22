"""Build the world that a scenario asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from sim.world.accounts_check import check_accounts
from sim.world.aggregation import DEFAULT_ECONOMIES, aggregate, members_of
from sim.world.base import load_base, stored_economies
from sim.world.elasticity import DEFAULT_MEAN, DEFAULT_SET, trade_elasticities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.world.world import World

Merged: TypeAlias = "Mapping[tuple[int, tuple[str, ...]], World]"
"""Worlds before they have elasticities, by base year and economies."""

MOST_KEPT = 8

_merged: dict[tuple[int, tuple[str, ...]], World] = {}


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
    world = merged_world(base, economies)
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


def merged_world(base: int, economies: Sequence[str] | Literal["default", "all"] = "default") -> World:
    """Return the world of ``build_world`` before it has elasticities; the last few stay in memory.

    Raises
    ------
    ValueError
        Unknown base year or economy.
    """
    key = (base, _named(economies))
    if key not in _merged:
        found = aggregate(load_base(base), members_of(key[1]))
        if len(_merged) >= MOST_KEPT:
            _merged.pop(next(iter(_merged)))
        _merged[key] = found
    return _merged[key]


def merged_worlds() -> Merged:
    """Return the worlds without elasticities that this process has in memory."""
    return dict(_merged)


def seed_merged_worlds(worlds: Merged) -> None:
    """Put worlds that another process has built where ``merged_world`` finds them."""
    _merged.update(worlds)


def number_of_economies(economies: Sequence[str] | Literal["default", "all"] = "default") -> int:
    """Return how many economies a world has, the rest of the world among them."""
    return len(members_of(_named(economies)))


def _named(economies: Sequence[str] | Literal["default", "all"]) -> tuple[str, ...]:
    if economies == "default":
        return DEFAULT_ECONOMIES
    if economies == "all":
        return tuple(economy.code for economy in stored_economies())
    if isinstance(economies, str):
        return (economies,)
    return tuple(economies)
