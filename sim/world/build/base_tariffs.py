"""Tariffs in force in the base years, by importer, exporter and product group.

The rule is the applied tariff of the cube, one rate for all groups of a sector. Two importers have
better sources: the United States (duty collected, and the statutory duty on Chinese goods) and China
(its published duty on US goods, and its MFN duty with the cube's preferences).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import CODES, EU_MEMBERS, POSITION
from sim.world.build.hs_groups import GROUPS
from sim.world.build.icio import SECTORS, SERVICES, applied_tariffs

if TYPE_CHECKING:
    from sim.world.build.catalogue import RawCatalogue

Floats = NDArray[np.float64]

CUBE_YEAR = {2017: 2017, 2024: 2022}
HIGHEST_SECTOR_TARIFF = 0.40
"""Sector means above it are specific duties on spirits and the like, averaged without trade."""
METALS_UNDER_SECTION_232 = ("steel", "aluminium")
CHINA, UNITED_STATES, REST = POSITION["CHN"], POSITION["USA"], POSITION["ROW"]


def sector_tariffs(catalogue: RawCatalogue, base: int) -> Floats:
    """(N, N, S) applied tariffs of the cube with its gaps closed.

    The rest of the world is blank in the cube, as exporter and as importer: it faces each importer's
    median rate and levies the median rate of the importers outside the European Union (assumed).
    """
    tariffs = applied_tariffs(catalogue.raw, CUBE_YEAR[base])
    others = [place for place in range(len(CODES)) if place != REST]
    levied = [place for place in others if tariffs[:, place].max() > 0.0 and CODES[place] not in EU_MEMBERS]
    for importer in others:
        faced = [place for place in others if place != importer]
        tariffs[REST, importer] = np.median(tariffs[faced, importer], axis=0)
    tariffs[:, REST] = np.median(tariffs[:, levied], axis=1)
    tariffs[:, :, SERVICES] = 0.0
    union = [POSITION[code] for code in sorted(EU_MEMBERS)]
    tariffs[np.ix_(union, union)] = 0.0
    domestic = np.arange(len(CODES))
    tariffs[domestic, domestic] = 0.0
    return np.minimum(tariffs, HIGHEST_SECTOR_TARIFF)


def united_states_tariffs(catalogue: RawCatalogue, base: int) -> Floats:
    """(N, G) US tariff by exporter and group.

    Duty collected in 2024 over imports, where there is trade; everyone else's rate where there is
    none. In 2017 steel and aluminium pay at most the MFN duty, since section 232 came later. Goods
    of China pay the statutory duty.
    """
    imports, duty = catalogue.census
    rest = duty.sum(axis=0) - duty[CHINA], imports.sum(axis=0) - imports[CHINA]
    groups = len(GROUPS)
    usual = _collected(catalogue, *rest, np.zeros(groups))
    tariffs = np.stack([_collected(catalogue, duty[o], imports[o], usual) for o in range(len(CODES))])
    if base == 2017:
        mfn = catalogue.group_mean(catalogue.mfn_on_china(base), imports.sum(axis=0))
        metals = [list(GROUPS).index(name) for name in METALS_UNDER_SECTION_232]
        tariffs[:, metals] = np.minimum(tariffs[:, metals], mfn[metals])
    weight = imports[CHINA] if base == 2024 else catalogue.prewar_imports
    tariffs[CHINA] = catalogue.group_mean(catalogue.united_states_on_china(base), weight)
    tariffs[UNITED_STATES] = 0.0
    return tariffs


def _collected(catalogue: RawCatalogue, duty: Floats, imports: Floats, otherwise: Floats) -> Floats:
    groups = catalogue.group_of_code
    paid = np.bincount(groups, weights=duty, minlength=len(GROUPS))
    value = np.bincount(groups, weights=imports, minlength=len(GROUPS))
    return np.asarray(np.divide(paid, value, out=otherwise.copy(), where=value > 0.0))


def china_tariffs(catalogue: RawCatalogue, base: int, by_sector: Floats) -> Floats:
    """(N, G) Chinese tariff by exporter and group.

    The MFN duty of a group times the exporter's preference: its rate in the cube over the highest
    that the cube has for the sector.
    """
    mfn = catalogue.group_mean(catalogue.china_on_others(base), catalogue.china_imports)
    faced = by_sector[:, CHINA]
    highest = faced.max(axis=0)
    preference = np.divide(faced, highest, out=np.zeros_like(faced), where=highest > 0.0)
    sector = [SECTORS.index(group.sector) for group in GROUPS.values()]
    tariffs: Floats = mfn * preference[:, sector]
    duty = catalogue.china_on_united_states(base)
    tariffs[UNITED_STATES] = catalogue.group_mean(duty, catalogue.china_imports)
    tariffs[CHINA] = 0.0
    return tariffs
