"""Write the product tables: codes, groups, trade weights, lists, base tariffs and group shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.world.build.base_tariffs import china_tariffs, sector_tariffs, united_states_tariffs
from sim.world.build.catalogue import BASE_YEARS, RawCatalogue
from sim.world.build.differentiation import class_of
from sim.world.build.economies import CODES
from sim.world.build.group_shares import china_shares, profiles, united_states_shares
from sim.world.build.home_sales import home_shares
from sim.world.build.hs_groups import GROUPS, group_of
from sim.world.build.tables import rounded, write_arrays, write_rows
from sim.world.products import RATE_UNIT, SHARE_UNIT

if TYPE_CHECKING:
    from pathlib import Path

    from sim.world.build.listing import Listing

THOUSAND = 1e3


def write_products(raw: Path, tables: Path) -> None:
    """Write every product table; the same raw data give the same bytes."""
    catalogue = RawCatalogue(raw)
    codes, index = catalogue.index.codes, catalogue.index
    write_rows(
        tables / "product_groups.csv",
        ("group", "title", "sector", "differentiation"),
        [(group.code, group.title, group.sector, class_of(group.code)) for group in GROUPS.values()],
    )
    write_rows(
        tables / "products.csv",
        ("code", "group", "description"),
        [(code, group_of(code), text) for code, text in zip(codes, catalogue.descriptions, strict=True)],
    )
    write_arrays(
        tables / "product_trade.npz",
        {
            "economies": np.array(CODES),
            "united_states_imports": _thousands(catalogue.census[0]),
            "united_states_imports_from_china_2017": _thousands(catalogue.prewar_imports),
            "china_exports_2017": _thousands(catalogue.china_exports),
            "united_states_exports_2017": _thousands(catalogue.united_states_exports),
            "china_imports_from_united_states": _thousands(catalogue.china_imports),
        },
    )
    _write_lists(tables, catalogue.lists, len(index))
    _write_tariffs(tables, catalogue)
    write_arrays(
        tables / "group_shares.npz",
        {
            "profile": rounded(profiles(catalogue)),
            "home": rounded(home_shares(profiles(catalogue))),
            **{
                f"united_states_{base}": rounded(united_states_shares(catalogue, base)) for base in BASE_YEARS
            },
            "china_from_united_states": rounded(china_shares(catalogue)),
        },
    )


def _thousands(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    return np.rint(values / THOUSAND).astype(np.int32)


def _write_lists(tables: Path, lists: list[Listing], size: int) -> None:
    write_rows(
        tables / "product_lists.csv",
        ("name", "title", "date", "basis", "rated", "source"),
        [
            (item.name, item.title, item.date, item.basis, "no" if item.rate is None else "yes", item.source)
            for item in lists
        ],
    )
    rates = [np.zeros(size) if item.rate is None else item.rate for item in lists]
    write_arrays(
        tables / "product_lists.npz",
        {
            "share": np.rint(np.stack([item.share for item in lists]) / SHARE_UNIT).astype(np.uint16),
            "rate": np.rint(np.stack(rates) / RATE_UNIT).astype(np.int32),
        },
    )


def _write_tariffs(tables: Path, catalogue: RawCatalogue) -> None:
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    for base in BASE_YEARS:
        by_sector = sector_tariffs(catalogue, base)
        arrays[f"sector_{base}"] = rounded(by_sector, bits=10)
        arrays[f"united_states_{base}"] = rounded(united_states_tariffs(catalogue, base))
        arrays[f"china_{base}"] = rounded(china_tariffs(catalogue, base, by_sector))
        arrays[f"united_states_on_china_{base}"] = rounded(catalogue.united_states_on_china(base))
        arrays[f"china_on_united_states_{base}"] = rounded(catalogue.china_on_united_states(base))
    write_arrays(tables / "base_tariffs.npz", arrays)
