"""Write the tables of accounts, economies, distances and elasticities."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from sim.world.build.distances import distances
from sim.world.build.economies import ECONOMIES, EU_MEMBERS
from sim.world.build.icio import SECTOR_NAMES
from sim.world.build.national_accounts import world_bank_2023
from sim.world.build.tables import rounded, write_arrays, write_rows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from sim.world.build.accounts import Accounts


def write_accounts(folder: Path, base: int, accounts: Accounts) -> None:
    """Write ``accounts_<base>.npz``: customs values and input shares, rounded to 16 bits of mantissa."""
    write_arrays(
        folder / f"accounts_{base}.npz",
        {
            "customs_value": rounded(accounts.customs_value),
            "input_share": rounded(accounts.inputs),
            "use_share": rounded(accounts.use_share),
        },
    )


def write_axes(folder: Path) -> None:
    """Write ``economies.csv`` and ``sectors.csv``, the axes of every array."""
    write_rows(
        folder / "economies.csv",
        ("code", "name", "european_union", "input_donors"),
        (
            (
                economy.code,
                economy.name,
                "yes" if economy.code in EU_MEMBERS else "no",
                " ".join(economy.donors),
            )
            for economy in ECONOMIES
        ),
    )
    write_rows(folder / "sectors.csv", ("code", "name"), SECTOR_NAMES.items())


def write_margins(folder: Path, accounts: Accounts) -> None:
    """Write ``distribution_margins.csv``, the same for both base years."""
    write_rows(
        folder / "distribution_margins.csv",
        ("economy", "margin_share", "margin_labour_share", "tag"),
        (
            (economy.code, f"{margin:.4f}", f"{labour:.4f}", "derived" if economy.observed else "assumed")
            for economy, margin, labour in zip(
                ECONOMIES, accounts.margin_share, accounts.margin_labour_share, strict=True
            )
        ),
    )


def write_distances(folder: Path, raw: Path) -> None:
    """Write ``distances.npz`` in whole kilometres."""
    kilometres: NDArray[np.uint16] = np.rint(distances(raw, world_bank_2023(raw))).astype(np.uint16)
    write_arrays(folder / "distances.npz", {"kilometres": kilometres})


def write_elasticities(folder: Path, raw: Path) -> None:
    """Write ``trade_elasticities.csv``: the eight published sets by sector, as published."""
    path = raw / "parameters" / "trade_elasticities_28_sectors.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    codes = list(SECTOR_NAMES)
    if [row[0] for row in rows[:-1]] != codes[:-1]:
        raise ValueError(f"{path}: unexpected sectors")
    write_rows(
        folder / "trade_elasticities.csv",
        header,
        ((code, *row[1:]) for code, row in zip(codes, rows, strict=True)),
    )
