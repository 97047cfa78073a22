"""Bans: varieties that drop out, a benchmark that the pools rest on, markets with nobody left to buy from."""

from collections import deque
from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest
from bases import CLOSURES, linked, plain, small, textbook
from factories import small_world

from sim.economy.bans import MAKING_DO, markets_without_origin, newly_barred, open_share
from sim.economy.equilibrium import long_run
from sim.economy.mean_field import mean_field_base, mean_field_path, mean_field_week, welfare
from sim.economy.rebasing import balanced_base
from sim.economy.routed_rest import routed_long_run
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.economy.welfare_parts import log_prices_from_own_shares
from sim.scenario.behaviour import Behaviour, RoutingBehaviour

USA, CHN, ROW = 0, 1, 2
PHONES, SERVICES = 3, 5
QUICK = {
    "resourcing_hazard": 2.0,
    "wage_adjustment": 0.05,
    "capacity": {"growth_half_life": 13.0, "decline_half_life": 13.0},
    "engel": {"on": False},
    "unemployment": {"on": False},
}
GOODS = slice(0, SERVICES)


def ban(accounts, share=1.0, origin=CHN, destination=USA):
    """A part of an origin's goods that a destination bars."""
    barred = np.zeros_like(accounts.base_tariff)
    barred[origin, destination] = share * accounts.is_goods
    return barred


def path(accounts, bars, closure="fixed", **behaviour):
    tariffs = repeat(accounts.base_tariff)
    return mean_field_path(accounts, Behaviour.model_validate(behaviour), closure, tariffs, barred=bars)


def last(states):
    return deque(states, maxlen=1).pop()


def imports_only():
    """The small base, where China makes no phones for itself."""
    world = small_world()
    spending = world.expenditure.copy()
    spending[CHN, CHN, PHONES] = 0.0
    return plain(replace(world, expenditure=spending))


def siege(accounts):
    """China gets no phones from anybody."""
    barred = np.zeros_like(accounts.base_tariff)
    barred[[USA, ROW], CHN, PHONES] = 1.0
    return barred


def test_a_full_ban_leaves_nothing_and_no_ban_leaves_every_bit():
    accounts = small()
    banned = long_run(accounts, accounts.base_tariff, barred=ban(accounts))
    assert not banned.customs_value[CHN, USA, GOODS].any()
    assert np.isfinite(banned.customs_value).all()
    assert banned.customs_value[ROW, USA, GOODS].sum() > accounts.customs_value[ROW, USA, GOODS].sum()
    free = long_run(accounts, 2.0 * accounts.base_tariff, barred=ban(accounts, 0.0))
    plainly = long_run(accounts, 2.0 * accounts.base_tariff)
    assert np.array_equal(free.customs_value, plainly.customs_value)
    assert np.array_equal(free.welfare, plainly.welfare)


def test_it_costs_more_to_bar_more_and_the_price_is_what_the_lost_varieties_were_worth():
    """With sales of one economy to another of the part s, P rises by (1 - s b)^(-1 / theta) at first."""
    accounts = small()
    rests = [long_run(accounts, accounts.base_tariff, barred=ban(accounts, b)) for b in (0.0, 0.5, 1.0)]
    assert rests[2].welfare[USA] < rests[1].welfare[USA] < rests[0].welfare[USA]
    small_part = long_run(accounts, accounts.base_tariff, tolerance=1e-13, barred=ban(accounts, 1e-6))
    exact = long_run(accounts, accounts.base_tariff, tolerance=1e-13)
    lost = 1e-6 * accounts.base_share[CHN, USA] * accounts.is_goods / accounts.theta
    direct = np.log(small_part.price / exact.price)[USA]
    costs = np.log(small_part.unit_cost / exact.unit_cost)[:, accounts.sector_of_group]
    assert direct == pytest.approx(lost + (accounts.base_share[:, USA] * costs).sum(axis=0), rel=1e-3)


def test_in_the_limit_a_prohibitive_tariff_is_a_ban():
    accounts = linked()
    barred = np.zeros_like(accounts.base_tariff)
    barred[CHN, USA] = 1.0
    tariff = accounts.base_tariff.copy()
    tariff[CHN, USA] = 1e12
    banned = long_run(accounts, accounts.base_tariff, barred=barred)
    taxed = long_run(accounts, tariff)
    assert banned.welfare == pytest.approx(taxed.welfare, abs=1e-6)


def test_prices_still_follow_from_the_shares_of_home_goods():
    """Equation (53) knows nothing of bans: sales at home are never barred."""
    accounts = small()
    rest = long_run(accounts, accounts.base_tariff, tolerance=1e-13, barred=ban(accounts))
    home = np.arange(len(accounts.economies))
    own = (rest.expenditure / rest.expenditure.sum(axis=0))[home, home]
    found = log_prices_from_own_shares(accounts, rest.wage, own)
    assert found == pytest.approx(np.log(rest.price), abs=1e-9)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("share", [0.4, 1.0])
def test_pools_rest_on_the_benchmark_with_the_ban(share, closure):
    accounts = balanced_base(small()) if closure == "balanced" else small()
    barred = ban(accounts, share)
    rest = long_run(accounts, accounts.base_tariff, closure, barred=barred)
    state = last(path(accounts, repeat(barred, 30 * 52), closure, **QUICK))
    assert welfare(accounts, state) == pytest.approx(rest.welfare, abs=1e-7)
    assert state.customs_value * WEEKS_PER_YEAR == pytest.approx(rest.customs_value, rel=1e-4, abs=1e-3)


def test_nothing_is_bought_of_a_barred_origin_from_the_first_week_on():
    accounts = small()
    states = list(path(accounts, repeat(ban(accounts), 12), inventories={"on": False}))
    for state in states:
        assert not state.use_value[CHN, USA, GOODS].any()
        assert not state.mass[CHN, USA, GOODS].any()
        assert state.mass.sum(axis=0) == pytest.approx(1.0)
    # its customers pay for what they lost: the index does not fall because a term is gone
    assert (states[0].log_price[USA, GOODS] > 0.0).all()


def test_goods_on_their_way_still_arrive_and_are_used_up():
    accounts = small()
    travelling = mean_field_base(accounts).inventories.in_transit[CHN, USA, GOODS].sum()
    states = list(path(accounts, repeat(ban(accounts), 30)))
    arrived = [state.customs_value[CHN, USA, GOODS].sum() for state in states]
    assert sum(arrived) == pytest.approx(travelling, rel=0.2)
    assert arrived[-1] == 0.0
    assert not states[-1].inventories.on_hand[CHN, USA, GOODS].any()


def test_half_a_ban_ends_half_of_the_relationships_that_are_not_won_back():
    """The part that chooses China again is what China holds too little of once half of them have ended."""
    accounts = small()
    barred = ban(accounts, 0.5)
    behaviour = {"resourcing_hazard": 0.0, "beliefs": {"on": False}}
    state = last(path(accounts, repeat(barred, 1), **behaviour))
    varieties = open_share(accounts.base_share, barred)
    wanted = varieties / varieties.sum(axis=0)
    assert state.mass[:, USA] == pytest.approx(wanted[:, USA], abs=1e-12)
    later = last(path(accounts, chain(repeat(barred, 1), repeat(barred, 20)), **behaviour))
    assert later.mass[:, USA] == pytest.approx(wanted[:, USA], abs=1e-12)


def test_trade_comes_back_slowly_when_a_ban_ends():
    accounts = small()
    bars = chain(repeat(ban(accounts), 20), repeat(None))
    states = path(accounts, bars, sentiment={"on": False})
    flow = [next(states).customs_value[CHN, USA, GOODS].sum() for _ in range(20 + 10 * 52)]
    base = accounts.customs_value[CHN, USA, GOODS].sum() / WEEKS_PER_YEAR
    assert flow[19] < 1e-9
    assert 0.05 * base < flow[20 + 52] < 0.6 * base
    assert flow[-1] > 0.85 * base


def test_the_part_that_a_rise_of_the_barred_share_ends():
    was, now = np.array([[[0.0, 0.5, 0.5, 1.0]]]), np.array([[[0.3, 0.75, 0.2, 1.0]]])
    assert newly_barred(was, now) == pytest.approx(np.array([[[0.3, 0.5, 0.0, 1.0]]]))
    assert newly_barred(None, now) == pytest.approx(now)
    assert newly_barred(now, None) is None


def test_a_market_without_an_origin_makes_do_with_services():
    accounts = imports_only()
    barred = siege(accounts)
    without = markets_without_origin(accounts.base_share, barred)
    assert np.argwhere(without).tolist() == [[CHN, PHONES]]
    rest = long_run(accounts, accounts.base_tariff, barred=barred)
    assert not rest.customs_value[:, CHN, PHONES].any()
    assert rest.price[CHN, PHONES] == pytest.approx(MAKING_DO * rest.price[CHN, SERVICES])
    assert 0.5 < rest.welfare[CHN] < 1.0
    state = last(path(accounts, repeat(barred, 30 * 52), **QUICK))
    assert not state.use_value[:, CHN, PHONES].any()
    assert welfare(accounts, state) == pytest.approx(rest.welfare, abs=1e-7)


def test_a_market_wakes_up_when_its_siege_ends():
    accounts = imports_only()
    bars = chain(repeat(siege(accounts), 10), repeat(None, 1))
    state = last(path(accounts, bars))
    assert state.mass[:, CHN, PHONES] == pytest.approx(accounts.base_share[:, CHN, PHONES], abs=1e-3)
    assert state.use_value[:, CHN, PHONES].sum() > 0.0


def test_markets_that_sell_at_home_are_never_without():
    for accounts in (textbook(), linked(), small()):
        everything = np.ones_like(accounts.base_tariff)
        home = np.arange(len(everything))
        everything[home, home] = 0.0
        assert markets_without_origin(accounts.base_share, everything) is None


def test_a_ban_that_is_felt_counts_as_an_act_where_nothing_was_announced():
    accounts = small()
    state = mean_field_week(
        accounts, Behaviour(), "fixed", accounts.base_tariff, mean_field_base(accounts), barred=ban(accounts)
    )
    assert state.beliefs.escalate[CHN, USA] == 1.0
    assert state.beliefs.risen[CHN, USA] == pytest.approx(np.log(2.5), rel=1e-6)
    assert state.beliefs.escalate[USA, CHN] == 0.0


def test_routing_comes_to_rest_with_bans_too():
    accounts = small()
    tariff, barred = accounts.base_tariff.copy(), ban(accounts, 1.0, USA, CHN)
    tariff[CHN, USA, GOODS] += 1.0
    rest = routed_long_run(accounts, RoutingBehaviour(), tariff, barred=barred)
    assert not rest.customs_value[USA, CHN, GOODS].any()
    assert rest.transfer[ROW] > long_run(accounts, tariff, barred=barred).transfer[ROW]
