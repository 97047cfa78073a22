"""What part of trade is taxed at which rate."""

import numpy as np
import polars as pl
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics import compute_metrics
from sim.metrics.incidence.taxed_trade import EDGES, TAXED_TRADE, share_by_rate

RATE = np.array([0.0, 0.04, 0.3, 1.7])
WEIGHT = np.array([10.0, 20.0, 30.0, 40.0])


def test_shares_by_hand():
    assert share_by_rate(RATE, WEIGHT, (0.0, 0.1, 1.0)) == pytest.approx([0.3, 0.3, 0.4])


def test_shares_know_no_unit_and_no_order_and_sum_to_one():
    shares = share_by_rate(RATE, WEIGHT)
    assert shares.sum() == pytest.approx(1.0)
    assert share_by_rate(RATE[::-1], 52.0 * WEIGHT[::-1]) == pytest.approx(shares)


def test_rate_at_an_edge_belongs_to_the_class_that_begins_there():
    stored = np.array([np.float32(0.3) / 3.0])  # single precision, a little above or below 0.1
    assert share_by_rate(stored, np.ones(1), (0.0, 0.1, 0.2)) == pytest.approx([0.0, 1.0, 0.0])
    assert share_by_rate(np.array([0.1 - 1e-8]), np.ones(1), (0.0, 0.1)) == pytest.approx([0.0, 1.0])


def test_subsidy_is_in_the_first_class():
    assert share_by_rate(np.array([-0.2]), np.ones(1), (0.0, 0.1)) == pytest.approx([1.0, 0.0])


def test_nothing_traded_has_no_shares():
    assert np.isnan(share_by_rate(RATE, np.zeros(4))).all()


def test_table_of_the_pair():
    flows = np.zeros((2, 2, 2, 4))
    flows[1, 0] = np.array([30.0, 70.0])[:, None]  # the USA imports toys and phones
    flows[0, 1, 0] = 10.0
    after, duty, usual = flows.copy(), np.zeros_like(flows), np.zeros_like(flows)
    after[1, 0, 1] = 10.0
    duty[1, 0, 0], duty[1, 0, 1] = 0.6 * 30.0, 1.3 * 10.0
    lines = {
        "importer": ["USA", "USA"],
        "exporter": ["CHN", "CHN"],
        "group": ["toys", "phones"],
        "week": [mondays(4)[0]] * 2,
        "rate": [0.6, 1.4],
    }
    run = evidence(
        ("USA", "CHN"),
        ("toys", "phones"),
        after,
        flows,
        tables={"tariff_lines": filled("tariff_lines", lines)},
        duty=(duty, usual),
    )
    frame = TAXED_TRADE.frame(run)
    assert frame.height == 2 * len(EDGES)
    usa = {row["rate_from"]: row for row in frame.filter(importer="USA").iter_rows(named=True)}
    assert usa[0.0]["share_reference"] == 1.0
    assert (usa[0.5]["share"], usa[1.25]["share"]) == pytest.approx((0.3, 0.7))
    assert (usa[0.5]["share_paid"], usa[1.25]["share_paid"]) == pytest.approx((0.3, 0.7))
    assert (usa[0.5]["share_of_what_is_left"], usa[1.25]["share_of_what_is_left"]) == pytest.approx(
        (0.75, 0.25)
    )
    assert usa[1.5]["rate_to"] is None
    china = frame.filter(importer="CHN")
    assert china["share"].to_list() == [1.0] + [0.0] * (len(EDGES) - 1)


def test_weekly_shares_follow_the_rates_and_sum_to_one(war_run):
    metrics = compute_metrics(war_run)
    frame = metrics.frame("weekly_taxed_trade")
    sums = frame.group_by("importer", "week").agg(pl.col("share", "share_reference").sum())
    assert sums["share"].to_list() == pytest.approx([1.0] * sums.height)
    assert sums["share_reference"].to_list() == pytest.approx([1.0] * sums.height)
    china = frame.filter(importer="CHN").sort("week", "rate_from")
    first, last = (china.filter(week=china["week"][place]) for place in (0, -1))
    assert first["share"].to_list() == pytest.approx(first["share_reference"].to_list())
    assert last.filter(pl.col("rate_from") >= 1.0)["share"].sum() == pytest.approx(1.0)
    assert last["rate_to"][-1] is None


def test_weekly_classes_hold_what_the_closing_classes_hold(war_run):
    metrics = compute_metrics(war_run)
    closing, weekly = metrics.frame("taxed_trade"), metrics.frame("weekly_taxed_trade")
    last = weekly.filter(pl.col("week") == pl.col("week").max())
    for importer in ("USA", "CHN"):
        above = [
            frame.filter(pl.col("rate_from") >= 1.0, importer=importer)["share"].sum()
            for frame in (closing, last)
        ]
        assert above[0] == pytest.approx(above[1])
