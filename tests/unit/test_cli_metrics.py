"""The command ``tradewar metrics``: lists, prints and writes what a run says; one message on error."""

import json
import os
import subprocess
import sys

import networkx
import polars as pl
import pytest
from command_line import call

from sim.metrics import compute_metrics


@pytest.fixture
def folder(war_run):
    return str(war_run.folder)


def test_without_names_the_metrics_of_the_run_are_listed(capsys, folder, war_run):
    code, out, err = call(capsys, "metrics", folder)
    assert (code, err) == (0, "")
    lines = {line.split()[0]: line for line in out.splitlines()}
    found = compute_metrics(war_run)
    assert set(lines) == {"name", *found.applicable}
    assert lines["welfare"].split()[1] == str(found.welfare.height)
    assert lines["welfare"].endswith("Who is better or worse off?")


def test_list_for_programs(capsys, folder):
    rows = {row["name"]: row for row in json.loads(call(capsys, "metrics", folder, "--json")[1])}
    assert rows["burden"]["rows"] == 20
    assert rows["burden"]["equations"] == [77]
    assert rows["burden"]["question"].endswith("?")


def test_a_table_in_a_pipe_is_csv_in_full_precision(capsys, folder, war_run):
    out = call(capsys, "metrics", folder, "welfare")[1]
    assert out == compute_metrics(war_run).welfare.write_csv()


def test_several_tables_stand_apart(capsys, folder):
    out = call(capsys, "metrics", folder, "welfare", "import_sources_USA")[1]
    first, second = out.split("\n\n")
    assert first.startswith("economy,change")
    assert second.startswith("economy,base,reference")


def test_tables_for_programs(capsys, folder, war_run):
    told = json.loads(call(capsys, "metrics", folder, "welfare", "consumer_prices", "--json")[1])
    assert list(told) == ["welfare", "consumer_prices"]
    assert told["welfare"] == compute_metrics(war_run).welfare.to_dicts()
    assert told["consumer_prices"][0]["week"] == "2025-01-06"


def test_a_terminal_gets_the_first_rows_and_is_told_of_the_others(capsys, folder, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    _, out, err = call(capsys, "metrics", folder, "direct_share")
    assert len([line for line in out.splitlines() if "2025-" in line]) == 40
    assert "direct_share: 40 of" in err


def test_files_are_written_and_named_and_not_overwritten_unasked(capsys, folder, tmp_path):
    out = tmp_path / "new" / "folder"
    asked = ("metrics", folder, "welfare", "burden", "--out", str(out))
    code, said, _ = call(capsys, *asked)
    assert (code, said.split()) == (0, [str(out / "welfare.csv"), str(out / "burden.csv")])
    before = (out / "welfare.csv").read_bytes()
    code, said, err = call(capsys, *asked)
    assert (code, said) == (3, "")
    assert "welfare.csv: exists already (hint: --force" in err
    assert call(capsys, *asked, "--force")[0] == 0
    assert (out / "welfare.csv").read_bytes() == before


def test_all_metrics_are_written_where_none_is_named(capsys, folder, war_run, tmp_path):
    call(capsys, "metrics", folder, "--out", str(tmp_path), "--format", "parquet")
    written = {path.stem for path in tmp_path.glob("*.parquet")}
    assert written == set(compute_metrics(war_run).files)
    assert {path.stem for path in tmp_path.glob("*.json")} == written


def test_long_form_goes_to_one_file_or_into_a_pipe(capsys, folder, tmp_path):
    call(capsys, "metrics", folder, "welfare", "--out", str(tmp_path), "--format", "iamc")
    piped = call(capsys, "metrics", folder, "welfare", "--format", "iamc")[1]
    assert (tmp_path / "iamc.csv").read_text(encoding="utf-8") == piped
    assert piped.startswith("model,scenario,region,variable,unit,time,value\n")


def test_choices_are_those_of_a_scenario(capsys, folder):
    out = call(capsys, "metrics", folder, "direct_share", "--set", "economies=[VNM, MEX]")[1]
    assert {line.split(",")[0] for line in out.splitlines()[1:]} == {"VNM", "MEX"}


def test_choices_are_kept_with_what_is_written(capsys, folder, tmp_path):
    choices = ("--set", "blocs.west=[USA, EU]", "--set", "weights.trade=2")
    call(capsys, "metrics", folder, "welfare", "--out", str(tmp_path), *choices)
    told = json.loads((tmp_path / "welfare.json").read_text(encoding="utf-8"))
    assert told["choices"] == {
        "economies": [],
        "blocs": {"west": ["USA", "EU"]},
        "weights": {"trade": 2.0},
    }


def test_network_of_a_week_as_graphml_and_as_edges(capsys, folder, tmp_path):
    asked = ("--graph", "2025-06-04", "--group", "toys_games", "--out", str(tmp_path))
    code, said, err = call(capsys, "metrics", folder, *asked)
    assert (code, err) == (0, "")
    stem = "trade_toys_games_scenario_2025-06-02"
    assert said.split() == [str(tmp_path / f"{stem}.graphml"), str(tmp_path / f"{stem}.parquet")]
    network = networkx.read_graphml(tmp_path / f"{stem}.graphml")
    edges = pl.read_parquet(tmp_path / f"{stem}.parquet")
    assert network.number_of_edges() == edges.height > 0
    assert {path.suffix for path in tmp_path.iterdir()} == {".graphml", ".parquet"}  # and no metrics
    assert call(capsys, "metrics", folder, *asked)[0] == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["welfar"], "unknown metric 'welfar'; did you mean welfare"),
        (["standoff_weeks"], "standoff_weeks: not a metric of this run"),
        (["--set", "economies=[CHM]"], "--set economies: no economy `CHM` in this world (hint: did you mean"),
        (["--set", "econ=[CHN]"], "--set econ: unknown key `econ` (hint: did you mean `economies`?)"),
        (["--set", "blocs.west=[]"], "--set blocs.west: too few entries for `west`"),
        (["--set", "weights.trade=-1"], "--set weights.trade: `trade` is -1, below"),
        (["--set", "weights"], "key=value"),
        (["--format", "xml"], "Choose from"),
        (["--format", "parquet"], "--format parquet: goes to files only (hint: --out DIR)"),
        (["--graph", "3"], "--graph 3: goes to files only (hint: --out DIR)"),
        (["--group", "phones"], "--group phones: of which week?"),
        (["--graph", "2031-01-01", "--out", "here"], "there is no week of 2031-01-01"),
        (["--graph", "3", "--group", "toys", "--out", "here"], "there is no group `toys`"),
    ],
)
def test_bad_usage_is_one_message_with_exit_code_2(capsys, folder, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, "metrics", folder, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_run_is_told_so(capsys, tmp_path):
    code, out, err = call(capsys, "metrics", str(tmp_path))
    assert (code, out) == (2, "")
    assert err == f"{tmp_path}: not a results folder (there is no run.json)\n"
    assert call(capsys, "metrics")[0] == 2


LIGHT = """
import sys
from sim.cli import exit_code
for arguments in (["RUN", "welfare"], ["RUN", "--set", "economies=[VNM]"]):
    exit_code(["metrics", *(sys.argv[1] if word == "RUN" else word for word in arguments)])
print("loaded:", [name for name in ("numba", "llvmlite", "mesa", "plotly") if name in sys.modules])
"""


def test_metrics_of_a_run_load_no_model(folder):
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, folder], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.splitlines()[-1] == "loaded: []"
