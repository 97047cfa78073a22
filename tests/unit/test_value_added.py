"""Whose labour is in what households buy, as metrics read it."""

import itertools

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.decoupling.value_added import VALUE_ADDED_EXPOSURE, exposure

ECONOMIES = ("USA", "CHN", "MEX")
LABOUR = np.array([[90.0, 2.0, 3.0], [6.0, 70.0, 9.0], [4.0, 8.0, 40.0]])
FINAL = np.array([[85.0, 1.0, 2.0], [2.0, 75.0, 4.0], [5.0, 6.0, 44.0]])


def test_exposure_by_hand():
    found = exposure(LABOUR)
    assert found[:, 0] == pytest.approx([0.9, 0.06, 0.04])
    assert found.sum(axis=0) == pytest.approx(1.0)


def test_exposure_to_two_economies_as_one_is_the_sum():
    merged = np.array([[90.0, 5.0], [10.0, 127.0]])
    assert exposure(merged)[1, 0] == pytest.approx(exposure(LABOUR)[1:, 0].sum())


def test_economy_that_buys_nothing_has_no_exposure():
    assert np.isnan(exposure(np.zeros((2, 2)))).all()
    assert exposure(3.0 * LABOUR) == pytest.approx(exposure(LABOUR))


def test_table_splits_exposure_into_direct_and_indirect():
    rows = list(itertools.product(("scenario", "reference"), range(3), range(3), mondays(2)))
    columns = {
        "arm": [arm for arm, *_ in rows],
        "origin": [ECONOMIES[o] for _, o, _, _ in rows],
        "destination": [ECONOMIES[d] for _, _, d, _ in rows],
        "week": [week for *_, week in rows],
        "value_added": [
            LABOUR[o, d] * (0.5 if (arm, o, d) == ("scenario", 1, 0) else 1) for arm, o, d, _ in rows
        ],
        "final_value": [FINAL[o, d] for _, o, d, _ in rows],
    }
    flows = np.full((3, 3, 1), 5.0)
    seen = evidence(
        ECONOMIES, ("toys",), flows, flows, tables={"value_added": filled("value_added", columns)}
    )
    row = VALUE_ADDED_EXPOSURE.frame(seen).filter(economy="USA", partner="CHN").row(0, named=True)
    assert (row["share"], row["share_reference"]) == pytest.approx((3 / 97, 0.06))
    assert (row["direct_reference"], row["indirect_reference"]) == pytest.approx((0.02, 0.04))
    mexico = VALUE_ADDED_EXPOSURE.frame(seen).filter(economy="USA", partner="MEX").row(0, named=True)
    assert mexico["indirect_reference"] == pytest.approx(-0.01)  # it finishes what others made
