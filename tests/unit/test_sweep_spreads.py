"""Spreads, paired differences and fans of a sweep."""

import math

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from scipy import stats
from synthetic_study import choice, lever, write_study

from sim.ensemble.analysis import differences, fan, series_of, spread
from sim.ensemble.analysis.fans import NoSuchPathError
from sim.ensemble.study import Figure

TRADE = Figure("trade", "Goods trade", "change", long_run=True)
RATES = lever("rate", 0.0, 1.0, values=(0.0, 0.5, 1.0))


def noise(*keys: int) -> float:
    return float(np.random.default_rng(keys).normal())


def test_quantiles_mean_and_interval_are_those_of_numpy_and_of_the_t_distribution(tmp_path):
    study = write_study(tmp_path, lambda values, draw: {"trade": noise(draw)}, replications=30)
    draws = np.array([noise(draw) for draw in range(1, 31)])
    [row] = spread(study).to_dicts()
    found = [row[name] for name in ("low", "lower", "middle", "upper", "high")]
    np.testing.assert_allclose(found, np.quantile(draws, [0.05, 0.25, 0.5, 0.75, 0.95]))
    ends = stats.t.interval(0.95, 29, draws.mean(), stats.sem(draws))
    np.testing.assert_allclose((row["mean_low"], row["mean_high"]), ends)
    assert (row["figure"], row["runs"]) == ("trade", 30)


def test_intervals_of_the_mean_hold_it_in_nineteen_of_twenty_repetitions(tmp_path):
    draws = iter(np.random.default_rng(1).normal(size=10_000).tolist())
    design = {"kind": "list", "points": [{"rate": 0.0}] * 2000}
    study = write_study(
        tmp_path, lambda values, draw: {"trade": next(draws)}, [RATES], design, replications=5
    )
    found = spread(study)
    holds = (found["mean_low"] < 0.0) & (found["mean_high"] > 0.0)
    assert holds.mean() == pytest.approx(0.95, abs=0.015)


def test_cases_come_in_order_with_their_levers_and_the_long_run_behind_its_figure(tmp_path):
    study = write_study(
        tmp_path,
        lambda values, draw: {"trade": -values["rate"], "trade.long_run": -2.0},
        [RATES, choice("answer", "yes", "no")],
        figures=[TRADE],
    )
    found = spread(study)
    assert found["case"].to_list() == [case for case in range(1, 7) for _ in range(2)]
    assert found["figure"].to_list() == ["trade", "trade.long_run"] * 6
    assert found.filter(case=4, figure="trade").select("rate", "answer", "middle").row(0) == (0.5, "no", -0.5)
    assert found["mean_low"].is_nan().all(), "one run has no interval"


def test_a_case_without_a_value_keeps_its_row(tmp_path):
    def outcome(values, draw):
        return {0.0: {"trade": 1.0}, 0.5: None, 1.0: {"trade": math.nan}}[values["rate"]]

    found = spread(write_study(tmp_path, outcome, [RATES], replications=2))
    assert found["runs"].to_list() == [2, 0, 0]
    assert found["rate"].to_list() == [0.0, 0.5, 1.0]
    assert found["middle"].is_nan().to_list() == [False, True, True]


def test_luck_that_cases_share_cancels_in_their_difference(tmp_path):
    def outcome(values, draw):
        return {"trade": 10.0 * noise(draw) - values["rate"]}

    study = write_study(tmp_path, outcome, [RATES], replications=8)
    found = differences(study)
    assert found["case"].to_list() == [2, 3]
    for name in ("low", "middle", "high", "mean", "mean_low", "mean_high"):
        np.testing.assert_allclose(found[name], [-0.5, -1.0], atol=1e-12)


def test_a_failed_run_takes_its_pair_with_it(tmp_path):
    def outcome(values, draw):
        return None if (values["rate"], draw) in {(0.0, 1), (0.5, 2)} else {"trade": values["rate"]}

    study = write_study(tmp_path, outcome, [RATES], replications=4)
    assert differences(study)["pairs"].to_list() == [2, 3]


def test_one_case_has_nothing_to_differ_from(tmp_path):
    assert differences(write_study(tmp_path, lambda values, draw: {"trade": 1.0})).is_empty()


def test_a_fan_is_of_changes_of_single_runs_and_skips_what_is_missing(tmp_path):
    def outcome(values, draw):
        if draw == 4:
            return None
        late = math.nan if draw == 1 else 3.0
        paths = {"path.trade": [2.0 * draw, math.nan, late], "reference.trade": [4.0 * draw, 1.0, 2.0]}
        return {"trade": 0.0, "path.share.USA": [0.1, 0.2, 0.3], "reference.share.USA": [0.3] * 3} | paths

    study = write_study(tmp_path, outcome, replications=4, weeks=3)
    assert series_of(study) == ("share.USA", "trade")
    ratios = fan(study, "trade").filter(basis="change")
    assert ratios["week"].to_list() == [study.weeks[0], study.weeks[2]]
    assert ratios["runs"].to_list() == [3, 2]
    np.testing.assert_allclose(ratios["low"], [-0.5, 0.5])
    np.testing.assert_allclose(ratios["high"], [-0.5, 0.5])
    gaps = fan(study, "share.USA").filter(basis="change")
    np.testing.assert_allclose(gaps["middle"], [-0.2, -0.1, 0.0], atol=1e-12)


def test_a_fan_of_one_case_is_that_of_its_runs_alone(tmp_path):
    def outcome(values, draw):
        return {"trade": 0.0, "path.trade": [values["rate"] + noise(draw)] * 2}

    study = write_study(tmp_path / "all", outcome, [RATES], replications=9, weeks=2)
    alone = write_study(
        tmp_path / "one", lambda _, draw: outcome({"rate": 0.5}, draw), replications=9, weeks=2
    )
    assert_frame_equal(fan(study, "trade", case=2), fan(alone, "trade"))
    assert set(fan(study, "trade")["basis"]) == {"run"}


def test_series_that_are_not_kept_are_named(tmp_path):
    study = write_study(tmp_path, lambda values, draw: {"trade": 0.0})
    with pytest.raises(NoSuchPathError, match="no weeks of 'welfare'"):
        fan(study, "welfare")


def test_nothing_is_minus_zero(tmp_path):
    found = spread(write_study(tmp_path, lambda values, draw: {"trade": -0.0}, replications=3))
    assert "-0.0" not in found.select(pl.exclude("figure")).write_csv()
