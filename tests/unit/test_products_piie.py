"""The lists add up to the average tariffs that PIIE published (C. Bown, May 2025)."""

import numpy as np
import pytest

from sim.world.products import load_products

UNITED_STATES = (
    ("2018-03-23", "us_232_steel", 0.25), ("2018-03-23", "us_232_aluminium", 0.10),
    ("2018-07-06", "us_301_list_1", 0.25), ("2018-08-23", "us_301_list_2", 0.25),
    ("2018-09-24", "us_301_list_3", 0.10), ("2019-06-01", "us_301_list_3", 0.15),
    ("2019-09-01", "us_301_list_4a", 0.15), ("2020-02-14", "us_301_list_4a", -0.075),
    ("2024-09-27", "us_301_2024", None), ("2025-01-01", "us_301_2025", None),
)  # fmt: skip

PUBLISHED = (
    ("2018-01-01", 3.1, 8.0), ("2018-03-23", 3.8, 8.0), ("2018-04-02", 3.8, 8.4), ("2018-07-06", 6.7, 10.1),
    ("2018-08-23", 8.4, 14.4), ("2018-09-24", 12.0, 18.3), ("2018-11-01", 12.0, 18.2),
    ("2019-01-01", 12.0, 16.5), ("2019-06-01", 17.3, 20.7), ("2019-09-01", 21.0, 21.8),
    ("2020-02-14", 19.3, 21.3), ("2024-09-27", 19.9, 21.1), ("2025-01-01", 20.8, 21.2),
    ("2025-02-10", 20.8, 21.9), ("2025-03-10", 20.8, 22.6),
)  # fmt: skip
"""Date, US on China and China on the US, percent; the US emergency duties of 2025 taken off."""


@pytest.mark.parametrize(("date", "us_on_china", "china_on_us"), PUBLISHED)
def test_lists_come_within_three_points_of_published_averages(date, us_on_china, china_on_us):
    catalogue = load_products(2017)
    lists = catalogue.lists
    american = catalogue.statutory["USA", "CHN"].copy()
    for start, name, rate in UNITED_STATES:
        if start <= date:
            american += lists[name].share * (lists[name].rate if rate is None else rate)
    chinese = catalogue.statutory["CHN", "USA"].copy()
    for item in lists.values():
        if item.name.startswith("cn_") and item.name != "cn_2018_01_01" and item.date <= date:
            chinese += item.share * item.rate
    weights = catalogue.reference_weights
    assert 100.0 * np.average(american, weights=weights["CHN"]) == pytest.approx(us_on_china, abs=3.0)
    assert 100.0 * np.average(chinese, weights=weights["USA"]) == pytest.approx(china_on_us, abs=3.0)


def test_duties_of_2024_bite_less_on_what_is_still_traded():
    catalogue = load_products(2024)
    duty = catalogue.statutory["USA", "CHN"]
    today = np.average(duty, weights=catalogue.weights("CHN", "USA"))
    before = np.average(duty, weights=catalogue.reference_weights["CHN"])
    assert today == pytest.approx(0.128, abs=0.005)
    assert before > today + 0.05
