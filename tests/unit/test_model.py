"""The weekly step: stationary base, closed books, directions, and the rest point."""

import datetime as dt

import numpy as np
import pytest
from factories import small_world, tariff

from sim.economy.routed_rest import routed_long_run
from sim.model.phases import PHASES
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario

USA, CHN, ROW = 0, 1, 2
START = dt.date(2025, 1, 6)


@pytest.fixture(scope="module")
def world():
    return small_world()


def model_of(world, *measures, relationships=20_000, threads=1, seed=1, **behaviour):
    scenario = Scenario.model_validate(
        {
            "name": "test",
            "horizon": {"start": START, "weeks": 52},
            "population": {"producers": 600, "relationships": relationships, "distributors": 40},
            "measures": measures,
            "behaviour": behaviour,
            "ensemble": {"seed": seed},
        }
    )
    return TradeWar(scenario, world, threads=threads)


def war(rate=1.0, start="2025-01-06", **keys):
    """Both sides tax all goods of the other."""
    return (
        tariff(rate, start=start, authority="war", **keys),
        tariff(rate, start=start, authority="answer", importer="CHN", exporter="USA", **keys),
    )


def steps(model, weeks):
    for _ in range(weeks):
        model.step()
    return model


def test_without_policy_nothing_moves_for_ten_years(world):
    model = steps(model_of(world), 520)
    state = model.state
    assert state.customs_value == pytest.approx(world.customs_value / 52, rel=1e-9)
    assert state.wage == pytest.approx(np.ones(3), abs=1e-9)
    assert state.price == pytest.approx(np.ones(len(state.price)), abs=1e-9)
    assert state.switches.sum() == 0


def test_books_close_every_week_of_a_war(world):
    model = steps(model_of(world, *war()), 60)
    model.check_relationships()
    assert model.residuals.beyond(1e-12) == ()


def test_impact_of_a_tariff_is_the_short_run_ces(world):
    model = steps(model_of(world, *war(rate=0.5), resourcing_hazard=0.0), 1)
    state = model.state
    shares = world.expenditure / world.absorption
    factor = (1 + state.tariff) / (1 + world.base_tariff)
    expected = shares * factor**0.4
    expected /= expected.sum(axis=0)
    spending = (state.use_value * (1 + state.tariff)).sum(axis=0)
    found = state.use_value * (1 + state.tariff) / spending
    # Direct buyers hold few suppliers each, so the market's share is met on average.
    assert found[CHN, USA] == pytest.approx(expected[CHN, USA], rel=0.03)


def test_tariffs_reduce_trade_of_the_pair_and_others_gain(world):
    state = steps(model_of(world, *war()), 52).state
    base = world.customs_value / 52
    goods = world.is_goods
    assert (state.customs_value[CHN, USA, goods] < 0.75 * base[CHN, USA, goods]).all()
    assert state.customs_value[ROW, USA, goods].sum() > base[ROW, USA, goods].sum()


def test_trade_falls_further_as_relationships_are_reconsidered(world):
    """A boycott peaks early and fades, so it is left out."""
    model = model_of(world, *war(), sentiment={"on": False})
    flow = []
    for _ in range(4):
        steps(model, 13)
        flow.append(model.state.customs_value[CHN, USA].sum())
    assert flow == sorted(flow, reverse=True)


def test_loss_speeds_up_resourcing(world):
    slow = steps(model_of(world, *war(), hazard_loss_response=0.0), 40).state
    fast = steps(model_of(world, *war()), 40).state
    assert fast.customs_value[CHN, USA, :5].sum() < 0.9 * slow.customs_value[CHN, USA, :5].sum()


def test_expired_tariff_gives_trade_back_in_time(world):
    measures = war(end="2025-06-30")
    model = steps(model_of(world, *measures, resourcing_hazard=4.0), 26)
    base = world.customs_value[CHN, USA].sum() / 52
    assert model.state.customs_value[CHN, USA].sum() < 0.8 * base
    steps(model, 500)
    assert model.state.customs_value[CHN, USA].sum() == pytest.approx(base, rel=0.01)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rest_point_is_the_benchmark(world, seed):
    model = model_of(
        world, *war(), relationships=60_000, resourcing_hazard=2.0, wage_adjustment=0.1, seed=seed
    )
    steps(model, 1500)
    rest = routed_long_run(world, model.behaviour.routing, model.state.tariff)
    income = model.state.income.sum(axis=1) * 52
    price = np.exp(
        [np.log(prices) @ taste for prices, taste in zip(model.state.retail_price, world.taste, strict=True)]
    )
    assert income / world.consumption / price == pytest.approx(rest.welfare, abs=5e-4)
    assert model.state.wage == pytest.approx(rest.wage, abs=2e-3)
    gap = np.abs(model.state.customs_value * 52 - rest.customs_value)
    assert gap.sum() / rest.customs_value.sum() < 0.005


def test_mass_is_what_relationships_stand_for_at_present_spending(world):
    model = steps(model_of(world, *war()), 30)
    relationships, spending = model.network.population.relationships, model.state.account_spending
    groups = len(world.groups)
    account = np.repeat(np.arange(len(spending)), np.diff(relationships.account_start))
    market = model.network.market_of_account
    part = relationships.weight / np.bincount(account, relationships.weight)[account]
    spent = part * (spending / np.bincount(market, spending)[market])[account]
    mass = np.zeros_like(model.state.mass)
    place = (model.network.supplier_origin[model.state.supplier], *np.divmod(market[account], groups))
    np.add.at(mass, place, spent)
    assert model.state.mass == pytest.approx(mass, abs=1e-12)
    base = np.zeros_like(mass)
    np.add.at(base, place, relationships.weight)
    assert np.abs(mass - base).max() > 1e-4


def test_threads_do_not_change_a_bit(world):
    one = steps(model_of(world, *war(), threads=1), 20).state
    two = steps(model_of(world, *war(), threads=2), 20).state
    assert np.array_equal(one.supplier, two.supplier)
    assert np.array_equal(one.customs_value, two.customs_value)
    assert np.array_equal(one.cash, two.cash)


def test_a_scenario_and_its_reference_share_draws_until_policy_bites(world):
    late = war(start="2025-02-03")
    scenario, reference = model_of(world, *late), model_of(world)
    steps(scenario, 4)
    steps(reference, 4)
    assert np.array_equal(scenario.state.customs_value, reference.state.customs_value)
    steps(scenario, 1)
    steps(reference, 1)
    assert not np.array_equal(scenario.state.customs_value, reference.state.customs_value)


@pytest.mark.parametrize("elasticity", [0.8, 1.0, 1.5])
def test_other_short_run_elasticities_keep_the_base_still(world, elasticity):
    model = steps(model_of(world, short_run_elasticity=elasticity), 30)
    assert model.state.customs_value == pytest.approx(world.customs_value / 52, rel=1e-8)


def test_phases_have_names_and_say_what_they_do():
    assert [phase.__name__ for phase in PHASES][:3] == ["governments_decide", "apply_policies", "route_goods"]
    for phase in PHASES:
        assert phase.__doc__
        assert phase.__doc__.strip().endswith(".")
