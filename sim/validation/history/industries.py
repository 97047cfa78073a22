"""Which industries of China lost most in the United States: model and records."""

from __future__ import annotations

import numpy as np

from sim.metrics.replay.weekly import Replay
from sim.world import World
from sim.world.history import recorded_history
from sim.world.world import Floats

INDUSTRIES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("111", "112"), ("A01",)),
    (("114",), ("A03",)),
    (("212",), ("B05", "B07", "B08")),
    (("311", "312"), ("C10T12",)),
    (("313", "314", "315", "316"), ("C13T15",)),
    (("321",), ("C16",)),
    (("322", "323"), ("C17_18",)),
    (("324",), ("C19",)),
    (("325",), ("C20", "C21")),
    (("326",), ("C22",)),
    (("327",), ("C23",)),
    (("331",), ("C24A", "C24B")),
    (("332",), ("C25",)),
    (("333",), ("C28",)),
    (("334",), ("C26",)),
    (("335",), ("C27",)),
    (("336",), ("C29", "C301", "C302T309")),
    (("337", "339"), ("C31T33",)),
)
"""Three-digit industries (NAICS) and the sectors of the world that make the same goods."""


def industry_correlation(replay: Replay, world: World) -> float:
    """Correlation over industries of the log change of US imports from China, 2017 to 2019.

    Imports of 2017 as weights; growth that all industries share drops out.
    """
    recorded = recorded_history(world.members)
    years = {
        year: np.array([month.startswith(year) for month in recorded.months]) for year in ("2017", "2019")
    }
    before, after = (recorded.china_imports_by_industry[rows].sum(axis=0) for rows in years.values())
    there = np.array(
        [[name in names for name in recorded.industries] for names, _ in INDUSTRIES], dtype=float
    )
    group_sector = np.array(world.sectors)[world.sector_of_group][world.is_goods]
    here = np.array([[sector in names for sector in group_sector] for _, names in INDUSTRIES], dtype=float)
    rows = [rank for rank, month in enumerate(replay.months) if month.startswith("2019")]
    days = replay.days[rows].sum(axis=0)
    value = days @ replay.china_value / days.sum()
    ours = np.log((here @ value) / (here @ replay.base_china_value))
    theirs = np.log((there @ after) / (there @ before))
    return _correlation(ours, theirs, there @ before)


def _correlation(first: Floats, second: Floats, weight: Floats) -> float:
    share = weight / weight.sum()
    one, other = first - share @ first, second - share @ second
    return float(share @ (one * other) / np.sqrt((share @ one**2) * (share @ other**2)))
