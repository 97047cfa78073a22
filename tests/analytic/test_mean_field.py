"""The mean-field limit: still at the base, at rest on the benchmark, stable, and what the agents tend to."""

import dataclasses
from collections import deque
from itertools import repeat

import numpy as np
import pytest
from bases import CLOSURES, abroad, linked, raised, small

from sim.economy.equilibrium import long_run
from sim.economy.mean_field import (
    disturbed,
    mean_field_base,
    mean_field_path,
    mean_field_week,
    welfare,
)
from sim.economy.rebasing import balanced_base
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.scenario.behaviour import Behaviour

YEARS = 52
PLAIN_HOUSEHOLDS = {"engel": {"on": False}, "unemployment": {"on": False}}
"""Engel's law moves the rest point and unemployment delays it: tests/analytic/test_households_at_rest.py."""

QUICK = {
    "resourcing_hazard": 2.0,
    "wage_adjustment": 0.05,
    "capacity": {"growth_half_life": 13.0, "decline_half_life": 13.0},
    **PLAIN_HOUSEHOLDS,
}
"""Frictions that are gone within thirty years."""


def last(accounts, tariff, closure, weeks, **behaviour):
    path = mean_field_path(accounts, Behaviour.model_validate(behaviour), closure, repeat(tariff, weeks))
    return deque(path, maxlen=1).pop()


def base_of(make, closure):
    return balanced_base(make()) if closure == "balanced" else make()


@pytest.mark.parametrize("closure", CLOSURES)
def test_at_base_tariffs_nothing_moves(closure):
    accounts = base_of(small, closure)
    state = last(accounts, accounts.base_tariff, closure, 520)
    assert welfare(accounts, state) == pytest.approx(np.ones(len(accounts.economies)), abs=1e-11)
    assert state.customs_value * WEEKS_PER_YEAR == pytest.approx(accounts.customs_value, rel=1e-9)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("make", [small, linked])
def test_it_rests_on_the_benchmark(make, closure):
    accounts = base_of(make, closure)
    tariff = raised(accounts, 0.25)
    rest = long_run(accounts, tariff, closure)
    state = last(accounts, tariff, closure, 30 * YEARS, **QUICK)
    assert welfare(accounts, state) == pytest.approx(rest.welfare, abs=1e-7)
    assert state.wage == pytest.approx(rest.wage, abs=1e-6)
    assert state.customs_value * WEEKS_PER_YEAR == pytest.approx(rest.customs_value, rel=1e-4, abs=1e-3)
    assert state.mass.sum(axis=0)[accounts.absorption > 0.0] == pytest.approx(1.0)


def test_with_the_default_frictions_it_comes_nearer_all_the_time():
    """Welfare within 0.003 points after 40 years, a tenth of what is left after 60."""
    accounts = small()
    tariff = raised(accounts, 0.25)
    rest = long_run(accounts, tariff)
    state, distance = mean_field_base(accounts), []
    for _ in range(60 * YEARS):
        state = mean_field_week(accounts, Behaviour(**PLAIN_HOUSEHOLDS), "fixed", tariff, state)
        distance.append(np.abs(welfare(accounts, state) - rest.welfare).max())
    assert distance[40 * YEARS] < 3e-5
    assert distance[-1] < 0.1 * distance[40 * YEARS]


def test_profits_paid_to_residents_leave_a_week_of_revenue_behind():
    """The treasury holds a week's revenue more than in the base, firms hold as much less and ask for it."""
    accounts = small()
    tariff = raised(accounts, 0.25)
    rest, rate = long_run(accounts, tariff), 0.001
    state = last(accounts, tariff, "fixed", 60 * YEARS, dividend_rate=rate, **QUICK)
    held = (rest.revenue - accounts.revenue).sum() / WEEKS_PER_YEAR
    assert state.cash.sum() == pytest.approx(-held, rel=1e-3)


@pytest.mark.parametrize(
    "behaviour",
    [
        {"short_run_elasticity": 1.5},
        {"short_run_elasticity": 1.0},
        {"resourcing_hazard": 4.0},
        {"resourcing_hazard": 0.5},
        {"hazard_loss_response": 200.0},
        {"price_adjustment": 1.0, "expectation_smoothing": 1.0},
        {"wage_adjustment": 0.1},
        {"wage_response_to_change": 0.0},
    ],
    ids=lambda behaviour: next(iter(behaviour)),
)
def test_frictions_do_not_move_the_rest_point(behaviour):
    accounts = small()
    tariff = raised(accounts, 0.25)
    rest = long_run(accounts, tariff)
    state = last(accounts, tariff, "fixed", 30 * YEARS, **{**QUICK, **behaviour})
    assert welfare(accounts, state) == pytest.approx(rest.welfare, abs=3e-6)


@pytest.mark.parametrize("closure", CLOSURES)
def test_a_disturbance_of_wages_dies_out(closure):
    accounts = base_of(small, closure)
    state = disturbed(mean_field_base(accounts), np.array([1e-3, -1e-3, 5e-4]))
    start = np.abs(np.log(state.wage)).max()
    for _ in range(40 * YEARS):
        state = mean_field_week(accounts, Behaviour(), closure, accounts.base_tariff, state)
    assert start == pytest.approx(1e-3)
    assert np.abs(np.log(state.wage)).max() < 1e-5


def test_impact_is_the_short_run_elasticity():
    """Within a week spending shifts with eta only: relative flows before duty by tau to the power of -eta."""
    accounts = linked()
    tariff = raised(accounts, 0.2)
    state = last(accounts, tariff, "fixed", 1, resourcing_hazard=0.0, exporter_margin={"on": False})
    factor = (1.0 + tariff) / (1.0 + accounts.base_tariff)
    change = state.customs_value * WEEKS_PER_YEAR / accounts.customs_value
    relative = change / change[np.arange(len(change)), np.arange(len(change))][None, :, :]
    hit = (factor > 1.0) & (abroad(accounts) > 0.0)
    assert relative[hit] == pytest.approx(factor[hit] ** -0.6, rel=1e-9)


def test_without_reviews_relationships_stay_for_ever():
    accounts = small()
    state = last(accounts, raised(accounts, 0.5), "fixed", 200, resourcing_hazard=0.0)
    assert np.array_equal(state.mass, mean_field_base(accounts).mass)


def test_mass_leaves_at_the_hazard_of_what_is_too_much():
    """With one hazard and fixed prices the excess decays by the factor 1 - h a week."""
    accounts = small()
    tariff = raised(accounts, 0.3)
    off = {"on": False}
    behaviour = Behaviour.model_validate(
        {
            "hazard_loss_response": 0.0,
            "resourcing_hazard": 1.0,
            "capacity": off,
            "exporter_margin": off,
            "beliefs": off,
        }
    )
    state = mean_field_base(accounts)
    still = {"wage": state.wage, "log_price": state.log_price}
    gaps = []
    for _ in range(3):
        frozen = dataclasses.replace(
            state,
            **still,
            log_supplier_price=np.zeros_like(state.log_supplier_price),
            log_expected_price=np.zeros_like(state.log_expected_price),
        )
        state = mean_field_week(accounts, behaviour, "fixed", tariff, frozen)
        gaps.append(state.mass)
    first, second = gaps[1] - gaps[0], gaps[2] - gaps[1]
    moved = np.abs(first) > 1e-6
    assert second[moved] / first[moved] == pytest.approx(np.exp(-1.0 / WEEKS_PER_YEAR), rel=1e-6)
