"""US imports from China as they were before the tariffs of 2018, line by line.

Census values of 2024 know the lines but not the pre-war mix: trade has moved away from taxed goods.
Raking restores two sets of totals of 2017: imports from China by three-digit NAICS industry
(observed), and the value of each section 301 list that its notice announced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.world.build.customs import CodeIndex, china_lines, read, six_digits
from sim.world.build.economies import POSITION
from sim.world.build.hs_groups import GROUPS, RETURNED_GOODS, UNCLASSIFIED, group_of
from sim.world.build.icio import SECTORS, customs_values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Floats = NDArray[np.float64]

RAKING_ROUNDS = 100
OTHER_MANUFACTURES = "339"

ANNOUNCED_LIST_VALUE = {"1": 34e9, "2": 16e9, "3": 200e9, "4A": 112e9}
"""Annual imports on each list, USD: 83 FR 28710, 83 FR 40823 and 83 FR 47974; list 4A as reported in
the press in September 2019 (an assumption here)."""


def section_301_list(raw: Path) -> dict[str, str]:
    """List (``1``, ``2``, ``3`` or ``4A``) of each eight-digit line; the earliest one that names it.

    List 4B, which never took effect, and the increases of 2024 are left out.
    """
    table = read(raw, "tariffs/2025/ybl_s301_product_lists.csv")
    listed: dict[str, str] = {}
    for line, name in sorted(table.select("hts8", pl.col("list").str.replace("3_addl", "3")).rows()):
        if name in ANNOUNCED_LIST_VALUE:
            listed[line] = min(name, listed.get(line, name))
    return listed


def industry_imports_2017(raw: Path) -> dict[str, float]:
    """US imports from China in 2017 by three-digit NAICS industry, USD."""
    table = read(raw, "history/imports_by_naics.csv").filter(pl.col("time").str.starts_with("2017"))
    totals: dict[str, float] = {}
    for industry, value in table.select("naics3", "china_trade").rows():
        totals[industry] = totals.get(industry, 0.0) + float(value)
    return totals


def _industry_of_code(raw: Path) -> dict[str, str]:
    """Most frequent three-digit industry of each six-digit code (the smallest in a tie)."""
    table = read(raw, "world/concordances/hs6_naics.csv.gz")
    counts = table.group_by("HS6_6d", "NAICS_3d").len().sort("HS6_6d", "len", "NAICS_3d")
    result: dict[str, tuple[int, str]] = {}
    for code, industry, count in counts.rows():
        if code not in result or count > result[code][0]:
            result[code] = (count, industry)
    return {code: industry for code, (_, industry) in result.items()}


def _raked(values: Floats, margins: Sequence[tuple[Sequence[str], dict[str, float]]]) -> Floats:
    """Scale values in turn until their sums by each set of labels are the given totals."""
    positions = []
    for labels, totals in margins:
        names, position = np.unique(labels, return_inverse=True)
        positions.append((position, np.array([totals[str(name)] for name in names])))
    result = values.copy()
    for _ in range(RAKING_ROUNDS):
        for position, target in positions:
            present = np.bincount(position, weights=result, minlength=len(target))
            factor = np.divide(target, present, out=np.zeros_like(target), where=present > 0.0)
            result = result * factor[position]
    return result


def prewar_line_values(raw: Path) -> dict[str, float]:
    """US imports from China in 2017 by ten-digit line of 2024, USD (derived).

    Special provisions keep their value of 2024 and stay outside the raking.
    """
    lines = china_lines(raw)
    goods = lines.filter(pl.col("line") < "98")
    industry_total = industry_imports_2017(raw)
    industry_of = _industry_of_code(raw)
    list_of = section_301_list(raw)
    industries = [industry_of.get(line[:6], OTHER_MANUFACTURES) for line in goods["line"]]
    industries = [name if name in industry_total else OTHER_MANUFACTURES for name in industries]
    lists = [list_of.get(line[:8], "none") for line in goods["line"]]
    present = {name: industry_total[name] for name in set(industries)}
    announced = ANNOUNCED_LIST_VALUE | {"none": sum(present.values()) - sum(ANNOUNCED_LIST_VALUE.values())}
    values = _raked(goods["imports"].to_numpy(), [(industries, present), (lists, announced)])
    prewar = dict(zip(goods["line"], values.tolist(), strict=True))
    special = lines.filter(pl.col("line") >= "98")
    return prewar | dict(zip(special["line"], special["imports"].to_list(), strict=True))


def prewar_imports(raw: Path, index: CodeIndex) -> Floats:
    """(H,) US imports from China in 2017 by six-digit code, USD (derived)."""
    values = prewar_line_values(raw)
    return index.total([six_digits(line) for line in values], values.values())


def world_exports(raw: Path, index: CodeIndex, exporter: str, products: Floats) -> Floats:
    """(H,) an economy's exports to the world in 2017 by six-digit code, USD (derived).

    The given products, scaled so that each sector's exports are those of the OECD's table of 2017.
    """
    place = POSITION[exporter]
    sales = customs_values(raw, 2017)[place]
    exports = (sales.sum(axis=0) - sales[place]) * 1e6
    national = np.array([code in {RETURNED_GOODS, UNCLASSIFIED} for code in index.codes])
    values = np.where(national, 0.0, products)
    sector = np.array([SECTORS.index(GROUPS[group_of(code)].sector) for code in index.codes])
    present = np.bincount(sector, weights=values, minlength=len(SECTORS))
    factor = np.divide(exports, present, out=np.zeros_like(exports), where=present > 0.0)
    return np.asarray(values * factor[sector])
