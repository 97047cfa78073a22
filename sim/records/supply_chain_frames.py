"""Tables of supply chains: who relies on whom, whose labour is in what, how long the chains are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl

    from sim.records.layout import Layout
    from sim.records.supply_chains import Week

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
    mondays = [week.monday for week in weeks]
    economies, sectors = len(layout.world.economies), len(layout.world.sectors)
    origin, destination = np.nonzero(~np.eye(economies, dtype=bool))
    pairs = {"origin": origin, "destination": destination}
    by_pair = np.stack([week.by_pair for week in weeks], axis=-1)[:, origin, destination]
    detailed = [week for week in weeks if week.detailed]
    kept = np.stack([week.by_sector for week in detailed], axis=-1)[:, origin, destination]
    by_sector = kept.reshape(len(COLUMNS), -1, len(detailed))
    every, other = (each.ravel() for each in np.indices((economies, economies)))
    value_added, final_value = (
        np.stack([getattr(week, name) for week in weeks], axis=-1).reshape(-1, len(weeks))
        for name in ("value_added", "final_value")
    )
    of_users = np.stack([week.of_users for week in weeks], axis=-1)
    return {
        "reliance": layout.frame("reliance", mondays, arm, pairs, dict(zip(COLUMNS, by_pair, strict=True))),
        "sector_reliance": layout.frame(
            "sector_reliance",
            [week.monday for week in detailed],
            arm,
            {name: np.repeat(place, sectors) for name, place in pairs.items()}
            | {"user_sector": np.tile(np.arange(sectors), len(origin))},
            dict(zip(COLUMNS, by_sector, strict=True)),
        ),
        "value_added": layout.frame(
            "value_added",
            mondays,
            arm,
            {"origin": every, "destination": other},
            {"value_added": value_added, "final_value": final_value},
        ),
        "supply_chains": layout.frame(
            "supply_chains",
            mondays,
            arm,
            {"economy": layout.economies},
            dict(zip(OF_USERS, of_users, strict=True)),
        ),
    }
