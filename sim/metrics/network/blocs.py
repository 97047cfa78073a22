"""Blocs of economies: who belongs to which, and which trade passes between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.metrics.axes import Floats, Integers
from sim.metrics.evidence import Evidence

Booleans = NDArray[np.bool_]

DEFAULT_BLOCS: Mapping[str, tuple[str, ...]] = {
    "US-leaning": (
        *("USA", "CAN", "GBR", "CHE", "NOR", "ISL", "UKR", "AUS", "NZL", "JPN", "KOR", "TWN", "EU"),
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN"),
        *("IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
    ),
    "China-leaning": ("CHN", "HKG", "RUS", "BLR"),
}
"""Two blocs around the United States and China, everyone else by itself. Assumed, in the manner of Gopinath,
Gourinchas, Presbitero and Topalova (2024), who sort by votes in the United Nations; not their list."""


@dataclass(frozen=True)
class Blocs:
    """Economies of a world sorted into blocs.

    Parameters
    ----------
    names : tuple of str
        Blocs that have a member in the world.
    label : (N,) int
        Position of an economy's bloc in ``names``; economies in none have numbers of their own after these.
    """

    names: tuple[str, ...]
    label: Integers

    @cached_property
    def aligned(self) -> Booleans:
        """(N,) whether an economy is in a bloc."""
        return self.label < len(self.names)

    @cached_property
    def between(self) -> Booleans:
        """(N, N) whether two economies are in different blocs."""
        differ: Booleans = self.label[:, None] != self.label
        return differ & self.aligned[:, None] & self.aligned

    @cached_property
    def outside(self) -> Booleans:
        """(N, N) whether one or both of two different economies are in no bloc."""
        return ~(self.aligned[:, None] & self.aligned) & ~np.eye(len(self.label), dtype=bool)

    @property
    def bloc(self) -> tuple[str | None, ...]:
        """Name of each economy's bloc, None where it is in none."""
        return tuple(self.names[at] if at < len(self.names) else None for at in self.label)


def sort_into_blocs(economies: Sequence[str], members: Mapping[str, Sequence[str]]) -> Blocs:
    """Sort economies into blocs; members that are not among the economies are left out.

    Parameters
    ----------
    economies : sequence of str
        Codes of ``N`` economies.
    members : mapping of str to sequence of str
        Codes of the members of each bloc, by its name.

    Raises
    ------
    ValueError
        If an economy is in two blocs.
    """
    found: dict[str, str] = {}
    for name, codes in members.items():
        for code in codes:
            if found.setdefault(code, name) != name:
                raise ValueError(f"{code} is in two blocs: {found[code]} and {name}")
    names = tuple(name for name in members if any(found.get(code) == name for code in economies))
    bloc = {code: names.index(name) for code, name in found.items() if name in names}
    alone = [code for code in economies if code not in bloc]
    single = {code: len(names) + at for at, code in enumerate(alone)}
    return Blocs(names, np.array([(bloc | single)[code] for code in economies], dtype=np.int64))


def blocs_of(evidence: Evidence) -> Blocs:
    """Sort the economies of a run into the blocs that its user gives, or the usual ones."""
    return sort_into_blocs(evidence.axes.economies, evidence.settings.blocs or DEFAULT_BLOCS)


def has_rivals(evidence: Evidence) -> bool:
    """Whether two blocs or more have a member in the run's world."""
    return len(blocs_of(evidence).names) > 1


def abroad(flows: Floats) -> Floats:
    """(..., N, N) flows that cross a border: sales at home set to zero."""
    home = np.arange(flows.shape[-1])
    crossing = flows.copy()
    crossing[..., home, home] = 0.0
    return crossing


def weekly_abroad(evidence: Evidence) -> Floats:
    """(2, W, N, N) goods that cross a border in each week, USD million a year."""
    return abroad(np.ascontiguousarray(np.moveaxis(evidence.flows.weekly, 3, 1)))


def share_between(flows: Floats, between: Booleans) -> Floats:
    """Return the share of trade that passes between blocs.

    Equation (122). ``sum_(od between blocs) M_od / sum_(o != d) M_od``.

    Parameters
    ----------
    flows : (..., N, N) float
        Trade by origin and destination, in any unit; sales at home do not count.
    between : (N, N) bool
        Pairs of economies in different blocs.

    Returns
    -------
    (...) float
        Fractions; NaN without any trade.
    """
    crossing = abroad(flows)
    total = crossing.sum(axis=(-2, -1))
    part = (crossing * between).sum(axis=(-2, -1))
    share: Floats = np.divide(part, total, out=np.full(np.shape(total), np.nan), where=total > 0.0)
    return share
