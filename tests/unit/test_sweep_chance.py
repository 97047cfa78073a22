"""Draws of chance that all cases of a sweep share, or that each has of its own."""

from __future__ import annotations

import numpy as np
import pytest
from sweep_files import GRID, HEAD, sweep_file, two_figures
from synthetic_study import lever, write_study

from sim.ensemble.analysis.chance import shares_of_chance
from sim.ensemble.analysis.tables import differences_table
from sim.ensemble.drawing import case_seed
from sim.ensemble.plan import read_plan
from sim.ensemble.study import study_of
from sim.report.sweeps.difference_chart import case_differences
from sim.report.sweeps.tables import replication_note

__all__ = ["two_figures"]

SAMPLE = HEAD + (
    "design: {kind: latin_hypercube, samples: %d}\n"
    "levers:\n  hazard: {path: behaviour.resourcing_hazard, low: 0.1, high: 0.5}\n"
)


def seeds(plan):
    return [plan.scenario(plan.job(number)).ensemble.seed for number in range(1, len(plan) + 1)]


@pytest.mark.parametrize(
    ("text", "chance"),
    [
        (GRID, "common"),
        (GRID + "chance: own\n", "own"),
        (SAMPLE % 4, "own"),
        (SAMPLE % 4 + "chance: common\n", "common"),
    ],
)
def test_a_sample_of_all_levers_has_chance_of_its_own_unless_it_is_said(tmp_path, two_figures, text, chance):
    plan = read_plan(sweep_file(tmp_path, text))
    assert study_of(tmp_path, plan.facts()).chance == chance
    assert len(set(seeds(plan))) == (1 if chance == "common" else plan.cases)


def test_a_case_keeps_its_seed_and_its_draws_share_it(tmp_path, two_figures):
    plan = read_plan(sweep_file(tmp_path, GRID + "chance: own\n"))
    found = seeds(plan)
    assert found[0:3] == [found[0]] * 3
    assert found[15:18] == [case_seed(1, 6)] * 3
    assert plan.drawn(plan.job(18)) == {"ensemble.seed": float(case_seed(1, 6))}
    more = read_plan(sweep_file(tmp_path, GRID + "chance: own\n"), {"ensemble.replications": "5"})
    assert more.scenario(more.job(30)).ensemble.seed == case_seed(1, 6)


def test_seeds_of_cases_are_not_used_twice_and_fit_in_a_table():
    found = [case_seed(1, case) for case in range(1, 20_001)]
    assert len(set(found)) == len(found)
    assert all(int(float(each)) == each for each in found)
    assert case_seed(2, 1) != case_seed(1, 1)


def test_luck_that_cases_do_not_share_is_never_taken_for_shared_luck():
    luck = np.random.default_rng(3)
    table = luck.normal(size=(400, 1)) + luck.normal(size=(400, 4))
    own = shares_of_chance(table, common=False)
    assert own.in_run == pytest.approx(0.5, abs=0.05)
    assert own.in_mean == pytest.approx(0.2, abs=0.04)
    two = np.array([[0.0, 2.0], [4.0, 4.0]])  # by hand: within (1 + 1) / 2, of the means 4.5
    assert shares_of_chance(two, common=False).in_mean == pytest.approx(0.5 / 4.5)
    shared = np.array([[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]])
    assert shares_of_chance(shared).in_mean == 0.0
    assert shares_of_chance(shared, common=False).in_mean == 1.0


@pytest.mark.parametrize(("chance", "paired"), [("common", True), ("own", False)])
def test_cases_are_compared_draw_by_draw_only_where_they_share_draws(tmp_path, chance, paired):
    study = write_study(
        tmp_path,
        lambda values, draw: {"trade": values["rate"] + draw},
        [lever("rate", values=(0.0, 0.5, 1.0))],
        {"kind": "list", "points": [{"rate": 0.0}, {"rate": 0.5}, {"rate": 1.0}]},
        replications=3,
        chance=chance,
    )
    assert (differences_table(study) is not None) == paired
    assert (case_differences(study) is not None) == paired
    assert ("The same draws of chance" in replication_note(study)) == paired
