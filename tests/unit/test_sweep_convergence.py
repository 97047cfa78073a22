"""Whether enough was run."""

import numpy as np
import pytest
from synthetic_study import lever, write_study

from sim.ensemble.analysis import convergence, enough, sensitivity
from sim.ensemble.analysis.precision import draws_needed, quantile_interval

RATES = lever("rate", 0.0, 1.0, values=(0.0, 1.0))


def normal(stream):
    return lambda values, draw: {"trade": float(stream.normal())}


def test_the_interval_of_the_median_is_that_of_the_tables():
    draws = np.arange(1.0, 101.0)
    assert quantile_interval(draws[:6], 0.5) == (1.0, 6.0)
    assert quantile_interval(draws[:10], 0.5) == (2.0, 9.0)
    assert quantile_interval(draws[:25], 0.5) == (8.0, 18.0)
    assert quantile_interval(draws[::-1], 0.5) == (40.0, 61.0)


def test_too_few_draws_leave_an_end_open():
    assert np.isnan(quantile_interval(np.arange(5.0), 0.5)).all()
    assert np.isnan(quantile_interval(np.arange(71.0), 0.05)).tolist() == [True, False]
    assert not np.isnan(quantile_interval(np.arange(72.0), 0.05)).any()
    assert np.isnan(quantile_interval(np.arange(71.0), 0.95)).tolist() == [False, True]


@pytest.mark.parametrize(("part", "quantile"), [(0.5, 0.0), (0.95, 1.6449)])
def test_intervals_of_quantiles_hold_them_in_nineteen_of_twenty_repetitions(part, quantile):
    stream = np.random.default_rng(2)
    ends = np.array([quantile_interval(stream.normal(size=200), part) for _ in range(2000)])
    holds = (ends[:, 0] <= quantile) & (quantile <= ends[:, 1])
    assert 0.945 < holds.mean() < 0.98


def test_four_times_the_draws_halve_an_interval():
    assert draws_needed(100, 0.2, 0.1) == 400
    assert draws_needed(100, 0.0, 0.0) == 100
    assert draws_needed(100, 0.2, 0.0) is None
    assert draws_needed(1, float("nan"), 0.1) is None


def test_as_many_draws_as_are_said_to_be_needed_are_about_enough(tmp_path):
    stream = np.random.default_rng(3)
    few = enough(write_study(tmp_path / "few", normal(stream), replications=60), "trade", wanted=0.1)
    assert (few.what, few.draws, few.runs, few.is_enough, few.case) == ("middle", 60, 60, False, 1)
    assert few.more == few.needed - 60
    assert few.needed == pytest.approx((1.2533 * 1.96 / 0.1) ** 2, rel=0.5)  # of the median of normal draws
    many = enough(
        write_study(tmp_path / "many", normal(stream), replications=few.needed), "trade", wanted=0.1
    )
    assert many.half_width == pytest.approx(0.1, rel=0.3)


def test_what_is_wanted_by_default_is_a_tenth_of_the_range_of_all_runs(tmp_path):
    study = write_study(tmp_path, lambda values, draw: {"trade": float(draw)}, replications=201)
    found = enough(study, "trade")
    assert found.wanted == pytest.approx(0.1 * 180)
    assert found.is_enough
    assert found.more == 0


def test_a_grid_is_as_well_known_as_its_case_that_is_known_least_well(tmp_path):
    stream = np.random.default_rng(4)

    def outcome(values, draw):
        return {"trade": 10 * values["rate"] + (0.01 + values["rate"]) * float(stream.normal())}

    found = enough(write_study(tmp_path, outcome, [RATES], replications=3), "trade", wanted=0.5)
    assert (found.what, found.case, found.draws, found.runs) == ("mean", 2, 3, 6)
    assert found.needed % 2 == 0, "every further replication is run in both cases"


def test_one_run_a_case_tells_nothing(tmp_path):
    found = enough(write_study(tmp_path, lambda values, draw: {"trade": values["rate"]}, [RATES]), "trade")
    assert np.isnan(found.half_width)
    assert (found.needed, found.more, found.is_enough) == (None, None, False)


def test_values_settle_from_the_first_draw_to_the_last(tmp_path):
    stream = np.random.default_rng(5)
    study = write_study(tmp_path, normal(stream), [lever("a")], {"kind": "latin_hypercube", "samples": 400})
    found = convergence(study, "trade")
    assert set(found["what"]) == {"mean", "low", "middle", "high"}
    middle = found.filter(what="middle")
    assert (middle["draws"][0], middle["draws"][-1], middle["runs"][-1]) == (1, 400, 400)
    values = study.done["trade"].to_numpy()
    assert middle["value"][-1] == pytest.approx(np.median(values))
    widths = (middle["high"] - middle["low"]).fill_nan(None).drop_nulls()
    assert widths[-1] < widths[0] / 3


@pytest.mark.parametrize(
    ("design", "index", "rows"),
    [
        ({"kind": "sobol", "samples": 64}, "total", 4),
        ({"kind": "morris", "trajectories": 16, "levels": 4}, "mean_absolute", 3),
    ],
)
def test_indices_settle_to_those_of_the_whole_design(tmp_path, design, index, rows):
    def outcome(values, draw):
        return {"trade": values["a"] * (1.0 + values["b"])}

    study = write_study(tmp_path, outcome, [lever("a"), lever("b")], design, replications=2)
    found, whole = convergence(study, "trade"), sensitivity(study, "trade").filter(index=index)
    size = design.get("samples", 16)
    assert sorted(set(found["draws"])) == [size // 8, size // 4, size // 2, size]
    assert found["runs"][-1] == size * rows * 2
    last = found.filter(draws=size)
    assert dict(last.select("what", "value").rows()) == dict(whole.select("lever", "value").rows())
    verdict = enough(study, "trade", wanted=1e-3)
    widest = last.sort(last["high"] - last["low"], descending=True).row(0, named=True)
    assert verdict.what == widest["what"]
    assert verdict.half_width == pytest.approx((widest["high"] - widest["low"]) / 2)
    if design["kind"] == "sobol":
        assert np.log2(verdict.needed / (rows * 2)) % 1 == 0, "base samples come in powers of two"


@pytest.mark.parametrize("kind", ["grid", "sobol", "morris", "latin_hypercube"])
def test_what_does_not_vary_is_known_at_once_and_what_is_missing_never(tmp_path, kind):
    design = {"kind": kind, "samples": 8, "trajectories": 4, "levels": 4}
    still = write_study(
        tmp_path / "still", lambda values, draw: {"trade": 1.0}, [RATES], design, replications=2
    )
    found = enough(still, "trade")
    assert (found.is_enough, found.more, found.half_width) == (True, 0, 0.0)
    none = write_study(tmp_path / "none", lambda values, draw: None, [RATES], design, replications=2)
    found = enough(none, "trade")
    assert (found.is_enough, found.more) == (False, None)
    assert convergence(none, "trade").is_empty()


def test_how_often_something_ends_is_not_known_for_its_median(tmp_path):
    design = {"kind": "latin_hypercube", "samples": 24}
    study = write_study(
        tmp_path, lambda values, draw: {"trade": float(values["a"] > 0.25)}, [lever("a")], design
    )
    found = enough(study, "trade")
    assert (found.what, found.is_enough) == ("mean", False)
    assert found.half_width == pytest.approx(2.069 * np.sqrt(0.25 * 0.75 * 24 / 23) / np.sqrt(24), rel=1e-3)
