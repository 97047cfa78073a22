"""What a government's economists expect, and how much of it is worked out anew."""

from dataclasses import replace

import numpy as np
import pytest
from factories import small_world

from sim.economy.equilibrium import long_run
from sim.economy.staff_model import ANSWERS_KEPT, StaffModel

WORLD = small_world()
USA, CHN, PHONES = 0, 1, 3


def staff(world=WORLD):
    return StaffModel(world, "FGO", "fixed")


def raised(rate, *exempt):
    tariff = WORLD.base_tariff.copy()
    tariff[CHN, USA, WORLD.is_goods] += rate
    for group in exempt:
        tariff[CHN, USA, group] = WORLD.base_tariff[CHN, USA, group]
    return tariff


def test_the_answer_is_the_long_run_and_a_ban_makes_it_another():
    asked, barred = staff(), np.zeros(WORLD.expenditure.shape)
    barred[CHN, USA, PHONES] = 1.0
    tariff = raised(0.5)
    plain, banned = asked.long_run(tariff), asked.long_run(tariff, barred)
    assert np.array_equal(plain.income, long_run(asked.world, tariff, "fixed").income)
    assert banned.customs_value[CHN, USA, PHONES] == 0.0 < plain.customs_value[CHN, USA, PHONES]


def test_the_answers_asked_for_last_are_kept_and_older_ones_are_not():
    asked = staff()
    first = asked.long_run(raised(0.5))
    for step in range(ANSWERS_KEPT - 1):
        asked.long_run(raised(0.01 * step))
        assert asked.long_run(raised(0.5)) is first
    second = asked.long_run(raised(0.0))
    assert second is asked.long_run(raised(0.0))
    for step in range(ANSWERS_KEPT):
        asked.long_run(raised(1.0 + 0.01 * step))
    assert asked.long_run(raised(0.5)) is not first


def test_trade_left_is_that_of_the_goods_that_pay():
    asked = staff()
    tariff = raised(1.0, PHONES)
    flows = asked.long_run(tariff).customs_value[CHN, USA]
    base, goods = WORLD.customs_value[CHN, USA], WORLD.is_goods
    paying = goods & (np.arange(len(goods)) != PHONES)
    assert asked.trade_left(tariff, CHN, USA) == pytest.approx(flows[goods].sum() / base[goods].sum())
    assert asked.trade_left(tariff, CHN, USA, 1.0) == pytest.approx(flows[paying].sum() / base[paying].sum())


def test_goods_that_pay_half_of_a_rate_count_as_paying_it():
    asked, half = staff(), raised(1.0)
    half[CHN, USA, PHONES] = WORLD.base_tariff[CHN, USA, PHONES] + 0.5
    assert asked.trade_left(half, CHN, USA, 0.999) == asked.trade_left(half, CHN, USA)
    assert asked.trade_left(half, CHN, USA, 1.001) != asked.trade_left(half, CHN, USA)


def test_nothing_is_left_of_trade_of_which_there_was_none():
    assert staff().trade_left(raised(0.1), CHN, USA, rate=9.0) == 0.0


def test_published_elasticities_replace_those_of_a_world_that_has_the_sectors():
    unknown = replace(WORLD, sectors=("X1", "X2", "X3", "X4"))
    assert np.array_equal(staff(unknown).world.theta, WORLD.theta)
    assert not np.array_equal(staff().world.theta, WORLD.theta)
