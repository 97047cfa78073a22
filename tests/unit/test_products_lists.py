"""Product lists: coverage, and that they rebuild the published tariffs."""

import numpy as np
import pytest

from sim.world.products import load_products

CHINA_ON_US = {
    "2018-01-01": 7.211, "2018-04-02": 7.642, "2018-05-01": 7.638, "2018-07-01": 6.505, "2018-07-06": 12.324,
    "2018-08-23": 14.796, "2018-09-24": 17.672, "2018-11-01": 17.518, "2019-01-02": 15.162,
    "2019-06-01": 18.368, "2019-09-01": 19.659, "2019-12-26": 19.524,
}  # fmt: skip
"""Averages of the published six-digit file (percent), China's imports of 2017 as weights."""

US_DATES = ("2018-01-01", "2018-07-06", "2018-08-23", "2018-09-24", "2019-06-01", "2019-09-01", "2020-02-14")
US_ON_CHINA = {
    "847330": (0.0, 25.0, 25.0, 25.0, 25.0, 25.0, 25.0),
    "854231": (0.0, 0.0, 25.0, 25.0, 25.0, 25.0, 25.0),
    "851762": (0.0, 0.0, 0.0, 10.0, 25.0, 25.0, 25.0),
    "610910": (16.5, 16.5, 16.5, 16.5, 16.5, 31.5, 24.0),
    "720839": (0.0, 0.0, 0.0, 0.0, 0.0, 15.0, 7.5),
}
"""Tariffs of single products in the published six-digit file, percent."""


def lists_until(prefixes, date):
    """Sum over dated lists of share times rate."""
    chosen = [
        item
        for item in load_products().lists.values()
        if item.name.startswith(prefixes) and item.date <= date and item.rate is not None
    ]
    return np.sum([item.share * item.rate for item in chosen], axis=0)


@pytest.mark.parametrize(("date", "average"), CHINA_ON_US.items())
def test_chinas_dated_lists_rebuild_its_published_tariff(date, average):
    weights = load_products().china_imports_from_united_states
    rate = 100.0 * lists_until(("cn_2018", "cn_232", "cn_301", "cn_mfn", "cn_autos", "cn_excl"), date)
    assert rate @ weights / weights.sum() == pytest.approx(average, abs=0.02)


@pytest.mark.parametrize(("code", "tariffs"), US_ON_CHINA.items())
def test_us_dated_lists_rebuild_the_published_tariff(code, tariffs):
    place = load_products().parse_hs(code)[0]
    rebuilt = [100.0 * lists_until(("us_2018", "us_2019", "us_2020"), date)[place] for date in US_DATES]
    assert rebuilt == pytest.approx(tariffs, abs=1e-3)


def test_electronics_exemption_of_april_2025_covers_its_published_share():
    weights = load_products().weights("CHN", "USA")
    share = load_products().lists["us_electronics_2025_04_11"].share @ weights / weights.sum()
    assert share == pytest.approx(0.223, abs=0.003)


def test_shares_are_shares_and_rates_are_fractions():
    for item in load_products().lists.values():
        assert item.share.min() >= 0.0, item.name
        assert 0.0 < item.share.max() <= 1.0, item.name
        if item.rate is not None:
            assert np.abs(item.rate).max() < 4.0, item.name


def test_a_product_is_on_one_section_301_list_only():
    lists = load_products().lists
    total = sum(lists[f"us_301_list_{name}"].share for name in ("1", "2", "3", "4a"))
    assert total.max() <= 1.0 + 3e-4  # shares are stored to a ten-thousandth


def test_phase_one_halves_the_increase_of_september_2019():
    lists = load_products().lists
    assert np.allclose(lists["cn_phase_one_halving"].rate, -0.5 * lists["cn_301_list_4"].rate, atol=2e-6)


def test_suspension_takes_back_the_duties_on_american_cars():
    catalogue = load_products()
    cars = catalogue.parse_hs("870323")
    paid = catalogue.lists["cn_301_list_1"].rate[cars] + catalogue.lists["cn_autos_suspension"].rate[cars]
    assert np.abs(paid).max() < 1e-6


@pytest.mark.parametrize(
    ("name", "code", "covered"),
    [
        ("us_301_list_3", "851713", 0.0),
        ("us_electronics_2025_04_11", "851713", 1.0),
        ("us_electronics_2025_04_11", "854143", 0.0),
        ("us_232_steel", "720839", 1.0),
        ("us_232_steel", "731815", 0.0),
        ("us_232_auto_parts", "847130", 0.0),
        ("us_232_autos", "870323", 1.0),
        ("cn_2025_02_10", "270900", 1.0),
        ("cn_2025_03_10_10", "120190", 1.0),
        ("cn_2025_03_10_15", "100199", 1.0),
    ],
)
def test_well_known_products_are_on_the_right_lists(name, code, covered):
    catalogue = load_products()
    assert catalogue.lists[name].share[catalogue.parse_hs(code)] == pytest.approx(covered, abs=1e-3)
