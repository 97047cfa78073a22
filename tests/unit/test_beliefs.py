"""Beliefs about tariffs: acts and words raise what is feared, time and broken words lower it."""

from dataclasses import replace

import numpy as np
import pytest
from factories import small_world

from sim.economy.beliefs import (
    News,
    Saying,
    beliefs_at_rest,
    credibility,
    remembered,
    unannounced,
    updated,
)
from sim.economy.expectations import (
    LEAST_FEARED,
    expected_factor,
    feared_rise,
    prospects,
    typical_rise,
    with_fear,
)
from sim.economy.foresight import Outlook
from sim.scenario.behaviour import BeliefBehaviour

WORLD = small_world()
USA, CHN, ROW = 0, 1, 2
PAIR = CHN, USA
RULES = BeliefBehaviour()
WEIGHT = WORLD.weight_of_goods
REST = beliefs_at_rest(WORLD, RULES)
FLAT = np.zeros_like(WORLD.base_tariff)


def moved(by):
    """Log tariff factors with those of US goods from China moved."""
    level = FLAT.copy()
    level[CHN, USA, WORLD.is_goods] = by
    return level


def weeks(beliefs, count, *said, level=None, rules=RULES):
    """Beliefs after some quiet weeks; words are said in the first."""
    level = beliefs.level if level is None else level
    for _ in range(count):
        beliefs = updated(beliefs, replace(unannounced(beliefs, level), said=said), level, WEIGHT, rules)
        said = ()
    return beliefs


def after(by, count=1, beliefs=REST):
    return weeks(beliefs, count, level=moved(by))


def say(says, speaker=USA):
    return Saying(speaker, *PAIR, says)


def chance(beliefs, rules=RULES):
    found = prospects(beliefs, rules)
    return found.escalate[PAIR], found.persist[PAIR], found.de_escalate[PAIR]


def test_where_nothing_happens_tariffs_persist_for_certain_and_today_is_expected():
    quiet = weeks(REST, 60)
    assert chance(quiet) == (0.0, 1.0, 0.0)
    assert quiet.persist == pytest.approx(REST.persist, rel=1e-12)
    factor = np.exp(moved(0.2))
    expected, uncertainty = expected_factor(REST, factor, WORLD.is_goods, RULES)
    assert np.array_equal(expected, factor)
    assert not uncertainty.any()


def test_a_rise_is_feared_to_be_followed_by_another_a_cut_by_another():
    assert chance(after(0.2)) == pytest.approx((0.364, 0.636, 0.0), abs=5e-4)
    assert chance(after(-0.2)) == pytest.approx((0.0, 0.636, 0.364), abs=5e-4)


def test_only_the_pair_that_acts_is_believed_to():
    found = prospects(after(0.2), RULES)
    found.escalate[PAIR] = 0.0
    assert not found.escalate.any()


def test_small_acts_count_in_part():
    assert 0.0 < chance(after(0.002))[0] < 0.2 * chance(after(0.02))[0]
    assert chance(after(0.02)) == pytest.approx(chance(after(0.5)))


def test_rounding_is_no_act():
    quiet, known = REST, after(0.2)
    for by in (1e-16, -1e-16):
        assert chance(after(by, beliefs=quiet)) == (0.0, 1.0, 0.0)
        assert after(0.2 + by, beliefs=known).risen == pytest.approx(after(0.2, beliefs=known).risen, abs=0.0)
    assert chance(after(-1e-9))[2] > 0.0


def test_fear_fades_by_half_in_a_half_life():
    early, late = (feared_rise(after(0.2, 1 + count), WORLD.is_goods, RULES)[1][PAIR] for count in (0, 26))
    assert late[WORLD.is_goods] == pytest.approx(0.5 * early[WORLD.is_goods], rel=1e-9)
    assert chance(after(0.2, 30 * 52))[1] == pytest.approx(1.0, abs=1e-12)


def test_another_rise_is_expected_to_be_like_those_remembered():
    twice = after(0.4, beliefs=after(0.1))
    rise, hazard = feared_rise(twice, WORLD.is_goods, RULES)
    assert 0.1 < rise[CHN, USA, 0] < 0.3
    assert rise[CHN, USA, 0] > 0.2  # the later of two rises, of 0.1 and 0.3, weighs more
    assert hazard[CHN, USA, -1] == 0.0  # services


def test_expected_prices_and_their_uncertainty_are_those_of_three_turns():
    beliefs = weeks(after(0.3), 1, say("de_escalate"))
    up, stay, down = chance(beliefs)
    assert min(up, stay, down) > 0.0
    assert up + stay + down == pytest.approx(1.0)
    expected, uncertainty = expected_factor(beliefs, np.exp(moved(0.3)), WORLD.is_goods, RULES)
    turns, odds = np.array([0.3, 0.0, -0.15]), np.array([up, stay, down])
    mean = turns @ odds
    assert np.log(expected[CHN, USA, 0]) == pytest.approx(0.3 + mean)
    assert uncertainty[CHN, USA, 0] == pytest.approx(np.sqrt(odds @ turns**2 - mean**2))
    assert expected[ROW, USA, 0] == 1.0
    assert uncertainty[CHN, USA, -1] == 0.0


def test_a_cut_that_is_hoped_for_counts_against_the_rise_that_is_feared():
    feared = feared_rise(after(0.3), WORLD.is_goods, RULES)[0][CHN, USA, 0]
    hoping = weeks(after(0.3), 1, say("de_escalate"))
    assert feared == pytest.approx(0.3)
    odds = hoping.de_escalate[PAIR] / hoping.escalate[PAIR]
    left = feared_rise(hoping, WORLD.is_goods, RULES)[0][CHN, USA, 0]
    assert left == pytest.approx(0.3 - odds * 0.15)
    assert not feared_rise(weeks(hoping, 1, *[say("de_escalate")] * 2), WORLD.is_goods, RULES)[0].any()


@pytest.mark.parametrize(
    ("did", "stands", "coming", "turns"),
    [
        (0.3, 0.3, 0.0, (0.3, -0.15)),
        (-0.1, 0.2, 0.1, (0.0, -0.15)),
        (0.1, 0.2, -0.1, (0.1, -0.05)),
        (0.1, -0.4, 0.1, (0.1, 0.0)),
        (-0.1, -0.4, 0.1, (0.0, 0.0)),
    ],
)
def test_a_cut_takes_half_of_what_stands_and_is_announced_above_the_base(did, stands, coming, turns):
    """Equations (9) and (10), with rises and cuts remembered or only one of them; a subsidy is not cut."""
    beliefs = replace(after(did), coming=moved(coming))
    up, _, down = chance(beliefs)
    rise, cut = turns
    expected, uncertainty = expected_factor(beliefs, np.exp(moved(stands)), WORLD.is_goods, RULES)
    mean = up * rise + down * cut
    assert np.log(expected[CHN, USA, 0]) == pytest.approx(stands + coming + mean)
    assert uncertainty[CHN, USA, 0] == pytest.approx(np.sqrt(up * rise**2 + down * cut**2 - mean**2))


def test_the_rise_that_is_feared_comes_as_often_as_it_is_remembered():
    """``hazard = up / (up + stay + down)``, ``rise = typical - down / up x half of what will stand``."""
    hoping = replace(weeks(after(0.3), 1, say("de_escalate")), coming=moved(0.1))
    up, stay, down = (each[PAIR] for each in (hoping.escalate, hoping.persist, hoping.de_escalate))
    rise, hazard = feared_rise(hoping, WORLD.is_goods, RULES)
    assert hazard[CHN, USA, 0] == pytest.approx(up / (up + stay + down))
    assert rise[CHN, USA, 0] == pytest.approx(0.3 - down / up * 0.5 * 0.4)
    subsidised = replace(hoping, level=moved(-0.5))
    assert feared_rise(subsidised, WORLD.is_goods, RULES)[0][CHN, USA, 0] == pytest.approx(0.3)


def test_fear_is_added_to_what_is_known_while_it_is_worth_ordering_ahead_of():
    known = Outlook((3,), (FLAT,))
    assert with_fear(known, REST, WORLD.is_goods, RULES) is known
    assert with_fear(known, after(-0.3), WORLD.is_goods, RULES) is known
    fresh = with_fear(known, after(0.3), WORLD.is_goods, RULES)
    assert (fresh.weeks, fresh.fear.rise[CHN, USA, 0]) == ((3,), pytest.approx(0.3))
    assert fresh.fear.rise.max() == fresh.fear.rise[CHN, USA, 0]
    assert fresh.fear.hazard[CHN, USA, 0] > LEAST_FEARED
    assert fresh.fear.rise[ROW, USA, 0] == 0.0
    faded = after(0.3, 1 + 26 * 6)
    assert 0.0 < feared_rise(faded, WORLD.is_goods, RULES)[1][CHN, USA, 0] < LEAST_FEARED
    assert with_fear(known, faded, WORLD.is_goods, RULES) is known


def test_announced_tariffs_are_expected():
    news = News(moved(0.1), FLAT)
    expected, _ = expected_factor(
        updated(REST, news, FLAT, WEIGHT, RULES), np.ones_like(FLAT), WORLD.is_goods, RULES
    )
    assert np.log(expected) == pytest.approx(moved(0.1))


@pytest.mark.parametrize(("says", "rank"), [("escalate", 0), ("persist", 1), ("de_escalate", 2)])
def test_words_move_beliefs_their_way(says, rank):
    after_a_rise = after(0.2)
    assert chance(weeks(after_a_rise, 1, say(says)))[rank] > chance(weeks(after_a_rise, 1))[rank]


def test_a_threat_out_of_the_blue_stands_for_the_usual_rise():
    rise, _ = feared_rise(weeks(REST, 1, say("escalate")), WORLD.is_goods, RULES)
    assert rise[CHN, USA, 0] == pytest.approx(RULES.threatened_rise)


def test_at_first_a_word_is_believed_by_half():
    heard = weeks(REST, 1, say("escalate"))
    assert heard.escalate[PAIR] == pytest.approx(0.5 * RULES.statement_weight)


def test_a_word_that_comes_true_within_the_window_is_kept():
    kept = after(0.2, beliefs=weeks(REST, 5, say("escalate")))
    assert (kept.kept[USA], kept.broken[USA], kept.open) == (1.0, 0.0, ())
    assert credibility(kept.kept, kept.broken) == pytest.approx([2.0 / 3.0, 0.5, 0.5])


def test_a_word_that_does_not_is_broken_when_the_window_closes():
    said = weeks(REST, 13, say("escalate"))
    assert len(said.open) == 1
    broken = weeks(said, 1)
    assert (broken.kept[USA], broken.broken[USA], broken.open) == (0.0, 1.0, ())
    late = after(0.2, beliefs=broken)
    assert late.kept[USA] == 0.0


def test_an_act_the_other_way_breaks_a_word_at_once():
    broken = after(0.2, beliefs=weeks(REST, 1, say("de_escalate")))
    assert (broken.kept[USA], broken.broken[USA]) == (0.0, 1.0)


def test_a_promise_to_stay_is_kept_by_a_quiet_window_and_broken_by_any_act():
    assert weeks(REST, 14, say("persist")).kept[USA] == 1.0
    assert after(-0.2, beliefs=weeks(REST, 3, say("persist"))).broken[USA] == 1.0


@pytest.mark.parametrize(("true", "found"), [(True, (1.0, 0.0)), (False, (0.0, 1.0))])
def test_words_about_talks_are_judged_by_the_truth_when_it_comes_out(true, found):
    talks = Saying(USA, *PAIR, "de_escalate", true=true)
    also = Saying(CHN, *PAIR, "persist", true=True)
    hidden = weeks(REST, RULES.revealed_weeks, talks, also)
    assert (hidden.kept[USA], hidden.broken[USA], len(hidden.open)) == (0.0, 0.0, 2)
    known = weeks(hidden, 1)
    assert (known.kept[USA], known.broken[USA], known.open) == (*found, ())
    assert known.kept[CHN] == 1.0
    # what tariffs do meanwhile is no part of it
    assert after(0.2, beliefs=weeks(REST, 1, talks)).open == (replace(talks, weeks=1),)


def test_a_threat_after_rises_is_of_another_one_like_those_remembered():
    before = weeks(after(0.3), 40)
    assert 0.0 < before.escalate[PAIR] < 1.0
    heard = weeks(before, 1, say("escalate"))
    assert typical_rise(heard)[PAIR] == pytest.approx(typical_rise(before)[PAIR])
    assert typical_rise(before)[PAIR] == pytest.approx(0.3)


def test_a_cut_takes_nothing_from_the_rises_remembered():
    before = after(0.3)
    assert after(0.1, beliefs=before).risen[PAIR] == pytest.approx(remembered(RULES) * before.risen[PAIR])


@pytest.mark.parametrize(("part", "kept"), [(0.499, 0.0), (0.501, 1.0)])
def test_half_an_act_makes_a_word_come_true(part, kept):
    goods = WEIGHT[PAIR][WORLD.is_goods].sum()
    done = after(part * RULES.full_act / goods, beliefs=weeks(REST, 1, say("escalate")))
    assert done.kept[USA] == kept


def test_who_broke_a_word_is_heard_less():
    liar = weeks(weeks(REST, 14, say("escalate")), 26 * 20)
    trusted = replace(liar, kept=liar.broken, broken=liar.kept)
    gain = [weeks(each, 1, say("escalate")).escalate[PAIR] for each in (liar, trusted)]
    assert gain[1] == pytest.approx(2.0 * gain[0], rel=1e-3)


def test_a_pair_without_trade_weighs_its_goods_alike():
    bare = replace(WORLD, expenditure=np.where(np.eye(3)[:, :, None] > 0.0, WORLD.expenditure, 0.0))
    weight = bare.weight_of_goods
    assert weight.sum(axis=2) == pytest.approx(1.0)
    assert not weight[:, :, -1].any()
