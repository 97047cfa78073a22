"""How much of what goods cost shops more is in the prices that households pay."""

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.incidence.retail_pass_through import (
    CLOSING_RETAIL_PASS_THROUGH,
    RETAIL_PASS_THROUGH,
    mean_change,
    retail_pass_through,
)
from sim.metrics.settings import Settings

GROUPS = ("toys", "phones", "services")
LANDED = np.array([[0.10], [0.40]])
RETAIL = np.array([[0.02], [0.10]])
WEIGHT = np.array([[30.0], [10.0]])


def test_by_hand():
    cost, price = (30 * 0.10 + 10 * 0.40) / 40, (30 * 0.02 + 10 * 0.10) / 40
    assert mean_change(LANDED, WEIGHT) == pytest.approx([cost])
    assert retail_pass_through(RETAIL, LANDED, WEIGHT) == pytest.approx([price / cost])


def test_unit_of_imports_and_order_of_goods_do_not_matter():
    expected = retail_pass_through(RETAIL, LANDED, WEIGHT)
    assert retail_pass_through(RETAIL[::-1], LANDED[::-1], 1e3 * WEIGHT[::-1]) == pytest.approx(expected)


def test_group_that_households_do_not_buy_is_left_out():
    retail, landed = RETAIL.copy(), LANDED.copy()
    retail[1] = landed[1] = np.nan
    assert retail_pass_through(retail, landed, WEIGHT) == pytest.approx([0.2])
    assert np.isnan(retail_pass_through(np.full((2, 1), np.nan), np.full((2, 1), np.nan), WEIGHT)).all()


def test_cost_that_stays_is_not_passed_on_and_nothing_imported_has_no_weight():
    assert np.isnan(retail_pass_through(RETAIL, np.full((2, 1), 1e-4), WEIGHT)).all()
    assert np.isnan(retail_pass_through(RETAIL, LANDED, np.zeros((2, 1)))).all()


def run(posted, cost):
    """The USA imports toys and phones of China for 30 and 10 a week; prices are (3, 4) of the scenario."""
    flows = np.zeros((2, 2, 2))
    flows[1, 0] = [30.0, 10.0]
    columns = {
        "arm": np.repeat(["scenario", "reference"], 12),
        "economy": ["USA"] * 24,
        "group": np.tile(np.repeat(GROUPS, 4), 2),
        "week": mondays(4) * 6,
        "retail_price": np.concatenate([np.ravel(posted), np.ones(12)]),
        "landed_price": np.concatenate([np.ravel(cost), np.ones(12)]),
    }
    tables = {"retail_prices": filled("retail_prices", columns)}
    return evidence(("USA", "CHN"), GROUPS[:2], flows, flows, tables=tables, settings=Settings(("USA",)))


def constant(*values):
    return np.repeat(np.array(values)[:, None], 4, axis=1)


def test_table_by_week():
    found = run(constant(1.02, 1.10, 1.0), constant(1.10, 1.40, 1.0))
    frame = RETAIL_PASS_THROUGH.frame(found)
    assert frame.height == 4
    landed, retail = (0.75 * np.log(a) + 0.25 * np.log(b) for a, b in ((1.10, 1.40), (1.02, 1.10)))
    row = frame.row(0, named=True)
    assert row["landed_change"] == pytest.approx(landed, rel=1e-5)
    assert row["retail_change"] == pytest.approx(retail, rel=1e-5)
    assert row["pass_through"] == row["relative_pass_through"] == pytest.approx(retail / landed, rel=1e-5)


def test_drift_of_all_prices_drops_out_of_the_relative_one():
    calm = RETAIL_PASS_THROUGH.frame(run(constant(1.02, 1.10, 1.0), constant(1.10, 1.40, 1.0)))
    drift = run(1.07 * constant(1.02, 1.10, 1.0), 1.09 * constant(1.10, 1.40, 1.0))
    frame = RETAIL_PASS_THROUGH.frame(drift)
    assert frame["relative_pass_through"].to_list() == pytest.approx(
        calm["relative_pass_through"].to_list(), rel=1e-5
    )
    assert frame["pass_through"][0] > calm["pass_through"][0] + 0.1


def test_closing_table_by_group():
    cost = constant(1.10, 1.40, 1.0)
    posted = constant(1.0, 1.0, 1.0)
    posted[1] = [1.0, 1.1, 1.2, 1.3]
    frame = CLOSING_RETAIL_PASS_THROUGH.frame(run(posted, cost))
    toys, phones = frame.iter_rows(named=True)
    assert (toys["group"], toys["imports"], toys["pass_through"]) == ("toys", pytest.approx(52 * 30.0), 0.0)
    expected = np.log([1.0, 1.1, 1.2, 1.3]).mean() / np.log(1.4)
    assert phones["pass_through"] == pytest.approx(expected, rel=1e-5)
