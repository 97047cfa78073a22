"""Trade deficits week by week: what each closure does to the agents."""

import datetime as dt

import numpy as np
import pytest
from factories import small_world, tariff

from sim.economy.base import build_base
from sim.economy.deficits import transfer
from sim.economy.rebasing import balanced_base
from sim.economy.routed_rest import routed_long_run
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario

QUICK = {"resourcing_hazard": 4.0, "wage_adjustment": 0.05}


def scenario(deficits, *measures, **world):
    return Scenario.model_validate(
        {
            "name": "test",
            "world": {"deficits": deficits, **world},
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": 52},
            "population": {"producers": 600, "relationships": 60_000, "distributors": 40},
            "measures": measures,
            "behaviour": QUICK,
        }
    )


def run(deficits, weeks, *measures):
    world = balanced_base(small_world()) if deficits == "balanced" else small_world()
    model = TradeWar(scenario(deficits, *measures), world)
    for _ in range(weeks):
        model.step()
    return model


@pytest.mark.parametrize("deficits", ["fixed", "balanced", "gdp_share"])
def test_the_base_stands_still_and_books_close(deficits):
    model = run(deficits, 60)
    assert model.state.customs_value * 52 == pytest.approx(model.world.customs_value, rel=1e-9)
    assert model.residuals.beyond(1e-12) == ()


@pytest.mark.parametrize("deficits", ["fixed", "balanced", "gdp_share"])
def test_agents_rest_on_the_benchmark_of_their_closure(deficits):
    model = run(deficits, 1000, tariff(0.5, start="2025-01-06", products="all"))
    rest = routed_long_run(model.world, model.behaviour.routing, model.state.tariff, model.deficits)
    received = transfer(model.world, rest.wage, model.deficits)
    assert model.state.income[:, 3] * 52 == pytest.approx(received, rel=2e-3, abs=1e-3)
    assert model.state.wage == pytest.approx(rest.wage, abs=2e-3)
    assert model.residuals.beyond(1e-11) == ()


def test_closures_differ_where_the_wage_moves():
    measure = tariff(0.5, start="2025-01-06", products="all")
    fixed, share = run("fixed", 300, measure), run("gdp_share", 300, measure)
    assert fixed.state.income[:, 3] * 52 == pytest.approx(fixed.world.deficit, rel=1e-12)
    moved = transfer(share.world, share.state.wage, "gdp_share")
    assert share.state.income[:, 3] * 52 == pytest.approx(moved, rel=1e-3)
    assert np.abs(moved - share.world.deficit).max() > 1e-3 * np.abs(share.world.deficit).max()


def test_a_balanced_scenario_starts_from_the_balanced_base():
    world = build_base(scenario("balanced", economies=["USA", "CHN", "EU"]))
    assert world.deficit == pytest.approx(np.zeros(4), abs=1e-5)
    lopsided = build_base(scenario("fixed", economies=["USA", "CHN", "EU"]))
    assert lopsided.deficit[0] > 1e6
    assert world.taste == pytest.approx(lopsided.taste, abs=1e-9)
