"""Where a taxed exporter sells what it no longer sells to the economy that taxes it."""

import numpy as np
import pytest
from hand_made import evidence

from sim.metrics.trade_patterns.deflection import (
    DEFLECTION,
    DEFLECTION_WEEKLY,
    deflection_ratio,
    depression_ratio,
)

CODES = ("USA", "CHN", "VNM", "MEX")


def numbers(*values):
    return np.array(values, dtype=float)


def test_ratios_by_hand():
    assert deflection_ratio(numbers(20, 20), numbers(5, -2), numbers(100, 100)) == pytest.approx([0.25, -0.1])
    assert depression_ratio(numbers(20), numbers(3), numbers(100)) == pytest.approx([0.15])


def test_ratios_know_no_unit():
    assert deflection_ratio(numbers(2e4), numbers(5e3), numbers(1e5)) == pytest.approx([0.25])


def test_a_loss_of_less_than_one_percent_of_exports_has_no_ratio():
    fall = numbers(0.99, 1.0, 0.0, -5.0)
    found = deflection_ratio(fall, numbers(1, 1, 1, 1), np.full(4, 100.0))
    assert np.isnan(found).tolist() == [True, False, True, True]
    other = depression_ratio(fall, numbers(1, 1, 1, 1), np.full(4, 100.0))
    assert np.isnan(other).tolist() == [True, False, True, True]
    assert np.isnan(deflection_ratio(numbers(0), numbers(0), numbers(0))).all()


def flows():
    """Origin, destination, one group."""
    found = np.zeros((4, 4, 1))
    found[0, 1], found[0, 3] = 20.0, 10.0
    found[1, 0], found[1, 1], found[1, 2], found[1, 3] = 60.0, 100.0, 8.0, 6.0
    found[2, 0], found[2, 1] = 10.0, 5.0
    found[3, 0], found[3, 1] = 30.0, 4.0
    return found


def after():
    """China sells 20 less to the United States, 5 more to others, 7 more at home, where 3 give way."""
    found = flows()
    found[1, 0], found[1, 1], found[1, 2], found[1, 3] = 40.0, 107.0, 11.0, 8.0
    found[2, 1], found[3, 1] = 3.0, 3.0
    found[0, 1], found[0, 3] = 16.0, 11.0
    return found


def test_table_by_hand():
    frame = DEFLECTION.frame(evidence(CODES, ("toys",), after(), flows())).filter(basis="value")
    china, america = frame.iter_rows(named=True)
    assert (china["exporter"], china["market"]) == ("CHN", "USA")
    parts = [china[name] / 52 for name in ("fall", "rise_elsewhere", "rise_at_home", "displaced_at_home")]
    assert parts == pytest.approx([20, 5, 7, 3])
    assert (china["deflection"], china["depression"]) == pytest.approx((5 / 20, 3 / 20))
    assert (america["exporter"], america["fall"] / 52, america["deflection"]) == ("USA", 4.0, 1 / 4)
    # The long run is the base here, so nothing is lost in it.
    assert (china["benchmark_fall"], china["benchmark_deflection"]) == (0.0, None)


def test_weeks_look_at_all_goods_together():
    base, changed = (np.concatenate([each, each], axis=2) for each in (flows(), after()))
    changed[1, 0, 1], changed[1, 2, 1] = 50.0, 7.0  # the second good: 10 lost, 1 - 2 elsewhere
    frame = DEFLECTION_WEEKLY.frame(evidence(CODES, ("toys", "chips"), changed, base)).filter(basis="value")
    assert frame.height == 2 * 4
    last = frame.filter(exporter="CHN").row(-1, named=True)
    assert last["fall"] == pytest.approx(52 * (20 + 10))
    assert last["deflection"] == pytest.approx((5 + 2 - 1) / 30)


def test_relabelled_third_economies_change_nothing():
    order = [0, 1, 3, 2]
    turned = [each[np.ix_(order, order)] for each in (after(), flows())]
    moved = DEFLECTION.frame(evidence(tuple(CODES[place] for place in order), ("toys",), *turned))
    assert moved.equals(DEFLECTION.frame(evidence(CODES, ("toys",), after(), flows())))


def test_prices_alone_leave_volumes():
    scenario, reference = (np.repeat(each[..., None], 4, axis=3) for each in (0.9 * flows(), flows()))
    same = np.ones_like(reference)
    found = evidence(CODES, ("toys",), scenario, reference, quantity_index=(same, same))
    frame = DEFLECTION_WEEKLY.frame(found).filter(exporter="CHN")
    assert frame.filter(basis="value")["deflection"].to_list() == pytest.approx([-1.4 / 6] * 4)
    assert frame.filter(basis="volume")["fall"].to_list() == pytest.approx([0.0] * 4)
    assert frame.filter(basis="volume")["deflection"].null_count() == 4
