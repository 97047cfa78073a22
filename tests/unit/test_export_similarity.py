"""Who sells the same goods as a partner that is lost."""

import numpy as np
import pytest
from hand_made import evidence

from sim.metrics.trade_patterns.export_similarity import (
    EXPORT_SIMILARITY,
    mean_advantage,
    revealed_advantage,
    similarity,
)

# Exports to one market by economy: toys, chips, wheat.
EXPORTS = np.array([[50.0, 50.0, 0.0], [8.0, 1.0, 1.0], [0.0, 0.0, 30.0], [0.0, 0.0, 0.0]])


def test_similarity_by_hand():
    found = similarity(EXPORTS, EXPORTS[0])
    assert found[:3] == pytest.approx([1.0, 0.5 + 0.1, 0.0])


def test_similarity_is_mutual():
    assert similarity(EXPORTS[1:2], EXPORTS[0]) == pytest.approx(similarity(EXPORTS[:1], EXPORTS[1]))


def test_similarity_asks_for_shares_and_not_for_amounts():
    scale = np.array([1e3, 1e-3, 5.0, 1.0])[:, None]
    assert similarity(scale * EXPORTS, 7.0 * EXPORTS[0])[:3] == pytest.approx([1.0, 0.6, 0.0])


def test_coarser_groups_never_look_less_alike():
    exports = np.random.default_rng(2).pareto(1.0, (30, 12))
    pairs = exports.reshape(30, 6, 2).sum(axis=2)
    assert (similarity(pairs, pairs[0]) >= similarity(exports, exports[0]) - 1e-12).all()


def test_who_sells_nothing_is_like_nobody():
    assert np.isnan(similarity(EXPORTS, EXPORTS[0])[3])
    assert np.isnan(similarity(EXPORTS, EXPORTS[3])).all()


def test_advantage_by_hand():
    found = revealed_advantage(EXPORTS)
    # Toys are 58 of the world's 140, and 8 of the second's 10.
    assert found[1, 0] == pytest.approx(0.8 / (58 / 140))
    assert found[2] == pytest.approx([0.0, 0.0, 1.0 / (31 / 140)])
    assert np.isnan(found[3]).all()


def test_advantages_in_a_group_average_to_one_over_the_world():
    size = EXPORTS[:3].sum(axis=1) / EXPORTS.sum()
    assert size @ revealed_advantage(EXPORTS)[:3] == pytest.approx(np.ones(3))


def test_advantage_in_what_is_lost_weighs_by_it():
    advantage = np.array([[2.0, 0.5, np.nan]])
    assert mean_advantage(advantage, np.array([30.0, 10.0, 0.0])) == pytest.approx((60 + 5) / 40)
    assert np.isnan(mean_advantage(advantage, np.zeros(3))).all()


def flows():
    """Origin, destination, group: toys and chips; the United States sells toys to nobody."""
    found = np.zeros((3, 3, 2))
    found[0, 1], found[0, 2] = [0.0, 6.0], [0.0, 2.0]
    found[1, 0], found[1, 2] = [30.0, 10.0], [1.0, 1.0]
    found[2, 0], found[2, 1] = [5.0, 5.0], [4.0, 0.0]
    found[1, 1], found[2, 2] = [90.0, 10.0], [10.0, 90.0]  # sales at home reveal nothing
    return found


def test_table_asks_both_ways():
    after = flows()
    after[1, 0] = [15.0, 10.0]
    frame = EXPORT_SIMILARITY.frame(evidence(("USA", "CHN", "VNM"), ("toys", "chips"), after, flows()))
    china, america = frame.iter_rows(named=True)
    assert [china[key] for key in ("importer", "replaced", "substitute")] == ["USA", "CHN", "VNM"]
    assert (china["similarity"], china["base"]) == pytest.approx((0.5 + 0.4, 0.5 + 0.25))
    assert china["base_exports"] == pytest.approx(52 * 10)
    # Only toys fell. Vietnam exports 9 toys of 14; the world 40 of 64.
    assert china["advantage_in_lost"] == pytest.approx((9 / 14) / (40 / 64))
    assert [america[key] for key in ("importer", "replaced", "substitute")] == ["CHN", "USA", "VNM"]
    assert america["similarity"] == pytest.approx(0.0)
    assert america["advantage_in_lost"] is None
