"""The analyses of a sweep as files."""

import sys

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from synthetic_study import choice, lever, write_study

from sim.ensemble.analysis import MissingLibraryError, sensitivity, spread, write_analyses
from sim.ensemble.study import Condition, Figure

FIGURES = (
    Figure("trade", "Goods trade", "change", long_run=True),
    Figure("weeks", "Weeks", "weeks", asked=False),
)
LEVERS = (lever("rate", values=(0.0, 0.5, 1.0)), choice("answer", "yes", "no"))
APPLIES = {
    "grid": ["spread", "differences", "convergence", "enough", "discovery"],
    "latin_hypercube": ["spread", "sensitivity", "convergence", "enough", "discovery"],
    "sobol": ["spread", "sensitivity", "interactions", "convergence", "enough", "discovery"],
    "morris": ["spread", "sensitivity", "convergence", "enough", "discovery"],
}


def study_of(folder, kind):
    stream = np.random.default_rng(1)

    def outcome(values, draw):
        change = -values["rate"] * (values["answer"] == "yes") - 0.1 * float(stream.random())
        return {"trade": change, "trade.long_run": -values["rate"], "weeks": None}

    return write_study(
        folder,
        outcome,
        LEVERS,
        {"kind": kind, "samples": 16, "second_order": True, "trajectories": 8, "levels": 4},
        replications=3,
        figures=FIGURES,
        discoveries=[Condition("trade", below=-0.5), Condition("trade", below=-9.0)],
    )


@pytest.mark.parametrize("kind", APPLIES)
def test_the_tables_that_apply_are_written_with_the_same_bytes_each_time(tmp_path, kind):
    study = study_of(tmp_path, kind)
    (tmp_path / "interactions.csv").write_text("of another sweep")
    paths = write_analyses(study)
    assert [path.stem for path in paths] == APPLIES[kind]
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == sorted(path.name for path in paths)
    before = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in write_analyses(study)] == before
    assert not any(b"\r" in content for content in before)


def test_tables_hold_what_the_analyses_say_to_the_last_digit(tmp_path):
    study = study_of(tmp_path, "sobol")
    write_analyses(study)
    said = spread(study).fill_nan(None)
    assert_frame_equal(pl.read_csv(tmp_path / "spread.csv"), said, check_exact=True)
    written = pl.read_csv(tmp_path / "sensitivity.csv").filter(figure="trade")
    assert_frame_equal(written, sensitivity(study, "trade").fill_nan(None), check_exact=True)
    assert "nan" not in (tmp_path / "sensitivity.csv").read_text().lower()
    assert set(pl.read_csv(tmp_path / "enough.csv")["figure"]) == {"trade", "trade.long_run"}
    assert set(pl.read_csv(tmp_path / "spread.csv")["figure"]) == {"trade", "trade.long_run", "weeks"}


def test_a_discovery_without_a_rule_has_a_row_that_says_so(tmp_path):
    study = study_of(tmp_path, "latin_hypercube")
    write_analyses(study)
    found = pl.read_csv(tmp_path / "discovery.csv")
    assert found.filter(below=-0.5).select("lever", "choices").rows() == [("answer", "yes"), ("rate", None)]
    [none] = found.filter(below=-9.0).to_dicts()
    assert (none["all_hits"], none["all_runs"], none["lever"], none["rule"]) == (0, 48, None, None)


def test_one_run_has_tables_too(tmp_path):
    study = write_study(tmp_path, lambda values, draw: {"trade": 1.0})
    assert [path.stem for path in write_analyses(study)] == ["spread", "convergence", "enough"]


def test_what_needs_no_further_library_is_written_without_it(tmp_path, monkeypatch):
    study = study_of(tmp_path, "grid")
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(MissingLibraryError, match="sensitivity"):
        write_analyses(study)
    written = sorted(path.stem for path in tmp_path.glob("*.csv"))
    assert written == ["convergence", "differences", "enough", "spread"]
