"""What the shipped scenarios with bans and with searches of connectors are expected to show, in the limit."""

import datetime as dt

import numpy as np
import pytest

from sim import load_scenario
from sim.economy.base import build_base
from sim.economy.equilibrium import long_run
from sim.economy.mean_field import welfare
from sim.model.limits import Limits

WEEKS = 104
LAST = "2026-12-28"
CONNECTORS = ("VNM", "MEX", "MYS", "THA")


@pytest.fixture(scope="module")
def world():
    return build_base(load_scenario("impasse_145_125"))


class Followed:
    """The mean-field path of a scenario, looked up by the Monday of a week."""

    def __init__(self, name, world):
        self.world, self.limits = world, Limits(load_scenario(name), world)
        path = self.limits.path()
        self.states = [next(path) for _ in range(WEEKS)]

    def week(self, day):
        return (dt.date.fromisoformat(day) - self.limits.scenario.horizon.start).days // 7

    def on(self, day):
        return self.states[self.week(day)]

    def goods(self, day, origin, destination):
        """Goods that arrive over the base, mean of four weeks, less one."""
        pair, here = (self.world.position(origin), self.world.position(destination)), self.week(day) + 1
        goods = self.world.is_goods
        arrived = np.mean([state.customs_value[pair][goods].sum() for state in self.states[here - 4 : here]])
        return arrived / (self.world.customs_value[pair][goods].sum() / 52) - 1.0

    def consumption(self, day, economy):
        """Real consumption over the base, mean of four weeks, less one, in per cent."""
        here = self.week(day) + 1
        mean = np.mean([welfare(self.world, state) for state in self.states[here - 4 : here]], axis=0)
        return 100.0 * (mean[self.world.position(economy)] - 1.0)

    def routed(self, day, connectors=None):
        """Chinese goods that reach the US through connectors, what of them passes, USD bn a year."""
        state = self.on(day)
        routing, position = state.routing, self.world.position
        _, origin, destination, group = routing.routes
        value = routing.share_on * state.customs_value[origin, destination, group] * 52 / 1e3
        here = (origin == position("CHN")) & (destination == position("USA"))
        if connectors is not None:
            here &= np.isin(routing.connector, [position(each) for each in connectors])
        found_out, _ = routing.found_out(self.limits.scenario.behaviour.routing)
        return value[here].sum(), ((1.0 - found_out) * value)[here].sum()


@pytest.fixture(scope="module")
def held(world):
    return Followed("impasse_145_125", world)


@pytest.fixture(scope="module")
def barred(world):
    return Followed("hard_decoupling", world)


@pytest.fixture(scope="module")
def searched(world):
    return Followed("connector_crackdown", world)


def test_buyers_order_ahead_of_the_embargo_and_then_there_is_nothing(held, barred):
    for origin, destination in (("CHN", "USA"), ("USA", "CHN")):
        before = barred.goods("2025-06-30", origin, destination)
        assert before > held.goods("2025-06-30", origin, destination) + 0.1
        assert barred.goods("2025-07-28", origin, destination) > -0.9  # ships on their way
        assert barred.goods("2025-09-29", origin, destination) < -0.999
        assert barred.goods(LAST, origin, destination) < -0.999
    assert barred.goods("2025-06-30", "CHN", "USA") == pytest.approx(-0.46, abs=0.03)


def test_what_is_cut_off_gets_dear_at_once_and_dearer(world, barred):
    soon, late = (np.exp(barred.on(day).log_price) - 1.0 for day in ("2025-08-25", LAST))
    usa, china = world.position("USA"), world.position("CHN")
    expected = {"phones": (0.96, 1.0), "toys_games": (0.74, 0.84), "batteries": (0.43, 0.54)}
    for group, prices in expected.items():
        place = world.groups.index(group)
        assert (soon[usa, place], late[usa, place]) == pytest.approx(prices, abs=0.04)
    soybeans = world.groups.index("soybeans")
    assert (soon[china, soybeans], late[china, soybeans]) == pytest.approx((0.25, 0.42), abs=0.04)


def test_both_sides_and_their_friends_lose_and_those_who_trade_with_both_gain(held, barred):
    expected = {"USA": -0.5, "CHN": -1.9, "TWN": -2.9, "AUS": -2.2, "VNM": 1.9}
    for economy, change in expected.items():
        assert barred.consumption(LAST, economy) == pytest.approx(change, abs=0.2)
    assert held.consumption(LAST, "USA") == pytest.approx(0.4, abs=0.1)
    assert held.consumption(LAST, "CHN") == pytest.approx(-0.7, abs=0.1)


def test_in_the_long_run_the_world_loses_a_hundredth(world, barred):
    rest = barred.limits.long_run
    weight = world.consumption / world.consumption.sum()
    assert 100.0 * (rest.welfare @ weight - 1.0) == pytest.approx(-1.05, abs=0.15)
    found = 100.0 * (rest.welfare - 1.0)
    assert found[world.position("USA")] == pytest.approx(-1.65, abs=0.15)
    assert found[world.position("CHN")] == pytest.approx(-2.9, abs=0.15)


def test_a_world_in_two_blocs_loses_what_the_wto_expects_or_more(world):
    """The anchor of seven per cent: every economy in one of two blocs, no goods between them."""
    west = ("USA", "EU", "GBR", "JPN", "KOR", "TWN", "CAN", "AUS", "MEX", "CHE")
    side = np.isin(world.economies, west)
    barred = (side[:, None] != side)[:, :, None] * world.is_goods * 1.0
    rest = long_run(world, world.base_tariff, barred=barred)
    weight = world.consumption / world.consumption.sum()
    assert 100.0 * (rest.welfare @ weight - 1.0) == pytest.approx(-8.9, abs=0.5)


def test_a_search_of_four_connectors_empties_their_routes_and_leaves_the_others(held, searched):
    assert held.routed(LAST)[0] == pytest.approx(20.9, abs=1.0)
    assert held.routed(LAST, CONNECTORS)[0] == pytest.approx(10.9, abs=0.6)
    assert searched.routed(LAST, CONNECTORS)[0] == pytest.approx(0.8, abs=0.2)
    others = [each.routed(LAST)[0] - each.routed(LAST, CONNECTORS)[0] for each in (held, searched)]
    assert others[1] == pytest.approx(others[0], rel=0.05)
    assert searched.routed("2025-09-29", CONNECTORS)[0] < 0.3 * searched.routed("2025-07-28", CONNECTORS)[0]


def test_direct_and_look_through_decoupling_converge(world, held, searched):
    pair = world.position("CHN"), world.position("USA")
    base = world.customs_value[pair][world.is_goods].sum() / 1e3

    def lost(followed):
        """Change of trade by true origin, and as declared, per cent."""
        true = followed.on(LAST).customs_value[pair][world.is_goods].sum() * 52 / 1e3
        return np.array([true, true - followed.routed(LAST)[1]]) / base * 100.0 - 100.0

    assert lost(held) == pytest.approx([-57.0, -61.6], abs=0.4)
    assert lost(searched) == pytest.approx([-58.5, -60.8], abs=0.4)
