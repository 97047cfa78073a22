"""Plans: every run of a sweep by its number, cheap to count, the same each time."""

from __future__ import annotations

import itertools
import json
import pickle
import time

import pytest
from sweep_files import BASE, GRID, HAZARD, HEAD, sweep_file, two_figures

from sim.ensemble.jobs import Case, Job
from sim.ensemble.plan import read_plan
from sim.ensemble.study import study_of
from sim.scenario import ScenarioErrors

__all__ = ["two_figures"]


@pytest.fixture
def grid(tmp_path, two_figures):
    return read_plan(sweep_file(tmp_path, GRID))


def test_a_grid_is_the_product_of_its_levers_the_last_moving_fastest(grid):
    cases = [grid.case(number).values for number in range(1, grid.cases + 1)]
    wanted = itertools.product((0.0, 0.25, 1.0), ("China answers", "China does not"))
    assert [(each["us_rate"], each["answer"]) for each in cases] == list(wanted)


def test_jobs_go_case_by_case_and_within_a_case_draw_by_draw(grid):
    jobs = [grid.job(number) for number in range(1, len(grid) + 1)]
    assert [(job.case.number, job.replication) for job in jobs] == [
        (case, replication) for case in range(1, 7) for replication in range(1, 4)
    ]
    for number in (0, 19):
        with pytest.raises(IndexError):
            grid.job(number)


def test_what_is_set_and_what_levers_move_is_in_the_scenario_of_a_run(grid):
    scenario = grid.scenario(grid.job(18))
    assert [each.rate for each in scenario.measures] == [1.0, 0.0]
    assert scenario.behaviour.short_run_elasticity == 0.7
    assert not scenario.behaviour.beliefs.on
    assert grid.scenario(grid.job(1)).behaviour.beliefs.on
    assert grid.job(18).case.overrides == {
        "measures.us.rate": "1.0", "measures.cn.rate": "0", "behaviour.beliefs.on": "false",
    }  # fmt: skip
    assert grid.drawn(grid.job(18)) == {}


def test_a_plan_goes_to_another_process_whole(grid):
    there = pickle.loads(pickle.dumps(grid))
    assert there.identity == grid.identity
    assert there.job(11) == grid.job(11)
    assert there.scenario(there.job(11)) == grid.scenario(grid.job(11))


def test_the_facts_are_a_study_and_json(grid, tmp_path):
    study = study_of(tmp_path, json.loads(json.dumps(grid.facts(), allow_nan=False)))
    assert (study.name, study.scenario, study.model, study.cases, study.replications) == (
        "mine", "base", "agents", 6, 3,
    )  # fmt: skip
    rate, answer = study.levers
    assert (rate.low, rate.high, rate.values, rate.unit) == (0.0, 1.0, (0.0, 0.25, 1.0), "share")
    assert answer.is_choice
    assert [each.asked for each in study.figures] == [True, False]
    assert study.discoveries[0].below == -0.8
    assert study.weeks == ()
    assert grid.in_words == "6 cases x 3 replications = 18 runs"


def test_weeks_are_told_where_paths_are_kept(tmp_path, two_figures):
    plan = read_plan(sweep_file(tmp_path, GRID + "paths: true\n"))
    assert plan.facts()["weeks"] == [each.isoformat() for each in plan.base.horizon.mondays()]


def test_a_thousand_million_runs_cost_nothing_until_they_are_asked_for(tmp_path, two_figures):
    text = HEAD + "levers:\n" + "".join(
        f"  {place}: {{path: measures.{place.replace('_', '.')}, from: 0, to: 1, steps: 1000}}\n"
        for place in ("us_rate", "cn_rate", "us_coverage")
    )  # fmt: skip
    plan = read_plan(sweep_file(tmp_path, text))
    began = time.process_time()
    assert len(plan) == 10**9
    assert plan.job(10**9).case.values == {"us_rate": 1.0, "cn_rate": 1.0, "us_coverage": 1.0}
    assert plan.job(2).case.values["us_coverage"] == float(f"{1 / 999:.12g}")
    assert time.process_time() - began < 0.05


def test_the_scenario_of_a_run_is_made_within_thirty_milliseconds():
    plan = read_plan("what_matters")
    jobs = [plan.job(number) for number in range(1, 6)]
    plan.scenario(jobs[0])
    began = time.process_time()
    for job in jobs:
        plan.scenario(job)
    assert (time.process_time() - began) / len(jobs) < 0.03


def test_identity_is_of_what_is_run_not_of_words_or_places(tmp_path, two_figures):
    def identity(text, folder="a", base=BASE):
        (tmp_path / folder).mkdir(exist_ok=True)
        path = sweep_file(tmp_path / folder, text)
        (path.parent / "base.yaml").write_text(base)
        return read_plan(path).identity

    first = identity(GRID)
    roundabout = GRID.replace("./base.yaml", "../b/base.yaml")
    assert identity(roundabout, "b") == first
    assert identity("# a comment\n" + GRID.replace("Two rates", "Three rates"), "b") == first
    assert (
        identity(GRID, "b", "# a comment\n" + BASE.replace("weeks: 8", "weeks: 8, start: 2025-01-06"))
        == first
    )
    assert identity(GRID.replace("0.25", "0.26")) != first
    assert identity(GRID.replace("replications: 3", "replications: 4")) != first
    assert identity(GRID, base=BASE.replace("weeks: 8", "weeks: 9")) != first
    assert identity(GRID + "paths: true\n") != first


def test_a_scenario_is_a_sweep_of_one_case_with_the_draws_of_its_own(tmp_path, two_figures):
    sweep_file(tmp_path, GRID)
    plan = read_plan(tmp_path / "base.yaml", {"ensemble.replications": "4", "measures.us.rate": "0.3"})
    assert (plan.cases, plan.replications, len(plan), plan.model) == (1, 4, 4, "agents")
    assert plan.job(4) == Job(Case(1, {}, {}), 4)
    assert plan.scenario(plan.job(4)).measures[0].rate == 0.3
    assert plan.facts()["name"] == "base"
    assert read_plan("trade_war_one").base.name == "trade_war_one"


def test_overrides_reach_the_scenario_and_with_a_prefix_the_sweep(tmp_path, two_figures):
    path = sweep_file(tmp_path, GRID)
    changes = {
        "ensemble.replications": "2",
        "sweep.levers.us_rate.values": "[0.1, 0.2]",
        "sweep.paths": "true",
    }
    plan = read_plan(path, changes)
    assert (len(plan), plan.paths, plan.levers[0].values) == (8, True, (0.1, 0.2))
    for key, value, message in (
        ("sweep.desing.samples", "3", "--set sweep.desing.samples: unknown key `desing`"),
        ("horizon.week", "3", "--set horizon.week: unknown key `week`"),
        ("sweep.levers.us_rate.values", "[170]", "--set sweep.levers.us_rate.values: `rate` is a fraction"),
    ):
        with pytest.raises(ScenarioErrors, match=message):
            read_plan(path, {key: value})


def test_cases_of_a_list_are_run_as_they_are_written(tmp_path, two_figures):
    text = HEAD + (
        "design:\n  kind: list\n  cases:\n"
        "    - {title: As it is, us_rate: 0.1, how: true}\n"
        "    - {us_rate: 2, how: false}\n"
        "levers:\n  us_rate: {path: measures.us.rate}\n  how: {path: behaviour.routing.on}\n"
    )
    plan = read_plan(sweep_file(tmp_path, text))
    assert [plan.case(number).values for number in (1, 2)] == [
        {"us_rate": 0.1, "how": "true"}, {"us_rate": 2.0, "how": "false"},
    ]  # fmt: skip
    assert plan.facts()["design"] == {"kind": "list", "titles": ["As it is", ""]}
    assert not plan.scenario(plan.job(2)).behaviour.routing.on


def test_the_last_lever_wins_also_over_one_that_moves_all_around_the_place(tmp_path, two_figures):
    text = HEAD + (
        "levers:\n"
        "  first: {path: behaviour.beliefs.on, values: [true]}\n"
        "  around: {choices: {all: {behaviour.beliefs: {on: true, delay: 3}}}}\n"
        "  last: {path: behaviour.beliefs.on, values: [false]}\n"
    )
    plan = read_plan(sweep_file(tmp_path, text))
    beliefs = plan.scenario(plan.job(1)).behaviour.beliefs
    assert (beliefs.on, beliefs.delay) == (False, 3.0)


def test_what_a_lever_moves_is_not_drawn_in_any_case(tmp_path, two_figures):
    words = "[behaviour.resourcing_hazard, behaviour.hazard_loss_response]"
    text = HEAD + f"set: {{ensemble.parameters: {words}, ensemble.replications: 2}}\n" + HAZARD
    plan = read_plan(sweep_file(tmp_path, text))
    second, other = plan.job(2), plan.job(4)
    drawn = plan.drawn(second)
    assert "behaviour.hazard_loss_response" in drawn
    assert "behaviour.resourcing_hazard" not in drawn
    assert plan.scenario(second).behaviour.resourcing_hazard == 0.1
    assert plan.scenario(other).behaviour.resourcing_hazard == 0.5
    assert plan.scenario(second).behaviour.hazard_loss_response == drawn["behaviour.hazard_loss_response"]
    assert plan.drawn(other) == drawn
    assert plan.drawn(plan.job(1)) != drawn
    assert not plan.scenario(second).ensemble.asks_for_draws


def test_facts_name_the_two_economies(tmp_path, two_figures):
    study = study_of(tmp_path, read_plan(sweep_file(tmp_path, GRID)).facts())
    assert study.pair == ("USA", "CHN")
    assert study.economies["CHN"] == "China"


def test_a_plain_scenario_keeps_its_weeks(tmp_path, two_figures):
    path = tmp_path / "base.yaml"
    path.write_text(BASE, encoding="utf-8")
    assert read_plan(path).paths
    assert not read_plan(path, {"sweep.paths": "false"}).paths
