"""OECD Inter-Country Input-Output cubes: who buys how much of which sector from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import CODES

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

SERVICES_SECTOR = "SERV"
SECTOR_NAMES = {
    "A01": "Crops and livestock",
    "A02": "Forestry",
    "A03": "Fishing",
    "B05": "Coal mining",
    "B06": "Oil and gas extraction",
    "B07": "Metal ore mining",
    "B08": "Other mining and quarrying",
    "B09": "Mining support services",
    "C10T12": "Food, beverages and tobacco",
    "C13T15": "Textiles, clothing, leather and footwear",
    "C16": "Wood and cork products",
    "C17_18": "Paper and printing",
    "C19": "Coke and refined petroleum",
    "C20": "Chemicals",
    "C21": "Pharmaceuticals",
    "C22": "Rubber and plastics",
    "C23": "Other non-metallic minerals",
    "C24A": "Iron and steel",
    "C24B": "Non-ferrous metals",
    "C25": "Fabricated metal products",
    "C26": "Computers, electronics and optics",
    "C27": "Electrical equipment",
    "C28": "Machinery",
    "C29": "Motor vehicles",
    "C301": "Ships and boats",
    "C302T309": "Aircraft, trains and other transport equipment",
    "C31T33": "Furniture, other manufacturing and repair",
    SERVICES_SECTOR: "Services",
}
SECTORS = tuple(SECTOR_NAMES)
GOODS = slice(0, len(SECTORS) - 1)
SERVICES = len(SECTORS) - 1


def customs_values(raw: Path, year: int) -> Floats:
    """(N, N, S) sales of each origin to each destination at basic prices, USD million.

    Basic prices exclude duties, so a flow is read as the customs value and not as the buyer's
    expenditure (docs/decisions/flows_are_customs_values.md).

    Raises
    ------
    ValueError
        The cube's axes are not the expected ones.
    """
    cube = _cube(raw, year)
    return np.asarray(cube["flows"], dtype=np.float64)


def applied_tariffs(raw: Path, year: int) -> Floats:
    """(N, N, S) applied tariffs that come with the cube, fractions; services have none."""
    tariffs = np.asarray(_cube(raw, year)["tariffs"], dtype=np.float64)
    tariffs[:, :, SERVICES] = 0.0
    return tariffs


def _cube(raw: Path, year: int) -> dict[str, NDArray[np.generic]]:
    path = raw / "world" / "oecd_icio" / f"icio{year}_81x81x28.npz"
    with np.load(path) as stored:
        cube = dict(stored)
    economies = tuple(str(code) for code in cube["countries"])
    sectors = tuple(str(code) for code in cube["sectors"])
    if economies != CODES or sectors[:-1] != SECTORS[:-1]:
        raise ValueError(f"{path}: unexpected economies or sectors")
    return cube
