"""Trade wars at rest: closed form, nobody gains by departing, failures that say what they are."""

import dataclasses
from functools import cache

import numpy as np
import pytest
from factories import small_world

from sim.economy.equilibrium import long_run
from sim.economy.equilibrium_gradient import welfare_gradient
from sim.economy.nash_tariffs import NoNashTariffsError, nash_tariffs
from sim.economy.optimal_tariffs import optimal_tariffs
from sim.economy.tariff_instruments import tariff_instruments
from sim.world.plain_accounts import armington

PUBLISHED_RATES, PUBLISHED_WELFARE = (0.27475537311, 0.274756138677), (0.982410212605, 0.982410147761)
EXACT = 1e-13


def symmetric():
    return armington([[75.0, 25.0], [25.0, 75.0]], 4.0)


def three():
    """Three economies without deficits."""
    return armington([[820.0, 60.0, 90.0], [60.0, 900.0, 120.0], [90.0, 120.0, 1500.0]], 3.0)


@cache
def war_of_three():
    """The first two of the three at war, taxing everybody."""
    return nash_tariffs(three(), ["1", "2"])


@cache
def war_of_symmetric():
    return nash_tariffs(symmetric(), ["1", "2"])


def closed_form(theta=4.0, own=0.75):
    """The rate t with t = 1 / (theta x part of output sold at home), both levying it, wages equal."""
    rate = 1.0 / theta
    for _ in range(200):
        home, abroad = own, (1.0 - own) * (1.0 + rate) ** -theta
        rate = (home + abroad / (1.0 + rate)) / (theta * home)
    return rate


def gain_by_slope(accounts, tariff, of):
    """What the best answer adds, by the slope and curvature of welfare at given tariffs."""
    slopes = []
    for step in (0.0, 1e-4):
        moved = tariff.copy()
        moved[1 - of, of] += step
        rest = long_run(accounts, moved, tolerance=EXACT)
        slopes.append(welfare_gradient(accounts, rest, np.eye(2)[of])[1 - of, of, 0])
    return 0.5 * slopes[0] ** 2 / ((slopes[0] - slopes[1]) / 1e-4)


def test_symmetric_war_is_symmetric_and_has_its_closed_form():
    found = war_of_symmetric()
    one, two = (found.answers[code].rates[0] for code in ("1", "2"))
    assert one == pytest.approx(two, abs=1e-9)
    assert one == pytest.approx(closed_form(), abs=1e-9)
    assert [one, two] == pytest.approx(PUBLISHED_RATES, abs=1e-6)
    assert found.equilibrium.welfare == pytest.approx(PUBLISHED_WELFARE, abs=1e-7)
    assert found.equilibrium.welfare[0] == pytest.approx(found.equilibrium.welfare[1], abs=1e-11)


def test_nobody_gains_by_departing_from_ours_but_from_the_published_rates():
    accounts, found = symmetric(), war_of_symmetric()
    assert found.gain_from_deviating < 1e-12
    published = np.array([[0.0, PUBLISHED_RATES[0]], [PUBLISHED_RATES[1], 0.0]])[:, :, None]
    ours = max(gain_by_slope(accounts, found.tariff, of) for of in (0, 1))
    theirs = max(gain_by_slope(accounts, published, of) for of in (0, 1))
    assert ours < 1e-18
    assert theirs > 1e-14


def test_nobody_gains_by_a_small_departure_in_any_instrument():
    world = small_world()
    found = nash_tariffs(world, ["USA", "CHN"], instrument="sector")
    assert found.gain_from_deviating < 1e-12
    for place, government in enumerate(("USA", "CHN")):
        rates = tariff_instruments(world, government, instrument="sector")
        best = found.equilibrium.welfare[place]
        for which in range(len(rates.names)):
            for step in (-1e-3, 1e-3):
                moved = found.answers[government].rates.copy()
                moved[which] += step
                rest = long_run(world, rates.tariff(found.tariff, moved), tolerance=EXACT)
                assert rest.welfare[place] < best, (government, rates.names[which], step)


def test_no_rate_on_a_grid_is_better_than_the_answer():
    world, found = three(), war_of_three()
    for place, government in enumerate(("1", "2")):
        rates = tariff_instruments(world, government)
        for rate in (0.0, 0.1, 0.25, 1.0, 2.0, 5.0, 10.0):
            rest = long_run(world, rates.tariff(found.tariff, np.array([rate])))
            assert rest.welfare[place] < found.equilibrium.welfare[place] - 1e-9


def test_a_war_of_two_on_each_other_leaves_all_other_tariffs():
    world = small_world()
    found = nash_tariffs(world, ["USA", "CHN"], partners={"USA": ["CHN"], "CHN": ["USA"]}, tolerance=1e-5)
    changed = np.argwhere((found.tariff != world.base_tariff).any(axis=2))
    assert changed.tolist() == [[0, 1], [1, 0]]
    assert np.array_equal(found.tariff[:, :, -1], world.base_tariff[:, :, -1])


def test_neither_the_order_nor_the_start_nor_the_unit_of_money_matters():
    accounts = dataclasses.replace(three(), expenditure=three().expenditure * 1e3)
    war = accounts.base_tariff.copy()
    war[1, 0], war[0, 1] = 1.45, 1.25
    other = nash_tariffs(accounts, ["2", "1"], tariff=war)
    for government, answer in war_of_three().answers.items():
        assert other.answers[government].rates == pytest.approx(answer.rates, abs=1e-8)


def test_the_larger_economy_loses_less_and_wins_if_large_enough():
    change = {}
    for size in (1.0, 2.0, 8.0):  # no bias for own goods: trade is as large as it can be
        sizes = np.array([size, 1.0])
        accounts = armington(np.outer(sizes, sizes) / sizes.sum(), 2.0)
        change[size] = nash_tariffs(accounts, ["1", "2"], tolerance=1e-5).equilibrium.welfare - 1.0
    assert change[1.0].max() < 0.0
    assert change[2.0][1] < change[2.0][0] < 0.0
    assert change[8.0][0] > 0.0 > change[8.0][1]


def test_a_government_alone_is_at_rest_with_its_optimal_tariff():
    accounts = three()
    alone = nash_tariffs(accounts, ["3"], instrument="partner", deficits="balanced")
    best = optimal_tariffs(accounts, "3", instrument="partner", deficits="balanced")
    assert alone.answers["3"].rates == pytest.approx(best.rates, abs=1e-8)


def test_who_gains_from_the_others_loss_wages_a_harder_war():
    own = war_of_three()
    hostile = nash_tariffs(three(), ["1", "2"], weights={"1": np.array([1.0, -0.3, 0.0])}, tolerance=1e-5)
    assert hostile.answers["1"].rates[0] > own.answers["1"].rates[0] + 0.01
    assert hostile.equilibrium.welfare[1] < own.equilibrium.welfare[1]


def test_answers_that_go_round_are_called_a_cycle(monkeypatch):
    accounts, turn = symmetric(), iter(range(100))

    def restless(accounts, government, *rest, **keys):
        answer = optimal_tariffs(accounts, government)
        return dataclasses.replace(answer, rates=np.array([(0.1, 0.2, 0.4)[next(turn) // 2 % 3]]))

    monkeypatch.setattr("sim.economy.nash_tariffs.optimal_tariffs", restless)
    with pytest.raises(NoNashTariffsError, match="1, 2 go round in a cycle of 3 rounds"):
        nash_tariffs(accounts, ["1", "2"])


def test_answers_that_do_not_come_to_rest_say_how_far_they_move():
    with pytest.raises(NoNashTariffsError, match=r"within 2 rounds: in the last one a rate moved by \d"):
        nash_tariffs(symmetric(), ["1", "2"], most_rounds=2)


def test_a_gain_that_the_rounds_missed_is_an_error(monkeypatch):
    def torn(accounts, government, *rest, start=None, **keys):
        answer = optimal_tariffs(accounts, government, start=start)
        from_lowest = start is not None and not start.any()
        return dataclasses.replace(answer, gain=1e-3 if from_lowest and government == "2" else 0.0)

    monkeypatch.setattr("sim.economy.nash_tariffs.optimal_tariffs", torn)
    with pytest.raises(NoNashTariffsError, match=r"2 gains 1\.0e-03 log points by departing"):
        nash_tariffs(symmetric(), ["1", "2"])


@pytest.mark.parametrize("governments", [[], ["1", "1"]])
def test_governments_are_named_once(governments):
    with pytest.raises(ValueError, match="name at least one, each once"):
        nash_tariffs(symmetric(), governments)
