"""Whether trade comes back when the tariffs that drove it away are removed."""

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.decoupling.hysteresis import HYSTERESIS, RETURN_OF_TRADE, asymmetry, hysteresis, weeks_to
from sim.metrics.decoupling.removal import turns

CODES = ("USA", "CHN", "VNM")

# Tariff and sales of China to the United States; Vietnam sells what makes 100 of it, as long as it can.
RATE = np.array([0.1, 0.1, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1])
SALES = np.array([40, 40, 30, 20, 20, 20, 24, 28, 32, 34], dtype=float)


def test_formula_by_hand():
    assert hysteresis(np.array([20.0, 30.0, 40.0]), 20.0, 40.0) == pytest.approx([1.0, 0.5, 0.0])
    assert hysteresis(np.array([15.0, 44.0]), 20.0, 40.0) == pytest.approx([1.25, -0.2])


def test_formula_knows_no_unit():
    path = np.array([20.0, 26.0])
    assert hysteresis(1e6 * path, 20e6, 40e6) == pytest.approx(hysteresis(path, 20.0, 40.0))


def test_where_nothing_was_lost_there_is_no_return():
    assert np.isnan(hysteresis(np.array([40.0]), 40.0, 40.0)).all()
    assert np.isnan(hysteresis(np.array([40.0]), 39.61, 40.0)).all()  # less than one percent
    assert np.isnan(hysteresis(np.array([40.0]), 45.0, 40.0)).all()
    assert np.isnan(hysteresis(np.array([40.0]), 0.0, 0.0)).all()
    assert np.isnan(hysteresis(np.array([40.0]), np.nan, 40.0)).all()
    assert np.isfinite(hysteresis(np.array([40.0]), 39.59, 40.0)).all()


def test_weeks_lie_on_a_straight_line_between_points():
    assert weeks_to(np.array([1.0, 0.8, 0.4, 0.2])) == pytest.approx(1.0 + 0.3 / 0.4)
    assert weeks_to(np.array([1.0, 0.5, 0.6])) == pytest.approx(1.0)
    assert weeks_to(np.array([0.3, 0.2])) == 0.0


def test_what_is_not_reached_takes_no_known_time():
    assert np.isnan(weeks_to(np.array([1.0, 0.9, 0.51])))
    assert np.isnan(weeks_to(np.full(3, np.nan)))


def test_asymmetry_by_hand():
    assert asymmetry(2.0, 9.0) == pytest.approx(4.5)
    assert np.isnan(asymmetry(0.0, 9.0))
    assert np.isnan(asymmetry(2.0, np.nan))


def test_a_removal_is_the_largest_fall_after_the_highest_rate():
    rate = np.array([0.2, 0.1, 0.3, 1.0, 1.1, 1.0, 0.6, 0.5])
    found = turns(rate, 0.1)
    assert (found.rise, found.fall) == (3, 6)
    assert found.gone == pytest.approx((1.1 - rate) / 1.0)
    assert found.removed == pytest.approx(0.6)


def test_a_rise_after_the_removal_is_not_the_one_that_led_to_it():
    found = turns(np.array([0.1, 0.7, 1.1, 0.1, 0.1, 1.0, 0.5]), 0.1)
    assert (found.rise, found.fall) == (1, 3)


def test_a_removal_within_a_week_is_seen_whole():
    found = turns(np.array([0.1, 1.1, 1.1, 0.8, 0.1]), 0.1)  # the last two days of a week free
    assert found.fall == 4
    assert turns(np.array([0.1, 1.1, 1.1, 0.5, 0.1]), 0.1).fall == 3
    assert turns(np.array([0.1, 1.1, 1.1, 0.5, 0.1]), 0.1).removed == pytest.approx(1.0)


def test_less_than_a_quarter_of_the_rise_is_no_removal():
    assert turns(np.array([0.1, 0.5, 0.401]), 0.1) is None
    assert turns(np.array([0.1, 0.5, 0.399]), 0.1) is not None
    assert turns(np.array([0.1, 0.5, 0.42, 0.42, 0.34, 0.34, 0.245]), 0.1) is None  # in small steps
    assert turns(np.array([0.1, 0.1, 0.5]), 0.1) is None
    assert turns(np.full(4, 0.1), 0.1) is None
    assert turns(np.array([0.1, 0.0, 0.0]), 0.1) is None  # never above the base
    assert turns(np.array([0.1, 0.105, 0.1]), 0.1) is None  # a rise of half a point
    assert turns(np.array([0.1, 0.115, 0.1]), 0.1) is not None


def run(rate=RATE, sales=SALES, barred=None):
    weeks = len(rate)
    reference = np.zeros((3, 3, 1, weeks))
    reference[1, 0], reference[2, 0], reference[0, 0], reference[0, 1] = 40.0, 60.0, 500.0, 10.0
    scenario = reference.copy()
    scenario[1, 0, 0], scenario[2, 0, 0] = sales, 100.0 - np.asarray(sales)
    columns = {
        "importer": ["USA"] * weeks,
        "exporter": ["CHN"] * weeks,
        "week": mondays(weeks),
        "rate_fixed_weights": rate,
        "base_rate": [0.1] * weeks,
        "barred": np.zeros(weeks) if barred is None else barred,
    }
    return evidence(CODES, ("toys",), scenario, reference, tables={"tariffs": filled("tariffs", columns)})


def test_table_by_hand():
    assert HYSTERESIS.applies(run())
    frame = HYSTERESIS.frame(run())
    assert frame["weeks_since"].to_list() == [0, 1, 2, 3, 4, 5]
    assert frame["week"].to_list() == mondays(10)[4:]
    # From 20 % of imports in the last week before, back to 40 %.
    back = [1.0, 1.0, 1 - 4 / 20, 1 - 8 / 20, 1 - 12 / 20, 1 - 14 / 20]
    assert frame["hysteresis_of_share"].to_list() == pytest.approx(back)
    assert frame["hysteresis_of_trade"].to_list() == pytest.approx(back)
    assert frame["share"].to_list() == pytest.approx(list(SALES[4:] / 100))
    assert frame["trade"].to_list() == pytest.approx(list(SALES[4:] / 40))
    assert frame["tariff_removed"].to_list() == pytest.approx([0.0] + [1.0] * 5)


def test_summary_by_hand():
    share, trade = RETURN_OF_TRADE.frame(run()).iter_rows(named=True)
    assert (share["variable"], trade["variable"]) == ("share", "trade")
    assert (share["risen"], share["removed"]) == (mondays(10)[2], mondays(10)[5])
    assert (share["at_first"], share["before_removal"]) == pytest.approx((0.4, 0.2))
    # Down from 40: 30 is half of the way to 20, one week after the last before the rise.
    # Back: from 28 to 32 it passes 30.
    assert share["weeks_to_lose_half"] == pytest.approx(1.0)
    assert share["weeks_to_regain_half"] == pytest.approx(3.5)
    assert share["asymmetry"] == pytest.approx(3.5)
    assert (share["after_13_weeks"], share["long_run"]) == (None, pytest.approx(0.0))
    assert share["part_removed"] == pytest.approx(1.0)


def test_what_is_not_regained_in_the_run_takes_no_known_time():
    (share, _) = RETURN_OF_TRADE.frame(run(sales=np.minimum(SALES, 28.0))).iter_rows(named=True)
    assert (share["weeks_to_regain_half"], share["asymmetry"]) == (None, None)


def test_of_a_partial_removal_the_part_is_told_and_the_index_is_raw():
    whole, part = RATE.copy(), np.where(np.arange(10) >= 5, 0.38, RATE)
    assert HYSTERESIS.frame(run(rate=part))["tariff_removed"][-1] == pytest.approx(0.3)
    raw = HYSTERESIS.frame(run(rate=part))["hysteresis_of_share"].to_list()
    assert raw == HYSTERESIS.frame(run(rate=whole))["hysteresis_of_share"].to_list()


def test_a_ban_that_is_lifted_is_a_removal():
    flat, barred = np.full(10, 0.1), np.where((np.arange(10) >= 2) & (np.arange(10) < 5), 1.0, 0.0)
    frame = HYSTERESIS.frame(run(rate=flat, barred=barred))
    assert frame["hysteresis_of_share"].to_list() == HYSTERESIS.frame(run())["hysteresis_of_share"].to_list()
    assert frame["tariff"].to_list() == pytest.approx([1.6] + [0.1] * 5)


def test_a_run_that_removes_nothing_has_no_table():
    stays = np.where(np.arange(10) >= 2, 0.5, 0.1)
    assert not HYSTERESIS.applies(run(rate=stays))
    assert not RETURN_OF_TRADE.applies(run(rate=stays))


def test_trade_that_was_never_lost_does_not_come_back():
    frame = HYSTERESIS.frame(run(sales=np.full(10, 40.0)))
    assert frame["hysteresis_of_share"].null_count() == frame.height
    (share, _) = RETURN_OF_TRADE.frame(run(sales=np.full(10, 40.0))).iter_rows(named=True)
    assert (share["weeks_to_lose_half"], share["weeks_to_regain_half"]) == (None, None)
