"""What must hold for any world, any policy and any draw."""

import datetime as dt

import numpy as np
import pytest
from factories import small_world, tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.economy.equilibrium import long_run
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario

SEEDS = st.integers(0, 10_000)
RATES = st.floats(0.0, 3.0, allow_nan=False)


def model_of(world, seed, rates, **behaviour):
    measures = (
        tariff(rates[0], start="2025-01-06", authority="first"),
        tariff(rates[1], start="2025-01-06", authority="second", importer="CHN", exporter="USA"),
        tariff(rates[2], start="2025-01-06", authority="third", importer="ROW", exporter=("USA", "CHN")),
    )
    scenario = Scenario.model_validate(
        {
            "name": "any",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": 4},
            "population": {"producers": 500, "relationships": 10_000, "distributors": 25},
            "measures": measures,
            "behaviour": behaviour,
            "ensemble": {"seed": seed},
        }
    )
    return TradeWar(scenario, world)


@settings(deadline=None, max_examples=12, derandomize=True)
@given(seed=SEEDS, rates=st.tuples(RATES, RATES, RATES), elasticity=st.sampled_from([0.6, 0.9, 1.0, 1.8]))
def test_books_close_and_nothing_is_negative(seed, rates, elasticity):
    model = model_of(small_world(seed), seed, rates, short_run_elasticity=elasticity)
    for _ in range(6):
        model.step()
    assert model.residuals.largest < 1e-11
    state = model.state
    for amounts in (state.customs_value, state.receipts, state.strength, state.price, state.wage):
        assert np.isfinite(amounts).all()
        assert (amounts >= 0.0).all()
    assert state.mass.sum(axis=0) == pytest.approx(1.0, abs=1e-12)


@settings(deadline=None, max_examples=12, derandomize=True)
@given(seed=SEEDS)
def test_any_base_stands_still(seed):
    world = small_world(seed)
    model = model_of(world, seed, (0.0, 0.0, 0.0))
    for _ in range(20):
        model.step()
    assert model.state.customs_value == pytest.approx(world.customs_value / 52, rel=1e-10)


@settings(deadline=None, max_examples=12, derandomize=True)
@given(seed=SEEDS, rate=RATES)
def test_order_of_economies_does_not_matter_for_the_long_run(seed, rate):
    world = small_world(seed)
    policy = world.base_tariff.copy()
    policy[1, 0, world.is_goods] += rate
    turned = np.array([2, 0, 1])
    relabelled = world.__class__(
        **{
            **{name: getattr(world, name) for name in world.__dataclass_fields__},
            "economies": tuple(world.economies[place] for place in turned),
            "expenditure": world.expenditure[turned][:, turned],
            "base_tariff": world.base_tariff[turned][:, turned],
            "input_share": world.input_share[turned],
            "margin_share": world.margin_share[turned],
            "margin_labour_share": world.margin_labour_share[turned],
        }
    )
    straight = long_run(world, policy).welfare
    assert long_run(relabelled, policy[turned][:, turned]).welfare == pytest.approx(
        straight[turned], abs=1e-8
    )
