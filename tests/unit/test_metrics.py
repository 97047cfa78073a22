from datetime import date

import numpy as np
import polars as pl
import pytest

from sim.metrics import compute_metrics, write_metrics
from sim.metrics.axes import Axes, relative_change
from sim.metrics.diversion import replacements, trade_diversion
from sim.metrics.flows import Flows, read_flows
from sim.metrics.focus import focus_pair
from sim.metrics.published import goods_trade_mark
from sim.metrics.shares import export_markets, import_sources
from sim.metrics.tariffs import ALL, REST, Tariffs, tariff_paths
from sim.metrics.trade import BOTH, bilateral_means, bilateral_trade
from sim.records.reading import NotARunError, read_run

ECONOMIES = ("USA", "CHN", "VNM")


def by_hand(closing, reference, weeks=4):
    """Flows of one product group between three economies, the same in every week."""
    closing, reference = np.array(closing, float), np.array(reference, float)
    both = np.stack([closing, reference])
    axes = Axes(ECONOMIES, ("toys",), tuple(date(2025, 1, 6 + 7 * week) for week in range(weeks)))
    weekly = np.repeat(both[..., None], weeks, axis=3)
    return Flows(
        axes, weekly, both[..., None], reference[..., None], closing[..., None], reference[..., None]
    )


# Rows sell to columns: USA, CHN, VNM.
BEFORE = [[500, 40, 10], [100, 900, 50], [20, 30, 60]]
AFTER = [[530, 10, 10], [0, 900, 80], [80, 30, 60]]


def tariffs_by_hand(us_on_china, china_on_us=0.0, weeks=4):
    fixed = np.zeros((3, 3, weeks))
    fixed[0, 1, 1:], fixed[1, 0, 1:] = us_on_china, china_on_us
    return Tariffs(fixed, fixed * 0.5, np.zeros((3, 3)))


def test_lost_imports_are_split_into_diverted_replaced_and_not_bought():
    row = trade_diversion(by_hand(AFTER, BEFORE), "USA", "CHN").row(0, named=True)
    assert (row["lost"], row["diverted"], row["replaced_at_home"], row["not_bought"]) == (100, 60, 30, 10)


def test_nothing_is_diverted_when_imports_from_the_partner_rise():
    row = trade_diversion(by_hand(BEFORE, AFTER), "USA", "CHN").row(0, named=True)
    assert row["lost"] == row["diverted"] == row["replaced_at_home"] == row["not_bought"] == 0
    assert row["change"] is None  # the reference buys nothing


def test_replacements_leave_out_the_partner():
    frame = replacements(by_hand(AFTER, BEFORE), "USA", "CHN")
    assert dict(frame.select("origin", "change").rows()) == {"USA": 30.0, "VNM": 60.0}


def test_change_of_bilateral_trade_counts_both_directions():
    frame = bilateral_trade(by_hand(AFTER, BEFORE), "USA", "CHN")
    last = dict(frame.filter(pl.col("week") == frame["week"].max()).select("direction", "change").rows())
    assert last == {"CHN to USA": -1.0, "USA to CHN": -0.75, BOTH: pytest.approx(10 / 140 - 1)}


def test_short_run_averages_the_weeks_it_has():
    frame = bilateral_means(by_hand(AFTER, BEFORE, weeks=2))
    row = frame.filter(pl.col("origin") == "VNM", pl.col("destination") == "USA").row(0, named=True)
    assert (row["base"], row["last_4_weeks"], row["last_52_weeks"], row["change"]) == (20, 80, 80, 3.0)


def test_shares_are_of_imports_without_domestic_sales():
    frame = import_sources(by_hand(AFTER, BEFORE), "USA")
    shares = {
        row["economy"]: (row["base_share"], row["scenario_share"], row["gain"]) for row in frame.to_dicts()
    }
    assert shares == {"CHN": (100 / 120, 0.0, -100.0), "VNM": (20 / 120, 1.0, 60.0)}


def test_export_markets_follow_the_origin():
    frame = export_markets(by_hand(AFTER, BEFORE), "CHN")
    assert dict(frame.select("economy", "gain").rows()) == {"USA": -100.0, "VNM": 30.0}


def test_change_against_nothing_is_undefined():
    change = relative_change(np.array([1.0, 0.0, 3.0]), np.array([0.0, 0.0, 2.0]))
    assert np.isnan(change[:2]).all()
    assert change[2] == 0.5


def test_average_tariff_weighs_exporters_by_their_trade():
    frame = tariff_paths(tariffs_by_hand(0.6), by_hand(AFTER, BEFORE), "USA", "CHN")
    last = frame.filter(pl.col("week") == frame["week"].max(), pl.col("importer") == "USA")
    fixed = dict(last.select("exporter", "fixed_weights").rows())
    assert fixed == {"CHN": 0.6, REST: 0.0, ALL: pytest.approx(0.6 * 100 / 120)}
    assert dict(last.select("exporter", "current_weights").rows())[ALL] == 0.0  # nothing is bought from China


def test_focus_is_the_pair_whose_tariffs_hit_most_trade():
    focus = focus_pair(tariffs_by_hand(0.1, 0.5), by_hand(AFTER, BEFORE))
    assert (focus.first, focus.second, focus.at_war) == ("CHN", "USA", True)  # 0.5 of 40 above 0.1 of 100


def test_focus_without_a_war_is_the_usual_pair():
    focus = focus_pair(tariffs_by_hand(0.0), by_hand(BEFORE, BEFORE))
    assert (focus.first, focus.second, focus.at_war) == ("USA", "CHN", False)


@pytest.mark.parametrize(
    ("on_china", "on_us", "shown"), [(1.0, 1.2, True), (0.3, 0.1, False), (1.0, 0.1, False)]
)
def test_published_figure_is_shown_only_beside_an_embargo(on_china, on_us, shown):
    tariffs, flows = tariffs_by_hand(on_china, on_us), by_hand(AFTER, BEFORE)
    mark = goods_trade_mark(tariffs, focus_pair(tariffs, flows), flows.axes)
    assert (mark is not None) == shown


def test_flows_are_the_sums_of_the_trade_table(war_run):
    metrics = compute_metrics(war_run)
    table = war_run.tables["trade"].collect().with_columns(pl.col(pl.Categorical).cast(pl.String))
    goods = table.filter(
        pl.col("arm") == "scenario",
        pl.col("origin") == "CHN",
        pl.col("destination") == "USA",
        pl.col("group") != "services",
    )
    last = goods.filter(pl.col("week") > metrics.axes.weeks[-5])
    here, there = metrics.axes.economy("USA"), metrics.axes.economy("CHN")
    assert last["week"].n_unique() == 4
    assert metrics.flows.closing_total[0, there, here] == pytest.approx(
        last["customs_value"].sum() * 13, rel=1e-6
    )
    assert metrics.flows.weekly[0, there, here].sum() == pytest.approx(
        goods["customs_value"].sum() * 52, rel=1e-5
    )


def test_welfare_is_the_mean_of_the_last_four_weeks(war_run):
    table = war_run.tables["welfare"].with_columns(pl.col("arm", "economy").cast(pl.String)).collect()
    last = table.filter(pl.col("arm") == "scenario", pl.col("economy") == "USA").sort("week").tail(4)
    change = compute_metrics(war_run).headline.welfare[0].run
    assert change == pytest.approx(last["real_consumption"].mean() - 1.0, rel=1e-9)


def test_every_share_column_sums_to_one(war_run):
    frame = compute_metrics(war_run).import_sources_first
    for column in ("base_share", "scenario_share", "benchmark_share"):
        assert frame[column].sum() == pytest.approx(1.0)


def test_economy_missing_from_the_manifest_is_an_error(war_run):
    metrics = compute_metrics(war_run)
    fewer = Axes(metrics.axes.economies[:-1], metrics.axes.goods, metrics.axes.weeks)
    with pytest.raises(ValueError, match="economy"):
        read_flows(war_run, fewer)


def test_two_computations_write_the_same_bytes(war_run):
    first = {path.name: path.read_bytes() for path in write_metrics(war_run)}
    second = {path.name: path.read_bytes() for path in write_metrics(war_run)}
    assert first == second
    assert "trade_diversion.csv" in first


def test_nothing_changes_without_measures(quiet_run):
    head = compute_metrics(quiet_run).headline
    assert not head.at_war
    assert head.trade.run == pytest.approx(0.0, abs=1e-9)
    assert head.lost.total == 0.0
    assert head.gains == head.losses == ()


def test_run_needs_a_manifest_and_its_tables(tmp_path):
    with pytest.raises(NotARunError, match=r"no run\.json"):
        read_run(tmp_path)
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(NotARunError, match=r"run\.json:1:"):
        read_run(tmp_path)
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NotARunError, match="tables are missing: trade"):
        read_run(tmp_path)
