"""Tariffs as written, as paid, and as paid once buyers have turned elsewhere."""

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.incidence.effective_tariffs import (
    CLOSING_TARIFFS,
    EFFECTIVE_TARIFFS,
    average_tariff,
    tariff_gap,
)
from sim.metrics.settings import Settings

CODES = ("USA", "CHN", "VNM")
GOODS = ("toys", "phones")

# Origins China and Vietnam, groups toys and phones, one week.
BASE = np.array([[60.0, 40.0], [50.0, 50.0]])[..., None]
VALUE = np.array([[20.0, 40.0], [80.0, 60.0]])[..., None]
STATUTORY = np.array([[1.0, 0.0], [0.1, 0.1]])[..., None]
PAID = np.array([[0.8, 0.0], [0.1, 0.1]])[..., None]


def drawn(seed=1):
    """Rates and trade of four origins, three groups and five weeks."""
    draws = np.random.default_rng(seed)
    statutory, paid, base, value = draws.uniform(0.1, 1.0, (4, 4, 3, 5))
    return statutory, paid, base, value


def war(scenario, duty, lines=(), **others):
    """Evidence of some weeks in which the USA taxes; customs values and duties are (3, 3, 2, W) a week."""
    reference = np.zeros(scenario.shape)
    reference[1:, 0] = BASE
    reference[0, 0] = 1000.0
    table = {}
    if lines:
        columns = zip(*lines, strict=True)
        names = ("importer", "exporter", "group", "week", "rate")
        table["tariff_lines"] = filled("tariff_lines", dict(zip(names, columns, strict=True)))
    usual = 0.05 * reference
    usual[0, 0] = 0.0
    return evidence(
        CODES,
        GOODS,
        scenario,
        reference,
        tables=table,
        duty=(duty, usual),
        settings=Settings(("USA",)),
        **others,
    )


def test_averages_by_hand():
    assert average_tariff(STATUTORY, BASE) == pytest.approx([(60 * 1.0 + 100 * 0.1) / 200])
    assert average_tariff(PAID, BASE) == pytest.approx([(60 * 0.8 + 100 * 0.1) / 200])
    assert average_tariff(PAID, VALUE) == pytest.approx([(20 * 0.8 + 140 * 0.1) / 200])


def test_gap_by_hand():
    evasion, between, within = tariff_gap(STATUTORY, PAID, BASE, VALUE)
    assert evasion == pytest.approx([60 * 0.2 / 200])
    # China's share falls from 100/200 to 60/200, its rate from 48/100 to 16/60; Vietnam's stays at 0.1.
    china = (48 / 100, 16 / 60)
    assert between == pytest.approx([0.2 * sum(china) / 2 - 0.2 * 0.1])
    assert within == pytest.approx([(0.5 + 0.3) / 2 * (china[0] - china[1])])


def test_parts_add_up_to_the_gap():
    statutory, paid, base, value = drawn()
    parts = tariff_gap(statutory, paid, base, value)
    gap = average_tariff(statutory, base) - average_tariff(paid, value)
    assert sum(parts) == pytest.approx(gap, abs=1e-14)
    assert np.abs(parts).min() > 0.0


def test_gap_knows_no_unit_and_no_order():
    flows = drawn()
    expected = tariff_gap(*flows)
    order, groups = [2, 0, 3, 1], [1, 2, 0]
    statutory, paid, base, value = (each[order][:, groups] for each in flows)
    assert np.array(tariff_gap(statutory, paid, 1e3 * base, 7.0 * value)) == pytest.approx(np.array(expected))


def test_an_origin_in_two_halves_is_one_origin():
    flows = drawn()
    halves = [np.repeat(each, 2, axis=0) for each in flows]
    assert np.array(tariff_gap(*halves)) == pytest.approx(np.array(tariff_gap(*flows)))


def test_one_rate_for_all_leaves_no_gap():
    _, _, base, value = drawn()
    rate = np.full_like(base, 0.3)
    assert np.array(tariff_gap(rate, rate, base, value)) == pytest.approx(np.zeros((3, 5)))


def test_origin_that_was_left_is_substitution_between_origins():
    value = VALUE.copy()
    value[0] = 0.0
    _, between, within = tariff_gap(STATUTORY, PAID, BASE, value)
    assert between == pytest.approx([0.29 - 0.1])
    assert within == pytest.approx([0.0])


def test_who_trades_nothing_has_no_tariff():
    nothing = np.zeros_like(BASE)
    assert np.isnan(average_tariff(PAID, nothing)).all()
    evasion, between, within = tariff_gap(STATUTORY, PAID, BASE, nothing)
    assert evasion == pytest.approx([0.06])
    assert np.isnan([between, within]).all()
    assert np.isnan(tariff_gap(STATUTORY, PAID, nothing, nothing)).all()


def test_table_by_hand():
    scenario, duty = np.zeros((2, 3, 3, 2, 4))
    scenario[1:, 0], duty[1:, 0] = VALUE, PAID * VALUE
    scenario[0, 0] = 1000.0  # what is made at home pays nothing and counts nowhere
    week = mondays(4)
    lines = [("USA", "CHN", "toys", week[0], 1.0), ("USA", "CHN", "phones", week[0], 0.0)]
    lines += [("USA", "VNM", group, week[0], 0.1) for group in GOODS]
    frame = EFFECTIVE_TARIFFS.frame(war(scenario, duty, lines))
    assert frame.height == 3 * 4
    row = frame.filter(partner="all").row(-1, named=True)
    rates = row["statutory"], row["pre_substitution"], row["post_substitution"]
    assert rates == pytest.approx((0.35, 0.29, 0.15), rel=1e-6)
    assert row["evasion"] + row["between_origins"] + row["within_origins"] == pytest.approx(
        0.35 - 0.15, rel=1e-6
    )
    assert row["duty"] == pytest.approx(52 * 30.0, rel=1e-6)
    assert row["statutory_reference"] == pytest.approx(0.05)
    assert row["duty_reference"] == pytest.approx(52 * 10.0)
    china = frame.filter(partner="CHN").row(-1, named=True)
    assert china["statutory"] - china["post_substitution"] == pytest.approx(0.6 - 16 / 60, rel=1e-6)
    assert china["between_origins"] == 0.0


def test_rates_hold_from_the_week_of_their_change():
    scenario, duty = np.zeros((2, 3, 3, 2, 4))
    scenario[1:, 0] = BASE
    week = mondays(4)
    lines = [("USA", "CHN", "toys", week[3], 0.5), ("USA", "CHN", "toys", week[1], 0.2)]
    frame = EFFECTIVE_TARIFFS.frame(war(scenario, duty, lines)).filter(partner="CHN")
    phones = 0.4 * 0.05
    assert frame["statutory"].to_list() == pytest.approx(
        [0.05, 0.6 * 0.2 + phones, 0.6 * 0.2 + phones, 0.6 * 0.5 + phones]
    )


def test_closing_rate_in_force_is_the_mean_of_the_last_four_weeks():
    scenario, duty = np.zeros((2, 3, 3, 2, 6))
    scenario[1:, 0] = BASE
    week = mondays(6)
    lines = [("USA", "CHN", group, week[1], 0.2) for group in GOODS]
    lines += [("USA", "CHN", group, week[4], 0.6) for group in GOODS]
    row = CLOSING_TARIFFS.frame(war(scenario, duty, lines)).row(0, named=True)
    assert (row["importer"], row["partner"]) == ("USA", "CHN")
    assert row["statutory"] == pytest.approx((0.2 + 0.2 + 0.6 + 0.6) / 4)


def test_where_nothing_arrives_the_statutory_rate_stands_in():
    scenario, duty = np.zeros((2, 3, 3, 2, 4))
    scenario[1, 0, 1] = 40.0  # of China's goods phones alone are left, free of duty
    frame = EFFECTIVE_TARIFFS.frame(war(scenario, duty, [("USA", "CHN", "toys", mondays(4)[0], 0.5)]))
    china, vietnam = (frame.filter(partner=code).row(-1, named=True) for code in ("CHN", "VNM"))
    assert china["pre_substitution"] == pytest.approx(0.6 * 0.5)
    assert china["not_traded"] == pytest.approx(0.6)
    assert china["post_substitution"] == 0.0
    assert vietnam["not_traded"] == 1.0
    assert vietnam["pre_substitution"] == pytest.approx(0.05)
    assert vietnam["post_substitution"] is vietnam["within_origins"] is None


def test_closing_table_has_every_economy_and_adds_weeks_before_dividing():
    scenario, duty = np.zeros((2, 3, 3, 2, 4))
    scenario[1, 0, 0], duty[1, 0, 0] = [10.0, 10.0, 10.0, 30.0], [1.0, 1.0, 1.0, 15.0]
    frame = CLOSING_TARIFFS.frame(war(scenario, duty))
    assert frame.height == 3 * 3
    row = frame.filter(importer="USA", partner="CHN").row(0, named=True)
    assert row["post_substitution"] == pytest.approx(18 / 60)
    assert row["duty"] == pytest.approx(52 * 18 / 4)
    assert row["post_substitution_benchmark"] == 0.0
    importers_of_nothing = frame.filter(importer="VNM")
    assert importers_of_nothing["statutory"].null_count() == 3
    assert importers_of_nothing["duty"].to_list() == [0.0] * 3
