"""Rules that tell runs that meet a condition from the others."""

import math
import sys

import numpy as np
import pytest
from synthetic_study import choice, lever, write_study

from sim.ensemble.analysis import MissingLibraryError, discover
from sim.ensemble.study import Condition

FALLS = Condition("trade", below=-0.8)
SIX = [lever(f"lever_{number}") for number in range(6)]
MANY = {"kind": "latin_hypercube", "samples": 500}


def planted(values, draw):
    inside = values["lever_0"] > 0.6 and values["lever_2"] <= 0.5 and 0.2 < values["lever_5"] <= 0.8
    return {"trade": -1.0 if inside else 0.0}


def test_a_planted_box_is_found_and_idle_levers_are_not_named(tmp_path):
    study = write_study(tmp_path, planted, SIX, MANY)
    found = discover(study, FALLS)
    [rule] = found.rules
    limits = {limit.lever: limit for limit in rule.limits}
    assert set(limits) == {"lever_0", "lever_2", "lever_5"}
    assert limits["lever_0"].low == pytest.approx(0.6, abs=0.03)
    assert limits["lever_0"].high is None
    assert limits["lever_2"].high == pytest.approx(0.5, abs=0.03)
    assert (limits["lever_5"].low, limits["lever_5"].high) == pytest.approx((0.2, 0.8), abs=0.03)
    assert (rule.coverage, rule.density) == (1.0, 1.0)
    assert rule.hits == found.hits == (study.done["trade"] < -0.8).sum()
    assert found.score > 0.9
    assert discover(study, FALLS) == found


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_noise_gives_no_rule(tmp_path, share):
    for seed in range(3):
        stream = np.random.default_rng(seed)
        folder = tmp_path / f"{seed}"
        study = write_study(
            folder, lambda _, draw, s=stream: {"trade": -float(s.random() < share)}, SIX, MANY
        )
        found = discover(study, FALLS)
        assert found.rules == ()
        assert found.score < 0.6


def test_a_rule_names_the_choices_and_the_numbers_between_those_that_were_run(tmp_path):
    levers = [
        lever("rate", 0.0, 2.0, values=tuple(np.arange(21) / 10)),
        choice("answer", "yes", "no", "half"),
    ]
    study = write_study(
        tmp_path,
        lambda values, draw: {"trade": -values["rate"] * (values["answer"] != "no")},
        levers,
        replications=2,
    )
    [rule] = discover(study, FALLS).rules
    answer, rate = rule.limits
    assert (answer.lever, answer.choices) == ("answer", ("yes", "half"))
    assert rate.low == pytest.approx(0.85, abs=1e-12)
    assert rate.high is None
    assert (rule.runs, rule.density) == (48, 1.0)


def test_hits_in_two_corners_are_two_rules_the_larger_first(tmp_path):
    def outcome(values, draw):
        both = values["lever_0"] > 0.7 or values["lever_1"] < 0.1
        return {"trade": 1.0 if both else 0.0}

    found = discover(write_study(tmp_path, outcome, SIX[:2], MANY), Condition("trade", above=0.5))
    assert [rule.limits[0].lever for rule in found.rules] == ["lever_0", "lever_1"]
    assert all(len(rule.limits) == 1 and rule.density > 0.97 for rule in found.rules)


def test_all_or_no_hits_have_no_rule_and_say_so(tmp_path):
    study = write_study(tmp_path, planted, SIX, {"kind": "latin_hypercube", "samples": 40})
    none, every = (discover(study, Condition("trade", below=limit)) for limit in (-5.0, 5.0))
    assert (none.runs, none.hits, none.rules) == (40, 0, ())
    assert (every.runs, every.hits, every.rules) == (40, 40, ())
    assert math.isnan(none.score)


def test_runs_without_the_figure_are_neither_hits_nor_others(tmp_path):
    def outcome(values, draw):
        if values["lever_1"] > 0.5:
            return {"trade": None} if values["lever_1"] > 0.75 else None
        return {"trade": -float(values["lever_0"] > 0.5)}

    found = discover(write_study(tmp_path, outcome, SIX[:2], MANY), FALLS)
    assert (found.runs, found.hits) == (250, pytest.approx(125, abs=15))
    assert [limit.lever for rule in found.rules for limit in rule.limits] == ["lever_0"]


def test_nothing_varied_or_nothing_measured_is_no_discovery(tmp_path):
    assert discover(write_study(tmp_path / "one", lambda *_: {"trade": 1.0}, replications=9), FALLS) is None
    assert discover(write_study(tmp_path / "none", lambda *_: None, SIX, MANY), FALLS) is None


def test_draws_of_one_case_do_not_vouch_for_each_other(tmp_path):
    def outcome(values, draw):
        return {"trade": -float(np.random.default_rng(int(1e9 * values["lever_0"])).random() < 0.5)}

    study = write_study(tmp_path, outcome, SIX, {"kind": "latin_hypercube", "samples": 60}, replications=20)
    assert discover(study, FALLS).score == pytest.approx(0.5, abs=0.15)


def test_what_is_missing_is_named_with_what_installs_it(tmp_path, monkeypatch):
    study = write_study(tmp_path, planted, SIX, MANY)
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(MissingLibraryError, match=r"scikit-learn .*tradewar-sim\[sensitivity\]"):
        discover(study, FALLS)
