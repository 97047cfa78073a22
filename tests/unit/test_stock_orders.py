"""What is ordered abroad: stocks as wanted, ahead of a rise, while a cut is awaited, in fear."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from factories import GROUPS, small_world

from sim.economy.foresight import NOTHING_KNOWN, Fear, Outlook
from sim.economy.inventories import base_inventories, stockholding
from sim.economy.stock_orders import ordered_ahead, orders
from sim.scenario.behaviour import InventoryBehaviour

USA, CHN, ROW = 0, 1, 2
STEEL, SERVICES = (GROUPS.index(name) for name in ("steel", "services"))
OFF = InventoryBehaviour(on=False)
WORLD = small_world()
HOLDING = stockholding(WORLD, InventoryBehaviour())
BASE = base_inventories(WORLD, HOLDING)


def raised(rate, origin=CHN, destination=USA):
    """Base tariffs with a rate on top for all goods of one pair."""
    rates = WORLD.base_tariff.copy()
    rates[origin, destination, WORLD.is_goods] += rate
    return rates


def spread(ahead):
    """The same on arrays of all flows."""
    whole = {name: np.zeros_like(WORLD.base_tariff) for name in ("weeks", "saving", "left")}
    for name, values in whole.items():
        values[ahead.pairs] = getattr(ahead, name)
    return SimpleNamespace(**whole)


def ahead_of(rate, weeks, now=0.0, holding=HOLDING, **more):
    known = Outlook((weeks,), (raised(rate),), **more) if weeks else Outlook(**more)
    return ordered_ahead(holding, known, raised(now))


def test_with_stocks_as_wanted_orders_are_use():
    assert orders(HOLDING, BASE, None) == pytest.approx(1.0, abs=1e-15)


def test_orders_close_a_part_of_the_gap_within_bounds():
    stocks = replace(BASE, on_hand=BASE.on_hand.copy())
    stocks.on_hand[CHN, USA, STEEL] += 2.0 * BASE.use[CHN, USA, STEEL]
    assert orders(HOLDING, stocks, None)[CHN, USA, STEEL] == pytest.approx(1.0 - 0.1 * 2.0)
    stocks.on_hand[CHN, USA, STEEL] *= 100.0
    assert orders(HOLDING, stocks, None)[CHN, USA, STEEL] == 0.0
    stocks.on_hand[CHN, USA, STEEL] = 0.0
    assert orders(HOLDING, stocks, None)[CHN, USA, STEEL] == pytest.approx(1.5)


def test_ahead_of_a_rise_use_is_bought_until_holding_costs_what_it_saves():
    ahead = spread(ahead_of(0.02, weeks=3))
    saving = np.log((1.02 + WORLD.base_tariff) / (1.0 + WORLD.base_tariff))[CHN, USA, STEEL]
    week = 0.27 / 52
    assert ahead.weeks[CHN, USA, STEEL] == pytest.approx(saving / week)
    assert ahead.saving[CHN, USA, STEEL] == pytest.approx(saving - week)
    assert ahead.left[CHN, USA, STEEL] == 1.0
    assert (
        ahead.weeks[CHN, USA, SERVICES] == ahead.weeks[CHN, ROW, STEEL] == ahead.weeks[USA, USA, STEEL] == 0.0
    )
    assert spread(ahead_of(1.0, weeks=3)).weeks[CHN, USA, STEEL] == 13.0


def test_nothing_is_ordered_ahead_that_would_come_too_late_or_too_soon():
    assert not spread(ahead_of(0.25, weeks=2)).weeks.any()  # two weeks on the way
    assert not spread(ahead_of(0.02, weeks=20)).weeks.any()
    assert ordered_ahead(HOLDING, NOTHING_KNOWN, raised(0.0)) is None
    assert ordered_ahead(stockholding(WORLD, OFF), Outlook((3,), (raised(0.25),)), raised(0.0)) is None


def test_orders_ahead_rise_with_the_saving_and_stop_at_what_can_be_delivered():
    found = [orders(HOLDING, BASE, ahead_of(rate, weeks=6))[CHN, USA, STEEL] for rate in (0.05, 0.1, 2.0)]
    net = [
        np.log1p(rate / (1.0 + WORLD.base_tariff[CHN, USA, STEEL])) - 4 * 0.27 / 52 for rate in (0.05, 0.1)
    ]
    assert found == pytest.approx([1.0 + 2.0 * net[0], 1.0 + 2.0 * net[1], 1.5])


def test_orders_ahead_end_when_enough_is_held():
    ahead = ahead_of(0.02, weeks=3)
    stocks = replace(BASE, on_hand=BASE.on_hand + spread(ahead).weeks * BASE.use)
    assert orders(HOLDING, stocks, ahead)[CHN, USA, STEEL] == pytest.approx(1.0)


def test_no_more_is_bought_ahead_than_the_weeks_that_a_rise_lasts():
    rates = (raised(1.0), raised(0.0))
    ahead = spread(ordered_ahead(HOLDING, Outlook((3, 6), rates), raised(0.0)))
    assert ahead.weeks[CHN, USA, STEEL] == 4.0  # of a rise from week 3 to week 6, on arrival in week 2
    further = spread(ordered_ahead(HOLDING, Outlook((3, 6), rates[::-1]), raised(0.0)))
    assert further.weeks[CHN, USA, STEEL] == 13.0


def test_what_is_saved_is_counted_from_the_tariff_on_arrival():
    known = Outlook((2, 3), (raised(0.25), raised(0.5)))
    ahead = spread(ordered_ahead(HOLDING, known, raised(0.0)))
    base = WORLD.base_tariff[CHN, USA, STEEL]
    assert ahead.saving[CHN, USA, STEEL] == pytest.approx(np.log((1.5 + base) / (1.25 + base)) - 0.27 / 52)


def test_orders_of_pairs_that_expect_nothing_are_as_usual():
    stocks = replace(BASE, on_hand=1.1 * BASE.on_hand)
    one, usual = orders(HOLDING, stocks, ahead_of(0.25, weeks=5)), orders(HOLDING, stocks, None)
    one[CHN, USA] = usual[CHN, USA]
    assert np.array_equal(one, usual)


def test_an_announced_cut_is_waited_for_down_to_the_floor():
    near = ahead_of(0.0, weeks=5, now=0.25)
    assert spread(near).weeks[CHN, USA, STEEL] == -3.0
    assert orders(HOLDING, BASE, near)[CHN, USA, STEEL] == pytest.approx(
        1.0 - 2.0 * np.log1p(0.25 / (1.0 + WORLD.base_tariff[CHN, USA, STEEL]))
    )
    assert spread(ahead_of(0.0, weeks=7, now=0.25)).weeks[CHN, USA, STEEL] == -5.0
    assert spread(ahead_of(0.0, weeks=9, now=0.25)).weeks[CHN, USA, STEEL] == 0.0  # nobody runs that far down


def test_a_feared_rise_counts_for_less_the_longer_it_may_take():
    def fear(hazard):
        rise = np.where(raised(0.3) > raised(0.0), 0.3, 0.0)
        ahead = spread(ahead_of(0.0, weeks=0, fear=Fear(rise, np.full_like(rise, hazard))))
        return ahead.weeks[CHN, USA, STEEL], ahead.saving[CHN, USA, STEEL]

    week = 0.27 / 52
    assert fear(0.0) == (0.0, 0.0)
    assert fear(0.01) == (0.0, 0.0)
    assert fear(0.018) == pytest.approx(((0.3 - week / 0.018) / week, 0.3 - week / 0.018))
    assert fear(0.5) == pytest.approx((13.0, 0.3 - 2 * week))
