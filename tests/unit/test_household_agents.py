"""Households as agents: one an economy, a row each tenth of incomes."""

import datetime as dt

import mesa
import numpy as np
import pytest
from factories import small_world, tariff

from sim.agents import Households
from sim.economy.engel import spending_by_decile
from sim.model.phases.consuming import consume
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario

USA, CHN, ROW = 0, 1, 2


def small_war(**behaviour):
    """The first economy taxes all goods of the second from the first week."""
    asked = {
        "name": "households",
        "horizon": {"start": dt.date(2025, 1, 6), "weeks": 10},
        "population": {"producers": 600, "relationships": 20_000, "distributors": 40},
        "measures": (tariff(1.0, start="2025-01-06", authority="war"),),
        "behaviour": behaviour,
    }
    return TradeWar(Scenario.model_validate(asked), small_world())


@pytest.fixture(scope="module")
def war():
    model = small_war()
    for _ in range(10):
        model.step()
    return model


def two_tenths():
    """Two tenths that buy necessities and luxuries, the richer with three times the income."""
    budgets = np.array([[0.25, 0.75], [0.1, 0.9]])
    return Households(mesa.Model(rng=1), 0, np.array([12.0, 36.0]), budgets, np.array([0.5, 1.5]))


def test_households_spend_all_that_they_have_as_in_the_base_at_base_income():
    income, still = np.array([12.0, 36.0]), np.zeros(2)
    base = np.array([[3.0, 9.0], [3.6, 32.4]])
    assert two_tenths().spending(income, still, 1.0) == pytest.approx(base)
    assert two_tenths().spending(income, np.array([0.1, 0.2]), 0.0) == pytest.approx(base)


def test_a_tenth_that_can_buy_more_spends_a_smaller_part_on_necessities_and_the_other_as_before():
    richer = two_tenths().spending(np.array([24.0, 36.0]), np.zeros(2), 1.0)
    weight = np.array([0.25 * 2.0**-0.5, 0.75 * 2.0**0.5])
    assert richer[0] == pytest.approx(24.0 * weight / weight.sum())
    assert richer[1] == pytest.approx([3.6, 32.4])


def test_what_counts_is_income_over_the_price_of_the_tenths_own_basket():
    dearer = two_tenths().spending(np.array([24.0, 72.0]), np.log([2.0, 2.0]), 1.0)
    assert dearer == pytest.approx(np.array([[6.0, 18.0], [7.2, 64.8]]))
    # only luxuries are dearer: the first tenth's prices rise by 2**0.75, so it is as if its income fell
    squeezed = two_tenths().spending(np.array([12.0, 36.0]), np.log([1.0, 2.0]), 1.0)
    real = 2.0**-0.75
    weight = np.array([0.25 * real**-0.5, 0.75 * real**0.5])
    assert squeezed[0] == pytest.approx(12.0 * weight / weight.sum())


def test_households_of_one_economy_spend_as_they_do_among_all(war):
    world, income, log_price = war.world, war.state.decile_income.sum(axis=2), np.log(war.state.retail_price)
    deciles, base = world.deciles, world.deciles.income_share * world.consumption[:, None] / 52
    together = spending_by_decile(
        income, base, log_price, deciles.budget_share, deciles.income_elasticity, 1.0
    )
    for place, agent in enumerate(war.households):
        assert agent.economy == place
        spent = agent.spending(income[place], log_price[place], 1.0)
        assert spent == pytest.approx(together[place], rel=1e-12)
        assert spent.sum(axis=1) == pytest.approx(income[place])


@pytest.mark.parametrize("engel", [True, False])
def test_with_engels_law_an_economy_spends_what_its_households_say(engel):
    model = small_war(engel={"on": engel})
    chinese = model.households[CHN]

    def only_the_first_group(income, log_price, strength):
        spent = np.zeros_like(chinese.budget_share)
        spent[:, 0] = income
        return spent

    chinese.spending = only_the_first_group
    consume(model)
    spent, income = model.state.final_spending, model.state.income.sum(axis=1)
    usual = model.world.taste * income[:, None]
    assert spent.sum(axis=1) == pytest.approx(income)
    assert spent[[USA, ROW]] == pytest.approx(usual[[USA, ROW]])
    assert (spent[CHN, 0] == pytest.approx(income[CHN])) == engel
    assert (spent[CHN] == pytest.approx(usual[CHN])) == (not engel)


def test_agents_of_households_show_what_happened_to_them(war):
    (chinese,) = (agent for agent in war.agents_by_type[Households] if agent.economy == CHN)
    assert chinese is war.households[CHN]
    assert chinese.income.shape == (10, 5)
    assert (np.diff(chinese.income.sum(axis=1)) > 0.0).all()
    assert chinese.approval == pytest.approx(war.state.opinion.approval[CHN])
    assert ((chinese.approval > 0.0) & (chinese.approval < 1.0)).all()
    assert np.isfinite(chinese.price_experience).all()
