"""Who bears an extra dollar of duty."""

import numpy as np
import polars as pl
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.incidence.burden import PARTS, burden_by_decile
from sim.metrics.incidence.profits import gains, profit_between_prices
from sim.metrics.incidence.who_pays import (
    CLOSING_WHO_PAYS,
    WHO_PAYS,
    borne_by_exporters,
    extra_duty,
    log_pass_through,
    parts_at_home,
)
from sim.metrics.settings import Settings

CODES = ("USA", "CHN", "VNM")
SHARES = ("exporters", "importers", "shops", "buyers")


def flow(*values):
    """One origin, as many product groups, one week."""
    return np.array(values)[None, :, None]


def households(importers_gain=(), shops_profit=(), spending=1000.0):
    """Households of three economies and four weeks; gains are those of the USA in the scenario."""
    rows = [(arm, code, week) for arm in ("scenario", "reference") for code in CODES for week in mondays(4)]
    arm, economy, week = zip(*rows, strict=True)
    columns = {"arm": arm, "economy": economy, "week": week, "spending": [spending] * len(rows)}
    for name, values in (("importers_gain", importers_gain), ("shops_profit", shops_profit)):
        columns[name] = [*values, *[0.0] * (len(rows) - len(values))]
    return filled("households", columns)


def prices_of_services(posted, cost):
    """Retail prices with services of the USA alone, in the scenario; one in the reference."""
    columns = {
        "arm": ["scenario"] * 4 + ["reference"] * 4,
        "economy": ["USA"] * 8,
        "group": ["services"] * 8,
        "week": mondays(4) * 2,
        "retail_price": [*posted, *[1.0] * 4],
        "landed_price": [*cost, *[1.0] * 4],
    }
    return filled("retail_prices", columns)


def war(value=80.0, rate=0.5, price=0.9, charged=0.95, tables=None):
    """The USA taxes what it buys of China, 100 a week in the base, and not what it buys of Vietnam."""
    reference = np.zeros((3, 3, 1, 4))
    reference[1, 0], reference[2, 0] = 100.0, 100.0
    scenario, duty, quantity, margin = (np.zeros_like(reference) for _ in range(4))
    scenario[1, 0], scenario[2, 0] = value, 100.0
    duty[1, 0], duty[2, 0] = rate * np.asarray(value), 10.0
    quantity[1, 0], quantity[2, 0] = np.asarray(value) / price / 100.0, 1.0
    margin[1, 0] = charged - 1.0
    here = np.where(reference > 0.0, 1.0, 0.0)
    return evidence(
        CODES,
        ("toys",),
        scenario,
        reference,
        tables={"households": households(), "retail_prices": prices_of_services([1.0] * 4, [1.0] * 4)}
        | (tables or {}),
        settings=Settings(("USA",)),
        duty=(duty, 0.1 * reference),
        quantity_index=(quantity, here),
        exporter_margin=(margin, np.zeros_like(reference)),
    )


def test_extra_duty_by_hand():
    assert extra_duty(flow(0.5, 0.1), flow(0.1, 0.1), flow(80.0, 20.0)) == pytest.approx([0.4 * 80.0])


def test_exporters_part_is_quantity_times_the_fall_of_the_price():
    # 80 dollars at 0.8 are 100 units; they would have cost 1 each.
    assert borne_by_exporters(flow(0.8), flow(1.0), flow(80.0)) == pytest.approx([20.0])
    assert borne_by_exporters(flow(1.25), flow(1.0), flow(50.0)) == pytest.approx([-10.0])


def test_unit_of_prices_and_order_of_goods_do_not_matter():
    now, usual, value = flow(0.8, 1.1), flow(1.0, 0.9), flow(80.0, 30.0)
    borne = borne_by_exporters(now, usual, value)
    assert borne_by_exporters(7.0 * now[:, ::-1], 7.0 * usual[:, ::-1], value[:, ::-1]) == pytest.approx(
        borne
    )
    assert borne_by_exporters(now, usual, 52.0 * value) == pytest.approx(52.0 * borne)


def test_flow_without_a_price_is_borne_by_nobody():
    assert borne_by_exporters(flow(0.0, 0.8), flow(1.0, 0.0), flow(0.0, 80.0)) == pytest.approx([0.0])


def test_pass_through_in_logs_by_hand():
    now, usual = flow(0.95, 1.0), flow(1.0, 1.0)
    factor, before = flow(1.5, 1.0), flow(1.0, 1.0)
    expected = (np.log(0.95) + np.log(1.5)) / np.log(1.5)
    assert log_pass_through(now, usual, factor, before, flow(30.0, 0.0)) == pytest.approx([expected])
    assert log_pass_through(usual, usual, factor, before, flow(30.0, 70.0)) == pytest.approx([1.0])


def test_exporters_that_take_a_part_of_the_duty_leave_the_rest_whatever_its_size():
    factor = flow(1.2, 2.45)
    now = factor**-0.05
    through = log_pass_through(now, np.ones_like(now), factor, np.ones_like(now), flow(1.0, 1.0))
    assert through == pytest.approx([0.95])


def test_pass_through_leaves_out_what_has_no_price_and_needs_a_duty():
    now, usual, factor = flow(0.95, 0.0), flow(1.0, 1.0), flow(1.5, 3.0)
    expected = (np.log(0.95) + np.log(1.5)) / np.log(1.5)
    ones = np.ones_like(now)
    assert log_pass_through(now, usual, factor, ones, ones) == pytest.approx([expected])
    assert np.isnan(log_pass_through(now, usual, ones, ones, ones)).all()


def test_four_parts_by_hand_add_up_to_one():
    parts = parts_at_home(*(np.array([each]) for each in (32.0, 0.25, 4.0, -8.0, -2.0)))
    assert parts["importers"] == pytest.approx([-4.0 / 32.0])
    assert parts["shops"] == pytest.approx([6.0 / 32.0])
    assert parts["shops_with_services"] == pytest.approx([8.0 / 32.0])
    assert parts["buyers"] == pytest.approx([1.0 - 0.25 + 4.0 / 32.0 - 6.0 / 32.0])


def test_without_an_extra_duty_nobody_pays_it():
    parts = parts_at_home(*(np.array([each]) for each in (0.0, np.nan, 4.0, -8.0, 0.0)))
    assert np.isnan(np.array(list(parts.values()))).all()


def test_what_buyers_bear_is_what_the_goods_cost_them_more():
    # The economy's own equations: users pay today's duty on what they use, importers that on what arrives.
    price, usual_price, rate, used, arrived = 0.9, 1.0, 0.5, 70.0, 80.0
    extra = rate * arrived
    abroad = float(borne_by_exporters(flow(price), flow(usual_price), flow(used))[0])
    parts = parts_at_home(
        *(np.array([x]) for x in (extra, abroad / extra, rate * (used - arrived), 0.0, 0.0))
    )
    costs_more = (1.0 + rate) * used - usual_price * used / price
    assert parts["buyers"] * extra == pytest.approx([costs_more])


def test_profit_by_hand():
    # 90 dollars at 0.9 are 100 units, which cost 0.95 each.
    assert profit_between_prices(np.array(90.0), np.array(0.9), np.array(0.95)) == pytest.approx(-5.0)


def test_table_by_hand():
    tables = {
        "households": households(importers_gain=[2.0] * 4, shops_profit=[-5.0] * 4),
        "retail_prices": prices_of_services([1.0] * 4, [1.001] * 4),
    }
    frame = WHO_PAYS.frame(war(tables=tables))
    assert frame.height == 3 * 4
    row = frame.filter(partner="all").row(-1, named=True)
    extra, pace = 0.4 * 80.0, -1000.0 * 0.001
    assert row["extra_duty"] == pytest.approx(52 * extra)
    assert row["exporters"] == pytest.approx(80.0 * (1 / 0.9 - 1) / extra, rel=1e-5)
    assert row["exporter_margins"] == pytest.approx(80.0 * (1 / 0.95 - 1) / extra, rel=1e-5)
    assert row["border_pass_through"] == pytest.approx(1.0 - row["exporters"])
    assert row["log_pass_through"] == pytest.approx(
        (np.log(0.9) + np.log(1.5 / 1.1)) / np.log(1.5 / 1.1), rel=1e-5
    )
    assert row["importers"] == pytest.approx(-2.0 / extra)
    assert row["shops_with_services"] == pytest.approx(5.0 / extra)
    assert row["shops"] == pytest.approx((5.0 + pace) / extra, rel=1e-4)
    assert sum(row[part] for part in SHARES) == pytest.approx(1.0)


def test_parts_at_home_are_of_all_partners_together():
    frame = WHO_PAYS.frame(war())
    china, vietnam = (frame.filter(partner=code) for code in ("CHN", "VNM"))
    assert china["exporters"].null_count() == 0
    assert china["buyers"].null_count() == china["shops"].null_count() == 4
    assert vietnam["extra_duty"].to_list() == pytest.approx([0.0] * 4, abs=1e-3)
    assert vietnam["exporters"].null_count() == 4


def test_prices_that_all_lag_alike_are_no_part_of_the_duty():
    # Every posted price is two per cent below cost: shops lose two per cent of all that they sell.
    posted, spending = 0.98, 1000.0
    loss = float(profit_between_prices(np.array(spending), np.array(posted), np.array(1.0)))
    tables = {
        "households": households(shops_profit=[0.0, *[loss] * 3]),
        "retail_prices": prices_of_services([posted] * 4, [1.0] * 4),
    }
    row = WHO_PAYS.frame(war(tables=tables)).filter(partner="all").row(-1, named=True)
    assert row["shops"] == pytest.approx(0.0, abs=1e-6)
    assert row["shops_with_services"] == pytest.approx(-loss / 32.0)


def test_shops_of_the_first_week_pay_and_charge_prices_of_the_base():
    tables = {"retail_prices": prices_of_services([1.0, 0.8, 1.0, 1.0], [1.0] * 4)}
    _, _, pace = gains(war(tables=tables))
    assert pace[0] == pytest.approx([0.0, 0.0, 52 * 1000.0 * (1.0 - 1 / 0.8), 0.0])
    assert pace[1:] == pytest.approx(np.zeros((2, 4)))


def test_numeraire_moves_the_price_of_exporters_and_not_their_margin():
    same, other = (WHO_PAYS.frame(war(price=price)).filter(partner="CHN") for price in (0.9, 0.8))
    assert other["exporters"][-1] > same["exporters"][-1] + 0.3
    assert other["exporter_margins"][-1] == pytest.approx(same["exporter_margins"][-1])


def test_closing_table_adds_weeks_before_dividing():
    value = np.array([10.0, 10.0, 10.0, 50.0])
    tables = {"households": households(importers_gain=[8.0, 0.0, 0.0, 0.0])}
    frame = CLOSING_WHO_PAYS.frame(war(value=value, tables=tables))
    assert frame.height == 3 * 3
    row = frame.filter(importer="USA", partner="all").row(0, named=True)
    assert row["extra_duty"] == pytest.approx(52 * 0.4 * value.mean())
    assert row["importers"] == pytest.approx(-8.0 / (0.4 * 80.0))
    assert sum(row[part] for part in SHARES) == pytest.approx(1.0)


def test_economy_that_imports_nothing_and_tariffs_that_stay_have_no_parts():
    closing = CLOSING_WHO_PAYS.frame(war())
    nothing = closing.filter(importer="VNM")
    assert nothing["extra_duty"].to_list() == [0.0] * 3
    calm = WHO_PAYS.frame(war(rate=0.1, price=1.0, charged=1.0, value=100.0))
    for frame in (nothing, calm):
        assert frame.select(SHARES).null_count().row(0) == (frame.height,) * 4


def test_duty_too_small_to_matter_is_not_split():
    frame = WHO_PAYS.frame(war(rate=0.1005)).filter(partner="CHN")
    assert frame["extra_duty"].to_list() == pytest.approx([52 * 0.0005 * 80.0] * 4, rel=1e-3)
    assert frame["exporters"].null_count() == frame["log_pass_through"].null_count() == 4


def test_flow_that_has_ended_leaves_no_trace():
    frame = WHO_PAYS.frame(war(value=0.0))
    assert frame.filter(partner="CHN")["exporters"].null_count() == 4
    assert frame.select(pl.selectors.float().is_infinite().any()).row(0).count(True) == 0


def test_burden_of_a_tenth_is_the_sum_of_its_five_parts():
    weeks, draws = mondays(4), np.random.default_rng(3)
    rows = [(arm, decile, week) for arm in ("scenario", "reference") for decile in (1, 2) for week in weeks]
    arm, decile, week = zip(*rows, strict=True)
    parts = dict(zip(PARTS, draws.normal(size=(len(PARTS), len(rows))), strict=True))
    columns = {"arm": arm, "economy": ["USA"] * len(rows), "decile": decile, "week": week, **parts}
    columns["real_spending_change"] = sum(parts.values())
    run = war(tables={"deciles": filled("deciles", columns)}).run
    frame = burden_by_decile(run, ["USA"])
    assert sum(frame[part] for part in PARTS).to_list() == pytest.approx(frame["change"].to_list(), abs=1e-6)
    by_hand = parts["from_jobs"][:4].mean() - parts["from_jobs"][8:12].mean()
    assert frame["from_jobs"][0] == pytest.approx(by_hand, abs=1e-6)
