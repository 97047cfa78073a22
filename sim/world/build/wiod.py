"""World Input-Output Database (2013 release, 2011): what sectors buy, and what trade margins take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import ECONOMIES
from sim.world.build.icio import SECTORS

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

INDUSTRIES = 35
FINAL_CATEGORIES = 5
DISTRIBUTION = slice(18, 21)  # c19 motor trade, c20 wholesale, c21 retail
GOODS = slice(0, 16)  # c1 agriculture to c16 other manufacturing
THIN_OUTPUT = 50.0  # USD million; below this a country's coefficients are noise

# WIOD industry (from zero) of each ICIO goods sector; services take the rest.
INDUSTRY_OF_SECTOR = {
    "A01": 0, "A02": 0, "A03": 0,
    "B05": 1, "B06": 1, "B07": 1, "B08": 1, "B09": 1,
    "C10T12": 2, "C13T15": 3, "C16": 5, "C17_18": 6, "C19": 7, "C20": 8, "C21": 8, "C22": 9, "C23": 10,
    "C24A": 11, "C24B": 11, "C25": 11, "C26": 13, "C27": 13, "C28": 12,
    "C29": 14, "C301": 14, "C302T309": 14, "C31T33": 15,
}  # fmt: skip
LEATHER = 4  # c5, which the ICIO keeps with textiles
FAMILIES = 16  # fifteen of goods and all services: the finest breakdown that both sources share


@dataclass(frozen=True)
class Technology:
    """What the WIOD says of each stored economy, donors standing in where it says nothing.

    Parameters
    ----------
    inputs : (N, F, F) float
        Spending on inputs of a family as a share of the output of the using family.
    intermediate_use : (N, F) float
        Part of an economy's purchases of a family that producers make; the rest is final demand.
    margin_share, margin_labour_share : (N,) float
        Trade margins on final goods as a share of their retail value, and the part of the margin
        that is value added of the trade sectors.
    """

    inputs: Floats
    intermediate_use: Floats
    margin_share: Floats
    margin_labour_share: Floats


def family_of_sector() -> NDArray[np.int64]:
    """(S,) WIOD family of each ICIO sector: textiles and leather are one, all services are one."""
    return np.array([_family(INDUSTRY_OF_SECTOR.get(sector, INDUSTRIES - 1)) for sector in SECTORS])


def _family(industry: int) -> int:
    return min(industry if industry < LEATHER else industry - 1, FAMILIES - 1)


def technology(raw: Path) -> Technology:
    """Read the table of 2011 and lend its coefficients to the 81 stored economies.

    Raises
    ------
    ValueError
        The table's axes are not the expected ones.
    """
    path = raw / "world" / "wiod2011" / "wiot2011_41x35.npz"
    with np.load(path) as stored:
        table = {name: stored[name] for name in stored.files}
    countries = [str(code) for code in table["countries"]]
    count = len(countries)
    if len(table["industries"]) != INDUSTRIES:
        raise ValueError(f"{path}: expected {INDUSTRIES} industries")
    output = table["output"].astype(np.float64).reshape(count, INDUSTRIES)
    use = table["Z"].astype(np.float64).reshape(count, INDUSTRIES, count, INDUSTRIES).sum(axis=0)
    use = use.transpose(1, 0, 2)  # country, input, user
    final = table["F"].astype(np.float64).reshape(count, INDUSTRIES, count, FINAL_CATEGORIES)
    demand = np.maximum(final.sum(axis=(0, 3)), 0.0).T  # country, product
    lent = _lending(countries)
    margin, labour = _margins(use, demand, output)
    families = np.zeros((INDUSTRIES, FAMILIES))
    families[np.arange(INDUSTRIES), [_family(industry) for industry in range(INDUSTRIES)]] = 1.0
    family_use = np.einsum("cij,if,jg->cfg", use, families, families)
    family_output, family_demand = output @ families, demand @ families
    intermediate = family_use.sum(axis=2)
    return Technology(
        inputs=_lend(lent, _coefficients(family_use, family_output)),
        intermediate_use=_lend(lent, intermediate / (intermediate + family_demand)),
        margin_share=_lend(lent, margin),
        margin_labour_share=_lend(lent, labour),
    )


def _coefficients(use: Floats, output: Floats) -> Floats:
    """Input shares; a family with next to no output takes the world's."""
    world = use.sum(axis=0) / output.sum(axis=0)
    thin = output < THIN_OUTPUT
    return np.where(thin[:, None, :], world, use / np.where(thin, 1.0, output)[:, None, :])


def _margins(use: Floats, demand: Floats, output: Floats) -> tuple[Floats, Floats]:
    """Margin share of the retail value of final goods, and value-added share of the trade sectors."""
    trade = demand[:, DISTRIBUTION].sum(axis=1)
    goods = demand[:, GOODS].sum(axis=1)
    sold = output[:, DISTRIBUTION].sum(axis=1)
    bought = use[:, :, DISTRIBUTION].sum(axis=(1, 2))
    return trade / (trade + goods), 1.0 - bought / sold


def _lending(countries: list[str]) -> Floats:
    """(N, countries) equal weights of each economy's donors."""
    weights = np.zeros((len(ECONOMIES), len(countries)))
    for row, economy in enumerate(ECONOMIES):
        for donor in economy.donors:
            weights[row, countries.index(donor)] += 1.0 / len(economy.donors)
    return weights


def _lend(weights: Floats, values: Floats) -> Floats:
    return np.asarray(np.einsum("nc,c...->n...", weights, values))
