"""Routing: which connector, how much, how fast, what it saves, and what is found out."""

from dataclasses import replace

import numpy as np
import pytest
from factories import small_world
from turned_worlds import in_units

from sim.economy.connectors import connectors_of, export_similarity, nearness
from sim.economy.routing import (
    at_rest,
    fees_received,
    log_gain,
    no_routing,
    rerouted,
    wanted_share,
)
from sim.scenario.behaviour import RoutingBehaviour
from sim.world.plain_accounts import armington

USA, CHN, ROW = 0, 1, 2
SERVICES = -1
HOW = RoutingBehaviour()


@pytest.fixture(scope="module")
def accounts():
    return small_world()


def taxed(accounts, rate=1.0):
    """A US tariff on Chinese goods, services spared."""
    tariff = accounts.base_tariff.copy()
    tariff[CHN, USA, :-1] += rate
    return tariff


def weeks(accounts, tariff, count, how=HOW, start=None):
    routing = no_routing(accounts) if start is None else start
    for _ in range(count):
        routing = rerouted(how, routing, tariff, accounts.base_tariff)
    return routing


def share(routing):
    return routing.share.sum(axis=0)


def test_similarity_is_one_for_the_same_mix_and_zero_for_none_in_common():
    flows = np.zeros((3, 3, 2))
    flows[0, 1], flows[1, 2], flows[2, 0] = [2.0, 2.0], [1.0, 1.0], [0.0, 7.0]
    assert export_similarity(flows) == pytest.approx(np.array([[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]]))


def test_nearness_is_the_share_in_imports():
    flows = np.zeros((3, 3, 1))
    flows[0, 2], flows[1, 2] = 3.0, 1.0
    assert nearness(flows)[:, 2] == pytest.approx([0.75, 0.25, 0.0])


def test_a_connector_is_a_third_economy_that_sells_the_group(accounts):
    connectors = connectors_of(accounts)
    origin, destination = np.arange(3)[:, None, None], np.arange(3)[:, None]
    used = connectors.suitability > 0.0
    assert used.any()
    assert connectors.suitability.sum(axis=0)[CHN, USA, :-1] == pytest.approx(1.0)
    assert not (used & ((connectors.economy == origin) | (connectors.economy == destination))).any()
    home = np.arange(3)
    assert not used[:, home, home].any()
    assert not used[..., SERVICES].any()


def test_a_group_that_the_connector_does_not_sell_cannot_be_hidden(accounts):
    spending = accounts.expenditure.copy()
    spending[ROW, USA, 2] = 0.0
    without = connectors_of(replace(accounts, expenditure=spending))
    assert without.suitability[:, CHN, USA, 2].sum() == 0.0


def test_the_connectors_that_are_kept_are_those_that_suit_best(accounts, monkeypatch):
    monkeypatch.setattr("sim.economy.connectors.MOST_CONNECTORS", 1)
    only = connectors_of(accounts)
    assert (only.economy[:, CHN, USA, 0].tolist(), only.suitability[0, CHN, USA, 0]) == ([ROW], 1.0)


def test_connectors_have_no_unit(accounts):
    found, other = connectors_of(accounts), connectors_of(in_units(accounts, 1e-12))
    assert np.array_equal(found.economy, other.economy)
    for figure in ("suitability", "own_over_routed"):
        assert getattr(other, figure) == pytest.approx(getattr(found, figure))
    flow = accounts.customs_value
    rank = found.economy[:, CHN, USA, 0].tolist().index(ROW)
    assert found.own_over_routed[rank, CHN, USA, 0] == pytest.approx(flow[ROW, USA, 0] / flow[CHN, USA, 0])


def test_the_gain_is_what_the_two_ways_cost_and_what_the_base_had_is_no_gain(accounts):
    how = RoutingBehaviour(detected=0.2, penalty=0.3, fee=0.05, gain_scale=0.4, ceiling=0.5, cover=0.3)
    connectors = connectors_of(accounts)
    base, tariff = np.zeros((2, *accounts.base_tariff.shape))
    base[CHN, USA, 0], base[ROW, USA, 0] = 0.15, 0.04
    tariff[CHN, USA, 0], tariff[ROW, USA, 0] = 1.2, 0.1
    rank = connectors.economy[:, CHN, USA, 0].tolist().index(ROW)
    at = rank, CHN, USA, 0
    gain = np.log(2.2 / (1.0 + 0.8 * 0.1 + 0.2 * (1.2 + 0.3) + 0.05))
    assert log_gain(how, connectors, tariff)[at] == pytest.approx(gain)
    room = min(0.5 * connectors.suitability[at], 0.3 * connectors.own_over_routed[at])
    left = gain - np.log(1.15 / 1.04)
    wanted = wanted_share(how, connectors, tariff, base)
    assert wanted[at] == pytest.approx(room * (1.0 - np.exp(-left / 0.4)))


def test_at_base_tariffs_nothing_is_routed(accounts):
    routing = weeks(accounts, accounts.base_tariff, 3)
    assert not routing.share.any()
    assert np.array_equal(routing.charge, accounts.base_tariff)


def test_differences_of_the_base_are_not_exploited(accounts):
    """Even where goods of one origin pay fifty points more than another's from the start."""
    steep = replace(accounts, base_tariff=taxed(accounts, 0.5))
    assert (log_gain(HOW, connectors_of(steep), steep.base_tariff) > 0.0).any()
    assert not weeks(steep, steep.base_tariff, 3).share.any()


def test_what_saves_less_than_it_costs_is_not_routed(accounts):
    assert not weeks(accounts, taxed(accounts, 0.02), 50).share.any()
    assert share(weeks(accounts, taxed(accounts, 0.3), 50))[CHN, USA, :-1].min() > 0.0


def test_a_tariff_on_the_connector_too_ends_it(accounts):
    tariff = taxed(accounts)
    tariff[ROW, USA, :-1] += 1.0
    assert not weeks(accounts, tariff, 50).share.any()


@pytest.mark.parametrize(
    ("more", "sign"),
    [
        ({"ceiling": 0.3, "cover": 0.6}, 1),
        ({"fee": 0.1}, -1),
        ({"detected": 0.2}, -1),
        ({"penalty": 2.0}, -1),
        ({"gain_scale": 1.0}, -1),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_direction_of_each_parameter(accounts, more, sign):
    tariff = taxed(accounts, 0.3)
    before = at_rest(HOW, no_routing(accounts), tariff, accounts.base_tariff)
    after = at_rest(HOW.model_copy(update=more), no_routing(accounts), tariff, accounts.base_tariff)
    assert sign * (share(after) - share(before))[CHN, USA, :-1].max() > 0.0
    assert sign * (share(after) - share(before))[CHN, USA, :-1].min() >= 0.0


def test_it_is_built_up_slowly_and_given_up_fast(accounts):
    tariff = taxed(accounts)
    wanted = at_rest(HOW, no_routing(accounts), tariff, accounts.base_tariff)
    up = weeks(accounts, tariff, 10)
    part = share(up)[CHN, USA, :-1] / share(wanted)[CHN, USA, :-1]
    assert part == pytest.approx(1.0 - (1.0 - HOW.build_up) ** 10)
    down = weeks(accounts, accounts.base_tariff, 10, start=up)
    left = share(down)[CHN, USA, :-1] / share(up)[CHN, USA, :-1]
    assert left == pytest.approx((1.0 - HOW.withdrawal) ** 10)
    gone = weeks(accounts, accounts.base_tariff, 100, start=down)
    assert not gone.share.any()
    assert np.array_equal(gone.charge, accounts.base_tariff)


def test_what_is_paid_on_routed_goods_adds_up(accounts):
    """Goods by themselves, hidden goods and goods found out, one at a time."""
    tariff = taxed(accounts)
    routing = weeks(accounts, tariff, 20)
    value = np.full(tariff.shape, 7.0)
    duty = (1.0 - share(routing)) * tariff
    for part, connector in zip(routing.share, routing.connectors.economy, strict=True):
        there = np.take_along_axis(tariff, connector, axis=0)
        duty += part * ((1.0 - HOW.detected) * there + HOW.detected * (tariff + HOW.penalty))
    assert routing.duty_rate * value == pytest.approx(duty * value, rel=1e-14)
    assert routing.charge == pytest.approx(duty + HOW.fee * share(routing), rel=1e-14)
    assert (routing.charge < tariff)[CHN, USA, :-1].all()
    received = fees_received(HOW, routing, value)
    assert received.sum() == pytest.approx((routing.fee_rate * value).sum(), rel=1e-14)
    assert received[ROW] > 0.0 == received[CHN] == received[USA]


def test_routed_shares_keep_below_ceiling_and_cover(accounts):
    connectors = connectors_of(accounts)
    most = wanted_share(HOW, connectors, taxed(accounts, 50.0), accounts.base_tariff)
    assert most.sum(axis=0).max() <= HOW.ceiling
    small_connector = HOW.model_copy(update={"cover": 1e-3})
    less = wanted_share(small_connector, connectors, taxed(accounts, 50.0), accounts.base_tariff)
    assert 0.0 < less[:, CHN, USA, :-1].max() <= 1e-3 * connectors.own_over_routed.max()


def test_switched_off_the_statutory_rate_is_paid(accounts):
    routing = weeks(accounts, taxed(accounts), 20, HOW.model_copy(update={"on": False}))
    assert np.array_equal(routing.charge, taxed(accounts))
    assert not routing.share.any()


def test_the_connector_that_buys_most_of_the_true_origin_suits_best():
    flows = np.full((4, 4), 10.0)
    np.fill_diagonal(flows, 500.0)
    flows[1, 2], flows[2, 1] = 40.0, 5.0  # the third buys of the second, the fourth sells to it
    flows[1, 3], flows[3, 1] = 5.0, 40.0
    connectors = connectors_of(armington(flows, 3.0))
    there = connectors.economy[:, 1, 0, 0]
    suits = dict(zip(there.tolist(), connectors.suitability[:, 1, 0, 0].tolist(), strict=True))
    assert suits[2] > 2.0 * suits[3] > 0.0
    assert suits[2] + suits[3] == pytest.approx(1.0)
