"""Merge economies of a world: every account of a merged economy is the sum of its members'."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.base import EU_CODE, REST_OF_WORLD, stored_economies
from sim.world.suggestion import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.world.world import World

Floats = NDArray[np.float64]

DEFAULT_ECONOMIES = (
    "USA", "CHN", "EU", "GBR", "JPN", "KOR", "TWN", "VNM", "THA", "MYS", "IDN", "PHL", "SGP",
    "IND", "BGD", "MEX", "CAN", "BRA", "AUS", "CHE", "TUR", "HKG", "SAU", "ZAF", "ROW",
)  # fmt: skip
MERGED_NAMES = {EU_CODE: "European Union", REST_OF_WORLD: "Rest of the world"}


def members_of(economies: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the stored economies that each requested one is the sum of, in the order requested.

    ``EU`` stands for its 27 members and ``ROW`` for everything that is not named; ``ROW`` is added
    at the end where the request leaves it out.

    Raises
    ------
    ValueError
        A code is unknown or named twice, or a member of the EU is named beside ``EU``.
    """
    stored = stored_economies()
    singles = {economy.code for economy in stored} - {REST_OF_WORLD}
    union = tuple(economy.code for economy in stored if economy.in_eu)
    members: dict[str, tuple[str, ...]] = {}
    for code in (*economies, *(() if REST_OF_WORLD in economies else (REST_OF_WORLD,))):
        if code in members:
            message = f"economy {code} is named twice"
            raise ValueError(message)
        if code not in singles and code not in MERGED_NAMES:
            raise ValueError(unknown("economy", code, singles | set(MERGED_NAMES)))
        members[code] = union if code == EU_CODE else (code,)
    both = [code for code in economies if code in union and EU_CODE in members]
    if both:
        message = f"{both[0]} is a member of the EU: name the EU or its members, not both"
        raise ValueError(message)
    named = {single for code, group in members.items() if code != REST_OF_WORLD for single in group}
    members[REST_OF_WORLD] = tuple(economy.code for economy in stored if economy.code not in named)
    return members


def aggregate(world: World, members: Mapping[str, Sequence[str]]) -> World:
    """Return the world with economies merged.

    Expenditure, customs value, duty, output, use, final demand, margins and GDP of a merged economy
    are the sums of its members'; its tariffs are duty over customs value; its distances the
    members', weighted by GDP at both ends; its inequality the members', weighted by consumption (that
    between members is left out). Trade between members becomes sales at home, and keeps the
    duty that it pays.

    Parameters
    ----------
    world : World
        World to merge.
    members : mapping of str to sequence of str
        New code to the codes of ``world`` that it is made of; every economy of ``world`` in exactly one.

    Raises
    ------
    ValueError
        An economy is left out, repeated or unknown.
    """
    _check_partition(world, members)
    rows = [np.array([world.position(code) for code in codes]) for codes in members.values()]
    customs_value = _sum_pairs(world.customs_value, rows)
    expenditure = _sum_pairs(world.expenditure, rows)
    use = _sum_rows(world.input_share * world.output[:, None, :], rows)
    output = _sum_rows(world.output, rows)
    margin, final = _sum_rows(world.margin, rows), _sum_rows(world.final_goods.sum(axis=1), rows)
    labour = _sum_rows(world.margin * world.margin_labour_share, rows)
    names = dict(zip(world.economies, world.economy_names, strict=True))
    origins = dict(zip(world.economies, world.members, strict=True))
    merged = {
        code: tuple(single for old in codes for single in origins[old]) for code, codes in members.items()
    }
    return replace(
        world,
        economies=tuple(members),
        economy_names=tuple(_name(code, codes, names) for code, codes in members.items()),
        members=tuple(merged.values()),
        expenditure=expenditure,
        base_tariff=_ratio(expenditure, customs_value, 1.0) - 1.0,
        input_share=_ratio(use, np.broadcast_to(output[:, None, :], use.shape), 0.0),
        margin_share=_ratio(margin, margin + final, 0.0),
        margin_labour_share=_ratio(labour, margin, 0.0),
        distance=_mean_distance(world, rows),
        products=world.products.merged({code: tuple(codes) for code, codes in members.items()}),
        inequality=_sum_rows(world.gini * world.consumption, rows) / _sum_rows(world.consumption, rows),
    )


def _check_partition(world: World, members: Mapping[str, Sequence[str]]) -> None:
    placed = [code for codes in members.values() for code in codes]
    for code in placed:
        if code not in world.economies:
            raise ValueError(unknown("economy", code, world.economies))
    if len(placed) != len(set(placed)):
        repeated = sorted({code for code in placed if placed.count(code) > 1})
        message = f"in more than one merged economy: {', '.join(repeated)}"
        raise ValueError(message)
    if len(placed) != len(world.economies):
        message = f"left out: {', '.join(sorted(set(world.economies) - set(placed)))}"
        raise ValueError(message)


def _name(code: str, codes: Sequence[str], names: Mapping[str, str]) -> str:
    if code in MERGED_NAMES:
        return MERGED_NAMES[code]
    return names[codes[0]] if len(codes) == 1 else ", ".join(names[old] for old in codes)


def _sum_rows(values: Floats, rows: Sequence[NDArray[np.int64]]) -> Floats:
    return np.stack([values[positions].sum(axis=0) for positions in rows])


def _sum_pairs(values: Floats, rows: Sequence[NDArray[np.int64]]) -> Floats:
    """Sum over origins, then over destinations: plain sums, the same for any number of threads."""
    by_origin = _sum_rows(values, rows)
    return np.stack([by_origin[:, positions].sum(axis=1) for positions in rows], axis=1)


def _ratio(numerator: Floats, denominator: Floats, empty: float) -> Floats:
    full = np.full(numerator.shape, empty)
    return np.asarray(np.divide(numerator, denominator, out=full, where=denominator > 0.0))


def _mean_distance(world: World, rows: Sequence[NDArray[np.int64]]) -> Floats:
    """(N, N) kilometres: mean over pairs of members, weighted by the product of their GDP."""
    weights = world.gdp
    total = _sum_pairs(weights[:, None] * weights[None, :] * world.distance, rows)
    mass = _sum_rows(weights, rows)
    return np.asarray(total / (mass[:, None] * mass[None, :]))
