"""Which way things move, where theory leaves no choice."""

import numpy as np
import pytest
from factories import small_world
from few_or_many import holds
from hypothesis import assume
from hypothesis import strategies as st
from small_wars import SEEDS

from sim.economy.equilibrium import long_run
from sim.economy.sourcing import loss_from_staying, sourcing_shares, weekly_hazard
from sim.economy.welfare_parts import terms_of_trade
from sim.world.plain_accounts import caliendo_parro

EXACT = 1e-14
PLACES = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 4))
RISES = st.floats(1e-3, 2.0)


def landed_prices(seed):
    world = small_world(seed)
    shape = world.base_share.shape
    return world, np.random.default_rng([seed, 11]).uniform(0.3, 3.0, shape)


@holds(25, many=1000, seed=SEEDS, place=PLACES, rise=RISES)
def test_a_tariff_lowers_the_share_of_its_origin_and_raises_all_others(seed, place, rise):
    """``d pi[o, d, g] / d t[o, d, g] < 0 < d pi[c, d, g] / d t[o, d, g]`` at given costs; no other moves."""
    world, landed = landed_prices(seed)
    origin, destination, group = place
    dearer = landed.copy()
    dearer[place] *= 1.0 + rise
    before, _ = sourcing_shares(world.base_share, landed, world.theta)
    after, _ = sourcing_shares(world.base_share, dearer, world.theta)
    change = after - before
    assert change[place] < 0.0
    assert (np.delete(change[:, destination, group], origin) > 0.0).all()
    change[:, destination, group] = 0.0
    assert not change.any()


@holds(25, many=1000, seed=SEEDS, place=PLACES, rise=RISES)
def test_the_price_obtained_rises_in_every_price_and_lies_between_them(seed, place, rise):
    """``Phi = sum A p^-theta`` falls in every ``p``, ``e = Phi^(-1 / theta)`` rises, ``min p <= e <= max p``.

    By less than the price that rose: buyers have others.
    """
    world, landed = landed_prices(seed)
    _, destination, group = place
    dearer = landed.copy()
    dearer[place] *= 1.0 + rise
    _, before = sourcing_shares(world.base_share, landed, world.theta)
    _, after = sourcing_shares(world.base_share, dearer, world.theta)
    assert after[destination, group] > before[destination, group]
    assert after[destination, group] < before[destination, group] * (1.0 + rise)
    assert (before >= landed.min(axis=0) * (1.0 - 1e-12)).all()
    assert (before <= landed.max(axis=0) * (1.0 + 1e-12)).all()


@holds(
    25,
    many=1000,
    losses=st.tuples(st.floats(0.0, 3.0), st.floats(0.0, 3.0)),
    hazard=st.floats(0.01, 20.0),
    response=st.floats(0.0, 500.0),
    power=st.floats(0.5, 4.0),
    fastest=st.floats(0.1, 50.0),
)
def test_the_hazard_rises_with_the_loss_and_is_a_probability(losses, hazard, response, power, fastest):
    """``l <= l' => h(l) <= h(l')``, ``0 <= h < 1``, ``h <= 1 - exp(-max(fastest, hazard) / 52)``."""
    low, high = weekly_hazard(np.sort(losses), hazard, response, power, fastest)
    assert 0.0 <= low <= high < 1.0
    assert high <= -np.expm1(-max(fastest, hazard) / 52.0) + 1e-15


@holds(25, many=1000, seed=SEEDS, place=PLACES, rise=RISES)
def test_who_stays_loses_more_the_dearer_its_origin(seed, place, rise):
    """``d loss[o] / d p[o] >= 0 >= d loss[c] / d p[o]``: staying costs less where others get dearer."""
    world, landed = landed_prices(seed)
    dearer = landed.copy()
    dearer[place] *= 1.0 + rise
    loss = [
        loss_from_staying(each, sourcing_shares(world.base_share, each, world.theta)[1])
        for each in (landed, dearer)
    ]
    change = loss[1] - loss[0]
    origin, destination, group = place
    assert change[place] >= 0.0
    assert (np.delete(change[:, destination, group], origin) <= 0.0).all()


def mirrored(home, theta, inputs, count=2):
    """Economies that are all alike: each buys a part at home and the rest of the others alike."""
    flows = np.full((count, count, 1), 100.0 * (1.0 - home) / (count - 1))
    flows[np.arange(count), np.arange(count)] = 100.0 * home
    return caliendo_parro(flows, [theta], np.zeros((count, count, 1)), np.full((count, 1, 1), inputs))


def on_all(accounts, rate, destination=0):
    levied = np.zeros_like(accounts.base_tariff)
    levied[:, destination] = rate
    levied[destination, destination] = 0.0
    return levied


SYMMETRIC = {
    "home": st.floats(0.4, 0.95),
    "theta": st.floats(0.8, 6.0),
    "inputs": st.floats(0.0, 0.5),
    "count": st.integers(2, 4),
}


@holds(15, rate=st.floats(0.0, 1.0), more=st.floats(0.01, 1.0), **SYMMETRIC)
def test_trade_falls_in_its_own_tariff_in_the_long_run(rate, more, **symmetric):
    """``d x[o, d] / d t[o, d] < 0`` at customs values, world labour income fixed, economies all alike."""
    accounts = mirrored(**symmetric)

    def flow(level):
        levied = np.zeros_like(accounts.base_tariff)
        levied[1, 0] = level
        return long_run(accounts, levied, tolerance=EXACT).customs_value[1, 0, 0]

    assert flow(rate + more) < flow(rate)


@holds(15, rate=st.floats(0.05, 1.0), steeper=st.floats(1.1, 2.0), **SYMMETRIC)
def test_trade_falls_more_where_goods_are_closer_substitutes(rate, steeper, theta, **symmetric):
    """``d |log x[o, d]| / d theta > 0`` for a tariff of all on all, economies all alike: no wage moves."""

    def flow(elasticity):
        accounts = mirrored(theta=elasticity, **symmetric)
        levied = rate * (1.0 - np.eye(symmetric["count"]))[:, :, None]
        rest = long_run(accounts, levied, tolerance=EXACT)
        return float(np.log(rest.customs_value[1, 0, 0] / accounts.customs_value[1, 0, 0]))

    assert flow(theta * steeper) < flow(theta) < 0.0


@holds(15, rate=st.floats(0.01, 1.0), **SYMMETRIC)
def test_a_tariff_never_helps_the_world_where_there_was_none(rate, **symmetric):
    """``sum_n I[n] log W[n](t) < 0`` for ``t > 0``, and ``W(t) / W(t / 2) -> 4`` as ``t -> 0``.

    World welfare is of first order zero and of second order negative at free trade.
    """
    accounts = mirrored(**symmetric)

    def loss(level):
        rest = long_run(accounts, on_all(accounts, level), tolerance=EXACT)
        return -float(np.log(rest.welfare) @ accounts.consumption) / accounts.consumption.sum()

    assert loss(rate) > 0.0
    assert loss(2e-3) / loss(1e-3) == pytest.approx(4.0, rel=0.05)


@holds(15, rate=st.floats(1e-4, 0.5), **SYMMETRIC)
def test_a_tariff_on_all_improves_the_terms_of_trade_of_who_levies_it(rate, **symmetric):
    """``w[d] / w[o]`` rises in a tariff of ``d`` on all; a small one raises the welfare of ``d`` alone."""
    accounts = mirrored(**symmetric)
    rest = long_run(accounts, on_all(accounts, rate), tolerance=EXACT)
    assert rest.unit_cost[0, 0] > rest.unit_cost[1, 0]
    assert terms_of_trade(accounts, rest)[0] > 0.0
    assert (rest.welfare[1:] < 1.0).all()
    small = long_run(accounts, on_all(accounts, 1e-4), tolerance=EXACT)
    assert small.welfare[0] > 1.0


@holds(8, seed=SEEDS, rate=st.floats(0.0, 1.0), more=st.floats(0.05, 1.0))
def test_a_higher_tariff_lowers_the_flow_in_any_made_up_world(seed, rate, more):
    """``x[o, d](t') < x[o, d](t)`` for ``t' > t`` on all goods of a pair; holds in each of these worlds.

    Theory leaves room for the contrary where incomes move a lot; these economies are open by less than half.
    """
    world = small_world(seed)

    def flow(level):
        levied = world.base_tariff.copy()
        levied[1, 0, world.is_goods] += level
        return long_run(world, levied).customs_value[1, 0, world.is_goods]

    low, high = flow(rate), flow(rate + more)
    assume(low.min() > 0.0)
    assert (high < low).all()
