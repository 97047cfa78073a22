from datetime import date

import numpy as np
import polars as pl
import pytest
from synthetic_run import LIMIT_GAP, LONG_RUN_RETAIL_RISE

from sim.metrics import compute_metrics, write_metrics
from sim.metrics.axes import Axes, relative_change
from sim.metrics.flows import Flows
from sim.metrics.focus import focus_pair
from sim.metrics.published import goods_trade_mark
from sim.metrics.tariffs import ALL, REST, Tariffs, tariff_paths
from sim.metrics.trade_patterns.bilateral import BOTH, bilateral_means, bilateral_trade
from sim.metrics.trade_patterns.diversion import replacements, trade_diversion
from sim.metrics.trade_patterns.shares import export_markets, import_sources
from sim.records.reading import NotARunError, read_run

ECONOMIES = ("USA", "CHN", "VNM")


def by_hand(closing, reference, weeks=4, long_run=None, rate=0.0):
    """Flows of one product group between three economies, the same in every week."""
    closing, reference = np.array(closing, float), np.array(reference, float)
    rest = closing if long_run is None else np.array(long_run, float)
    both = np.stack([closing, reference])
    axes = Axes(ECONOMIES, ("toys",), tuple(date(2025, 1, 6 + 7 * week) for week in range(weeks)))
    weekly = np.repeat(both[..., None], weeks, axis=3)
    return Flows(
        axes,
        weekly,
        both[..., None],
        reference[..., None],
        rest[..., None],
        reference[..., None],
        (np.array(rate) * rest)[..., None],
    )


# Rows sell to columns: USA, CHN, VNM.
BEFORE = [[500, 40, 10], [100, 900, 50], [20, 30, 60]]
AFTER = [[530, 10, 10], [0, 900, 80], [80, 30, 60]]
LATER = [[510, 16, 10], [20, 900, 80], [80, 30, 60]]


def tariffs_by_hand(us_on_china, china_on_us=0.0, weeks=4, barred=0.0):
    fixed = np.zeros((3, 3, weeks))
    fixed[0, 1, 1:], fixed[1, 0, 1:] = us_on_china, china_on_us
    bans = np.zeros_like(fixed)
    bans[0, 1, -1] = barred
    return Tariffs(fixed, fixed * 0.5, np.zeros((3, 3)), bans)


def test_lost_imports_are_split_into_diverted_replaced_and_not_bought():
    row = trade_diversion(by_hand(AFTER, BEFORE), "USA", "CHN").row(0, named=True)
    assert (row["lost"], row["diverted"], row["replaced_at_home"], row["not_bought"]) == (100, 60, 30, 10)


def test_the_long_run_is_split_in_the_same_way_against_the_base():
    row = trade_diversion(by_hand(AFTER, BEFORE, long_run=LATER), "USA", "CHN").row(0, named=True)
    parts = [f"benchmark_{name}" for name in ("lost", "diverted", "replaced_at_home", "not_bought")]
    assert [row[name] for name in parts] == [80, 60, 10, 10]
    assert row["benchmark_change"] == pytest.approx(-0.8)
    assert row["lost"] == 100  # the run's own figures do not move


def test_nothing_is_diverted_when_imports_from_the_partner_rise():
    row = trade_diversion(by_hand(BEFORE, AFTER), "USA", "CHN").row(0, named=True)
    assert row["lost"] == row["diverted"] == row["replaced_at_home"] == row["not_bought"] == 0
    assert row["change"] is None  # the reference buys nothing


def test_replacements_leave_out_the_partner():
    frame = replacements(by_hand(AFTER, BEFORE, long_run=LATER), "USA", "CHN")
    assert dict(frame.select("origin", "change").rows()) == {"USA": 30.0, "VNM": 60.0}
    assert dict(frame.select("origin", "benchmark_change").rows()) == {"USA": 10.0, "VNM": 60.0}


def test_change_of_bilateral_trade_counts_both_directions():
    frame = bilateral_trade(by_hand(AFTER, BEFORE), "USA", "CHN")
    last = dict(frame.filter(pl.col("week") == frame["week"].max()).select("direction", "change").rows())
    assert last == {"CHN to USA": -1.0, "USA to CHN": -0.75, BOTH: pytest.approx(10 / 140 - 1)}


def test_bilateral_trade_of_the_long_run_stands_beside_every_week():
    frame = bilateral_trade(by_hand(AFTER, BEFORE, long_run=LATER), "USA", "CHN")
    assert frame.select("direction", "benchmark").unique(maintain_order=True).rows() == [
        ("CHN to USA", 20.0),
        ("USA to CHN", 16.0),
        (BOTH, 36.0),
    ]


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


def test_average_tariff_of_the_long_run_is_its_duty_over_its_customs_value():
    rate = [[0.0, 0.2, 0.0], [0.5, 0.0, 0.0], [0.1, 0.0, 0.0]]
    flows = by_hand(AFTER, BEFORE, long_run=LATER, rate=rate)
    frame = tariff_paths(tariffs_by_hand(0.6), flows, "USA", "CHN").filter(pl.col("importer") == "USA")
    found = dict(frame.select("exporter", "benchmark").unique().rows())
    assert found == pytest.approx({"CHN": 0.5, REST: 0.1, ALL: (0.5 * 20 + 0.1 * 80) / 100})
    nothing = tariff_paths(tariffs_by_hand(0.6), by_hand(AFTER, BEFORE, rate=rate), "USA", "CHN")
    assert nothing.row(0, named=True)["benchmark"] is None  # nothing is bought from China


def test_focus_is_the_pair_whose_tariffs_hit_most_trade():
    focus = focus_pair(tariffs_by_hand(0.1, 0.5), by_hand(AFTER, BEFORE))
    assert (focus.first, focus.second, focus.at_war) == ("CHN", "USA", True)  # 0.5 of 40 above 0.1 of 100


def test_a_ban_makes_a_pair_at_war_without_any_tariff():
    tariffs = tariffs_by_hand(0.0, barred=0.4)
    focus = focus_pair(tariffs, by_hand(BEFORE, BEFORE))
    assert (focus.first, focus.second, focus.at_war) == ("USA", "CHN", True)
    assert tariffs.largest_rise[0, 1] == pytest.approx(0.6)
    paths = tariff_paths(tariffs, by_hand(BEFORE, BEFORE), "USA", "CHN")
    last = paths.filter(pl.col("importer") == "USA", pl.col("week") == paths["week"].max())
    shares = dict(last.select("exporter", "barred").rows())
    assert shares == pytest.approx({"CHN": 0.4, REST: 0.0, ALL: 0.4 * 100 / 120})


def test_focus_without_a_war_is_the_usual_pair():
    focus = focus_pair(tariffs_by_hand(0.0), by_hand(BEFORE, BEFORE))
    assert (focus.first, focus.second, focus.at_war) == ("USA", "CHN", False)


@pytest.mark.parametrize(
    ("on_china", "on_us", "shown"), [(1.0, 1.2, True), (0.3, 0.1, False), (1.0, 0.1, False)]
)
def test_published_figure_is_shown_only_beside_prohibitive_tariffs(on_china, on_us, shown):
    tariffs, flows = tariffs_by_hand(on_china, on_us), by_hand(AFTER, BEFORE)
    mark = goods_trade_mark(tariffs, focus_pair(tariffs, flows), flows.axes)
    assert (mark is not None) == shown
    barred = tariffs_by_hand(on_china, on_us, barred=0.4)
    assert goods_trade_mark(barred, focus_pair(barred, flows), flows.axes) is None


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


def test_long_run_of_each_economy_is_that_of_the_tables(war_run):
    metrics = compute_metrics(war_run)
    rest = war_run.tables["benchmark_welfare"].with_columns(pl.col("economy").cast(pl.String)).collect()
    china = rest.row(by_predicate=pl.col("economy") == "CHN", named=True)
    welfare, prices, revenue = (
        frame.filter(pl.col("economy") == "CHN").row(-1, named=True)
        for frame in (metrics.welfare, metrics.consumer_prices, metrics.revenue)
    )
    assert welfare["benchmark_change"] == pytest.approx(china["welfare"] - 1.0, rel=1e-12)
    assert welfare["benchmark_real_wage_change"] == pytest.approx(china["real_wage"] - 1.0, rel=1e-12)
    assert prices["benchmark_change"] == pytest.approx(china["consumer_price"] - 1.0, rel=1e-12)
    assert revenue["benchmark"] == pytest.approx(52 * china["revenue"], rel=1e-12)
    assert metrics.headline.consumer_prices[1].benchmark == prices["benchmark_change"]
    assert metrics.headline.real_wage[1].benchmark == welfare["benchmark_real_wage_change"]
    assert (metrics.retail["benchmark_retail_change"] - LONG_RUN_RETAIL_RISE).abs().max() < 1e-12
    assert (metrics.retail["benchmark_landed_change"] - 2 * LONG_RUN_RETAIL_RISE).abs().max() < 1e-12


def test_real_wage_is_the_wage_over_consumer_prices(war_run):
    table = war_run.tables["prices"].with_columns(pl.col("arm", "economy").cast(pl.String)).collect()
    last = table.filter(pl.col("arm") == "scenario", pl.col("economy") == "USA").sort("week").tail(4)
    by_hand = np.mean([wage / price for wage, price in last.select("wage", "consumer_price").rows()])
    assert compute_metrics(war_run).headline.real_wage[0].run == pytest.approx(by_hand - 1.0, rel=1e-9)
    assert by_hand != 1.0


def test_agents_are_held_against_their_limit(war_run):
    metrics = compute_metrics(war_run)
    limit, weeks, economies = metrics.against_limit, metrics.axes.weeks, metrics.axes.economies
    assert (limit.economy, limit.week) == (economies[-1], weeks[1])
    assert limit.welfare_gap == pytest.approx(2 * LIMIT_GAP, rel=1e-9)
    cells = len(weeks) * len(economies)
    assert limit.mean_welfare_gap == pytest.approx(LIMIT_GAP * (len(weeks) + 1) / cells, rel=1e-9)
    assert (limit.flow_gap, limit.last_flow_gap) == (0.003, 0.002)


def test_distance_to_the_long_run_is_the_largest_of_any_economy_over_four_weeks(war_run):
    limit = compute_metrics(war_run).against_limit
    welfare = war_run.tables["welfare"].with_columns(pl.col("arm", "economy").cast(pl.String)).collect()
    rest = dict(
        war_run.tables["benchmark_welfare"]
        .select(pl.col("economy").cast(pl.String), "welfare")
        .collect()
        .rows()
    )
    distance = {}
    for code, value in rest.items():
        path = welfare.filter(pl.col("arm") == "scenario", pl.col("economy") == code).sort("week")
        distance[code] = path["real_consumption"].tail(4).mean() - value
    assert limit.distance == pytest.approx(max(map(abs, distance.values())), rel=1e-9)
    assert abs(distance[limit.farthest]) == pytest.approx(limit.distance, rel=1e-9)
    distance["ROW"] += LIMIT_GAP
    assert limit.limit_distance == pytest.approx(max(map(abs, distance.values())), rel=1e-9)


def test_every_share_column_sums_to_one(war_run):
    frame = compute_metrics(war_run).import_sources_first
    for column in ("base_share", "scenario_share", "benchmark_share"):
        assert frame[column].sum() == pytest.approx(1.0)


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
    with pytest.raises(NotARunError, match="keys are missing: name, seed"):
        read_run(tmp_path)
