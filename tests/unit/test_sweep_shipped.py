"""The sweeps that come with the program, their document and schema, and the commands that read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call
from doc_blocks import blocks_of
from sweep_files import GRID, sweep_file, two_figures

from sim.ensemble.plan import dump_sweep, examine_plan, read_plan, shipped_sweeps
from sim.ensemble.plan.designs import unit_cube
from sim.ensemble.plan.schema import dump_sweep_schema
from sim.scenario import shipped_scenarios

__all__ = ["two_figures"]

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "scenarios" / "sweeps" / "sweep.schema.json"


@pytest.mark.parametrize("name", shipped_sweeps())
def test_shipped_sweeps_are_sound_and_named_after_their_file(name):
    found = examine_plan(name)
    assert found.plan is not None, [str(each) for each in found.diagnostics]
    assert found.plan.sweep.name == name
    assert name not in shipped_scenarios()
    assert found.plan.sweep.title
    assert found.plan.sweep.question


@pytest.mark.parametrize("name", shipped_sweeps())
def test_the_first_run_of_a_shipped_sweep_has_a_scenario_and_all_have_values(name):
    plan = read_plan(name)
    assert plan.scenario(plan.job(1)).name == plan.base.name
    for number in (1, len(plan)):
        assert set(plan.job(number).case.values) == {lever.name for lever in plan.levers}
    if plan.design["kind"] not in {"grid", "list"}:
        assert unit_cube(plan.design, len(plan.levers)).shape == (plan.cases, len(plan.levers))


def test_the_committed_schema_is_the_programs_own():
    assert json.loads(SCHEMA.read_text()) == dump_sweep_schema()


def test_the_schema_describes_every_key():
    schema = dump_sweep_schema()
    for name, definition in {"sweep": schema, **schema["$defs"]}.items():
        bare = [key for key, value in definition.get("properties", {}).items() if "description" not in value]
        assert bare == [], name


def test_the_documents_examples_are_sound(tmp_path):
    texts = [each.text for each in blocks_of(ROOT / "docs" / "sweeps.md") if each.language == "yaml"]
    plans = []
    for rank, text in enumerate(texts):
        path = tmp_path / f"{rank}.yaml"
        path.write_text(text)
        found = examine_plan(path)
        assert found.diagnostics == (), text
        plans.append(found.plan)
    assert [len(plan) for plan in plans] == [24, 15, 128]
    assert all(plan.scenario(plan.job(len(plan))) for plan in plans)


def test_the_document_tells_of_every_key():
    text = (ROOT / "docs" / "sweeps.md").read_text()
    schema = dump_sweep_schema()
    for definition in (schema, *schema["$defs"].values()):
        for key in definition.get("properties", {}):
            assert f"`{key}`" in text or f"`{key}:" in text or f"{key}: " in text, key


def test_a_sweep_as_it_is_shown_loads_back(tmp_path, two_figures):
    path = sweep_file(tmp_path, GRID)
    plan = read_plan(path)
    path.write_text(dump_sweep(plan.sweep))
    again = read_plan(path)
    assert again.sweep == plan.sweep
    assert again.identity == plan.identity


def test_sweeps_are_validated_like_scenarios(capsys, tmp_path, two_figures):
    path = str(sweep_file(tmp_path, GRID))
    code, out, err = call(capsys, "validate", path, "trade_war_one")
    assert (code, err) == (0, "")
    assert out == f"{path}: ok (6 cases x 3 replications = 18 runs)\ntrade_war_one: ok\n"
    code, out, err = call(capsys, "validate", path, "--set", "sweep.model=standoff")
    assert (code, out) == (2, "")
    assert "needs a negotiation" in err
    Path(path).write_text(GRID.replace("rate, values", "rat, values"))
    code, out, err = call(capsys, "validate", path, "--json")
    assert code == 2
    assert "did you mean `rate`?" in json.loads(out)[path][0]
    code, out, err = call(capsys, "validate", path, "--explain")
    assert code == 2


def test_sweeps_are_listed_and_shown_without_the_libraries_that_run_them(capsys, monkeypatch):
    monkeypatch.setattr("sim.ensemble.plan.examining.lacks_extra", lambda design: True)
    rows = json.loads(call(capsys, "list", "--sweeps", "--json")[1])
    assert {row["name"] for row in rows} == set(shipped_sweeps())
    assert all(row["runs"] > 1 for row in rows)
    code, out, err = call(capsys, "show", "what_matters")
    assert (code, err) == (0, "")
    assert out.startswith("name: what_matters\n")
    assert json.loads(call(capsys, "show", "what_matters", "--json")[1])["design"]["trajectories"] == 12
    assert json.loads(call(capsys, "schema", "--sweeps")[1]) == dump_sweep_schema()
    code, out, err = call(capsys, "show", "what_mattrs")
    assert (code, out) == (2, "")
    assert "did you mean `what_matters`?" in err
