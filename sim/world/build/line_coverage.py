"""How much of each six-digit code's trade a list of finer tariff lines covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.customs import CodeIndex, six_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Floats = NDArray[np.float64]


class LineTrade:
    """Finer tariff lines with the trade that weighs them.

    Parameters
    ----------
    index : CodeIndex
        Positions of the six-digit codes.
    values : mapping of str to float
        Trade by eight- or ten-digit line, USD.
    lines : iterable of str
        Lines that exist without trade; they count where none of a code's lines has any.
    """

    def __init__(self, index: CodeIndex, values: Mapping[str, float], lines: Iterable[str] = ()) -> None:
        traded = dict(values)
        known = {line[:8] for line in traded}
        traded |= {line: 0.0 for line in lines if line[:8] not in known}
        found = [(line, index.find(six_digits(line)), worth) for line, worth in sorted(traded.items())]
        self.index = index
        self.lines = tuple(line for line, position, _ in found if position is not None)
        self.position = np.array([position for _, position, _ in found if position is not None])
        worth = np.array([worth for _, position, worth in found if position is not None])
        self.traded = np.bincount(self.position, weights=worth, minlength=len(index)) > 0.0
        self.weight = np.where(self.traded[self.position], worth, 1.0)
        self.total: Floats = np.bincount(self.position, self.weight, minlength=len(index)).astype(np.float64)

    def mean(self, value_of_line: Floats) -> Floats:
        """(H,) weighted mean over each code's lines; heading or chapter mean for codes without lines."""
        summed = np.bincount(self.position, weights=self.weight * value_of_line, minlength=len(self.index))
        return self._filled(summed.astype(np.float64), self.total)

    def share(self, prefixes: Iterable[str]) -> Floats:
        """(H,) share of each code's trade on lines that start with one of the prefixes."""
        chosen = frozenset(prefix.replace(".", "") for prefix in prefixes)
        return self.mean(self._listed(chosen, frozenset(prefix[:8] for prefix in chosen)))

    def _listed(self, chosen: frozenset[str], eight_digits: frozenset[str]) -> Floats:
        """One for each line under a chosen prefix; an untraded line is known to eight digits only."""
        return np.array(
            [
                any(line[:width] in chosen for width in range(4, len(line) + 1))
                or (len(line) == 8 and line in eight_digits)
                for line in self.lines
            ],
            dtype=np.float64,
        )

    def _filled(self, summed: Floats, total: Floats) -> Floats:
        mean = np.divide(summed, total, out=np.zeros_like(summed), where=total > 0.0)
        for family in (self.index.chapter, self.index.heading):
            family_sum = np.bincount(family, weights=np.where(self.traded, summed, 0.0))
            family_total = np.bincount(family, weights=np.where(self.traded, total, 0.0))
            known = (total <= 0.0) & (family_total[family] > 0.0)
            ratio = np.divide(
                family_sum, family_total, out=np.zeros_like(family_sum), where=family_total > 0.0
            )
            mean = np.where(known, ratio[family], mean)
        return mean
