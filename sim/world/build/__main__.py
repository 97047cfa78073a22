"""Write the shipped tables again from the raw folder, or check that they are what it yields.

Usage: ``python -m sim.world.build RAW_DIR [--check]``. The raw folder is not part of the project;
docs/world.md lists what it holds.
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import sim.world
from sim.extras import is_missing, needs
from sim.world.base import stored_groups
from sim.world.build.account_metadata import ACCOUNT_TABLES
from sim.world.build.account_tables import (
    write_accounts,
    write_axes,
    write_distances,
    write_elasticities,
    write_margins,
)
from sim.world.build.accounts import build_accounts
from sim.world.build.closeness_targets import write_closeness_targets
from sim.world.build.datapackage import write_datapackage
from sim.world.build.history import write_history
from sim.world.build.history_metadata import HISTORY_TABLES
from sim.world.build.household_tables import write_income_elasticities, write_inequality
from sim.world.build.products import write_products
from sim.world.build.products_metadata import PRODUCT_TABLES
from sim.world.products import base_tariffs, group_shares
from sim.world.shipped_files import while_tables_are_built

TABLES = Path(sim.world.__file__).parent / "tables"
BASE_YEARS = (2017, 2024)


def main(arguments: list[str] | None = None) -> int:
    """Build or check; one when the check finds a difference, two when what it needs is missing."""
    parser = argparse.ArgumentParser(prog="python -m sim.world.build", description=__doc__)
    parser.add_argument("raw", type=Path, help="folder of raw public statistics")
    parser.add_argument("--check", action="store_true", help="compare with the shipped tables, write nothing")
    options = parser.parse_args(arguments)
    if not (options.raw / "world").is_dir():
        sys.stderr.write(f"{options.raw} is no raw data folder: it has no subfolder 'world'\n")
        return 2
    if is_missing("build"):
        sys.stderr.write(f"{needs('building the tables', 'build')}\n")
        return 2
    with TemporaryDirectory() as temporary:
        built = Path(temporary)
        write_products(options.raw, built)
        if options.check:
            if differences := _differences(built, complete=False):
                return _report(differences)
        else:
            _install(built)
        # The accounts rest on the product tables, which are now the same here and there.
        with while_tables_are_built():
            _write_account_tables(options.raw, built)
        write_history(built, options.raw)
        write_datapackage(built, (*ACCOUNT_TABLES, *PRODUCT_TABLES, *HISTORY_TABLES))
        if options.check:
            return _report(_differences(built, complete=True))
        _install(built)
        for stale in {path.name for path in TABLES.iterdir()} - {path.name for path in built.iterdir()}:
            (TABLES / stale).unlink()
    return 0


def _write_account_tables(raw: Path, folder: Path) -> None:
    write_axes(folder)
    write_distances(folder, raw)
    write_elasticities(folder, raw)
    write_closeness_targets(folder, raw)
    write_inequality(folder)
    write_income_elasticities(folder, tuple(stored_groups()))
    for base in BASE_YEARS:
        accounts = build_accounts(raw, base, group_shares(base), base_tariffs(base))
        write_accounts(folder, base, accounts)
        write_margins(folder, accounts)


def _install(built: Path) -> None:
    TABLES.mkdir(exist_ok=True)
    for path in built.iterdir():
        shutil.copyfile(path, TABLES / path.name)


def _differences(built: Path, *, complete: bool) -> list[str]:
    """Names of built tables that differ from the shipped ones, and of shipped ones that none makes."""
    names = sorted(path.name for path in built.iterdir())
    found = [
        name
        for name in names
        if not (TABLES / name).is_file() or not filecmp.cmp(built / name, TABLES / name, shallow=False)
    ]
    extra = sorted({path.name for path in TABLES.iterdir()} - set(names)) if complete else []
    return found + extra


def _report(differences: list[str]) -> int:
    for name in differences:
        sys.stderr.write(f"differs: {name}\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
