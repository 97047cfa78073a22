"""How far each flow is from the same draws without the measures."""

import numpy as np
import pytest
from hand_made import evidence

from sim.metrics.decoupling.no_war import NO_WAR, log_gap
from sim.metrics.settings import Settings

# Rows sell to columns: USA, CHN, VNM.
BEFORE = np.array([[50.0, 4.0, 1.0], [40.0, 90.0, 5.0], [30.0, 6.0, 6.0]])
AFTER = np.array([[50.0, 4.0, 1.0], [10.0, 90.0, 10.0], [60.0, 0.0, 6.0]])


def table(settings=None):
    codes = ("USA", "CHN", "VNM")
    return NO_WAR.frame(evidence(codes, ("toys",), AFTER[..., None], BEFORE[..., None], settings=settings))


def test_gaps_by_hand():
    gap = log_gap(AFTER, BEFORE)
    assert gap[1, 0] == pytest.approx(-1.3862943611)  # ln 10 - ln 40
    assert gap[2, 0] == pytest.approx(0.6931471806)  # ln 60 - ln 30
    assert gap[0, 1] == 0.0


def test_gaps_know_no_unit_and_no_order():
    order = [2, 0, 1]
    moved = log_gap(1000.0 * AFTER[np.ix_(order, order)], 1000.0 * BEFORE[np.ix_(order, order)])
    assert moved == pytest.approx(log_gap(AFTER, BEFORE)[np.ix_(order, order)], nan_ok=True)


def test_there_and_back_is_no_gap():
    there, back = log_gap(AFTER, BEFORE), log_gap(BEFORE, AFTER)
    assert np.nansum(np.abs(there + back)) == pytest.approx(0.0)


def test_flow_that_is_gone_or_new_has_no_log():
    assert np.isnan(log_gap(AFTER, BEFORE)[2, 1])
    assert np.isnan(log_gap(BEFORE, AFTER)[2, 1])
    assert np.isnan(log_gap(np.zeros(2), np.zeros(2))).all()


def test_table_has_every_flow_of_the_two_once_a_week():
    frame = table()
    assert frame.height == 6 * 4  # with three economies every pair has one of the two
    assert frame.select("importer", "exporter", "week").is_unique().all()
    row = frame.filter(importer="USA", exporter="CHN").row(-1, named=True)
    assert (row["trade"], row["trade_reference"]) == pytest.approx((10 * 52, 40 * 52))
    assert (row["log_gap"], row["change"]) == pytest.approx((np.log(0.25), -0.75))
    assert row["benchmark_log_gap"] == 0.0


def test_flow_that_is_gone_has_a_change_of_minus_one_and_no_log():
    row = table().filter(importer="CHN", exporter="VNM").row(-1, named=True)
    assert (row["log_gap"], row["change"]) == (None, -1.0)


def test_table_is_about_the_economies_asked_for():
    frame = table(Settings(economies=("VNM",)))
    pairs = frame.select("importer", "exporter").unique().rows()
    assert sorted(pairs) == [("CHN", "VNM"), ("USA", "VNM"), ("VNM", "CHN"), ("VNM", "USA")]
