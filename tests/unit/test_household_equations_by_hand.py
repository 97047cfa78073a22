"""Equations (24) and (68) to (76) by hand: budgets of tenths, boycotts, opinion of a government."""

import numpy as np
import pytest

from sim.economy.approval import Opinion, opinion_after
from sim.economy.engel import POOREST, budget_shares, log_decile_price, spending_by_decile
from sim.economy.sentiment import Sentiment, calm, diversion, mean_log_tariff, sentiment_after
from sim.scenario.behaviour import ApprovalBehaviour, SentimentBehaviour

FOOD, CARS = 0, 1
BASKET = np.array([[0.6, 0.4], [0.3, 0.7]])
ELASTICITY = np.array([0.5, 1.5])


def by_hand(share, real, strength):
    """Equation (68) for one tenth."""
    weight = [b * real ** (strength * (e - 1.0)) for b, e in zip(share, ELASTICITY, strict=True)]
    return [each / sum(weight) for each in weight]


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_who_grows_richer_spends_a_smaller_part_on_what_is_needed(strength):
    found = budget_shares(BASKET, np.array([1.44, 0.81]), ELASTICITY, strength)
    assert found[0] == pytest.approx(by_hand(BASKET[0], 1.44, strength))
    assert found[1] == pytest.approx(by_hand(BASKET[1], 0.81, strength))
    assert budget_shares(BASKET, np.ones(2), ELASTICITY, strength) == pytest.approx(BASKET)


def test_many_economies_at_once_are_each_by_itself():
    baskets, real = np.stack([BASKET, BASKET[::-1], BASKET]), np.array([[1.2, 0.9], [1.0, 2.0], [0.7, 0.8]])
    together = budget_shares(baskets, real, ELASTICITY, 1.0)
    assert together == pytest.approx(
        np.stack([budget_shares(*each, ELASTICITY, 1.0) for each in zip(baskets, real, strict=True)])
    )


def test_nobody_is_taken_for_poorer_than_a_twentieth_of_the_base():
    least = budget_shares(BASKET, np.full(2, POOREST), ELASTICITY, 1.0)
    assert budget_shares(BASKET, np.array([0.01, 0.0]), ELASTICITY, 1.0) == pytest.approx(least)
    assert budget_shares(BASKET, np.full(2, 0.06), ELASTICITY, 1.0) != pytest.approx(least)
    assert pytest.approx(0.05) == POOREST


def test_all_income_is_spent_and_what_it_buys_of_the_own_basket_decides_on_what():
    log_price = np.log([1.2, 1.0])
    index = log_decile_price(BASKET, log_price)
    assert index == pytest.approx(np.array([0.6, 0.3]) * np.log(1.2))
    income, base = np.array([12.0, 30.0]), np.array([10.0, 20.0])
    spent = spending_by_decile(income, base, log_price, BASKET, ELASTICITY, 1.0)
    assert spent.sum(axis=1) == pytest.approx(income)
    for tenth in (0, 1):
        real = income[tenth] / base[tenth] / np.exp(index[tenth])
        assert spent[tenth] / income[tenth] == pytest.approx(by_hand(BASKET[tenth], real, 1.0))


def test_the_mean_tariff_of_a_pair_has_its_trade_as_weights_and_is_zero_in_the_base():
    factor = np.ones((2, 2, 2))
    weight = np.broadcast_to([0.25, 0.75], (2, 2, 2))
    assert not mean_log_tariff(factor, weight).any()
    factor[0, 1] = [1.4, 1.2]
    assert mean_log_tariff(factor, weight)[0, 1] == pytest.approx(np.log(1.25))
    assert mean_log_tariff(factor, np.zeros((2, 2, 2)))[0, 1] == 0.0


def a_week(behaviour, avoiding=0.0, hostility=0.0, peak=0.0, before=0.0, now=0.0, answer=0.0):
    """Sentiment towards goods of economy 0 in economy 1, whose goods 0 taxes with ``now``."""
    was = [np.array([[0.0, each], [0.0, 0.0]]) for each in (avoiding, hostility, peak)]
    tariff = [np.array([[0.0, own], [attack, 0.0]]) for attack, own in ((before, 0.0), (now, answer))]
    found = sentiment_after(Sentiment(*was, tariff[0]), tariff[1], behaviour)
    assert not np.diag(found.hostility).any()
    return found.avoiding[0, 1], found.hostility[0, 1], found.peak[0, 1]


TEMPER = SentimentBehaviour(
    attack=0.5, own_war=0.25, memory=4.0, spark=0.1, contagion=0.8, fading=10.0, lasting=0.3
)


def test_hostility_and_anger_after_a_week_are_those_of_the_equations():
    avoiding, hostility, peak = a_week(TEMPER, 0.2, 0.1, 0.5, before=0.1, now=0.5, answer=0.2)
    remembered = 0.1 * 0.5 ** (1.0 / 4.0) + 0.5 * 0.4 + 0.25 * 0.2
    assert hostility == pytest.approx(remembered)
    reached = remembered * (0.1 + 0.8 * 0.2) * (1.0 - 0.2)
    calmed = (1.0 - 0.5 ** (1.0 / 10.0)) * (0.2 - 0.3 * 0.5)
    assert avoiding == pytest.approx(0.2 + reached - calmed)
    assert peak == 0.5


def test_a_cut_angers_nobody():
    assert a_week(TEMPER, hostility=0.1, before=0.5, now=0.1)[1] == pytest.approx(0.1 * 0.5**0.25)


def test_anger_stays_between_nobody_and_everybody():
    hot = TEMPER.model_copy(update={"attack": 50.0})
    assert a_week(hot, 0.5, now=1.0)[0] == pytest.approx(1.0 - (1.0 - 0.5**0.1) * 0.5)
    assert a_week(TEMPER, avoiding=0.001, hostility=0.0, peak=0.0)[0] > 0.0
    for week in (a_week(hot, 1.0, peak=1.0, now=1.0), a_week(TEMPER, 0.0, peak=0.9)):
        assert 0.0 <= week[0] <= 1.0
    assert not calm(2).peak.any()


def test_what_households_avoid_goes_to_others_in_proportion_and_inputs_stay():
    share = np.array([[[0.5]], [[0.3]], [[0.2]]])
    kept = np.array([[0.6], [1.0], [1.0]])
    factor = diversion(share, kept, np.array([[0.4]]))
    mean = 0.5 * 0.6 + 0.5
    assert factor[:, 0, 0] == pytest.approx([0.6 + 0.4 * 0.6 / mean, 0.6 + 0.4 / mean, 0.6 + 0.4 / mean])
    assert (share * factor).sum() == pytest.approx(1.0)
    empty = diversion(np.zeros_like(share), kept, np.array([[0.4]]))
    assert empty[:, 0, 0] == pytest.approx(0.6 + 0.4 * kept[:, 0])


def test_opinion_after_a_week_is_that_of_the_equations():
    minded = ApprovalBehaviour(
        usual=0.4, weight_of_prices=5.0, weight_of_jobs=3.0, rally=0.5, habituation=8.0
    )
    before = Opinion(np.log([[1.1]]), np.array([[0.06]]), np.array([[0.4]]))
    now = opinion_after(before, np.log([[1.21]]), np.array([[0.02]]), np.array([0.3]), minded)
    experience = (1.0 - 1.0 / 8.0) * 0.06 + np.log(1.1)
    score = np.log(0.4 / 0.6) - 5.0 * experience - 3.0 * 0.02 + 0.5 * 0.3
    assert now.price_experience == pytest.approx(experience)
    assert now.approval == pytest.approx(1.0 / (1.0 + np.exp(-score)))
    assert np.array_equal(now.log_price, np.log([[1.21]]))
