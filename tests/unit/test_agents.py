"""The rules of single agents."""

import datetime as dt

import mesa
import numpy as np
import pytest
from factories import small_world, tariff

from sim.agents import Distribution, Government, Production
from sim.economy.gazette import Gazette
from sim.scenario.behaviour import Behaviour
from sim.scenario.statements import Statement


@pytest.fixture
def model():
    return mesa.Model(rng=1)


def production(model):
    """Two firms of one sector; the first buys group 0 for itself, group 1 comes from the pool only."""
    return Production(
        model,
        economy=0,
        firms=slice(0, 2),
        industry_start=np.array([0, 2, 2]),
        sector_of_group=np.array([0, 0]),
        value_added_share=np.array([0.5]),
        input_share=np.array([[0.3], [0.2]]),
        accounts=slice(0, 3),
        account_firm=np.array([-1, 0, -1]),
        account_group=np.array([0, 0, 1]),
    )


def test_a_firm_pays_its_own_price_where_it_buys_for_itself_and_the_pooled_one_elsewhere(model):
    cost = production(model).log_unit_costs(np.log(1.1), np.log([2.0, 3.0, 1.5]))
    assert np.exp(cost) == pytest.approx([1.1**0.5 * 3.0**0.3 * 1.5**0.2, 1.1**0.5 * 2.0**0.3 * 1.5**0.2])


def test_orders_add_up_to_what_firms_and_distributors_need(model):
    orders = production(model).orders(np.array([10.0, 20.0]), np.array([4.0, 1.0]))
    assert orders == pytest.approx([0.3 * 20 + 4.0, 0.3 * 10, 0.2 * 30 + 1.0])


def test_inputs_and_labour_exhaust_the_cost_of_production(model):
    firms, cost = production(model), np.array([10.0, 20.0])
    assert firms.input_spending(cost) + firms.labour_bills(cost) == pytest.approx(cost)


def test_distributors_spend_all_that_households_pay(model):
    distribution = Distribution(model, 0, services=2, margin_share=0.3, labour_share=0.6)
    plan = distribution.plan(np.array([10.0, 20.0, 50.0]))
    assert plan.purchases == pytest.approx([7.0, 14.0, 50.0 + 0.4 * 9.0])
    assert plan.purchases.sum() + plan.labour_bill == pytest.approx(80.0)


def test_services_are_sold_without_a_margin(model):
    distribution = Distribution(model, 0, services=1, margin_share=0.5, labour_share=1.0)
    assert distribution.retail_prices(np.array([4.0, 3.0]), wage=1.0) == pytest.approx([2.0, 3.0])


def test_a_government_levies_on_its_own_imports_and_names_its_acts(model):
    world = small_world()
    measures = (tariff(0.5, start="2025-03-05", id="duty", authority="x"),)
    saying = Statement(
        speaker="CHN", importer=("CHN",), exporter=("all",), says="persist", date=dt.date(2025, 3, 6)
    )
    gazette = Gazette(world, measures, (saying,), Behaviour())
    america, china = (Government(model, place, world.economies[place], gazette) for place in (0, 1))
    before, during = dt.date(2025, 2, 24), dt.date(2025, 3, 10)
    assert america.tariffs(before) == pytest.approx(world.base_tariff[:, 0])
    assert (america.tariffs(during)[1, :5] > world.base_tariff[1, 0, :5] + 0.4).all()
    assert china.tariffs(during) == pytest.approx(world.base_tariff[:, 1])
    assert america.actions(dt.date(2025, 3, 3)) == ("starts duty",)
    assert [measure.id for measure in america.in_force(during)] == ["duty"]
    assert china.actions(dt.date(2025, 3, 3)) == ()
    assert america.statements(dt.date(2025, 3, 3)) == china.statements(dt.date(2025, 3, 10)) == ()
    said = china.statements(dt.date(2025, 3, 3))
    assert [(each.speaker, each.origin, each.destination) for each in said] == [(1, 0, 1), (1, 2, 1)]
