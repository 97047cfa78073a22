"""The command line: exit codes, one clear message, results on stdout, nothing written on error."""

import json
import os
import subprocess
import sys

import pytest
from command_line import call

from sim.__main__ import main
from sim.scenario.library import shipped_scenarios


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


SMALL = {
    "horizon.weeks": "4",
    "population.producers": "600",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, ROW]",
}
TINY = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]


def test_run_ends_with_the_path_of_the_report(capsys, tmp_path):
    code, out, err = call(capsys, "run", "impasse_145_125", *TINY)
    assert code == 0
    last = out.splitlines()[-1]
    assert last.endswith("report.html")
    assert (tmp_path / last).is_file()
    assert err == ""


def test_second_run_is_refused_and_forced(capsys, tmp_path):
    assert call(capsys, "run", "status_quo_jan2025", *TINY, "--out", "here", "--quiet", "--no-report")[0] == 0
    before = (tmp_path / "here" / "run.json").read_bytes()
    code, out, err = call(capsys, "run", "status_quo_jan2025", *TINY, "--out", "here")
    assert (code, out) == (3, "")
    assert "here: exists already (hint: --force" in err
    assert (tmp_path / "here" / "run.json").read_bytes() == before
    assert call(capsys, "run", "status_quo_jan2025", *TINY, "--out", "here", "--force", "--quiet")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "no_such_scenario"], "no scenario"),
        (["run", "impasse_145_12"], "impasse_145_125"),
        (["run", "--set", "horizon.weeks"], "key=value"),
        (["run", "--set", "horizon.weeks=0"], "--set horizon.weeks"),
        (["run", "--set", "horizon.week=5"], "weeks"),
        (["run", "--wat"], "--wat"),
        (["fly"], "fly"),
        (["validate"], "name a scenario"),
        (["show", "nothing_here"], "no scenario"),
        (["data", "show", "econmies"], "did you mean"),
    ],
)
def test_bad_usage_is_one_message_with_exit_code_2(capsys, tmp_path, arguments, message):
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_made_is_one_message(capsys, tmp_path):
    (tmp_path / "file").write_text("mine")
    code, out, err = call(capsys, "run", "status_quo_jan2025", *TINY, "--out", "file/run")
    assert (code, out) == (2, "")
    assert err.startswith("file: ")
    assert (tmp_path / "file").read_text() == "mine"


def test_every_mistake_of_a_file_is_reported_with_its_place(capsys, tmp_path):
    (tmp_path / "wrong.yaml").write_text(
        "name: wrong\n"
        "question: What?\n"
        "measures:\n"
        "  - {kind: tariff, importer: USA, exporter: CHM, rate: 145, start: 2025-04-09}\n"
        '  - {kind: tariff, importer: USA, exporter: CHN, hs: ["999"], rate: 0.1,'
        " start: 2025-05-01, end: 2025-04-01}\n"
        "  - {kind: tariff, importer: CHN, exporter: USA, rate: 0.1}\n"
    )
    code, out, err = call(capsys, "run", "wrong.yaml")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert len(lines) >= 5
    assert all(line.startswith("wrong.yaml:") and line.split(":")[1].isdigit() for line in lines)
    assert "CHN" in err
    assert "1.45" in err
    assert [path.name for path in tmp_path.iterdir()] == ["wrong.yaml"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff\xfe", b"just a word", b"[1, 2]", b"name: [unclosed"]
)
def test_files_that_are_no_scenarios_are_told_so(capsys, tmp_path, content):
    (tmp_path / "odd.yaml").write_bytes(content)
    code, _, err = call(capsys, "run", "odd.yaml")
    assert code == 2
    assert err.startswith("odd.yaml")
    assert "Traceback" not in err


@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_shipped_scenarios_are_valid_and_explained(capsys, name):
    assert call(capsys, "validate", name)[:2] == (0, f"{name}: ok\n")
    code, out, _ = call(capsys, "validate", name, "--explain")
    assert code == 0
    assert ("USA" in out) == (name != "status_quo_jan2025")


def test_explanation_gives_steps_with_their_measures_and_averages_by_week(capsys):
    _, out, _ = call(capsys, "validate", "impasse_145_125", "--explain")
    step = next(line for line in out.splitlines() if line.startswith("2025-04-12") and "CHN" in line)
    assert "+cn_reciprocal_125" in step
    spell = next(
        line for line in out.splitlines() if line.split()[:4] == ["CHN", "USA", "2025-04-14", "2026-12-28"]
    )
    assert spell.split()[-1].endswith("%")
    told = json.loads(call(capsys, "validate", "impasse_145_125", "--explain", "--json")[1])
    averages = {
        row["week"]: row["average"]
        for row in told["weeks"]
        if (row["importer"], row["exporter"]) == ("CHN", "USA")
    }
    assert len(averages) == 104
    assert averages["2025-04-07"] < averages["2025-04-14"] == averages["2026-12-28"]


def test_explanation_has_a_table_of_bans(capsys, tmp_path):
    (tmp_path / "barred.yaml").write_text(
        "name: barred\nmeasures:\n"
        "- {id: gone, kind: embargo, importer: USA, exporter: CHN, start: 2025-06-02, end: 2025-09-01}\n"
    )
    _, out, _ = call(capsys, "validate", "barred.yaml", "--explain")
    assert "No measure changes a tariff." in out
    lines = [line.split() for line in out.splitlines() if line.startswith("2025-")]
    assert lines == [
        ["2025-06-02", "USA", "CHN", "0.0%", "100.0%", "+gone"],
        ["2025-09-01", "USA", "CHN", "100.0%", "0.0%", "-gone"],
    ]
    told = json.loads(call(capsys, "validate", "barred.yaml", "--explain", "--json")[1])
    assert [row["after"] for row in told["bans"]] == pytest.approx([1.0, 0.0])


def test_list_show_schema_and_data_speak_json(capsys):
    names = {row["name"] for row in json.loads(call(capsys, "list", "--json")[1])}
    assert {"impasse_145_125", "status_quo_jan2025", "trade_war_one"} <= names
    assert json.loads(call(capsys, "show", "trade_war_one", "--json")[1])["world"]["base"] == 2017
    assert "properties" in json.loads(call(capsys, "schema")[1])
    assert json.loads(call(capsys, "data", "list", "--json")[1])
    assert json.loads(call(capsys, "data", "show", "economies", "--json")[1])["fields"]


def test_shown_scenario_can_be_run_again(capsys, tmp_path):
    _, out, _ = call(capsys, "show", "trade_war_one")
    (tmp_path / "again.yaml").write_text(out)
    assert call(capsys, "validate", "again.yaml")[0] == 0


def test_data_verify_and_cite(capsys):
    assert "as published" in call(capsys, "data", "verify")[1]
    assert "OECD" in call(capsys, "data", "cite")[1]
    assert "@" in call(capsys, "data", "cite", "--style", "bibtex")[1]


LIGHT = """
import sys
from sim.cli import exit_code
def loaded(*names):
    return [name for name in names if name in sys.modules]
exit_code(["--help"])
print("after help:", loaded("numba", "mesa", "plotly", "scipy", "polars", "numpy", "pydantic"))
for words in ("list", "validate impasse_145_125", "validate impasse_145_125 --explain", "validate nope",
              "show trade_war_one", "show nope", "schema", "data list", "data show economies", "data cite",
              "data verify"):
    exit_code(words.split())
print("after all:", loaded("numba", "llvmlite", "mesa", "plotly"))
"""


def test_commands_that_simulate_nothing_load_no_model_and_compile_nothing(tmp_path):
    cache = tmp_path / "cache"
    cache.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", LIGHT],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NUMBA_CACHE_DIR": str(cache)},
    )
    said = done.stdout.splitlines()
    assert [line for line in said if line.startswith("after ")] == ["after help: []", "after all: []"]
    assert "impasse_145_125: ok" in said
    assert list(cache.rglob("*")) == []


@pytest.mark.parametrize(
    "words", [("run", "impasse_145_125", "--out", "o\udcff"), ("validate", "o\udcff.yaml")]
)
def test_a_name_that_is_no_text_is_refused(capsys, tmp_path, words):
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith("o?")
    assert "a name with bytes that are no UTF-8 text (hint: " in err
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_the_command_line_is_imported_is_no_traceback(capsys, monkeypatch):
    class Pressed:
        def find_spec(self, name, path=None, target=None):
            if name == "sim.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "sim.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Pressed(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "interrupted: nothing was written\n"
