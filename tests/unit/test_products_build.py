"""The shipped product tables are what the build makes of the raw data."""

import filecmp
import os
from pathlib import Path

import numpy as np
import pytest

from sim.world.products import load_products

RAW = Path(os.environ.get("TRADEWAR_RAW_DATA", Path(__file__).parents[3] / "shared" / "data"))
TABLES = Path(__file__).parents[2] / "sim" / "world" / "tables"

pytestmark = [
    pytest.mark.raw,
    pytest.mark.skipif(not RAW.is_dir(), reason="the raw data folder is not here"),
]


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    from sim.world.build.products import write_products

    folder = tmp_path_factory.mktemp("tables")
    write_products(RAW, folder)
    return folder


def test_rebuilt_tables_have_the_same_bytes(rebuilt):
    for path in sorted(rebuilt.iterdir()):
        assert filecmp.cmp(path, TABLES / path.name, shallow=False), path.name


def test_every_table_of_products_is_described(rebuilt):
    from sim.world.build.products_metadata import PRODUCT_TABLES

    assert {table.path for table in PRODUCT_TABLES} == {path.name for path in rebuilt.iterdir()}
    for table in PRODUCT_TABLES:
        path = rebuilt / table.path
        if path.suffix == ".npz":
            with np.load(path) as arrays:
                assert [field.name for field in table.fields] == list(arrays)
        else:
            assert [field.name for field in table.fields] == path.read_text().splitlines()[0].split(",")


@pytest.mark.parametrize(
    ("file", "prefixes"),
    [
        ("us_tariffs_2020.csv", ("us_2018", "us_2019", "us_2020")),
        ("new_tariff_list_2020.csv", ("cn_2018", "cn_232", "cn_301", "cn_mfn", "cn_autos", "cn_excl")),
    ],
)
def test_dated_lists_rebuild_the_published_files_code_by_code(file, prefixes):
    from sim.world.build.customs import CodeIndex
    from sim.world.build.dated_tariffs import dated_rates

    catalogue = load_products()
    dates, rates = dated_rates(RAW, f"tariffs/2018_2020/{file}", CodeIndex(catalogue.codes))
    for date, published in zip(dates, rates, strict=True):
        total = sum(
            (item.share * item.rate)
            for item in catalogue.lists.values()
            if item.name.startswith(prefixes) and item.date <= date
        )
        held = ~np.isnan(published)
        assert held.sum() > 5000
        assert np.abs(total - published)[held].max() < 2e-5, date


def test_groups_agree_with_the_isic_concordance():
    from sim.world.build.concordance import agreement_with_isic

    unambiguous, agreeing = agreement_with_isic(RAW)
    assert unambiguous > 2800
    assert agreeing / unambiguous > 0.99
