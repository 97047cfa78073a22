"""How far two economies sell each other goods of the same kind."""

import numpy as np
import pytest
from hand_made import evidence

from sim.metrics.trade_patterns.intra_industry import INTRA_INDUSTRY, INTRA_INDUSTRY_WEEKLY, grubel_lloyd

EXPORTS = np.array([8.0, 0.0, 5.0])
IMPORTS = np.array([2.0, 3.0, 5.0])

CODES = ("USA", "CHN", "VNM")
# Origin, destination, group: cars and shirts.
FLOWS = np.zeros((3, 3, 2))
FLOWS[0, 1] = [8.0, 1.0]
FLOWS[1, 0] = [2.0, 9.0]
FLOWS[2, 0] = [0.0, 6.0]
FLOWS[0, 2] = [4.0, 0.0]
FLOWS[0, 0] = FLOWS[1, 1] = [70.0, 20.0]  # sales at home are nobody's trade


def test_index_by_hand():
    assert grubel_lloyd(EXPORTS, IMPORTS) == pytest.approx(1.0 - (6 + 3 + 0) / (10 + 3 + 10))


def test_index_is_the_same_seen_from_either_side_and_in_any_unit():
    assert grubel_lloyd(100 * IMPORTS, 100 * EXPORTS) == pytest.approx(grubel_lloyd(EXPORTS, IMPORTS))


def test_one_way_trade_is_zero_and_balanced_trade_is_one():
    assert grubel_lloyd(np.array([4.0, 0.0]), np.array([0.0, 7.0])) == pytest.approx(0.0)
    assert grubel_lloyd(IMPORTS, IMPORTS) == pytest.approx(1.0)


def test_coarser_groups_never_lower_it():
    exports, imports = np.random.default_rng(3).pareto(1.0, (2, 12, 50))
    pairs = [each.reshape(6, 2, 50).sum(axis=1) for each in (exports, imports)]
    assert (grubel_lloyd(*pairs) >= grubel_lloyd(exports, imports) - 1e-12).all()


def test_imbalance_caps_it():
    exports, imports = np.random.default_rng(4).pareto(1.0, (2, 12, 50))
    imbalance = np.abs((exports - imports).sum(axis=0)) / (exports + imports).sum(axis=0)
    assert (grubel_lloyd(exports, imports) <= 1.0 - imbalance + 1e-12).all()


def test_no_trade_has_no_index():
    assert np.isnan(grubel_lloyd(np.zeros(3), np.zeros(3)))


def test_table_has_every_pair_once():
    frame = INTRA_INDUSTRY.frame(evidence(CODES, ("cars", "shirts"), FLOWS, FLOWS))
    rows = {(row["economy"], row["partner"]): row for row in frame.iter_rows(named=True)}
    assert list(rows) == [("USA", "CHN"), ("USA", "VNM"), ("CHN", "VNM")]
    assert rows["USA", "CHN"]["intra_industry"] == pytest.approx(1.0 - (6 + 8) / 20)
    assert rows["USA", "CHN"]["benchmark"] == pytest.approx(0.3)
    assert rows["USA", "VNM"]["intra_industry"] == pytest.approx(0.0)
    assert rows["CHN", "VNM"]["intra_industry"] is None


def test_weekly_table_has_the_pair_at_war_and_the_world():
    after = FLOWS.copy()
    after[1, 0] = [2.0, 1.0]
    frame = INTRA_INDUSTRY_WEEKLY.frame(evidence(CODES, ("cars", "shirts"), after, FLOWS))
    last = {(r["economy"], r["partner"]): r for r in frame.iter_rows(named=True)}
    assert list(last) == [("USA", "CHN"), ("USA", "world"), ("CHN", "world")]
    assert frame.height == 3 * 4
    pair = last["USA", "CHN"]
    assert (pair["intra_industry"], pair["intra_industry_reference"]) == pytest.approx((1 - 6 / 12, 0.3))
    # Cars 12 out and 2 in, shirts 1 out and 7 in.
    assert last["USA", "world"]["intra_industry"] == pytest.approx(1.0 - (10 + 6) / 22)
