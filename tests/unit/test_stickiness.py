"""Goods differ in how easily a supplier is replaced; the mean does not depend on by how much."""

from dataclasses import replace

import numpy as np
import pytest
from factories import small_world

from sim.economy.sourcing import calm_hazard, weekly_hazard
from sim.economy.stickiness import ease_of_switching
from sim.world import build_world

WORLD = replace(small_world(), differentiation=np.array([0.0, 0.0, 1.0, 2.0, 2.0, 2.0]))


@pytest.mark.parametrize("spread", [0.35, 1.0, -1.0])
def test_differentiated_goods_are_sticky_and_the_mean_is_one(spread):
    ease = ease_of_switching(WORLD, spread)
    assert ease[0] / ease[2] == pytest.approx(np.exp(spread))
    assert ease[2] / ease[3] == pytest.approx(np.exp(spread))
    imports = WORLD.customs_value[~np.eye(3, dtype=bool)].sum(axis=0)[WORLD.is_goods]
    assert np.average(ease[WORLD.is_goods], weights=imports) == pytest.approx(1.0)
    assert ease[-1] == 1.0


def test_without_spread_or_knowledge_of_goods_all_are_alike():
    assert np.array_equal(ease_of_switching(WORLD, 0.0), np.ones(6))
    assert np.array_equal(ease_of_switching(small_world(), 0.5), np.ones(6))


def test_the_shipped_goods_have_their_class():
    world = build_world(2017, ["USA", "CHN"])
    classes = dict(zip(world.groups, world.differentiation, strict=True))
    assert (classes["crude_oil"], classes["steel"], classes["vehicles"]) == (0.0, 1.0, 2.0)


def test_uncertainty_makes_buyers_wait():
    unsure = np.zeros((3, 3, 6))
    unsure[1, 0, 0] = 0.1
    calm = calm_hazard(0.25, np.ones(6), unsure, 2.0)
    assert calm[1, 0, 0] == pytest.approx(0.25 * np.exp(-0.2))
    assert calm[1, 0, 1] == 0.25


def test_no_loss_makes_buyers_faster_than_suppliers_are_found():
    loss = np.array([0.0, 0.1, 0.3, 2.0])
    hazard = -52.0 * np.log1p(-weekly_hazard(loss, 0.25, 100.0, 2.0, 4.0))
    assert hazard == pytest.approx([0.25, 0.5, 2.5, 4.0])
    always = -52.0 * np.log1p(-weekly_hazard(loss, 8.0, 100.0, 2.0, 4.0))
    assert always == pytest.approx([8.0] * 4)
