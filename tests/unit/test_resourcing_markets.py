"""Reviews in several markets at once: each by its own prices, hazards, gaps and bans."""

import numpy as np
import pytest

from sim.economy.extensive_margin import extensive_margin
from sim.economy.resourcing import review


class Markets:
    """Three origins with ten firms a cell, two groups; in each market a silent account between two others.

    Relationships are of equal size; ``held[o]`` of a hundred are with an origin, on the first of its firms.
    """

    def __init__(self, held=(50, 40, 10), share=None, hazard=1.0, each=100):
        self.firms, self.each = 10, each
        self.shape = 3, 3, 2
        self.mass = np.zeros(self.shape)
        self.mass[:] = (np.array(held) / 100)[:, None, None]
        self.share = self.mass.copy() if share is None else np.ones(self.shape) * np.reshape(share, (3, 1, 1))
        self.hazard = np.ones(self.shape) * np.reshape(hazard, (-1, 1, 1))
        self.ended, self.churn = np.zeros(self.shape), 0.0
        cells = 6
        self.supplier_origin = np.repeat(np.arange(3), 2 * self.firms)
        self.cell_start = np.arange(cells + 1) * self.firms
        self.choice = np.tile((np.arange(self.firms) + 1.0) / self.firms, cells)
        markets = 6
        sizes = np.tile([each // 2, 4, each // 2], markets)
        self.accounts = np.concatenate([[0], np.cumsum(sizes)])
        self.market_start = 3 * np.arange(markets + 1)
        silent = np.repeat(np.tile([False, True, False], markets), sizes)
        self.silent, self.market = silent, np.repeat(np.repeat(np.arange(markets), 3), sizes)
        self.destination, self.group = self.market // 2, self.market % 2
        self.weight = np.full(len(silent), 1.0 / each)
        origin = np.zeros(len(silent), int)
        one = np.repeat(np.arange(3), np.array(held) * each // 100)
        for market in range(markets):
            # every origin in both accounts
            origin[(self.market == market) & ~silent] = np.concatenate([one[::2], one[1::2]])
        self.origin = origin
        self.supplier = self.cell_start[origin * 2 + self.group].copy()
        self.strength = np.zeros(len(silent))
        varied = np.random.default_rng(3)
        self.price_power = varied.uniform(0.5, 2.0, 6 * self.firms)
        self.tariff_power, self.stay = varied.uniform(1.0, 2.0, (2, *self.shape))
        self.carries = np.zeros(self.shape), np.zeros(self.shape)
        self.sequence, self.switches = np.zeros((markets, 2)), np.zeros(self.shape, np.int64)

    def review(self, weeks=1):
        scale = np.tile([1.0, 0.0, 1.0], 6)
        margin = extensive_margin(
            self.market_start, self.accounts, self.weight, self.supplier, self.supplier_origin, 3, 2
        )
        for _ in range(weeks):
            review(
                np.array([0, 1]), self.market_start, self.accounts, self.weight, self.strength, self.supplier,
                self.supplier_origin, self.cell_start, self.choice, self.price_power, self.tariff_power,
                self.share, self.stay, 0.9 * self.stay, self.hazard, scale, np.full(6, 0.5), self.mass,
                *self.carries, self.sequence, self.switches, margin, 1.0, self.churn, self.ended,
            )  # fmt: skip
        return self

    def now_with(self):
        """Part of every market's relationships that is with each origin, counted anew."""
        found = np.zeros(self.shape)
        place = self.supplier_origin[self.supplier], self.destination, self.group
        np.add.at(found, place, self.weight * ~self.silent)
        return found


def test_who_stays_is_worth_what_its_own_market_asks_and_the_silent_are_left_alone():
    markets = Markets().review()
    place = markets.origin, markets.destination, markets.group
    landed = markets.price_power[markets.supplier] * markets.tariff_power[place]
    expected = np.where(markets.silent, 0.0, markets.weight * markets.stay[place] / landed)
    assert markets.strength == pytest.approx(expected)
    assert markets.switches.sum() == 0


def test_each_origin_is_reviewed_with_its_own_hazard():
    hazard = np.array([0.1, 0.5, 0.3])
    markets = Markets(held=(30, 40, 30), hazard=hazard, each=1000).review()
    for market in range(6):
        for origin in range(3):
            chosen = (markets.market == market) & ~markets.silent & (markets.origin == origin)
            assert (markets.strength[chosen] > 0.0).mean() == pytest.approx(hazard[origin], abs=0.01)


def test_who_leaves_goes_where_most_is_lacking():
    share = (0.2, 0.45, 0.35)
    markets = Markets(share=share, each=1000).review()
    assert markets.mass == pytest.approx(np.ones((3, 3, 2)) * np.reshape(share, (3, 1, 1)), abs=0.01)
    assert markets.now_with() == pytest.approx(markets.mass)
    assert markets.switches[:, 0, 0] == pytest.approx([0, 50, 250], abs=8)


def test_an_origin_that_lacks_relationships_owes_no_departures_for_it():
    markets = Markets(share=(0.2, 0.45, 0.35), hazard=0.1).review(weeks=3)
    assert (markets.carries[1][1:] == 0.0).all()


def test_who_is_barred_goes_where_something_is_lacking_and_nobody_else_moves():
    markets = Markets(held=(50, 40, 10), share=(0.0, 0.4, 0.6))
    markets.ended[0] = 1.0
    markets.review()
    assert (markets.mass[0] == 0.0).all()
    assert markets.now_with() == pytest.approx(np.ones((3, 3, 2)) * np.reshape([0.0, 0.4, 0.6], (3, 1, 1)))
    stayed = markets.origin > 0
    assert np.array_equal(markets.supplier[stayed], Markets().supplier[stayed])


def test_what_a_ban_ends_adds_to_what_price_drives_away():
    """A quarter is ended; of the other quarter reviewed the half leaves that 0.6 is above 0.3."""
    markets = Markets(held=(80, 10, 10), share=(0.3, 0.35, 0.35), hazard=0.5, each=1000)
    markets.ended[0] = 0.25
    markets.review()
    assert markets.mass[0] == pytest.approx(0.8 * (1.0 - 0.25 - 0.25 * 0.5), abs=0.01)


def test_churn_draws_a_part_of_those_who_stay_anew_among_all_firms_of_the_origin():
    markets = Markets(held=(100, 0, 0), each=1000)
    markets.churn = 0.4
    markets.review()
    for market in range(6):
        inside = markets.supplier[(markets.market == market) & ~markets.silent]
        firms = np.bincount(inside - inside.min(), minlength=10)
        assert firms[1:] == pytest.approx(np.full(9, 40), abs=6)
        assert firms[0] == pytest.approx(600 + 40, abs=12)
    assert (markets.supplier_origin[markets.supplier] == 0).all()


def test_without_churn_those_who_stay_keep_their_firm():
    markets = Markets().review(weeks=5)
    assert np.array_equal(markets.supplier, Markets().supplier)


def test_a_market_without_relationships_or_without_reviews_stops_no_other():
    markets = Markets()
    markets.market_start[1] = (
        0  # the accounts of the first market belong to the second, and all are one market
    )
    markets.hazard[:, 1, 0] = 0.0
    markets.review()
    still = (markets.destination == 1) & (markets.group == 0)
    reviewed = markets.strength > 0.0
    assert not reviewed[still].any()
    assert reviewed[~still & ~markets.silent].all()
