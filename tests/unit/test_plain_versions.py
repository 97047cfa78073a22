"""The firms' rule as kernels, as Mesa agents and as polars frames: three times the same answer."""

import numpy as np
import pytest
from plain_versions import VERSIONS, hand_over_relationships, with_firms
from plain_versions.differences import differences
from plain_versions.small_world import scenario_of

from sim.economy.base import build_base
from sim.model.trade_war import TradeWar, populate

FIRMS = 1000
CLOSE = 1e-9

LIVELY = {
    "behaviour.resourcing_hazard": "4",
    "behaviour.extensive_margin.churn": "0.3",
    "behaviour.dividend_rate": "0.02",
    "behaviour.engel.on": "false",
}
"""Relationships that move often, within origins too, and firms that pay dividends."""


class Run:
    """A model and what has happened in its weeks so far."""

    def __init__(self, scenario, world, population):
        self.model = TradeWar(scenario, world, population)
        self.firms = None
        self.happened = dict.fromkeys(("switches", "found", "lost", "entered", "left"), 0)

    def step(self, weeks):
        for _ in range(weeks):
            self.model.step()
            state = self.model.state
            self.happened["switches"] += int(state.switches.sum())
            for name in ("found", "lost", "entered", "left"):
                self.happened[name] += int(getattr(state.extensive, name).sum())
        if self.firms is not None:
            hand_over_relationships(self.firms, self.model)
        return self

    def taken_over(self, version):
        self.firms = with_firms(self.model, VERSIONS[version])
        return self


@pytest.fixture(scope="module")
def base():
    scenario = scenario_of(FIRMS)
    world = build_base(scenario)
    return world, populate(scenario, world)


@pytest.fixture(scope="module")
def impasse(base):
    return Run(scenario_of(FIRMS), *base).step(24)


@pytest.fixture(scope="module")
def lively(base):
    return Run(scenario_of(FIRMS, LIVELY), *base).step(24)


def assert_same(ours, theirs):
    gaps = differences(ours.model.state, theirs.model.state)
    assert {name: gap for name, gap in gaps.items() if not gap <= CLOSE} == {}
    assert theirs.happened == ours.happened


def test_the_world_is_the_smallest_that_holds_a_thousand_firms(base):
    _, population = base
    assert (population.producers.count, population.relationships.count) == (1000, 12_000)


def test_every_friction_of_firms_is_at_work(impasse, lively):
    state = impasse.model.state
    assert impasse.happened["switches"] > 100
    assert (state.exporter_margin < -1e-3).any(), "exporters take a part of duties"
    assert np.abs(state.inventories.order - 1.0).max() > 0.1, "buyers order more or less than they use"
    assert state.final_part.max() > 0.1, "households boycott"
    assert state.sentiment.avoiding.max() > 0.1
    assert np.abs(state.log_account_price).max() > 0.1
    assert np.abs(np.log(state.price)).max() > 0.01
    assert (state.routing.charge != state.tariff).any(), "goods are declared as another economy's"
    assert min(lively.happened.values()) > 0, "firms enter and leave, buyers find and lose origins"


@pytest.mark.parametrize("version", VERSIONS)
def test_another_version_gives_the_same_answer(version, base, impasse):
    theirs = Run(scenario_of(FIRMS), *base).taken_over(version).step(24)
    assert_same(impasse, theirs)
    theirs.model.check_relationships()
    assert max(each.value for each in theirs.model.residuals.by_identity.values()) < 1e-11


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_where_much_moves(version, base, lively):
    assert_same(lively, Run(scenario_of(FIRMS, LIVELY), *base).taken_over(version).step(24))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_when_it_takes_over_in_the_middle_of_a_war(version, base, impasse):
    assert_same(impasse, Run(scenario_of(FIRMS), *base).step(16).taken_over(version).step(8))


def test_a_difference_in_any_array_is_seen(base, impasse):
    theirs = Run(scenario_of(FIRMS), *base).taken_over("mesa").step(24)
    state = theirs.model.state
    state.cash[7] += 1e-6 * np.abs(state.cash).mean()
    state.supplier[3] += 1
    stock = state.inventories.on_hand
    stock[stock == np.sort(stock[stock > 0.0])[100]] *= 1.0 + 1e-8
    gaps = differences(impasse.model.state, state)
    assert {name for name, gap in gaps.items() if gap > CLOSE} == {"cash", "supplier", "inventories.on_hand"}
