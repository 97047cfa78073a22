"""Who leaves an origin is not the average of who is there, held against needs drawn one by one."""

import datetime as dt
import itertools

import numpy as np
import pytest
from factories import small_world, tariff

from sim.economy.mean_field import welfare
from sim.economy.selection import worth_of_arrivals, worth_of_incumbents
from sim.model.limits import Limits
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario

THETA, POWER, TAXED = 3.0, 0.4, 1.6
BASE = np.array([0.7, 0.3])


def needs(count=400_000):
    """Prices at which each of many needs can be met at home and abroad; the index of the base is one."""
    draw = np.random.default_rng(1).exponential(size=(count, 2))
    price = (draw / BASE) ** (1.0 / THETA)
    return price / (price.min(axis=1) ** POWER).mean() ** (1.0 / POWER)


def after_a_tariff():
    """Shares and the index, to the power 1 - eta, of choosing afresh at a tariff on the second origin."""
    pull = BASE * np.array([1.0, TAXED**-THETA])
    return pull / pull.sum(), pull.sum() ** (-POWER / THETA)


def cell(values):
    return np.asarray(values, float).reshape(2, 1, 1)


def worths(mass, worth):
    share, target = after_a_tariff()
    most = np.array([1.0 + POWER / THETA])
    come = worth_of_arrivals(cell(mass), cell(worth), cell(share), np.array([[target]]), most)
    return come, worth_of_incumbents(cell(mass), cell(share), np.array([[target]]), come)


def test_needs_that_change_their_origin_are_worth_what_they_find_there():
    price = needs()
    before, now = price.argmin(axis=1), (price * [1.0, TAXED]).argmin(axis=1)
    paid = (price * [1.0, TAXED]).min(axis=1) ** POWER
    come, stay = worths(BASE, BASE * np.array([1.0, TAXED**POWER]))
    moved = (before == 1) & (now == 0)
    assert come[0, 0, 0] == pytest.approx(paid[moved].mean(), rel=0.01)
    assert stay[0, 0, 0] == pytest.approx(paid[before == 0].mean(), rel=0.005)  # as before the tariff
    assert stay[1, 0, 0] == pytest.approx(paid[(before == 1) & (now == 1)].mean(), rel=0.01)
    # all together, as at either origin
    assert paid[now == 0].mean() == pytest.approx(after_a_tariff()[1], rel=0.005)
    assert come[0, 0, 0] > 1.02 * after_a_tariff()[1]


def test_arrivals_are_worth_the_same_from_the_first_to_the_last():
    share, target = after_a_tariff()
    first = worths(BASE, BASE * np.array([1.0, TAXED**POWER]))[0][0, 0, 0]
    for part in (0.3, 0.9):
        mass = BASE[0] + part * (share[0] - BASE[0])
        worth = BASE[0] + part * (share[0] - BASE[0]) * first
        come, stay = worths([mass, 1 - mass], [worth, (1 - mass) * target])
        assert come[0, 0, 0] == pytest.approx(first, rel=1e-9)
        assert stay[0, 0, 0] == pytest.approx(worth / mass, rel=1e-9)


def test_worth_stays_within_what_choice_can_bring():
    target = after_a_tariff()[1]
    for worth in (-5.0, 0.0, 5.0):
        come, stay = worths(BASE, [worth, 0.3])
        assert target <= come[0, 0, 0] <= (1.0 + POWER / THETA) * target * (1 + 1e-12)
        assert (stay >= 0.0).all()


def test_at_rest_everybody_has_the_expected_price():
    share, target = after_a_tariff()
    come, stay = worths(share, share * target)
    assert come == pytest.approx(target)
    assert stay == pytest.approx(target)
    nobody, _ = worths([0.0, 1.0], [0.0, 1.0])  # an origin that a ban had closed opens again
    assert nobody[0, 0, 0] == pytest.approx(target)


def scenario(*measures, on=True, weeks=60, **more):
    return Scenario.model_validate(
        {
            "name": "selection",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": weeks},
            "population": {"producers": 600, "relationships": 60_000, "distributors": 40},
            "measures": measures,
            "behaviour": {"selection": {"on": on}} | more,
        }
    )


WAR = tariff(1.0, start="2025-01-20", authority="war")


def test_agents_follow_their_pools():
    asked, world = scenario(WAR), small_world()
    model = TradeWar(asked, world)
    gap = 0.0
    for state in itertools.islice(Limits(asked, world).path(), asked.horizon.weeks):
        model.step()
        flows = model.state.use_value[:, :, world.is_goods]
        gap = max(gap, np.abs(flows - state.use_value[:, :, world.is_goods]).sum() / flows.sum())
    assert gap < 0.004


def test_the_base_stands_still():
    model = TradeWar(scenario(), small_world())
    before = model.state.strength.copy()
    for _ in range(20):
        model.step()
    assert np.abs(model.state.strength / before - 1.0).max() < 1e-9
    assert np.abs(model.state.wage - 1.0).max() < 1e-9


def test_prices_do_not_fall_below_where_they_come_to_rest():
    """Without selection they do, until those who never bought what is taxed have looked again."""
    lowest = {}
    for on in (True, False):
        asked = scenario(WAR, on=on, weeks=40, capacity={"on": False}, routing={"on": False})
        limits = Limits(asked, small_world())
        path = [welfare(limits.world, state)[0] for state in itertools.islice(limits.path(), 300)]
        lowest[on] = max(path[40:]) - limits.long_run.welfare[0]
    assert lowest[False] > 3 * max(lowest[True], 0.0005)
    assert lowest[True] < 0.002


def test_rest_is_that_of_the_benchmark():
    asked = scenario(WAR, resourcing_hazard=4.0, weeks=10, engel={"on": False}, routing={"on": False})
    limits = Limits(asked, small_world())
    last = list(itertools.islice(limits.path(), 1500))[-1]
    assert welfare(limits.world, last) == pytest.approx(limits.long_run.welfare, abs=1e-4)
