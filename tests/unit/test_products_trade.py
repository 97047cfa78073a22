"""Trade weights, group shares and base tariffs of the shipped tables."""

import numpy as np
import pytest

from sim.world.build.hs_groups import GROUPS
from sim.world.products import base_tariffs, group_shares, load_products

NAMES = list(GROUPS)
SECTORS = [group.sector for group in GROUPS.values()]


@pytest.mark.parametrize("base", [2017, 2024])
def test_weights_are_positive_in_every_group_of_goods(base):
    catalogue = load_products(base)
    for origin, destination in (
        ("CHN", "USA"),
        ("USA", "CHN"),
        ("VNM", "DEU"),
        ("ISL", "ROW"),
        ("CHN", "CHN"),
    ):
        weights = catalogue.weights(origin, destination)
        by_group = np.bincount(catalogue.group_of_code, weights=weights)
        assert weights.min() >= 0.0
        assert by_group[np.unique(catalogue.group_of_code)].min() > 0.0


def test_filling_empty_groups_does_not_move_a_total():
    catalogue = load_products()
    observed = catalogue.united_states_imports[catalogue.economies.index("VNM")].sum()
    assert catalogue.weights("VNM", "USA").sum() == pytest.approx(observed, rel=1e-4)


def test_us_imports_add_up_to_the_census_totals_of_2024():
    catalogue = load_products()
    total = {
        name: row.sum()
        for name, row in zip(catalogue.economies, catalogue.united_states_imports, strict=True)
    }
    assert total["CHN"] == pytest.approx(429_426, rel=1e-4)
    assert total["MEX"] == pytest.approx(503_439, rel=1e-4)
    assert total["DEU"] == pytest.approx(160_217, rel=1e-4)
    assert sum(total.values()) == pytest.approx(3_251_152, rel=1e-4)


def test_merged_economies_trade_what_their_members_trade():
    catalogue = load_products()
    merged = catalogue.merged({"CHN": ("CHN",), "X": ("VNM", "THA"), "USA": ("USA",)})
    together = catalogue.united_states_imports[
        [catalogue.economies.index(name) for name in ("VNM", "THA")]
    ].sum(0)
    assert np.allclose(merged.united_states_imports[1], together, rtol=1e-12)
    traded = catalogue.united_states_imports[catalogue.economies.index("CHN")] > 0.0
    assert np.array_equal(merged.weights("CHN", "USA")[traded], catalogue.weights("CHN", "USA")[traded])


def test_unknown_economy_is_refused():
    with pytest.raises(KeyError, match="XYZ"):
        load_products().weights("CHN", "XYZ")


def test_prewar_mix_keeps_the_announced_sizes_of_the_lists():
    catalogue = load_products(2017)
    weights = catalogue.weights("CHN", "USA")
    for name, size in (("1", 34e3), ("2", 16e3), ("3", 200e3), ("4a", 112e3)):
        assert catalogue.lists[f"us_301_list_{name}"].share @ weights == pytest.approx(size, rel=0.005)


@pytest.mark.parametrize("base", [2017, 2024])
def test_group_shares_sum_to_one_in_every_sector_of_every_pair(base):
    shares = group_shares(base)
    assert shares.shape == (81, 81, len(NAMES))
    assert shares.min() > 0.0  # no group vanishes
    for sector in dict.fromkeys(SECTORS):
        members = [group for group, other in enumerate(SECTORS) if other == sector]
        assert np.abs(shares[:, :, members].sum(axis=2) - 1.0).max() < 1e-12


def test_soybeans_lead_what_china_buys_from_american_farms():
    catalogue = load_products()
    america, china = catalogue.economies.index("USA"), catalogue.economies.index("CHN")
    assert group_shares(2017)[america, china, NAMES.index("soybeans")] > 0.7


@pytest.mark.parametrize("base", [2017, 2024])
def test_base_tariffs_are_duties_on_goods_that_cross_a_border(base):
    tariffs = base_tariffs(base)
    catalogue = load_products(base)
    union = [catalogue.economies.index(name) for name in ("DEU", "FRA", "POL")]
    assert tariffs.min() >= 0.0
    assert tariffs.max() < 0.6
    assert tariffs[np.arange(81), np.arange(81)].max() == 0.0
    assert tariffs[np.ix_(union, union)].max() == 0.0
    assert tariffs[:, :, NAMES.index("services")].max() == 0.0
    assert tariffs[:, :, NAMES.index("mining_services")].max() < 0.25


@pytest.mark.parametrize(("base", "importer", "exporter"), [
    (2017, "USA", "CHN"), (2024, "USA", "CHN"), (2017, "CHN", "USA"), (2024, "CHN", "USA"),
])  # fmt: skip
def test_group_tariffs_average_the_statutory_duties_by_code(base, importer, exporter):
    catalogue = load_products(base)
    weights = catalogue.weights(exporter, importer)
    by_group = np.bincount(catalogue.group_of_code, weights=weights, minlength=len(NAMES))
    pair = base_tariffs(base)[catalogue.economies.index(exporter), catalogue.economies.index(importer)]
    by_code = catalogue.statutory[importer, exporter] @ weights
    assert pair @ by_group == pytest.approx(by_code, rel=1e-4)


def test_americas_partners_without_extra_duties_pay_what_was_collected():
    catalogue = load_products()
    tariffs = base_tariffs(2024)[:, catalogue.economies.index("USA")]
    for partner, rate in (("MEX", 0.0025), ("CAN", 0.0010), ("JPN", 0.0151), ("VNM", 0.0377)):
        place = catalogue.economies.index(partner)
        by_group = np.bincount(
            catalogue.group_of_code, weights=catalogue.united_states_imports[place], minlength=len(NAMES)
        )
        assert tariffs[place] @ by_group / by_group.sum() == pytest.approx(rate, abs=2e-4)
