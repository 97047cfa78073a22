"""The review of relationships in markets small enough to follow by hand."""

import numpy as np
import pytest

from sim.economy.extensive_margin import extensive_margin
from sim.economy.resourcing import review


class Market:
    """One destination's market of one group: origins 0 and 1 with one firm each, ten relationships."""

    def __init__(self, from_first, share, hazard=1.0, price=(1.0, 1.0), weights=None, scale=1.0):
        self.scale = np.array([scale])
        self.weight = np.full(10, 0.1) if weights is None else np.array(weights)
        self.supplier = np.array([0] * from_first + [1] * (len(self.weight) - from_first))
        self.strength = np.zeros(len(self.weight))
        self.price_power = np.array(price) ** 0.4
        self.mass = np.zeros((2, 2, 1))
        self.mass[:, 0, 0] = np.bincount(self.supplier, self.weight * scale, 2)
        self.share = np.zeros((2, 2, 1))
        self.share[:, 0, 0] = share
        self.hazard = np.full((2, 2, 1), hazard)
        self.carries = np.zeros((2, 2, 1)), np.zeros((2, 2, 1))
        self.accounts = np.array([0, len(self.weight)])
        self.sequence = np.zeros((2, 2))
        self.switches = np.zeros((2, 2, 1), np.int64)
        self.entry, self.churn, self.come = 1.0, 0.0, 0.9
        self.ended = np.zeros((2, 2, 1))
        self.extensive = extensive_margin(
            np.array([0, 1, 1]), self.accounts, self.weight, self.supplier, np.array([0, 1]), 2, 1
        )

    def review(self, start=0.0):
        review(
            np.array([0]),
            np.array([0, len(self.accounts) - 1, len(self.accounts) - 1]),
            self.accounts,
            self.weight,
            self.strength,
            self.supplier,
            np.array([0, 1]),
            np.array([0, 1, 2]),
            np.ones(2),
            self.price_power,
            np.ones((2, 2, 1)),
            self.share,
            np.full((2, 2, 1), 0.9),
            np.full((2, 2, 1), self.come),
            self.hazard,
            self.scale,
            np.full(2, start),
            self.mass,
            *self.carries,
            self.sequence,
            self.switches,
            self.extensive,
            self.entry,
            self.churn,
            self.ended,
        )
        return self


def test_relationships_move_until_mass_meets_the_sourcing_shares():
    market = Market(from_first=8, share=(0.3, 0.7)).review()
    assert market.mass[:, 0, 0] == pytest.approx([0.3, 0.7])
    assert np.bincount(market.supplier, minlength=2).tolist() == [3, 7]
    assert market.switches[:, 0, 0].tolist() == [0, 5]


def test_who_moves_and_who_stays_are_worth_what_is_asked_of_each():
    market = Market(from_first=8, share=(0.3, 0.7))
    market.come = 1.2
    before = market.supplier.copy()
    market.review()
    moved = market.supplier != before
    assert moved.sum() == 5
    worth = market.strength / market.weight * market.price_power[market.supplier]
    assert worth[moved] == pytest.approx(1.2)
    assert worth[~moved] == pytest.approx(0.9)


def test_an_origin_loses_its_hazard_times_its_excess_in_a_week():
    market = Market(from_first=800, share=(0.6, 0.4), hazard=0.1, weights=np.full(1000, 0.001)).review()
    assert market.mass[0, 0, 0] == pytest.approx(0.8 - 0.1 * 0.2, abs=0.002)


def test_nothing_moves_where_mass_is_as_it_should_be():
    market = Market(from_first=6, share=(0.6, 0.4)).review()
    assert market.supplier.tolist() == [0] * 6 + [1] * 4
    assert market.switches.sum() == 0


def test_a_move_that_would_widen_the_squared_gap_is_refused():
    market = Market(from_first=1, share=(0.3, 0.7), weights=[0.5, 0.5]).review().review()
    assert market.supplier.tolist() == [0, 1]
    closer = Market(from_first=1, share=(0.2, 0.8), weights=[0.5, 0.5]).review()
    assert closer.supplier.tolist() == [1, 1]


def test_what_is_too_heavy_to_move_leaves_no_backlog_beyond_itself():
    market = Market(from_first=1, share=(0.3, 0.7), weights=[0.5, 0.5])
    for _ in range(20):
        market.review()
    assert market.supplier.tolist() == [0, 1]
    assert market.carries[1].max() <= 0.5


def test_a_refused_move_is_made_good_by_a_lighter_relationship():
    market = Market(from_first=2, share=(0.45, 0.55), hazard=0.5, weights=[0.5, 0.05, 0.45])
    for start in np.linspace(0.0, 0.95, 40):
        market.review(start)
    assert market.supplier.tolist() == [0, 1, 1]
    assert market.mass[:, 0, 0] == pytest.approx([0.5, 0.5])


def test_relationships_count_by_what_their_buyers_spend_at_present():
    market = Market(from_first=8, share=(0.3, 0.7), weights=np.full(10, 0.2), scale=0.5).review()
    assert market.mass[:, 0, 0] == pytest.approx([0.3, 0.7])


def test_each_relationship_counts_as_its_own_account_spends():
    """The first account spends on five relationships as much as the second on one."""
    market = Market(from_first=5, share=(0.2, 0.8), weights=[0.1] * 5 + [0.5])
    market.accounts, market.scale = np.array([0, 5, 6]), np.array([1.6, 0.4])
    market.mass[:, 0, 0] = [0.8, 0.2]
    market.review()
    gone = int((market.supplier[:5] == 1).sum())
    assert gone == 4
    assert market.mass[:, 0, 0] == pytest.approx([0.8 - 0.16 * gone, 0.2 + 0.16 * gone])


def test_accounts_that_spend_nothing_are_left_alone():
    market = Market(from_first=8, share=(0.3, 0.7), scale=0.0).review()
    assert market.supplier.tolist() == [0] * 8 + [1] * 2


def test_none_stays_with_an_origin_that_is_barred_whole():
    """Not even the heavy one, and not those whose turn the carried error would put off."""
    market = Market(from_first=2, share=(0.0, 1.0), weights=[0.9, 0.05, 0.05])
    market.ended[0] = 1.0
    market.carries[1][0] = -0.45
    market.review()
    assert market.supplier.tolist() == [1, 1, 1]
    assert market.mass[:, 0, 0] == pytest.approx([0.0, 1.0])
    assert market.carries[1][0, 0, 0] == pytest.approx(-0.45)


def test_relationships_that_stand_for_nothing_leave_a_barred_origin_too():
    market = Market(from_first=5, share=(0.0, 1.0))
    market.accounts, market.scale = np.array([0, 5, 10]), np.array([0.0, 2.0])
    market.mass[:, 0, 0], market.hazard[1] = [0.0, 1.0], 0.1
    market.ended[0] = 1.0
    market.review()
    assert market.supplier.tolist() == [1] * 10
    assert market.mass[:, 0, 0].tolist() == [0.0, 1.0]


def test_an_origin_wins_back_what_it_lacks_of_those_that_a_ban_ended():
    market = Market(from_first=80, share=(0.6, 0.4), weights=np.full(100, 0.01))
    market.ended[0], market.hazard[:] = 0.5, [[[0.5]], [[0.0]]]
    market.review()
    assert market.mass[:, 0, 0] == pytest.approx([0.6, 0.4], abs=0.01)
    assert abs(market.carries[1][0, 0, 0]) <= 0.005


def test_every_reviewed_relationship_obtains_the_expected_price():
    market = Market(from_first=5, share=(0.5, 0.5), price=(1.0, 2.0)).review()
    landed_power = market.price_power[market.supplier]
    assert market.strength * landed_power == pytest.approx(0.1 * 0.9)


def test_a_part_of_relationships_is_reviewed_in_a_week_and_all_in_time():
    market = Market(from_first=5, share=(0.5, 0.5), hazard=0.2)
    market.review(start=0.5)
    assert (market.strength > 0.0).sum() == 2
    for start in np.linspace(0.0, 0.99, 25):
        market.review(start)
    assert (market.strength > 0.0).all()


def test_without_hazard_nobody_is_reviewed():
    market = Market(from_first=8, share=(0.3, 0.7), hazard=0.0).review()
    assert (market.strength == 0.0).all()


def test_a_move_that_leaves_the_squared_gap_as_it_is_is_refused():
    """From halves to all or nothing with a quarter wanted: as far off as before."""
    market = Market(from_first=1, share=(0.25, 0.75), weights=[0.5, 0.5])
    for _ in range(5):
        market.review()
    assert market.supplier.tolist() == [0, 1]


def test_a_ban_in_part_forces_no_heavy_relationship_to_go():
    market = Market(from_first=1, share=(0.4, 0.6), weights=[0.5, 0.5])
    market.ended[0] = 0.1
    for _ in range(20):
        market.review()
    assert market.supplier.tolist() == [0, 1]
    assert market.switches.sum() == 0


def test_an_origin_that_everybody_left_holds_nothing_at_all():
    market = Market(from_first=10, share=(0.0, 1.0))
    market.ended[0] = 1.0
    market.review()
    assert market.mass[0, 0, 0] == 0.0


def test_a_market_of_one_relationship_is_reviewed_too():
    market = Market(from_first=1, share=(1.0, 0.0), weights=[1.0]).review()
    assert market.strength == pytest.approx([0.9])
