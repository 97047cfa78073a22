"""Where a change of real consumption comes from, by source of income."""

import numpy as np
import pytest
from factories import small_world
from two_rests import evidence_of, solved, war

from sim.metrics.incidence.income_parts import INCOME_PARTS, WEEKLY_INCOME_PARTS, income_parts


def sources(pay, rebate, dividends, transfer):
    """Income after and before from pairs."""
    return {
        name: np.array(pair)
        for name, pair in {"pay": pay, "rebate": rebate, "dividends": dividends, "transfer": transfer}.items()
    }


def test_sources_of_income_by_hand():
    income = sources((95.0, 90.0), (25.0, 0.0), (0.0, 0.0), (-10.0, 10.0))  # 110 after, 100 before
    found = income_parts(income, labour=np.array([100.0, 90.0]), price=np.array([1.05, 1.0]))
    size = 10.0 / np.log(1.1)
    assert found["change"] == pytest.approx(np.log(1.1 / 1.05))
    assert found["wages"] + found["jobs"] == pytest.approx(5.0 / size)
    assert found["jobs"] / found["wages"] == pytest.approx(np.log(0.95) / np.log(100.0 / 90.0))
    assert (found["rebate"], found["dividends"], found["transfer"]) == pytest.approx(
        (25.0 / size, 0.0, -20.0 / size)
    )
    assert found["prices"] == pytest.approx(-np.log(1.05))
    assert sum(each for name, each in found.items() if name != "change") == pytest.approx(
        found["change"], abs=1e-15
    )


def test_sources_know_no_unit_and_nothing_comes_of_nothing():
    draw = np.random.default_rng(3)
    income = sources(*draw.uniform(10.0, 100.0, (4, 2, 5)))
    labour, price = draw.uniform(50.0, 100.0, (2, 2, 5))
    found = income_parts(income, labour, price)
    scaled = income_parts(
        {name: 1000.0 * each for name, each in income.items()}, 1000.0 * labour, 1000.0 * price
    )
    for name, each in found.items():
        assert scaled[name] == pytest.approx(each, abs=1e-12)
    still = income_parts({name: each[[0, 0]] for name, each in income.items()}, labour[[0, 0]], price[[0, 0]])
    assert all((each == 0.0).all() for each in still.values())


def test_sources_of_an_economy_that_spends_nothing_have_no_value():
    found = income_parts(sources(*np.zeros((4, 2))), labour=np.zeros(2), price=np.ones(2))
    assert np.isnan(found["change"])
    assert np.isnan(found["rebate"])


def test_table_of_sources_of_a_run_at_rest():
    world = small_world()
    rest = solved(world, war(world, 0.8))
    run = evidence_of(world, rest)
    frame = INCOME_PARTS.frame(run)
    names = ("wages", "rebate", "transfer", "prices")
    assert frame["change"].to_numpy() == pytest.approx(np.log(rest.welfare), abs=1e-12)
    assert sum(frame[name].to_numpy() for name in names) == pytest.approx(np.log(rest.welfare), abs=1e-12)
    assert frame["jobs"].to_numpy() == pytest.approx(0.0, abs=1e-12)
    for name in ("change", *names):
        assert frame[f"{name}_benchmark"].to_numpy() == pytest.approx(frame[name].to_numpy(), abs=1e-12)
    weekly = WEEKLY_INCOME_PARTS.frame(run)
    assert weekly.height == 2 * 4
    assert weekly["rebate"][0] == pytest.approx(frame["rebate"][0], abs=1e-12)
