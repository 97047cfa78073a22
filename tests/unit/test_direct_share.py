"""What part of its goods an economy buys from each other one."""

import numpy as np
import pytest
from hand_made import evidence

from sim.metrics.decoupling.direct_share import DIRECT_SHARE, share_of_absorption, share_of_imports

# Rows sell to columns: USA, CHN, VNM.
FLOWS = np.array([[50.0, 4.0, 1.0], [10.0, 90.0, 5.0], [30.0, 6.0, 6.0]])


def test_shares_by_hand():
    assert share_of_imports(FLOWS)[:, 0] == pytest.approx([0.0, 0.25, 0.75])
    assert share_of_absorption(FLOWS)[:, 0] == pytest.approx([5 / 9, 1 / 9, 3 / 9])


def test_shares_know_no_unit_and_no_order():
    order = [2, 0, 1]
    moved = share_of_imports(1000.0 * FLOWS[np.ix_(order, order)])
    assert moved == pytest.approx(share_of_imports(FLOWS)[np.ix_(order, order)])


def test_share_of_a_sum_of_partners_is_the_sum_of_their_shares():
    merged = np.array([[50.0, 5.0], [40.0, 107.0]])  # China and Vietnam as one
    assert share_of_absorption(merged)[1, 0] == pytest.approx(share_of_absorption(FLOWS)[1:, 0].sum())


def test_economy_that_imports_nothing_has_no_shares():
    closed = np.diag([1.0, 2.0, 3.0])
    assert np.isnan(share_of_imports(closed)).all()
    assert share_of_absorption(closed) == pytest.approx(np.eye(3))


def test_table_has_a_row_a_week_and_both_arms():
    after = FLOWS.copy()
    after[1, 0] = 0.0
    frame = DIRECT_SHARE.frame(evidence(("USA", "CHN", "VNM"), ("toys",), after[..., None], FLOWS[..., None]))
    row = frame.filter(importer="USA", partner="CHN").row(-1, named=True)
    assert frame.height == 2 * 2 * 4
    assert (row["share_of_imports"], row["share_of_imports_reference"]) == pytest.approx((0.0, 0.25))
    assert row["share_of_absorption_reference"] == pytest.approx(1 / 9)
