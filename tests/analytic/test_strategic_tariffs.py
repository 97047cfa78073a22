"""Optimal tariffs against closed forms, published solutions and their own neighbours."""

import dataclasses

import numpy as np
import pytest
from factories import small_world

from sim.economy.deficits import CLOSURES
from sim.economy.equilibrium import NoEquilibriumError, long_run
from sim.economy.equilibrium_gradient import welfare_gradient
from sim.economy.optimal_tariffs import NoOptimumError, optimal_tariffs
from sim.economy.rate_search import best_in_box
from sim.economy.tariff_instruments import tariff_instruments
from sim.world.plain_accounts import armington

PUBLISHED_RATE, PUBLISHED_WELFARE = 0.27300230522318664, 1.011093720822113
EXACT = 1e-13


def two_economies(theta=4.0):
    return armington([[80.0, 20.0], [20.0, 130.0]], theta)


def tariffs_of(accounts, rate, of=0):
    """One rate of an economy on everything from abroad, the base's elsewhere."""
    code = accounts.economies[of]
    return tariff_instruments(accounts, code).tariff(accounts.base_tariff, np.array([rate]))


def closed_form(found, theta):
    """1 / (theta x the part of the other economy's output that it sells at home)."""
    value = found.equilibrium.customs_value[:, :, 0]
    return 1.0 / (theta * value[1, 1] / value[1].sum())


def test_optimal_tariff_of_two_economies_is_the_published_one_as_far_as_that_goes():
    accounts = two_economies()
    found = optimal_tariffs(accounts, "1")
    assert found.rates[0] == pytest.approx(PUBLISHED_RATE, abs=3e-8)
    assert found.equilibrium.welfare[0] == pytest.approx(PUBLISHED_WELFARE, abs=1e-12)
    # welfare is the same to 1e-14 at both rates; the slopes tell which is the better one
    published = long_run(accounts, tariffs_of(accounts, PUBLISHED_RATE), tolerance=EXACT)
    assert published.welfare[0] == pytest.approx(found.equilibrium.welfare[0], abs=1e-14)
    slope, slope_there = (
        welfare_gradient(accounts, rest, np.array([1.0, 0.0]))[1, 0, 0]
        for rest in (found.equilibrium, published)
    )
    assert abs(slope) < 1e-12
    assert abs(slope_there) > 1e-9


@pytest.mark.parametrize(("theta", "answer"), [(4.0, 0.0), (4.0, 0.35), (1.5, 0.0), (1.25, 0.8), (2.0, 0.1)])
def test_optimal_tariff_is_one_over_theta_and_the_part_that_the_other_sells_at_home(theta, answer):
    accounts = two_economies(theta)
    found = optimal_tariffs(accounts, "1", tariff=tariffs_of(accounts, answer, of=1))
    assert found.rates[0] == pytest.approx(closed_form(found, theta), abs=1e-9)


def test_optimal_tariff_of_a_small_economy_tends_to_one_over_theta():
    gap = []
    for size in (1.0, 1e-2, 1e-4):
        accounts = armington([[80.0 * size, 20.0 * size], [20.0 * size, 130.0]], 4.0)
        gap.append(optimal_tariffs(accounts, "1").rates[0] - 0.25)
    assert gap[0] > 50.0 * gap[1] > 2500.0 * gap[2] > 0.0
    assert gap[2] < 1e-5


@pytest.mark.parametrize(
    ("instrument", "deficits"),
    [
        *(("uniform", closure) for closure in CLOSURES),
        ("partner", "balanced"),
        ("partner_sector", "gdp_share"),
    ],
)
def test_optimal_tariffs_beat_their_neighbours(instrument, deficits):
    world = small_world()
    found = optimal_tariffs(world, "USA", instrument=instrument, deficits=deficits)
    rates = tariff_instruments(world, "USA", instrument=instrument)
    assert found.names == rates.names
    assert found.slope <= 1e-10
    before = long_run(world, world.base_tariff, deficits, tolerance=EXACT).welfare[0]
    best = np.log(long_run(world, found.tariff, deficits, tolerance=EXACT).welfare[0] / before)
    assert best == pytest.approx(found.gain, abs=1e-12)
    for name, step in [(name, step) for name in found.names for step in (-0.02, 0.02)]:
        moved = np.where([each == name for each in found.names], found.rates + step, found.rates)
        rest = long_run(world, rates.tariff(found.tariff, moved), deficits, tolerance=1e-12)
        assert np.log(rest.welfare[0] / before) < best - 1e-9, (name, step)


def test_more_instruments_gain_more():
    gain = {
        instrument: optimal_tariffs(small_world(), "CHN", instrument=instrument).gain
        for instrument in ("uniform", "partner", "sector", "partner_sector")
    }
    assert gain["partner_sector"] > max(gain["partner"], gain["sector"])
    assert min(gain["partner"], gain["sector"]) > gain["uniform"] > 0.0


def test_the_start_does_not_matter():
    world = small_world()
    low, high = (
        optimal_tariffs(world, "USA", instrument="sector", start=np.full(3, rate)) for rate in (0.0, 3.0)
    )
    assert high.rates == pytest.approx(low.rates, abs=1e-8)


def test_only_goods_from_the_chosen_partners_are_taxed():
    world = small_world()
    base = world.base_tariff.copy()
    base[0, 0, 1] = 0.04  # a merged economy's tariff on itself
    world = dataclasses.replace(world, base_tariff=base)
    found = optimal_tariffs(world, "USA", ["CHN"], "sector")
    assert found.names == ("A01", "C24A", "C26")
    changed = found.tariff != base
    assert changed[1, 0, :5].all()
    assert changed.sum() == 5
    assert found.tariff[1, 0, 3] == found.tariff[1, 0, 4] == found.by_name["C26"]


def test_tariffs_of_others_are_taken_as_given():
    world = small_world()
    war = world.base_tariff.copy()
    war[0, 1, :5] = 0.8
    found = optimal_tariffs(world, "USA", tariff=war)
    assert np.array_equal(found.tariff[:, 1:], war[:, 1:])
    start = long_run(world, war, tolerance=EXACT).welfare[0]
    assert found.gain == pytest.approx(np.log(found.equilibrium.welfare[0] / start), abs=1e-12)


def test_a_rate_on_nothing_is_left_out():
    world = small_world()
    flows = world.expenditure.copy()
    flows[1:, 0, 2] = 0.0
    found = optimal_tariffs(dataclasses.replace(world, expenditure=flows), "USA", instrument="sector")
    assert found.names == ("A01", "C26")


def test_who_gains_from_a_rivals_loss_asks_for_more_and_a_friend_for_less():
    world = small_world()
    rate = {
        rival: optimal_tariffs(
            world, "USA", ["CHN"], weights=np.array([1.0, rival, 0.0]), bounds=(-0.9, 10.0)
        ).rates[0]
        for rival in (-0.3, 0.0, 3.0)
    }
    assert rate[-0.3] > rate[0.0] > 0.0 > rate[3.0]


def test_who_cares_for_all_alike_leaves_a_symmetric_world_without_tariffs():
    accounts = armington([[75.0, 25.0], [25.0, 75.0]], 4.0)
    found = optimal_tariffs(
        accounts, "1", weights=np.ones(2), tariff=tariffs_of(accounts, 0.0), bounds=(-0.5, 1.0)
    )
    assert found.rates[0] == pytest.approx(0.0, abs=1e-9)


def test_bounds_hold_and_are_reported():
    accounts = two_economies()
    low, high = (
        optimal_tariffs(accounts, "1", bounds=bounds, start=np.array([0.4]))
        for bounds in ((0.0, 0.1), (0.5, 1.0))
    )
    assert (low.rates[0], high.rates[0]) == (0.1, 0.5)
    assert low.at_bound.all()
    assert high.at_bound.all()
    assert not optimal_tariffs(accounts, "1").at_bound.any()


def test_neither_the_unit_of_money_nor_the_order_of_economies_matters():
    flows = np.array([[820.0, 60.0, 70.0], [110.0, 900.0, 120.0], [90.0, 60.0, 1500.0]])
    found = optimal_tariffs(armington(flows, 3.0), "1", instrument="partner")
    dearer = optimal_tariffs(armington(flows * 1e-4, 3.0), "1", instrument="partner")
    order = [1, 2, 0]
    moved = optimal_tariffs(armington(flows[np.ix_(order, order)], 3.0), "3", instrument="partner")
    assert dearer.rates == pytest.approx(found.rates, abs=1e-8)
    assert moved.rates == pytest.approx(found.rates, abs=1e-8)


def test_tariffs_without_an_equilibrium_shorten_the_step(monkeypatch):
    refused = []

    def full_of_holes(accounts, tariff, *rest, **keys):
        if 0.28 < tariff.max() < 0.3:  # the climb from 0.5 to 0.273 goes through 0.290
            refused.append(tariff.max())
            raise NoEquilibriumError("no equilibrium here")
        return long_run(accounts, tariff, *rest, **keys)

    monkeypatch.setattr("sim.economy.optimal_tariffs.long_run", full_of_holes)
    found = optimal_tariffs(two_economies(), "1", start=np.array([0.5]))
    assert refused
    assert found.rates[0] == pytest.approx(closed_form(found, 4.0), abs=1e-9)


def test_no_optimum_says_so_and_why():
    # with a fixed deficit higher tariffs always gain, until the other cannot pay its transfers
    accounts = armington([[90.0, 5.0], [60.0, 30.0]], 3.0)
    with pytest.raises(NoOptimumError, match=r"no best tariffs of 1 within 0 and 10.*the income of 2 is not"):
        optimal_tariffs(accounts, "1")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"government": "UTA"}, "unknown economy 'UTA'"),
        ({"partners": ["CHN", "MEX"]}, "unknown economy 'MEX'"),
        ({"partners": ["USA"]}, "USA cannot levy tariffs on itself"),
        ({"partners": []}, "USA imports no goods from nobody"),
        ({"instrument": "group"}, "unknown instrument 'group': one of uniform"),
        ({"bounds": (0.5, 0.5)}, "bounds"),
        ({"bounds": (-1.0, 0.5)}, "bounds"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(keys, says):
    with pytest.raises(ValueError, match=says):
        optimal_tariffs(small_world(), **{"government": "USA", **keys})


def test_the_search_finds_the_best_of_a_box_and_says_when_there_is_none():
    curvature = np.array([[2.0, 0.5, 0.0], [0.5, 1.0, 0.3], [0.0, 0.3, 0.7]])
    peak = np.array([0.3, 2.0, -1.0])

    def hill(point):
        gap = point - peak
        return -0.5 * gap @ curvature @ gap, -curvature @ gap

    lower, upper = np.full(3, -0.5), np.full(3, 1.0)
    found = best_in_box(hill, np.zeros(3), lower, upper, 1e-12)
    free = (peak[0] * 2.0 + 0.5 * peak[1] - 0.5 * 1.0) / 2.0  # given the other two at their bounds
    assert found.point == pytest.approx([free, 1.0, -0.5], abs=1e-12)
    assert found.slope <= 1e-12
    endless = best_in_box(lambda point: (0.0, np.cos(1e9 * point) + 2.0), np.zeros(3), lower, upper, 1e-12)
    assert endless.point == pytest.approx(upper)
