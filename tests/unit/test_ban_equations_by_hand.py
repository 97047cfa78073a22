"""Equations (79), (80) and (82) by hand: what bans leave to buy, end, and make buyers do without."""

import numpy as np
import pytest

from sim.economy.bans import (
    MAKING_DO,
    made_do,
    markets_without_origin,
    newly_barred,
    open_share,
    price_of_making_do,
    reviewed_or_ended,
)

HOME, ABROAD, THIRD = 0, 1, 2
GRAIN, CHIPS, SERVICES = 0, 1, 2
SHARE = np.zeros((3, 3, 3))
SHARE[:, HOME] = [[0.7, 0.0, 1.0], [0.2, 0.6, 0.0], [0.1, 0.4, 0.0]]
SHARE[ABROAD, ABROAD] = SHARE[THIRD, THIRD] = 1.0


def barring(*flows, share=1.0):
    barred = np.zeros_like(SHARE)
    for flow in flows:
        barred[flow] = share
    return barred


def test_what_is_barred_is_not_among_the_varieties():
    assert open_share(SHARE, None) is SHARE
    left = open_share(SHARE, barring((ABROAD, HOME, GRAIN), share=0.25))
    assert left[ABROAD, HOME, GRAIN] == pytest.approx(0.2 * 0.75)
    assert left[THIRD, HOME, GRAIN] == SHARE[THIRD, HOME, GRAIN]


def test_a_ban_ends_the_part_of_what_is_left_that_it_newly_bars():
    assert newly_barred(np.full(3, 0.5), None) is None
    was, now = np.array([0.0, 0.2, 0.6, 0.2, 0.9, 1.0]), np.array([0.4, 0.6, 0.3, 1.0, 1.0, 0.5])
    assert newly_barred(was, now) == pytest.approx([0.4, 0.4 / 0.8, 0.0, 1.0, 1.0, 0.0])
    assert newly_barred(None, now) == pytest.approx(now)
    assert newly_barred(np.ones(1), np.ones(1)) == [1.0]


def test_who_is_not_ended_is_reviewed_as_ever():
    found = reviewed_or_ended(np.array([0.1, 0.1, 0.2]), np.array([0.0, 0.5, 1.0]))
    assert found == pytest.approx([0.1, 0.5 + 0.5 * 0.1, 1.0])


@pytest.mark.parametrize(
    "barred", [None, barring((ABROAD, HOME, CHIPS), share=0.9), barring((ABROAD, HOME, CHIPS))]
)
def test_a_market_with_a_seller_left_has_an_origin(barred):
    assert markets_without_origin(SHARE, barred) is None


def test_a_market_all_of_whose_sellers_are_barred_has_none():
    without = markets_without_origin(SHARE, barring((ABROAD, HOME, CHIPS), (THIRD, HOME, CHIPS)))
    assert np.argwhere(without).tolist() == [[HOME, CHIPS]]


def test_a_market_that_never_was_is_not_one_without_origin():
    share = SHARE.copy()
    share[:, HOME, CHIPS] = 0.0
    assert markets_without_origin(share, barring((ABROAD, HOME, CHIPS), (THIRD, HOME, CHIPS))) is None


def test_who_finds_nobody_to_buy_from_buys_services_at_ten_times_the_price():
    without = np.zeros((3, 3), dtype=bool)
    without[HOME, [GRAIN, CHIPS]] = without[THIRD, CHIPS] = True
    spending = np.array([[5.0, 3.0, 2.0], [4.0, 1.0, 6.0], [7.0, 8.0, 9.0]])
    assert made_do(spending, None, SERVICES) is spending
    found = made_do(spending, without, SERVICES)
    assert found.tolist() == [[0.0, 0.0, 10.0], [4.0, 1.0, 6.0], [7.0, 0.0, 17.0]]
    log_price = np.log([[1.1, 1.2, 1.3], [1.0, 1.0, 1.0], [1.4, 1.5, 1.6]])
    assert price_of_making_do(log_price, None, SERVICES) is log_price
    paid = np.exp(price_of_making_do(log_price, without, SERVICES))
    assert paid == pytest.approx(np.array([[13.0, 13.0, 1.3], [1.0, 1.0, 1.0], [1.4, 16.0, 1.6]]))
    assert pytest.approx(10.0) == MAKING_DO
