"""Codes, groups and trade of the product catalogue: what every other product table stands on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.china_lists import mfn_cuts
from sim.world.build.customs import (
    CodeIndex,
    china_imports_2017,
    china_lines,
    hs_codes,
    read,
    six_digits,
    united_states_imports,
)
from sim.world.build.hs_groups import GROUPS, RETURNED_GOODS, UNCLASSIFIED, group_of
from sim.world.build.line_coverage import LineTrade
from sim.world.build.prewar import prewar_imports, prewar_line_values, world_exports
from sim.world.build.product_lists import all_lists

if TYPE_CHECKING:
    from pathlib import Path

    from sim.world.build.listing import Listing

Floats = NDArray[np.float64]

DESCRIPTION_LENGTH = 60
BASE_YEARS = (2017, 2024)

METALS_IN_2024 = {
    "us_232_steel": 0.25,
    "us_232_aluminium": 0.10,
    "us_232_metal_articles_2020": 0.25,
    "us_201_solar": 0.1425,
}
"""Duties on Chinese goods under sections 232 and 201 in force on 1 January 2025."""
SECTION_301_IN_2024 = {
    "us_301_list_1": 0.25,
    "us_301_list_2": 0.25,
    "us_301_list_3": 0.25,
    "us_301_list_4a": 0.075,
}


@dataclass(frozen=True)
class RawCatalogue:
    """Everything about products that is worked out once from the raw data.

    Parameters
    ----------
    raw : Path
        Folder of the raw data.
    """

    raw: Path

    @cached_property
    def index(self) -> CodeIndex:
        """Positions of the six-digit codes."""
        return CodeIndex(hs_codes(self.raw))

    @cached_property
    def group_of_code(self) -> NDArray[np.int64]:
        """(H,) position of each code's group."""
        position = {code: place for place, code in enumerate(GROUPS)}
        return np.array([position[group_of(code)] for code in self.index.codes], dtype=np.int64)

    @cached_property
    def descriptions(self) -> tuple[str, ...]:
        """Short English text of each code: the published tariff file's, else the Census's."""
        text: dict[str, str] = {RETURNED_GOODS: "US special provisions (chapter 98)",
                                UNCLASSIFIED: "Low-value shipments and corrections"}  # fmt: skip
        for line, name in china_lines(self.raw).select("line", "description").rows():
            text.setdefault(six_digits(line), name.capitalize())
        known = read(self.raw, "tariffs/2018_2020/us_tariffs_2020.csv").select("hs6", "description")
        text |= {code: name for code, name in known.unique(maintain_order=True).rows() if name}
        return tuple(_shortened(text.get(code, "")) for code in self.index.codes)

    @cached_property
    def census(self) -> tuple[Floats, Floats]:
        """(N, H) US imports of 2024 by origin and duty collected, USD."""
        return united_states_imports(self.raw, self.index)

    @cached_property
    def china_imports(self) -> Floats:
        """(H,) China's imports from the United States in 2017, USD."""
        values = china_imports_2017(self.raw)
        return self.index.total([six_digits(line) for line in values], values.values())

    @cached_property
    def prewar_imports(self) -> Floats:
        """(H,) US imports from China in 2017, USD."""
        return prewar_imports(self.raw, self.index)

    @cached_property
    def china_exports(self) -> Floats:
        """(H,) China's exports to the world in 2017, USD: the products that the United States bought."""
        return world_exports(self.raw, self.index, "CHN", self.prewar_imports)

    @cached_property
    def united_states_exports(self) -> Floats:
        """(H,) US exports to the world in 2017, USD.

        China buys few kinds of US goods, so half of each sector has the products that it bought and
        half those that the United States itself buys from everyone.
        """
        halves = (self.china_imports, self.census[0].sum(axis=0))
        return np.asarray(
            np.mean([world_exports(self.raw, self.index, "USA", half) for half in halves], axis=0)
        )

    @cached_property
    def lists(self) -> list[Listing]:
        """Every shipped product list."""
        return all_lists(self.raw, self.index)

    def _listed(self, name: str) -> Listing:
        return next(item for item in self.lists if item.name == name)

    def mfn_on_china(self, base: int) -> Floats:
        """(H,) most-favoured-nation duty of the US schedule, lines weighed by imports from China.

        The ad-valorem part only: specific duties, most of them on food, count as zero.
        """
        table = read(self.raw, "tariffs/2025/ybl_mfn_rates_2025.csv").select("hs8", "mfn_rate").rows()
        rate = {line: float(points) for line, points in table if line < "98"}
        recent = dict(china_lines(self.raw).select("line", "imports").rows())
        trade = LineTrade(self.index, recent if base == 2024 else prewar_line_values(self.raw), rate)
        return trade.mean(np.array([rate.get(line[:8], 0.0) for line in trade.lines]))

    def united_states_on_china(self, base: int) -> Floats:
        """(H,) statutory US duty on Chinese goods: on 1 January 2018 or on 1 January 2025.

        No exclusion from section 301 is counted.
        """
        duty = self.mfn_on_china(base)
        if base == 2024:
            for name, rate in (METALS_IN_2024 | SECTION_301_IN_2024).items():
                duty = duty + rate * self._listed(name).share
            for name in ("us_301_2024", "us_301_2025"):
                item = self._listed(name)
                duty = duty + item.share * (0.0 if item.rate is None else item.rate)
        return duty

    def china_on_united_states(self, base: int) -> Floats:
        """(H,) statutory Chinese duty on US goods: on 1 January 2018, or after phase one (2024)."""
        return self._sum_of_chinas_lists(base, "cn_")

    def china_on_others(self, base: int) -> Floats:
        """(H,) China's most-favoured-nation duty in the base year."""
        return self._sum_of_chinas_lists(base, ("cn_2018_01_01", *mfn_cuts()))

    def _sum_of_chinas_lists(self, base: int, names: str | tuple[str, ...]) -> Floats:
        last = "2018-01-01" if base == 2017 else "2020-12-31"
        chosen = [item for item in self.lists if item.name.startswith(names) and item.date <= last]
        rates = [item.rate for item in chosen if item.rate is not None]
        return np.asarray(np.maximum(np.sum(rates, axis=0), 0.0))

    def group_mean(self, rate: Floats, weight: Floats) -> Floats:
        """(G,) mean rate of each group; US imports from everyone weigh groups without trade."""
        size = len(GROUPS)
        everyone = self.census[0].sum(axis=0)
        traded = np.bincount(self.group_of_code, weights=weight, minlength=size)
        weight = np.where(traded[self.group_of_code] > 0.0, weight, everyone)
        total = np.bincount(self.group_of_code, weights=weight, minlength=size)
        summed = np.bincount(self.group_of_code, weights=weight * rate, minlength=size)
        return np.asarray(np.divide(summed, total, out=np.zeros(size), where=total > 0.0))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1].rstrip(" ,;") + "…"
