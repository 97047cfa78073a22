"""Nothing is made or lost, whatever governments do and whenever."""

import numpy as np
import pytest
from factories import small_world
from few_or_many import holds
from hypothesis import strategies as st
from small_wars import SEEDS, measures, pools, question, small_war

from sim.economy.sourcing import WEEKS_PER_YEAR

EXTRAS = st.sampled_from(
    [
        {},
        {"short_run_elasticity": 0.6, "selection": {"on": True}},
        {"short_run_elasticity": 1.0},
        {"short_run_elasticity": 1.8, "engel": {"on": False}},
        {"inventories": {"on": False}, "unemployment": {"on": False}},
        {"routing": {"detected": 0.5}, "rebate_per_head": 1.0},
        {"extensive_margin": {"churn": 0.5}, "capacity": {"on": False}},
    ]
)


@holds(10, many=300, seed=SEEDS, acts=measures(weeks=6), extras=EXTRAS)
def test_the_books_of_agents_close_in_every_week_of_any_war(seed, acts, extras):
    """``spending = use + duty``, ``shipped = received + in transit``, ``revenue = rate x customs value``,
    ``costs + profit = receipts``, cash, transfers and the numeraire: every identity to 1e-11 of its size.

    Relationship by relationship at the end. Masses and weights are shares of a market and sum to one, tenths
    add up to their economy.
    """
    model = small_war(question(*acts, seed=seed, **extras), small_world(seed))
    weights = model.network.population.relationships.weight
    for _ in range(7):
        model.step()
        assert model.residuals.largest < 1e-11
        state = model.state
        assert state.duty == pytest.approx(state.effective_tariff * state.customs_value, rel=1e-12, abs=1e-12)
        assert state.decile_income.sum(axis=1) == pytest.approx(state.income, rel=1e-11, abs=1e-9)
        mass = state.mass.sum(axis=0)
        assert (np.isclose(mass, 1.0, atol=1e-11) | (mass == 0.0)).all()
        assert state.wage @ model.labour_force == pytest.approx(model.labour_force.sum(), rel=1e-12)
        for amounts in (state.customs_value, state.receipts, state.strength, state.price, state.wage):
            assert np.isfinite(amounts).all()
            assert (amounts >= 0.0).all()
    model.check_relationships()
    assert model.residuals.largest < 1e-11
    starts = model.network.population.relationships
    first = starts.account_start[starts.market_start[:-1]]
    assert np.add.reduceat(weights, first) == pytest.approx(1.0, abs=1e-12)


@holds(8, many=300, seed=SEEDS, acts=measures(weeks=6), extras=EXTRAS)
def test_the_books_of_pools_close_in_every_week_of_any_war(seed, acts, extras):
    """``sum_o m[o] = 1``, ``sum_h y[h] = Y``, ``w L = L``, ``sum final spending = income``."""
    world = small_world(seed)
    force = world.labour_income / WEEKS_PER_YEAR
    assert world.deciles.income_share.sum(axis=1) == pytest.approx(1.0, abs=1e-13)
    assert world.deciles.budget_share.sum(axis=2) == pytest.approx(1.0, abs=1e-13)
    for state in pools(question(*acts, weeks=6, **extras), world):
        assert state.mass.sum(axis=0) == pytest.approx(1.0, abs=1e-11)
        assert state.wage @ force == pytest.approx(force.sum(), rel=1e-12)
        assert state.decile_income.sum(axis=(1, 2)) == pytest.approx(state.income, rel=1e-11)
        assert state.final_spending.sum(axis=1) == pytest.approx(state.income, rel=1e-11)
        assert (state.customs_value >= 0.0).all()


@holds(6, seed=SEEDS, acts=measures(weeks=6))
def test_goods_sent_off_are_at_hand_on_their_way_or_used(seed, acts):
    """``in transit = sum over the last L weeks of what was shipped``, flow by flow, and market by market
    ``at hand + in transit = those of the start + sum over weeks of (shipped - used)``."""
    model = small_war(question(*acts, seed=seed), small_world(seed))
    there = model.holding.goods
    stocks = model.state.inventories
    start = stocks.on_hand + stocks.in_transit
    sent, used = np.zeros_like(start), np.zeros_like(start)
    for _ in range(6):
        model.step()
        stocks = model.state.inventories
        sent += stocks.shipped[0]
        used += stocks.use
    travelling = np.zeros_like(start)
    for weeks, shipped in enumerate(stocks.shipped[:-1]):
        travelling += np.where((model.holding.transit > weeks)[:, :, None] & there, shipped, 0.0)
    assert stocks.in_transit == pytest.approx(travelling, rel=1e-11, abs=1e-11)
    market = np.where(there, start + sent - used, 0.0).sum(axis=0)
    held = np.where(there, stocks.on_hand + stocks.in_transit, 0.0).sum(axis=0)
    assert held == pytest.approx(market, rel=1e-11, abs=1e-10)
