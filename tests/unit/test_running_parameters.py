"""A draw of a scenario by its number: its own parameters, its own folder, and a command that repeats it."""

import pytest
from command_line import call
from test_running_draws import TINY

from sim import load_scenario, read_run
from sim.cli import exit_code
from sim.ensemble.drawing import drawn_scenario, drawn_values
from sim.records.repeating import command_of
from sim.records.scenario_hashes import question_hash, scenario_hash
from sim.running import default_folder

ASKED = TINY | {
    "horizon.weeks": "8",
    "ensemble.replications": "1",
    "ensemble.parameters": "all",
    "ensemble.elasticities": "[FGO, CP]",
}


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("impasse_145_125", ASKED)


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    out = tmp_path_factory.mktemp("second") / "run"
    sets = [f"--set={key}={value}" for key, value in ASKED.items()]
    asked = ("run", "impasse_145_125", *sets, "--replication=2", "--no-report", "--quiet", f"--out={out}")
    assert exit_code(asked) == 0
    return read_run(out)


def test_the_manifest_has_what_was_drawn_and_used(scenario, second):
    values = drawn_values(scenario, 2)
    manifest = second.manifest
    assert manifest["drawn"] == values
    assert manifest["world"]["elasticities"] == values["world.elasticities.set"]
    figures = {name: value for name, value in values.items() if name != "world.elasticities.set"}
    assert {name: manifest["parameters"][name] for name in figures} == figures
    believed = {each["name"]: each for each in manifest["assumptions"]}
    assert all(believed[name]["prior"]["low"] <= value for name, value in figures.items())


def test_the_scenario_is_kept_as_it_was_asked(scenario, second):
    assert load_scenario(second.folder / "scenario.yaml") == scenario
    assert second.manifest["scenario_hash"] == scenario_hash(scenario)
    assert second.manifest["command"] == "tradewar run scenario.yaml --seed 1 --replication 2"


def test_draws_are_counted_from_one(capsys):
    code, _, errors = call(capsys, "run", "--replication", "0")
    assert code == 2
    assert "--replication 0: draws are counted from 1" in errors


def test_draws_of_a_scenario_ask_one_question_and_another_prior_another():
    one = load_scenario("impasse_145_125", ASKED)
    other = load_scenario("impasse_145_125", ASKED | {"ensemble.seed": "7", "ensemble.replications": "9"})
    by_luck = load_scenario("impasse_145_125", ASKED | {"ensemble.parameters": "none"})
    assert question_hash(one) == question_hash(other)
    assert question_hash(one) != question_hash(by_luck)
    assert scenario_hash(one) != scenario_hash(other)


def test_without_drawing_hashes_are_as_they_were():
    scenario = load_scenario("impasse_145_125")
    bare = scenario.model_copy(update={"ensemble": drawn_scenario(scenario, 4).ensemble})
    assert scenario_hash(bare) == scenario_hash(scenario)


def test_each_draw_has_a_folder_of_its_own(scenario):
    names = [default_folder(scenario, number).name for number in (1, 2, 3)]
    assert len(set(names)) == 3
    assert not names[0].endswith("-r1")


@pytest.mark.parametrize(
    ("replication", "replications", "behind"),
    [(1, 1, ""), (3, 1, " --replication 3"), (1, 5, " --replication 1"), (5, 5, " --replication 5")],
)
def test_the_command_names_the_draw_where_there_are_others(replication, replications, behind):
    assert command_of(4, replication, replications) == f"tradewar run scenario.yaml --seed 4{behind}"
