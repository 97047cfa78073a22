"""Recorded history by month: what the United States bought, sold and collected from 2017 to February 2020."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.base import stored_economies
from sim.world.shipped_files import published_arrays

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class History:
    """Recorded trade of the United States, USD million a month, not seasonally adjusted.

    Parameters
    ----------
    months : tuple of str
        Year and month, ``2017-01`` first, ``M`` of them.
    imports, exports : (M, N) float
        Goods imports by origin and exports by destination, customs values.
    duties : (M,) float
        Customs duties collected.
    industries : tuple of str
        Three-digit industries (NAICS), ``I`` of them.
    china_imports_by_industry, imports_by_industry : (M, I) float
        Imports from China, and from all origins.
    """

    months: tuple[str, ...]
    imports: Floats
    exports: Floats
    duties: Floats
    industries: tuple[str, ...]
    china_imports_by_industry: Floats
    imports_by_industry: Floats


@cache
def _stored() -> dict[str, NDArray[np.generic]]:
    return published_arrays("history.npz")


def recorded_history(members: Sequence[Sequence[str]]) -> History:
    """Return recorded history on a world's economies.

    Parameters
    ----------
    members : sequence of sequence of str
        The stored economies that each economy is the sum of, as ``World.members`` has them.
    """
    stored, place = _stored(), {each.code: rank for rank, each in enumerate(stored_economies())}
    positions = [[place[code] for code in group] for group in members]

    def merged(name: str) -> Floats:
        values = stored[name].astype(np.float64)
        return np.stack([values[:, group].sum(axis=1) for group in positions], axis=1)

    return History(
        months=tuple(str(month) for month in stored["month"]),
        imports=merged("imports"),
        exports=merged("exports"),
        duties=stored["duties"].astype(np.float64),
        industries=tuple(str(industry) for industry in stored["industry"]),
        china_imports_by_industry=stored["imports_by_industry_china"].astype(np.float64),
        imports_by_industry=stored["imports_by_industry"].astype(np.float64),
    )
