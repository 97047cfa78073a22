"""How the page writes numbers, names and labels."""

from itertools import pairwise

import pytest

from sim.report.drawing.charts import end_labels, wrapped
from sim.report.drawing.wording import Names, billions, comparison, listed, percent, points, possessive


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.00037, "0.037"), (0.007, "0.70"), (0.000999, "0.10"), (0.0123, "1.2"), (0.35, "35"), (1e-9, "0")],
)
def test_points_have_two_significant_digits(value, text):
    assert points(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.241, "124%"),
        (0.0451, "4.5%"),
        (-0.0031, "\u22120.31%"),
        (0.00001, "0%"),
        (None, "\u2013"),
        (0.0999, "10%"),
    ],
)
def test_percent_has_the_digits_a_reader_needs(value, text):
    assert percent(value) == text


def test_money_names_and_lists_read_well():
    assert billions(-34_600.0, signed=True) == "\u221235"
    assert billions(20.0) == "0"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert possessive("the Philippines") == "the Philippines'"
    assert comparison(None) == "unchanged"
    names = Names(
        {"USA": "United States", "PHL": "Philippines"}, {"toys_games": "Toys and games", "ev": "EV batteries"}
    )
    assert names.phrase("PHL") == "the Philippines"
    assert names.group_phrase("toys_games") == "toys and games"
    assert names.group_phrase("ev") == "EV batteries"


def test_end_labels_keep_their_distance_and_stay_inside():
    items = [(value, "long", "short", "#000000") for value in (99.0, 98.0, 97.5, 3.0)]
    places = sorted(label["y"] for label in end_labels(items, 0.0, 100.0, 320) if label["name"] == "wide")
    assert all(after - before >= 5.0 - 1e-9 for before, after in pairwise(places))
    assert places[-1] <= 100.0


def test_wrapping_keeps_words_whole():
    assert wrapped("construction and farm machinery", 17) == "construction and<br>farm machinery"
