"""Published figures that the shipped accounts are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.world.build import census
from sim.world.build.customs import china_lines
from sim.world.build.economies import CHINA, CODES, EU_MEMBERS
from sim.world.build.hs_groups import GROUPS, group_of
from sim.world.build.icio import SECTORS
from sim.world.build.national_accounts import gross_domestic_product
from sim.world.build.tables import write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("base", "measure", "key", "value", "tag")


def write_closeness_targets(folder: Path, raw: Path) -> None:
    """Write ``closeness_targets.csv``."""
    write_rows(folder / "closeness_targets.csv", COLUMNS, _rows(raw))


def _rows(raw: Path) -> Iterator[tuple[object, ...]]:
    for base in (2017, 2024):
        imports = dict(zip(CODES, census.imports_by_partner(raw, base), strict=True))
        imports["EU"] = sum(imports[code] for code in EU_MEMBERS)
        for partner, value in imports.items():
            yield base, "us_import", partner, f"{value:.2f}", "observed"
        yield base, "us_duty", "USA", f"{census.duties(raw, base):.1f}", "observed"
        tag = "observed" if base == 2017 else "assumed"
        yield base, "us_export_to_china", CHINA, f"{census.exports_to_china(raw, base):.1f}", tag
        for code, value in zip(CODES, gross_domestic_product(raw, base), strict=True):
            if np.isfinite(value):
                tag = "assumed" if code == "TWN" else "observed" if base == 2017 else "derived"
                yield base, "gdp", code, f"{value:.0f}", tag
    for sector, value in _us_imports_from_china(raw).items():
        yield 2024, "us_import_from_china", sector, f"{value:.3f}", "observed"


def _us_imports_from_china(raw: Path) -> dict[str, float]:
    """US imports from China in 2024 by sector, USD million, from ten-digit lines below chapter 98."""
    totals = dict.fromkeys(SECTORS, 0.0)
    for line, value in china_lines(raw).select("line", "imports").rows():
        if line < census.FIRST_SPECIAL_CHAPTER:
            totals[GROUPS[group_of(line[:6])].sector] += value / 1e6
    return totals
