"""Stocks, switching, output, who could take the rival's place and prices before substitution, by hand."""

import itertools
from datetime import date

import numpy as np
import polars as pl
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.firms.exposed import EXPOSED_GOODS
from sim.metrics.firms.output import SECTOR_OUTPUT, output_at_base_prices
from sim.metrics.firms.replacing import capacity_gap, landed_gap, weeks_to_half
from sim.metrics.firms.stocks import STOCKS, weeks_of_use
from sim.metrics.firms.switching import SUPPLIER_SWITCHING, SWITCHES
from sim.metrics.incidence.sector_prices import SECTOR_PRICES, before_substitution

ECONOMIES = ("USA", "CHN", "MEX", "VNM")
USA, CHN, MEX, VNM = range(4)
FLOWS = np.full((4, 4, 1), 10.0)
ARMS = ("scenario", "reference")


def table(name, keys, values):
    """Rows of every combination of the keys; values are functions of one."""
    rows = list(itertools.product(*keys.values()))
    columns = dict(zip(keys, zip(*rows, strict=True), strict=True))
    columns |= {value: [make(*row) for row in rows] for value, make in values.items()}
    return filled(name, columns)


def test_four_weeks_of_use_and_none_where_nothing_is_used():
    found = weeks_of_use(np.array([40.0, 5.0]), np.array([10.0, 0.0]))
    assert found[0] == pytest.approx(4.0)
    assert np.isnan(found[1])


def test_stocks_of_the_rivals_goods_and_of_all_others():
    keys = {"arm": ARMS, "origin": ECONOMIES, "destination": ("USA",), "week": mondays(4)}
    hoard = {
        "on_hand": lambda arm, origin, *_: 80.0 if (arm, origin) == ("scenario", "CHN") else 40.0,
        "in_transit": lambda *_: 20.0,
        "use": lambda arm, *_: 5.0 if arm == "scenario" else 10.0,
    }
    tables = {"inventories": table("inventories", keys, hoard)}
    frame = STOCKS.frame(evidence(ECONOMIES, ("toys",), FLOWS, FLOWS, tables=tables))
    rival = frame.filter(economy="USA", origin="CHN").row(-1, named=True)
    assert (rival["on_hand"], rival["on_hand_reference"]) == (80.0, 40.0)
    assert (rival["weeks_of_use"], rival["weeks_of_use_reference"]) == (16.0, 4.0)
    assert rival["use"] == pytest.approx(52 * 5.0)
    others = frame.filter(economy="USA", origin="others").row(-1, named=True)
    assert (others["on_hand"], others["in_transit"]) == (80.0, 40.0)


def test_switching_adds_up_over_goods_and_leaves_the_reference_out():
    moves = [
        ("scenario", "CHN", "USA", "MEX", "toys", 3, 30.0),
        ("scenario", "CHN", "USA", "MEX", "tyres", 4, 12.0),
        ("scenario", "CHN", "USA", "USA", "toys", 1, 70.0),
        ("scenario", "CHN", "VNM", "MEX", "toys", 9, 99.0),
        ("reference", "CHN", "USA", "MEX", "toys", 5, 50.0),
    ]
    names = ("arm", "origin", "destination", "joined", "group", "relationships", "base_spending")
    columns = dict(zip(names, zip(*moves, strict=True), strict=True)) | {"week": [date(2025, 1, 27)] * 5}
    flows = np.full((4, 4, 2), 10.0)
    tables = {"supplier_moves": filled("supplier_moves", columns)}
    frame = SUPPLIER_SWITCHING.frame(evidence(ECONOMIES, ("toys", "tyres"), flows, flows, tables=tables))
    assert frame.rows() == [("USA", "CHN", "USA", 1, 70.0), ("USA", "CHN", "MEX", 7, 42.0)]


def firms(**changes):
    keys = {"arm": ARMS, "economy": ECONOMIES, "group": ("toys", "services"), "week": mondays(4)}
    values = {
        "sector": lambda arm, economy, group, week: group.upper(),
        "capacity": lambda *_: 50.0,
        "utilisation": lambda *_: 1.0,
        "output_index": lambda *_: 1.0,
        "switches": lambda *_: 0,
    }
    return {"firms": table("firms", keys, values | changes)}


def test_switches_are_counted_by_who_wins_them_services_left_out():
    tables = firms(switches=lambda arm, economy, *_: 2 if (arm, economy) == ("scenario", "MEX") else 0)
    frame = SWITCHES.frame(evidence(ECONOMIES, ("toys", "services"), flows_of(2), flows_of(2), tables=tables))
    assert frame.filter(economy="MEX")["won"].to_list() == [2] * 4
    assert frame.filter(pl.col("economy") != "MEX")["won"].sum() == 0
    assert frame["won_reference"].sum() == 0


def flows_of(groups, **changed):
    flows = np.full((4, 4, groups), 10.0)
    for (origin, destination), value in changed.get("values", {}).items():
        flows[origin, destination] = value
    return flows


def test_output_of_a_sector_weighs_its_groups_by_base_sales():
    base, index = np.array([[30.0, 10.0, 5.0]]), np.array([[0.9, 1.1, np.nan]])
    found = output_at_base_prices(base, index, np.array([0, 0, 1]), 2)
    assert found == pytest.approx(np.array([[38.0, 0.0]]))


def test_output_table_holds_both_arms():
    tables = firms(
        output_index=lambda arm, economy, *_: 0.8 if (arm, economy) == ("scenario", "CHN") else 1.0
    )
    found = evidence(ECONOMIES, ("toys", "services"), flows_of(2), flows_of(2), tables=tables)
    row = SECTOR_OUTPUT.frame(found).filter(economy="CHN", sector="TOYS").row(0, named=True)
    assert (row["output"], row["output_reference"]) == pytest.approx((0.8 * 40 * 52, 40 * 52))
    assert row["change"] == pytest.approx(-0.2)


def test_gap_of_landed_prices_is_of_factors():
    assert landed_gap(np.array([1.2]), np.array([0.1])) == pytest.approx([1.0])


def test_capacity_gap_is_what_the_new_room_does_not_hold():
    found = capacity_gap(np.array([100.0, 100.0]), np.array([80.0, 45.0]), np.array([50.0, 50.0]))
    assert found == pytest.approx([70.0, 100.0])


def test_half_has_gone_after_half_the_time_in_which_three_quarters_have():
    found = weeks_to_half(np.array([0.75, 0.0, 1.0, 0.5]), np.array([40.0, 40.0, 40.0, np.nan]))
    assert found[0] == pytest.approx(20.0)
    assert np.isnan(found[1:]).all()


def exposed():
    """Mexico gains in share, Vietnam and home do not; China's goods cost 120 % more landed, Mexico's 10 %."""
    now = flows_of(1, values={(CHN, USA): 4.0, (MEX, USA): 11.0, (USA, USA): 12.0})
    index = np.ones((4, 4, 1, 4))
    index[CHN, USA], index[MEX, USA], index[USA, USA] = 0.4, 1.0, 1.2
    duty = np.zeros((4, 4, 1, 4))
    duty[CHN, USA] = 1.2 * 4.0
    moves = {
        "arm": ["scenario"],
        "origin": ["CHN"],
        "destination": ["USA"],
        "joined": ["MEX"],
        "group": ["toys"],
        "week": mondays(4)[-1:],
        "relationships": [5],
        "base_spending": [0.75 * 520.0],
    }
    lines = {
        "importer": ["USA", "USA"],
        "exporter": ["CHN", "CHN"],
        "group": ["toys", "toys"],
        "week": mondays(4)[1:3],
        "rate": [0.5, 1.2],
    }
    groups = firms(capacity=lambda arm, economy, *_: 60.0 if (arm, economy) == ("scenario", "MEX") else 50.0)
    kept = groups["firms"].filter(pl.col("group").cast(pl.String) == "toys")
    tables = {
        "firms": kept,
        "supplier_moves": filled("supplier_moves", moves),
        "tariff_lines": filled("tariff_lines", lines),
    }
    return evidence(
        ECONOMIES,
        ("toys",),
        now,
        FLOWS,
        tables=tables,
        quantity_index=(index, np.ones_like(index)),
        duty=(duty, np.zeros_like(duty)),
    )


def test_exposed_goods_by_hand():
    row = EXPOSED_GOODS.frame(exposed()).filter(importer="USA").row(0, named=True)
    assert (row["imports"], row["imports_reference"]) == pytest.approx((4.0 * 52, 10.0 * 52))
    assert (row["share"], row["share_reference"]) == pytest.approx((4 / 25, 1 / 3))
    assert row["landed_change"] == pytest.approx(1.2)
    assert row["alternative"] == "MEX"
    assert row["alternative_share_gain"] == pytest.approx(11 / 25 - 1 / 3)
    assert row["alternative_sales_change"] == pytest.approx(52.0)
    assert row["alternative_landed_change"] == pytest.approx(0.1)
    assert row["landed_gap"] == pytest.approx(1.0)
    assert row["capacity_gap"] == pytest.approx(0.0)  # room for 10 a week, all that came from China
    assert row["home_sales_change"] == pytest.approx(2.0 * 52)
    assert row["moved"] == pytest.approx(0.75)
    assert row["weeks_to_half"] == pytest.approx(1.5)  # three weeks of tariff


def test_who_gains_nothing_is_no_alternative():
    row = EXPOSED_GOODS.frame(exposed()).filter(importer="CHN").row(0, named=True)
    assert row["alternative"] is None
    assert row["landed_gap"] is None
    assert row["capacity_gap"] is None


def test_prices_before_substitution_weigh_by_what_was_bought():
    found = before_substitution(np.array([[30.0], [10.0], [60.0]]), np.array([[1.0], [0.2], [np.nan]]))
    assert found == pytest.approx([0.8])


def test_sector_prices_by_hand():
    found = exposed()
    keys = {"arm": ARMS, "economy": ECONOMIES, "group": ("toys",), "week": mondays(4)}
    war = {
        "landed_price": lambda arm, *_: 1.15 if arm == "scenario" else 1.0,
        "retail_price": lambda arm, *_: 1.05 if arm == "scenario" else 1.0,
    }
    found.run.tables["retail_prices"] = table("retail_prices", keys, war)
    row = SECTOR_PRICES.frame(found).filter(economy="USA").row(0, named=True)
    assert row["before_substitution"] == pytest.approx((1.2 + 0.1) / 4)
    assert row["after_substitution"] == pytest.approx(0.15)
    assert row["retail"] == pytest.approx(0.05)
    assert row["spending"] == pytest.approx(40 * 52)
