"""Pages and runs that the app shows, compares and saves: those of its folders, and no others."""

import shutil
import sys
import types

import pytest

from sim.explore.comparing import NOT_AVAILABLE, NoComparisonError, compared
from sim.explore.guarded_paths import Folders, RefusedPathError
from sim.explore.results_list import listed_runs
from sim.explore.scenario_files import WouldReplaceError, opened_text, saved_text
from sim.metrics import compute_metrics, write_metrics
from sim.records.reading import read_run


@pytest.fixture
def folders(tmp_path, war_run):
    found = Folders(tmp_path / "scenarios", tmp_path / "results")
    shutil.copytree(war_run.folder, found.results / "war" / "one")
    (found.results / "war" / "one" / "report.html").write_text("page")
    (tmp_path / "outside" / "run").mkdir(parents=True)
    (tmp_path / "outside" / "run" / "run.json").write_text("{}")
    (tmp_path / "outside" / "run" / "report.html").write_text("secret")
    return found


def test_the_page_of_a_run_and_of_a_comparison_can_be_opened(folders):
    assert folders.page("war/one/report.html").read_text() == "page"
    (folders.results / "comparisons").mkdir()
    (folders.results / "comparisons" / "a.html").write_text("both")
    assert folders.page("comparisons/a.html").read_text() == "both"


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "..", "war", "war/one", "war/one/run.json", "war/one/scenario.yaml", "war/none/report.html",
        "../outside/run/report.html", "war/../../outside/run/report.html", "/etc/passwd", "//etc/passwd",
        "link/run/report.html", "war/one/report.html\x00", "war\\one\\report.html", "C:/x",
        ".hidden/report.html", "comparisons/deep/a.html", "war/plain/report.html", "x" * 5000,
    ],
)  # fmt: skip
def test_nothing_else_can_be_opened(folders, path):
    (folders.results / "link").symlink_to(folders.results.parent / "outside")
    (folders.results / "war" / "plain").mkdir()
    (folders.results / "war" / "plain" / "report.html").write_text("no run beside it")
    (folders.results / ".hidden").mkdir()
    shutil.copy(folders.results / "war" / "one" / "report.html", folders.results / ".hidden")
    with pytest.raises(RefusedPathError):
        folders.page(path)


def test_a_run_is_listed_with_the_figures_of_its_page(folders):
    run = read_run(folders.results / "war" / "one")
    metrics = compute_metrics(run)
    write_metrics(run, metrics)
    (listed,) = listed_runs(folders.results)
    assert (listed.place, listed.has_page, listed.pair) == ("war/one", True, ("USA", "CHN"))
    assert listed.trade == pytest.approx(metrics.headline.trade.run, rel=1e-9)
    assert listed.prices == pytest.approx(metrics.headline.consumer_prices[0].run, rel=1e-6)


def test_folders_that_are_no_runs_are_not_listed(folders):
    (folders.results / "link").symlink_to(folders.results.parent / "outside")
    for name, text in ((".being_written", "{}"), ("broken", "{"), ("other", "[]")):
        (folders.results / name).mkdir()
        (folders.results / name / "run.json").write_text(text)
    (folders.results / "linked").mkdir()
    (folders.results / "linked" / "run.json").symlink_to(
        folders.results.parent / "outside" / "run" / "run.json"
    )
    assert [each.place for each in listed_runs(folders.results)] == ["war/one"]
    assert listed_runs(folders.results / "none") == []


def test_figures_that_a_run_does_not_have_are_left_open(folders):
    shutil.rmtree(folders.results / "war" / "one" / "metrics", ignore_errors=True)
    (listed,) = listed_runs(folders.results)
    assert (listed.pair, listed.trade, listed.prices) == (None, None, None)


def test_a_comparison_is_written_into_the_folder_of_results(folders, monkeypatch):
    given = []
    writer = types.ModuleType("sim.report.comparison")
    writer.write_comparison = lambda runs, path, stored: (given.extend(runs), path.write_text("both"))
    monkeypatch.setitem(sys.modules, "sim.report.comparison", writer)
    place = compared(["war/one", "war/one"], folders)
    assert [run.folder.name for run in given] == ["one", "one"]
    assert folders.page(place).read_text() == "both"
    assert len(list((folders.results / "comparisons").iterdir())) == 1


@pytest.mark.parametrize("places", [[], ["war/one"], ["war/one"] * 13])
def test_one_run_or_thirteen_are_not_compared(folders, places):
    with pytest.raises(NoComparisonError, match="Mark 2 to 12 runs"):
        compared(places, folders)


def test_what_cannot_be_compared_is_said(folders, monkeypatch):
    def refuses(runs, path, stored):
        raise ValueError("they have no week in common")

    writer = types.ModuleType("sim.report.comparison")
    writer.write_comparison = refuses
    monkeypatch.setitem(sys.modules, "sim.report.comparison", writer)
    with pytest.raises(NoComparisonError, match="no week in common"):
        compared(["war/one", "war/one"], folders)
    with pytest.raises(NoComparisonError, match="not there any more"):
        compared(["war/one", "../outside/run"], folders)
    assert list((folders.results / "comparisons").iterdir()) == []
    monkeypatch.setitem(sys.modules, "sim.report.comparison", None)
    with pytest.raises(NoComparisonError, match=NOT_AVAILABLE):
        compared(["war/one", "war/one"], folders)


def test_saving_makes_the_folder_and_replaces_only_when_asked(folders):
    path = saved_text("mine", "name: a\n", folders, replace=False)
    assert path.read_text() == "name: a\n"
    assert saved_text("mine.yaml", "name: a\n", folders, replace=False) == path
    with pytest.raises(WouldReplaceError):
        saved_text("mine", "name: b\n", folders, replace=False)
    assert path.read_text() == "name: a\n"
    saved_text("mine", "name: b\n", folders, replace=True)
    assert path.read_text() == "name: b\n"
    assert [each.name for each in folders.scenarios.iterdir()] == ["mine.yaml"]
    with pytest.raises(RefusedPathError):
        saved_text("mine", "#" * 1_000_001, folders, replace=True)


def test_only_what_is_offered_can_be_opened(folders):
    saved_text("mine", "name: a\n", folders, replace=False)
    assert folders.own_scenarios() == ["mine.yaml"]
    assert opened_text("file:mine.yaml", folders) == ("name: a\n", "mine.yaml")
    text, _ = opened_text("shipped:impasse_145_125", folders)
    assert "extends: impasse_145_125" in text
    folders.scenarios.joinpath("link.yaml").symlink_to(folders.results / "war" / "one" / "run.json")
    for choice in ("file:../outside.yaml", "file:link.yaml", "shipped:nope", "mine.yaml", ""):
        with pytest.raises(RefusedPathError):
            opened_text(choice, folders)
