"""Runs with draws, snapshots, policies of one's own and sweeps, made again from their folders."""

import json
import shutil

import polars as pl
import pytest
from command_line import call

from sim.records.results_folder import checksum, write_manifest
from sim.records.seal import sealed

pytestmark = pytest.mark.slow

TINY = {
    "horizon.weeks": "17",
    "population.producers": "500",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, ROW]",
}
OPTIONS = [part for key, value in TINY.items() for part in ("--set", f"{key}={value}")]

SWEEP = """
name: small
scenario: two_rates
model: agents
set:
  horizon.weeks: 17
  population.producers: 500
  population.relationships: 10000
  world.economies: [USA, CHN, ROW]
design: {kind: grid}
levers:
  rate: {title: US tariff, paths: [measures.us_on_china.rate], values: [0.1, 0.6], unit: share}
"""

POLICY = """
from sim.agents.policies.interface import Policy


class Patient(Policy):
    def decide(self, view):
        return ()
"""


@pytest.fixture(scope="module")
def draws(tmp_path_factory):
    from sim.cli import exit_code

    folder = tmp_path_factory.mktemp("draws") / "all"
    drawn = ("--set", "ensemble.parameters=all", "--replications", "3", "--workers", "1", "--quiet")
    assert exit_code(["run", "impasse_145_125", *OPTIONS, *drawn, "--out", str(folder)]) == 0
    return folder


def told(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_run_with_draws_is_made_again_with_its_page_and_rows(draws, capsys):
    code, out, err = call(capsys, "reproduce", str(draws))
    assert code == 0, (out, err)
    first, rows = out.splitlines()
    assert first.startswith(f"{draws / 'replication-1'}: the same bytes: ")
    assert rows == f"{draws / 'draws'}: the same bytes: 3 runs"
    files = told(draws / "replication-1" / "run.json")["outputs"]
    assert {"report.html", "metrics/spread.csv"} <= files.keys()


def test_some_draws_are_made_again_where_not_all_are_asked_for(draws, capsys):
    code, out, err = call(capsys, "reproduce", str(draws / "draws"), "--runs", "2")
    assert (code, out) == (0, "the same bytes: 2 runs\n")
    assert "2 of 3 runs made again, evenly spread" in err


def test_a_row_that_differs_is_told(draws, capsys, tmp_path):
    copied = shutil.copytree(draws, tmp_path / "all") / "draws"
    rows = pl.read_parquet(copied / "runs.parquet")
    rows.with_columns(pl.col("trade") + 0.001 * (pl.col("replication") == 2)).write_parquet(
        copied / "runs.parquet"
    )
    manifest = told(copied / "ensemble.json")
    manifest["outputs"]["runs.parquet"] = checksum(copied / "runs.parquet")
    (copied / "ensemble.json").write_text(json.dumps(sealed(manifest)), encoding="utf-8")
    code, out, _ = call(capsys, "reproduce", str(copied), "--quiet")
    assert (code, out) == (
        1,
        "different: 1 of 3 runs by more than rounding, by up to 1.0e-03 in runs.trade\n",
    )


def test_a_draw_without_the_others_beside_it_says_what_it_lacks(draws, capsys, tmp_path):
    copied = shutil.copytree(draws / "replication-1", tmp_path / "alone")
    code, out, err = call(capsys, "reproduce", str(copied))
    assert code == 1
    assert "the draws that it was made from are not beside the run" in err
    assert "metrics/spread.csv" in out
    assert "not made again" in out


def test_the_command_in_the_manifest_makes_the_same_run(draws, capsys, monkeypatch, tmp_path):
    for name, more in (("one", ()), ("two", ("--replication", "2")), ("kept", ("--snapshots", "0,17"))):
        folder = tmp_path / name
        assert (
            call(capsys, "run", "impasse_145_125", *OPTIONS, *more, "--quiet", "--out", str(folder))[0] == 0
        )
        monkeypatch.chdir(folder)
        words = told(folder / "run.json")["command"].split()
        assert call(capsys, *words[1:], "--out", str(tmp_path / f"{name}_again"), "--quiet")[0] == 0
        outputs = [told(each / "run.json")["outputs"] for each in (folder, tmp_path / f"{name}_again")]
        assert outputs[0] == outputs[1]
        code, out, _ = call(capsys, "reproduce", str(folder))
        assert (code, out) == (0, f"the same bytes: {len(outputs[0])} files\n")


def test_a_policy_of_ones_own_goes_along(capsys, tmp_path):
    (tmp_path / "patient.py").write_text(POLICY, encoding="utf-8")
    text = "name: own\nextends: impasse_145_125\ngovernments:\n"
    text += "  CHN: {policy: 'patient.py:Patient', rival: USA}\n"
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    folder = tmp_path / "run"
    assert call(capsys, "run", str(tmp_path / "own.yaml"), *OPTIONS, "--out", str(folder), "--quiet")[0] == 0
    code, out, err = call(capsys, "reproduce", str(folder))
    assert (code, out.startswith("the same bytes")) == (0, True), err
    (folder / "patient.py").write_text(POLICY + "# edited\n", encoding="utf-8")
    code, _, err = call(capsys, "reproduce", str(folder))
    assert code == 2
    assert "patient.py: not the file that the run wrote" in err


def test_a_sweep_is_made_again_from_its_file(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SWEEP, encoding="utf-8")
    asked = ("--executor", "serial", "--quiet", "--no-report", "--out", "swept")
    assert call(capsys, "sweep", "small.yaml", *asked)[0] == 0
    code, out, err = call(capsys, "reproduce", "swept", "--runs", "2")
    assert (code, out) == (0, "the same bytes: 2 runs\n"), err
    (tmp_path / "small.yaml").write_text(SWEEP.replace("weeks: 17", "weeks: 18"), encoding="utf-8")
    code, _, err = call(capsys, "reproduce", "swept")
    assert code == 2
    assert "asks for other runs than ensemble.json tells of" in err


def test_files_that_a_user_put_into_the_folder_are_named(capsys, tmp_path):
    folder = tmp_path / "run"
    assert (
        call(capsys, "run", "impasse_145_125", *OPTIONS, "--no-report", "--quiet", "--out", str(folder))[0]
        == 0
    )
    (folder / "my notes.txt").write_text("mine", encoding="utf-8")
    write_manifest(folder, told(folder / "run.json"))
    code, out, err = call(capsys, "reproduce", str(folder))
    assert (code, out.startswith("the same bytes")) == (0, True)
    assert "my notes.txt: not written by the run" in err
