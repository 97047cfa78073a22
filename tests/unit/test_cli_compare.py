"""The commands ``tradewar compare`` and ``tradewar report``: where pages go, what is refused."""

import json
import shutil

import pytest
from command_line import call
from compared import STRONG, WEAK, draws

from sim.records.finding_runs import draws_beside, find_runs
from sim.records.reading import NotARunError, read_run
from sim.records.results_folder import checksum, write_manifest


@pytest.fixture(scope="module")
def strong(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("strong"), "strong_war", STRONG, 3, weeks=6)


@pytest.fixture(scope="module")
def weak(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("weak"), "weak_war", WEAK, weeks=6)


@pytest.fixture
def folders(strong, weak):
    return str(strong[0].folder.parent), str(weak[0].folder)


def test_page_is_named_after_its_runs_and_never_replaced_by_another(capsys, folders, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, "compare", *folders)
    assert (code, err) == (0, "")
    page = tmp_path / out.strip()
    assert page.parent == tmp_path / "results" / "comparisons"
    assert page.name.startswith("strong_war-weak_war-")
    assert call(capsys, "compare", *folders)[:2] == (0, out)
    page.write_text("another page", encoding="utf-8")
    code, out, err = call(capsys, "compare", *folders)
    assert (code, out) == (3, "")
    assert "exists already" in err
    assert page.read_text(encoding="utf-8") == "another page"
    assert call(capsys, "compare", *folders, "--force")[0] == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    other = call(capsys, "compare", *reversed(folders))[1].strip()
    assert other != page.name


def test_ranking_as_json(capsys, folders, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = call(capsys, "compare", *folders, "--json")
    rows = json.loads(out)
    assert code == 0
    assert {row["scenario"] for row in rows} == {"strong war", "weak war"}
    assert rows[0]["draws"] == 3
    assert not (tmp_path / "results").exists()


def test_runs_that_cannot_be_compared_are_usage_errors(capsys, folders, tmp_path):
    for arguments, told in (
        ((), "name two runs or more"),
        ((folders[0],), "all of one scenario"),
        ((folders[1],), "one run only"),
        ((folders[1], str(tmp_path)), "neither a results folder nor one that holds any"),
        ((folders[1], str(tmp_path / "nowhere")), "not a results folder"),
    ):
        code, out, err = call(capsys, "compare", *arguments)
        assert (code, out) == (2, "")
        assert told in err


def test_runs_are_found_in_folders_and_by_patterns(strong, tmp_path):
    folder = strong[0].folder.parent
    names = ["replication-1", "replication-2", "replication-3"]
    assert [run.folder.name for run in find_runs([folder])] == names
    assert [run.folder.name for run in find_runs([f"{folder}/*-[23]"])] == names[1:]
    assert [run.folder.name for run in find_runs([folder / "replication-2", folder])] == [
        "replication-2", "replication-1", "replication-3",
    ]  # fmt: skip
    with pytest.raises(NotARunError, match="no results folder has such a name"):
        find_runs([f"{folder}/nothing-*"])


def test_draws_of_one_command_are_found_beside_each_other(strong, weak):
    assert [run.folder.name for run in draws_beside(strong[1])] == [
        "replication-2", "replication-1", "replication-3",
    ]  # fmt: skip
    assert draws_beside(weak[0]) == [weak[0]]


def test_report_is_written_anew_with_the_draws_beside(capsys, strong, tmp_path):
    copied = tmp_path / "draws"
    shutil.copytree(strong[0].folder.parent, copied)
    target = copied / "replication-2"
    code, out, err = call(capsys, "report", str(target))
    assert (code, out.strip(), err) == (0, str(target / "report.html"), "")
    page = (target / "report.html").read_text(encoding="utf-8")
    assert "3 draws of chance" in page
    outputs = read_run(target).manifest["outputs"]
    for name in ("report.html", "metrics/spread.csv", "metrics/spread.json"):
        assert outputs[name] == checksum(target / name)
    told = json.loads((target / "metrics" / "spread.json").read_text(encoding="utf-8"))
    assert told["draws"] == {"seed_and_replication": [[1, 2], [1, 1], [1, 3]]}
    assert [field["name"] for field in told["schema"]["fields"]][:4] == [
        "series", "economy", "basis", "week",
    ]  # fmt: skip
    assert not (copied / "replication-1" / "report.html").exists()
    call(capsys, "report", str(target))
    assert (target / "report.html").read_text(encoding="utf-8") == page


def test_report_elsewhere_leaves_the_folder_alone(capsys, weak, tmp_path):
    page = tmp_path / "page.html"
    before = (weak[0].folder / "run.json").read_bytes()
    assert call(capsys, "report", str(weak[0].folder), "--out", str(page))[0] == 0
    assert (weak[0].folder / "run.json").read_bytes() == before
    assert not (weak[0].folder / "report.html").exists()
    assert call(capsys, "report", str(weak[0].folder), "--out", str(page))[0] == 0
    page.write_text("another", encoding="utf-8")
    assert call(capsys, "report", str(weak[0].folder), "--out", str(page))[0] == 3


def test_report_of_tables_that_were_changed_is_refused(capsys, weak, tmp_path):
    copied = tmp_path / "run"
    shutil.copytree(weak[0].folder, copied)
    told = json.loads((copied / "run.json").read_text(encoding="utf-8"))
    told["outputs"] = {"tables/welfare.parquet": checksum(copied / "tables" / "welfare.parquet")}
    write_manifest(copied, told)
    assert call(capsys, "report", str(copied))[0] == 0
    with (copied / "tables" / "welfare.parquet").open("ab") as file:
        file.write(b"x")
    code, out, err = call(capsys, "report", str(copied))
    assert (code, out) == (2, "")
    assert "not the table that the run wrote" in err


def test_report_takes_draws_of_one_scenario_only(capsys, strong, weak):
    code, _, err = call(capsys, "report", str(weak[0].folder), str(strong[0].folder))
    assert code == 2
    assert "not draws of one scenario" in err
