"""The formulas of pressure, audiences and hazards, by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from factories import small_world

from sim.economy.bargaining import (
    agreeing,
    breach,
    breaking,
    chances,
    claim_probability,
    denial_probability,
    in_a_week,
    opening,
    prize,
    renewed,
    willingness,
    yielding,
)
from sim.economy.exempting import candidates, up_to
from sim.economy.pressure import (
    LEAST_COST,
    Conditions,
    audience_after,
    cost_of_holding_out,
    dearer_goods,
    expected_duties,
    gdp,
    lost_exports,
    missing_stock,
    pressure_after,
)
from sim.economy.retaliation import hit_list, points_in_answer
from sim.scenario.governments import Politics

USA, CHN, ROW = 0, 1, 2


@pytest.fixture(scope="module")
def world():
    return small_world()


def test_traders_expect_the_log_of_the_factor_on_both_directions(world):
    factor = np.ones_like(world.base_tariff)
    factor[CHN, USA], factor[USA, CHN] = math.e, math.e**2
    goods = world.is_goods
    paid = world.customs_value[CHN, USA][goods].sum() + 2 * world.customs_value[USA, CHN][goods].sum()
    assert expected_duties(world, factor, USA, CHN) == pytest.approx(100 * paid / gdp(world)[USA])
    assert expected_duties(world, np.ones_like(factor), USA, CHN) == 0.0


def test_exports_lost_count_by_the_weight_of_their_makers_and_gains_do_not(world):
    shipped = world.customs_value / 52
    assert lost_exports(world, shipped, USA, CHN, np.ones(6)) == pytest.approx(0.0, abs=1e-12)
    half = shipped.copy()
    half[USA, CHN, 0] /= 2
    half[USA, CHN, 1] *= 3
    weight = np.array([3.0, 1, 1, 1, 1, 1])
    lost = 3.0 * world.customs_value[USA, CHN, 0] / 2
    assert lost_exports(world, half, USA, CHN, weight) == pytest.approx(100 * lost / gdp(world)[USA])


def test_dearer_goods_are_noticed_and_cheaper_ones_are_not(world):
    price, wage = np.ones((3, 6)), np.ones(3)
    price[USA, 0], price[USA, 1] = 1.1, 0.5
    assert dearer_goods(world, price, wage, USA) == pytest.approx(100 * world.taste[USA, 0] * math.log(1.1))
    assert dearer_goods(world, 2 * np.ones((3, 6)), 2 * wage, USA) == 0.0


def test_only_stocks_below_what_is_wanted_are_missed(world):
    wanted = np.ones((3, 3, 6))
    on_hand = wanted.copy()
    on_hand[CHN, USA, 2], on_hand[CHN, USA, 3], on_hand[CHN, USA, 5] = 0.25, 9.0, 0.0  # the last is services
    assert missing_stock(world, wanted, on_hand, USA, CHN) == pytest.approx(75 / gdp(world)[USA])


def test_pressure_moves_half_way_in_its_half_life_and_is_never_negative():
    politics = Politics(market=1.0, exports=2.0, prices=0.0, shortage=0.0, approval=0.1, half_life=1.0)
    seen = Conditions(market=3.0, exports=1.0, disapproval=-10.0)
    assert pressure_after(2.0, seen, politics) == pytest.approx((2.0 + 4.0) / 2)
    assert pressure_after(0.0, Conditions(disapproval=-50.0), politics) == 0.0


def test_relief_takes_its_part_off_the_pressure_and_costs_more_than_it_pays():
    seen = Conditions(exports=2.0)
    none, half = Politics(half_life=0.1), Politics(half_life=0.1, relief=0.5)
    assert pressure_after(0.0, seen, half) == pytest.approx(pressure_after(0.0, seen, none) / 2)
    assert cost_of_holding_out(seen, 0.0, half) == pytest.approx(0.3 * 0.5 * 2.0)


def test_the_cost_of_holding_out_adds_up():
    politics = Politics(welfare=0.5, outlook=2.0, revenue=1.0, relative_gains=0.1, pressure=3.0)
    seen = Conditions(welfare_loss=1.0, outlook=0.5, revenue=0.25, rival_loss=2.0, sectors=0.125)
    assert cost_of_holding_out(seen, 0.5, politics) == pytest.approx(0.5 + 1.0 - 0.25 - 0.2 + 0.125 + 1.5)
    assert cost_of_holding_out(Conditions(welfare_loss=-9.0), 0.0, politics) == LEAST_COST


def test_audiences_remember_what_was_said_and_done():
    politics = Politics(audience_half_life=1.0)
    assert audience_after(2.0, 1.25, True, False, politics) == pytest.approx(1.0 + 1.25 + 0.5)
    assert audience_after(2.0, -1.0, False, True, politics) == pytest.approx(1.0 + 0.1)


def test_who_bears_more_yields_sooner_and_audiences_delay_it():
    politics = Politics(patience=0.5, audience=2.0)
    assert prize(politics, 1.5, 1.0) == pytest.approx(3.5)
    assert prize(politics, 1.5, 0.5) == pytest.approx(2.0)
    assert yielding(0.7, 3.5) == pytest.approx(0.2)
    assert yielding(1.4, 3.5) == pytest.approx(0.4)


def test_it_takes_two_to_open_a_channel():
    assert willingness(0.1, 5.0, 0.5, 1.0) == pytest.approx(0.5)
    assert willingness(100.0, 50.0, 0.5, 1.0) == pytest.approx(1.0)
    assert opening(3.0, 0.5, 0.2) == pytest.approx(0.3)


def test_words_follow_pressure_and_audiences():
    politics = Politics(claim_at=0.5, deny_at=2.0, speech_spread=0.5, audience=2.0)
    assert claim_probability(politics, 0.5) == pytest.approx(0.5)
    assert claim_probability(politics, 1.0) == pytest.approx(1 / (1 + math.exp(-1)))
    assert denial_probability(politics, 1.0) == pytest.approx(0.5)
    assert denial_probability(politics, 1000.0) == pytest.approx(1.0)
    assert claim_probability(politics, -1000.0) == pytest.approx(0.0)


def test_belief_leaks_and_compliance_move_rates():
    assert agreeing(2.0, 0.5, 0.5) == pytest.approx(2.0)
    assert agreeing(2.0, 0.25, 0.5) == pytest.approx(1.0)
    assert breaking(0.05, 0.15, 2) == pytest.approx(0.35)
    assert breach(0.02, 0.75) == pytest.approx(0.005)
    assert [renewed(0.9, a, b) for a, b in ((True, True), (True, False), (False, False))] == [0.9, 0.45, 0.0]


def test_competing_risks_share_one_probability():
    assert chances(()) == ()
    assert chances((0.0, 0.0)) == (0.0, 0.0)
    first, second = chances((1.0, 3.0))
    assert first + second == pytest.approx(in_a_week(4.0)) == pytest.approx(1 - math.exp(-4))
    assert second == pytest.approx(3 * first)
    assert chances((1.0, math.inf, 2.0)) == (0.0, 1.0, 0.0)
    assert sum(chances((1e6 * 0.7, 1e6 * 0.3, 0.1))) == pytest.approx(1.0)


def test_an_answer_is_so_many_points_for_a_point():
    assert points_in_answer(1.0, 0.34) == 0.34
    assert points_in_answer(0.5, -0.2) == -0.1


def test_a_hit_list_takes_what_hurts_most_until_the_value_is_used_up(world):
    weight = np.array([1.0, 1.0, 5.0, 1.0, 3.0, 1.0])
    imports = world.customs_value[CHN, USA]
    total = imports[world.is_goods].sum()
    coverage = (imports[2] + imports[4] / 2) / total
    listed = hit_list(world, USA, CHN, coverage, 1.0, weight)
    assert listed.groups == (2, 4)
    assert listed.part == pytest.approx((1.0, 0.5))
    whole = hit_list(world, USA, CHN, 1.0, 1.0, weight)
    assert set(whole.groups) == {0, 1, 2, 3, 4}  # never services
    assert hit_list(world, USA, CHN, 0.0, 1.0, weight).groups == ()


def test_without_targeting_a_list_spares_what_cannot_be_done_without(world):
    listed = hit_list(world, USA, CHN, 1.0, 0.0, np.arange(1.0, 7.0))
    share = world.base_share[CHN, USA][list(listed.groups)]
    assert (np.diff(share) >= 0.0).all()


def test_exemptions_go_to_what_is_dear_and_not_made_at_home(world):
    factor = np.ones_like(world.base_tariff)
    factor[CHN, USA, 3], factor[CHN, USA, 4] = 2.0, 3.0
    found = candidates(world, factor, USA, CHN, 0.0, 0.0, 0.0, np.ones(6))
    score = 100 * world.customs_value[CHN, USA] * np.log(factor[CHN, USA]) / gdp(world)[USA]
    assert [each.group for each in found] == sorted((3, 4), key=lambda group: -score[group])
    assert found[0].score == pytest.approx(score.max())
    spared = candidates(world, factor, USA, CHN, 0.0, 1.0, 0.0, np.ones(6))
    assert all(a.score < b.score for a, b in zip(spared, found, strict=True))
    assert candidates(world, factor, USA, CHN, 9.0, 0.0, 0.0, np.ones(6)) == []


def test_exemptions_withhold_what_hurts_the_rivals_politics(world):
    factor = np.full_like(world.base_tariff, 2.0)
    free = candidates(world, factor, USA, CHN, 0.0, 0.0, 1.0, np.ones(6) * np.array([1, 1, 1, 9, 1, 1]))
    assert 3 not in [each.group for each in free]


def test_exemptions_stop_in_the_middle_of_a_group(world):
    factor = np.full_like(world.base_tariff, 2.0)
    found = candidates(world, factor, USA, CHN, 0.0, 0.0, 0.0, np.ones(6))
    value = found[0].imports + 0.25 * found[1].imports
    freed = up_to(found, value)
    assert [each.part for each in freed] == pytest.approx([1.0, 0.25])
    assert up_to(found, 0.0) == []


def test_a_hit_list_of_nothing_is_empty(world):
    weight = np.ones(len(world.groups))
    assert hit_list(world, USA, CHN, 0.0, 0.5, weight).groups == ()
    without = replace(world, expenditure=world.expenditure * (np.arange(3) != CHN)[:, None, None])
    assert hit_list(without, USA, CHN, 0.5, 0.5, weight).groups == ()


def test_a_hit_list_of_everything_has_every_good_that_is_imported_whole(world):
    expenditure = world.expenditure.copy()
    expenditure[CHN, USA, 2] = 0.0
    found = hit_list(replace(world, expenditure=expenditure), USA, CHN, 1.0, 0.5, np.ones(len(world.groups)))
    assert sorted(found.groups) == [0, 1, 3, 4]
    assert found.part == pytest.approx((1.0,) * 4)


def test_a_candidate_is_told_with_all_that_makes_it_worthy(world):
    factor, weight = np.full_like(world.base_tariff, 2.0), np.array([1.0, 2.0, 4.0, 3.0, 1.0, 8.0])
    found = candidates(world, factor, USA, CHN, 0.0, 0.5, 0.25, weight)
    assert {each.group for each in found} == {0, 1, 2, 3, 4}
    imports, spending = world.customs_value[CHN, USA], world.expenditure[:, USA].sum(axis=0)
    abroad = world.customs_value[[CHN, ROW], USA].sum(axis=0)
    at_home = world.expenditure[USA, USA] / spending
    worth = imports * np.log(2.0) * (1.0 - 0.5 * at_home) * (1.0 - 0.25 * weight / 8.0)
    for each in found:
        assert each.part == 1.0
        assert each.imports == pytest.approx(imports[each.group])
        assert each.dependence == pytest.approx(imports[each.group] / abroad[each.group])
        assert each.home_share == pytest.approx(at_home[each.group])
        assert each.price_rise == pytest.approx(np.log(2.0))
        assert each.score == pytest.approx(100.0 * worth[each.group] / gdp(world)[USA])


def test_only_what_is_imported_and_grows_dearer_than_the_threshold_is_a_candidate(world):
    factor = np.ones_like(world.base_tariff)
    factor[CHN, USA, 3] = 1.1
    abroad = world.customs_value[[CHN, ROW], USA, 3].sum()
    level = world.customs_value[CHN, USA, 3] / abroad * np.log(1.1)
    assert [
        each.group for each in candidates(world, factor, USA, CHN, 0.999 * level, 0.0, 0.0, np.ones(6))
    ] == [3]
    assert candidates(world, factor, USA, CHN, 1.001 * level, 0.0, 0.0, np.ones(6)) == []
    without = replace(world, expenditure=world.expenditure * (np.arange(3) != CHN)[:, None, None])
    assert candidates(without, factor, USA, CHN, 0.0, 0.0, 0.0, np.ones(6)) == []
