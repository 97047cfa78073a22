"""Who is at war, and the part of a policy that is between the two."""

import numpy as np
from factories import small_world

from sim.economy.belligerents import bans_between, belligerents, tariffs_between
from sim.economy.equilibrium import long_run

WORLD = small_world()
USA, CHN, ROW = 0, 1, 2


def policy(**rises):
    tariff = WORLD.base_tariff.copy()
    for pair, rise in rises.items():
        origin, destination = (WORLD.position(code) for code in pair.split("_"))
        tariff[origin, destination, WORLD.is_goods] += rise
    return tariff


def test_the_pair_whose_trade_is_hit_most_is_at_war():
    assert belligerents(WORLD, policy(CHN_USA=1.0, ROW_USA=0.1)) == (USA, CHN)
    assert belligerents(WORLD, policy(CHN_ROW=0.5, CHN_USA=0.1)) == (CHN, ROW)


def test_lower_tariffs_are_no_war():
    value = np.where(WORLD.is_goods, WORLD.customs_value, 0.0).sum(axis=2)
    both = np.triu(value + value.T, k=1)
    largest = tuple(int(place) for place in np.unravel_index(both.argmax(), both.shape))
    assert belligerents(WORLD, policy(CHN_USA=-0.01)) == largest


def test_only_the_two_keep_their_tariffs_on_each_other():
    tariff = policy(CHN_USA=1.0, USA_CHN=0.5, ROW_USA=0.1)
    between = tariffs_between(WORLD, tariff, (USA, CHN))
    assert np.array_equal(between[CHN, USA], tariff[CHN, USA])
    assert np.array_equal(between[USA, CHN], tariff[USA, CHN])
    assert np.array_equal(between[ROW, USA], WORLD.base_tariff[ROW, USA])


def test_bystanders_gain_from_a_war_of_two():
    between = tariffs_between(WORLD, policy(CHN_USA=1.0, ROW_USA=0.5), (USA, CHN))
    flows = long_run(WORLD, between).customs_value
    assert flows[ROW, USA, WORLD.is_goods].sum() > WORLD.customs_value[ROW, USA, WORLD.is_goods].sum()


def test_only_bans_between_the_two_are_kept():
    barred = np.random.default_rng(0).uniform(0.1, 1.0, WORLD.expenditure.shape)
    between = bans_between(barred, (USA, CHN))
    assert np.array_equal(between[CHN, USA], barred[CHN, USA])
    assert np.array_equal(between[USA, CHN], barred[USA, CHN])
    kept = barred[CHN, USA].sum() + barred[USA, CHN].sum()
    assert np.isclose(between.sum(), kept)
    assert bans_between(None, (USA, CHN)) is None
