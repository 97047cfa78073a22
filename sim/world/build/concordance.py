"""How far product groups agree with the United Nations correspondence of HS and ISIC Rev. 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.world.build.customs import hs_codes, read
from sim.world.build.hs_groups import GROUPS, group_of
from sim.world.build.icio import SECTORS

if TYPE_CHECKING:
    from pathlib import Path

SERVICES_TO_INDUSTRY = frozenset({"09", "33"})
"""Mining support and repair: listed beside the maker of nearly every machine and mineral."""
LAST_GOODS_DIVISION = 33


def sector_of_isic(industry: str) -> str | None:
    """ICIO sector of a four-digit ISIC class; None for services and services to industry."""
    division = industry[:2]
    if division in SERVICES_TO_INDUSTRY or int(division) > LAST_GOODS_DIVISION:
        return None
    if division == "24":
        return "C24A" if industry[:3] == "241" or industry == "2431" else "C24B"
    if division == "30":
        return "C301" if industry[:3] == "301" else "C302T309"
    return next(sector for sector in SECTORS if int(division) in _divisions(sector))


def _divisions(sector: str) -> range:
    """ISIC divisions of a sector code such as ``C10T12``, ``C17_18`` or ``B05``."""
    first, _, last = sector[1:].replace("_", "T").partition("T")
    return range(int(first), int(last or first) + 1) if first.isdigit() else range(0)


def agreement_with_isic(raw: Path) -> tuple[int, int]:
    """Count the codes with one possible sector in the correspondence, and those whose group is in it."""
    table = read(raw, "world/concordances/hs_isic4.csv.gz").select("HS_6d", "ISIC4_4d").drop_nulls()
    possible: dict[str, set[str]] = {}
    for code, industry in table.rows():
        sector = sector_of_isic(industry)
        if sector is not None:
            possible.setdefault(code, set()).add(sector)
    single = {code: min(possible[code]) for code in hs_codes(raw) if len(possible.get(code, ())) == 1}
    agreeing = sum(GROUPS[group_of(code)].sector == sector for code, sector in single.items())
    return len(single), agreeing
