"""Beliefs and stickiness in the mean field: the rest point stands, the path to it is another."""

from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
from bases import CLOSURES, linked, raised, small

from sim.economy.beliefs import News, Saying
from sim.economy.equilibrium import long_run
from sim.economy.expectations import expected_factor
from sim.economy.mean_field import disturbed, mean_field_base, mean_field_path, mean_field_week, welfare
from sim.economy.rebasing import balanced_base
from sim.economy.sourcing import WEEKS_PER_YEAR, sourcing_shares
from sim.scenario.behaviour import Behaviour, BeliefBehaviour, StickinessBehaviour

YEAR = 52
OFF = Behaviour(beliefs=BeliefBehaviour(on=False), stickiness=StickinessBehaviour(on=False))
CLASSES = np.array([0.0, 0.0, 1.0, 2.0, 2.0, 2.0])
QUICK = {"resourcing_hazard": 2.0, "wage_adjustment": 0.05, "engel": {"on": False}}


def sorted_goods():
    """The small base with a class for each of its goods."""
    return replace(small(), differentiation=CLASSES)


def follow(accounts, tariffs, behaviour=None, news=None, closure="fixed"):
    behaviour = Behaviour() if behaviour is None else behaviour
    return list(mean_field_path(accounts, behaviour, closure, tariffs, news=news))


def imports(path):
    """Goods that the first economy imports, week by week."""
    return np.array([state.customs_value[1:, 0, :-1].sum() for state in path])


def heard(accounts, tariff, weeks, *said):
    """News of a tariff that comes unannounced in the first week, together with words."""
    still = np.zeros_like(tariff)
    jump = np.log((1.0 + tariff) / (1.0 + accounts.base_tariff))
    return [News(still, jump, said), *repeat(News(still, still), weeks - 1)]


@pytest.mark.parametrize("closure", CLOSURES)
def test_whatever_was_said_and_done_it_rests_on_the_benchmark(closure):
    accounts = balanced_base(sorted_goods()) if closure == "balanced" else sorted_goods()
    tariff, weeks = raised(accounts, 0.25), 30 * YEAR
    rest = long_run(accounts, tariff, closure)
    words = (Saying(0, 1, 0, "escalate"), Saying(1, 2, 0, "de_escalate"))
    last = follow(
        accounts, repeat(tariff, weeks), Behaviour(**QUICK), heard(accounts, tariff, weeks, *words), closure
    )[-1]
    assert welfare(accounts, last) == pytest.approx(rest.welfare, abs=1e-7)
    assert last.customs_value * WEEKS_PER_YEAR == pytest.approx(rest.customs_value, rel=1e-4, abs=1e-3)


def test_words_move_nothing_where_nothing_can_be_bought_elsewhere_or_nobody_listens():
    accounts = sorted_goods()
    words = heard(accounts, accounts.base_tariff, 100, Saying(0, 1, 0, "escalate"))
    deaf = follow(accounts, repeat(accounts.base_tariff, 100), OFF, words)
    assert imports(deaf) == pytest.approx(np.full(100, imports(deaf)[0]), rel=1e-12)
    listening = follow(accounts, repeat(accounts.base_tariff, 100), None, words)
    threatened = np.array([state.customs_value[1, 0, 0] for state in listening])
    assert threatened[20] < threatened[0] * (1.0 - 1e-4)


def test_a_threat_that_comes_to_nothing_is_forgotten():
    accounts = sorted_goods()
    weeks = 30 * YEAR
    words = heard(accounts, accounts.base_tariff, weeks, Saying(0, 1, 0, "escalate"))
    path = follow(accounts, repeat(accounts.base_tariff, weeks), Behaviour(**QUICK), words)
    base = accounts.customs_value[1, 0, 0] / WEEKS_PER_YEAR
    assert path[10].customs_value[1, 0, 0] < 0.999 * base
    assert path[-1].customs_value[1, 0, 0] == pytest.approx(base, rel=1e-6)


def test_fear_makes_trade_fall_further_and_uncertainty_later():
    accounts = sorted_goods()
    tariff = raised(accounts, 0.1)
    bold, wary = (
        Behaviour(beliefs=BeliefBehaviour(delay=delay), stickiness=StickinessBehaviour(on=False))
        for delay in (0.0, 20.0)
    )
    alone, feared, delayed = (
        imports(follow(accounts, repeat(tariff, YEAR), each))[-1] for each in (OFF, bold, wary)
    )
    assert feared < alone
    assert delayed > feared


def test_a_buyer_that_expects_a_cut_pays_todays_tariff_all_the_same():
    """The market's price is that of choosing afresh today, or a little more: hope buys no cheap goods."""
    accounts = sorted_goods()
    tariff, weeks = raised(accounts, 0.5), 30
    words = heard(accounts, tariff, weeks, *[Saying(0, origin, 0, "de_escalate") for origin in (1, 2)] * 5)
    off = {"on": False}
    behaviour = Behaviour.model_validate(
        {
            "resourcing_hazard": 52.0,
            "expectation_smoothing": 1.0,
            "price_adjustment": 1.0,
            "capacity": off,
            "exporter_margin": off,
        }
    )
    last = follow(accounts, repeat(tariff, weeks), behaviour, words)[-1]
    factor = (1.0 + tariff) / (1.0 + accounts.base_tariff)
    hoped, _ = expected_factor(last.beliefs, factor, accounts.is_goods, behaviour.beliefs)
    supplier = np.exp(last.log_supplier_price)[:, None]
    _, today = sourcing_shares(accounts.base_share, supplier * factor, accounts.theta)
    _, wished = sourcing_shares(accounts.base_share, supplier * hoped, accounts.theta)
    paid = np.exp(last.log_price)[0, :-1]
    assert (wished[0, :-1] < 0.999 * today[0, :-1]).all()
    assert (paid > (1.0 - 1e-4) * today[0, :-1]).all()
    assert (paid < 1.005 * today[0, :-1]).all()


def test_easy_goods_move_first_and_hard_goods_follow():
    accounts = sorted_goods()
    tariff = raised(accounts, 0.1)
    rest = long_run(accounts, tariff)
    apart = follow(
        accounts,
        repeat(tariff, 5 * YEAR),
        Behaviour(beliefs=BeliefBehaviour(on=False), stickiness=StickinessBehaviour(spread=1.0)),
    )

    def done(week):
        """Part of the way to the long run, by group."""
        start = accounts.customs_value[1:, 0, :-1].sum(axis=0)
        now = apart[week].customs_value[1:, 0, :-1].sum(axis=0) * WEEKS_PER_YEAR
        return (now / start - 1.0) / (rest.customs_value[1:, 0, :-1].sum(axis=0) / start - 1.0)

    early, late = done(YEAR), done(5 * YEAR - 1)
    assert early[:2].min() > early[3:].max() + 0.1
    assert (late[3:] > early[3:] + 0.1).all()


def test_trade_stays_below_for_years_after_a_tariff_is_withdrawn():
    accounts = sorted_goods()
    up = repeat(raised(accounts, 0.25), 2 * YEAR)
    path = imports(follow(accounts, [*up, *repeat(accounts.base_tariff, 12 * YEAR)]))
    base = imports([mean_field_base(accounts)])[0]
    gap = 1.0 - path / base
    assert gap[2 * YEAR + 4] > 0.02
    assert 0.1 * gap[2 * YEAR + 4] < gap[4 * YEAR] < gap[2 * YEAR + 4]
    assert abs(gap[-1]) < 0.1 * gap[2 * YEAR + 4]


def test_switched_off_neither_news_nor_classes_matter():
    accounts = sorted_goods()
    tariff = raised(accounts, 0.25)
    words = heard(accounts, tariff, 30, Saying(0, 1, 0, "escalate"))
    told = follow(accounts, repeat(tariff, 30), OFF, words)[-1]
    plain = follow(small(), repeat(tariff, 30), OFF)[-1]
    assert np.array_equal(told.customs_value, plain.customs_value)
    assert np.array_equal(told.wage, plain.wage)


def test_the_base_stands_still():
    accounts = replace(linked(), differentiation=np.array([0.0, 1.0, 2.0]))
    last = follow(accounts, repeat(accounts.base_tariff, 200))[-1]
    assert last.customs_value * WEEKS_PER_YEAR == pytest.approx(accounts.customs_value, rel=1e-11)


def test_a_disturbance_dies_out_in_the_midst_of_a_war():
    accounts = sorted_goods()
    tariff = raised(accounts, 0.6)
    behaviour = Behaviour()
    start = follow(accounts, repeat(tariff, 20))[-1]
    plain, moved = start, disturbed(start, np.array([1e-3, -1e-3, 5e-4]))
    for _ in range(20 * YEAR):
        plain = mean_field_week(accounts, behaviour, "fixed", tariff, plain)
        moved = mean_field_week(accounts, behaviour, "fixed", tariff, moved)
    assert np.abs(np.log(moved.wage / plain.wage)).max() < 2e-5
