"""Tables of supply chains: who relies on whom, whose labour is in what, how long the chains are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import datetime as dt

    import polars as pl

    from sim.records.layout import Layout
    from sim.records.supply_chains import Week
    from sim.world.world import Integers

COLUMNS = ("face_value", "look_through", "made_face_value", "made_look_through")
OF_USERS = ("final_spending", "embodied_duty", "stages", "borders")


def supply_chain_frames(layout: Layout, weeks: Sequence[Week], arm: str) -> dict[str, pl.DataFrame]:
    """Return the tables of supply chains of an arm.

    Parameters
    ----------
    layout : Layout
        The world of the run.
    weeks : sequence of Week
        What was found in each.
    arm : str
        Name of the arm.
    """
    return {name: make(layout, weeks, arm) for name, make in SUPPLY_CHAIN_FRAMES.items()}


def _reliance(layout: Layout, weeks: Sequence[Week], arm: str) -> pl.DataFrame:
    origin, destination = _pairs(layout)
    by_pair = np.stack([week.by_pair for week in weeks], axis=-1)[:, origin, destination]
    keys = {"origin": origin, "destination": destination}
    return layout.frame("reliance", _mondays(weeks), arm, keys, dict(zip(COLUMNS, by_pair, strict=True)))


def _sector_reliance(layout: Layout, weeks: Sequence[Week], arm: str) -> pl.DataFrame:
    origin, destination = _pairs(layout)
    sectors = len(layout.world.sectors)
    detailed = [week for week in weeks if week.detailed]
    kept = np.stack([week.by_sector for week in detailed], axis=-1)[:, origin, destination]
    by_sector = kept.reshape(len(COLUMNS), -1, len(detailed))
    return layout.frame(
        "sector_reliance",
        _mondays(detailed),
        arm,
        {
            "origin": np.repeat(origin, sectors),
            "destination": np.repeat(destination, sectors),
            "user_sector": np.tile(np.arange(sectors), len(origin)),
        },
        dict(zip(COLUMNS, by_sector, strict=True)),
    )


def _value_added(layout: Layout, weeks: Sequence[Week], arm: str) -> pl.DataFrame:
    economies = len(layout.world.economies)
    every, other = (each.ravel() for each in np.indices((economies, economies)))
    value_added, final_value = (
        np.stack([getattr(week, name) for week in weeks], axis=-1).reshape(-1, len(weeks))
        for name in ("value_added", "final_value")
    )
    return layout.frame(
        "value_added",
        _mondays(weeks),
        arm,
        {"origin": every, "destination": other},
        {"value_added": value_added, "final_value": final_value},
    )


def _supply_chains(layout: Layout, weeks: Sequence[Week], arm: str) -> pl.DataFrame:
    of_users = np.stack([week.of_users for week in weeks], axis=-1)
    keys = {"economy": layout.economies}
    values = dict(zip(OF_USERS, of_users, strict=True))
    return layout.frame("supply_chains", _mondays(weeks), arm, keys, values)


def _mondays(weeks: Sequence[Week]) -> list[dt.date]:
    return [week.monday for week in weeks]


def _pairs(layout: Layout) -> tuple[Integers, Integers]:
    origin, destination = np.nonzero(~np.eye(len(layout.world.economies), dtype=bool))
    return origin, destination


SUPPLY_CHAIN_FRAMES: Mapping[str, Callable[[Layout, Sequence[Week], str], pl.DataFrame]] = {
    "reliance": _reliance,
    "sector_reliance": _sector_reliance,
    "value_added": _value_added,
    "supply_chains": _supply_chains,
}
"""What makes each of the tables."""
