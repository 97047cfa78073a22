"""Households in the long run: what leaves the rest point alone, and by how much Engel's law moves it."""

from collections import deque
from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
from bases import linked, raised, small

from sim.economy.equilibrium import long_run
from sim.economy.mean_field import disturbed, mean_field_base, mean_field_path, mean_field_week, welfare
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.scenario.schema import Behaviour

YEARS = 52
QUICK = {
    "resourcing_hazard": 2.0,
    "wage_adjustment": 0.05,
    "capacity": {"growth_half_life": 13.0, "decline_half_life": 13.0},
}
OFF = {"on": False}


def last(accounts, tariff, weeks, **behaviour):
    path = mean_field_path(accounts, Behaviour(**behaviour), "fixed", repeat(tariff, weeks))
    return deque(path, maxlen=1).pop()


@pytest.mark.parametrize("make", [small, linked])
def test_with_engels_law_it_rests_on_the_benchmark_with_the_tastes_of_the_new_incomes(make):
    accounts = make()
    tariff = raised(accounts, 0.25)
    state = last(accounts, tariff, 35 * YEARS, **QUICK)
    taste = state.final_spending / state.final_spending.sum(axis=1, keepdims=True)
    rest = long_run(accounts, tariff, taste=taste)
    assert state.wage == pytest.approx(rest.wage, abs=1e-6)
    assert state.customs_value * WEEKS_PER_YEAR == pytest.approx(rest.customs_value, rel=1e-4, abs=1e-3)
    assert np.abs(state.unemployment).max() < 1e-6


def test_engels_law_moves_the_rest_point_by_a_thousandth_of_a_point_of_welfare():
    accounts = small()
    tariff = raised(accounts, 0.25)
    gap = welfare(accounts, last(accounts, tariff, 20 * YEARS, **QUICK)) - long_run(accounts, tariff).welfare
    assert 1e-6 < np.abs(gap).max() < 1e-5


def test_unemployment_and_boycotts_leave_the_rest_point_where_it_is():
    accounts = small()
    tariff = raised(accounts, 0.25)
    state = last(accounts, tariff, 30 * YEARS, engel=OFF, **QUICK)
    assert welfare(accounts, state) == pytest.approx(long_run(accounts, tariff).welfare, abs=1e-8)
    assert state.sentiment.avoiding.max() < 1e-12
    assert state.opinion.approval == pytest.approx(0.5, abs=1e-6)


def test_unemployment_delays_the_rest_point_by_some_years():
    """With the default frictions welfare is within 0.006 points after 40 years, a tenth of it after 60."""
    accounts = small()
    tariff = raised(accounts, 0.25)
    rest = long_run(accounts, tariff)
    state, distance = mean_field_base(accounts), []
    for _ in range(60 * YEARS):
        state = mean_field_week(accounts, Behaviour(engel=OFF), "fixed", tariff, state)
        distance.append(np.abs(welfare(accounts, state) - rest.welfare).max())
    assert distance[40 * YEARS] < 6e-5
    assert distance[-1] < 6e-6


def test_a_lasting_boycott_moves_the_rest_point():
    accounts = small()
    tariff = raised(accounts, 0.5)
    state = last(accounts, tariff, 20 * YEARS, engel=OFF, sentiment={"lasting": 0.5}, **QUICK)
    gap = welfare(accounts, state) - long_run(accounts, tariff).welfare
    assert state.sentiment.avoiding.max() > 0.05
    assert np.abs(gap).max() > 1e-4


def test_nothing_moves_without_policy():
    accounts = small()
    state = last(accounts, accounts.base_tariff, 520)
    assert np.abs(state.wage - 1.0).max() < 1e-12
    assert state.unemployment.max() < 1e-12
    assert not state.sentiment.avoiding.any()
    assert state.opinion.approval == pytest.approx(0.5, abs=1e-12)
    base = accounts.deciles.income_share * accounts.consumption[:, None] / WEEKS_PER_YEAR
    assert state.decile_income.sum(axis=2) == pytest.approx(base, rel=1e-12)


@pytest.mark.parametrize("jobs", [{"replacement": 0.4}, {"wage_fall": 0.05}, {"layoffs": 1.0, "hires": 1.0}])
def test_a_disturbance_of_wages_dies_out_at_the_ends_of_the_ranges(jobs):
    accounts = small()
    state = disturbed(mean_field_base(accounts), np.array([1e-3, -1e-3, 5e-4]))
    for _ in range(40 * YEARS):
        state = mean_field_week(accounts, Behaviour(unemployment=jobs), "fixed", accounts.base_tariff, state)
    assert np.abs(np.log(state.wage)).max() < 1e-5
    assert state.unemployment.max() < 1e-5


def test_the_world_multiplier_of_spending_is_bounded_by_what_the_unemployed_are_paid():
    """All labour idle alike: benefits replace a part of the pay, so only the rest of it is not spent."""
    accounts = small()
    start = mean_field_base(accounts)
    idle = np.full(3, 0.05)
    state = mean_field_week(
        accounts, Behaviour(), "fixed", accounts.base_tariff, _with_unemployment(start, idle)
    )
    lost = 1.0 - state.income.sum() / start.income.sum()
    part = accounts.labour_income.sum() / accounts.consumption.sum()
    assert lost == pytest.approx(0.05 * 0.45 * part, rel=1e-6)


def _with_unemployment(state, unemployment):
    return replace(state, unemployment=unemployment)
