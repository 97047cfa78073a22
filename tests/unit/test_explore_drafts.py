"""A draft is checked as a file is, reads nothing outside its folders, and shows its tariffs without a run."""

import datetime as dt

import pytest

from sim.cli import exit_code
from sim.explore.draft import LARGEST_TEXT, Draft, examined
from sim.explore.guarded_paths import Folders, RefusedPathError
from sim.explore.picture import picture
from sim.explore.timeline_chart import timeline
from sim.scenario.loader import examine
from sim.world import vocabulary


@pytest.fixture
def folders(tmp_path):
    found = Folders(tmp_path / "scenarios", tmp_path / "results")
    found.scenarios.mkdir()
    found.results.mkdir()
    return found


def messages(text, folders):
    return [str(each) for each in examined(Draft(text, "draft.yaml", folders)).diagnostics]


def test_a_draft_has_the_findings_of_a_file_with_its_text(folders, capsys, monkeypatch):
    text = "name: q\nextends: impasse_145_125\nhorizon: {weks: 3, start: 2025-01-07}\n"
    monkeypatch.chdir(folders.scenarios)
    folders.scenarios.joinpath("draft.yaml").write_text(text)
    assert exit_code(["validate", "draft.yaml"]) == 2
    assert capsys.readouterr().err.splitlines() == messages(text, folders)
    folders.scenarios.joinpath("draft.yaml").write_text("name: other\n")
    assert len(messages(text, folders)) == 2


def test_a_draft_may_start_from_a_file_of_its_folder(folders):
    folders.scenarios.joinpath("base.yaml").write_text("name: base\nextends: impasse_145_125\n")
    assert messages("name: q\nextends: ./base.yaml\n", folders) == []


@pytest.mark.parametrize("parent", ["../other.yaml", "/etc/passwd", "./link.yaml", "./chain.yaml"])
def test_no_scenario_is_read_from_another_folder(folders, parent):
    folders.scenarios.parent.joinpath("other.yaml").write_text("name: other\n")
    folders.scenarios.joinpath("link.yaml").symlink_to("../other.yaml")
    folders.scenarios.joinpath("chain.yaml").write_text("name: chain\nextends: ../other.yaml\n")
    (found,) = messages(f"name: q\nextends: {parent}\n", folders)
    assert "the app reads no scenarios from other folders" in found


def test_a_policy_of_ones_own_must_lie_in_the_folder(folders):
    text = "name: q\nextends: impasse_145_125\ngovernments: {{CHN: {{policy: '{}:Mine', rival: USA}}}}\n"
    code = "class Mine:\n    pass\n"
    folders.scenarios.joinpath("mine.py").write_text(code)
    folders.scenarios.parent.joinpath("mine.py").write_text(code)
    assert messages(text.format("mine.py"), folders) == []
    for file in ("../mine.py", str(folders.scenarios.parent / "mine.py")):
        assert "runs no policies from other folders" in messages(text.format(file), folders)[0]


def test_too_much_text_is_refused_unread(folders):
    (found,) = messages("name: q\n" + "#" * LARGEST_TEXT, folders)
    assert "too large" in found


def test_text_takes_the_place_of_a_file_that_need_not_exist(tmp_path):
    found = examine(tmp_path / "none.yaml", vocabulary(), unsaved="name: q\nhorizon: {weeks: 4}\n")
    assert found.scenario.horizon.weeks == 4


def test_the_timeline_has_the_steps_of_the_measures(folders):
    text = (
        "name: q\nhorizon: {weeks: 20}\nmeasures:\n  - {id: a, kind: tariff, importer: USA, exporter: CHN, "
    )
    text += "rate: 0.5, start: 2025-02-03, end: 2025-03-03}\n"
    drawn = timeline(examined(Draft(text, "draft.yaml", folders)).scenario, ["a"])
    line, answer = drawn.figure["data"]
    assert line["name"] == "US on China"
    assert list(line["x"]) == [
        dt.date(2025, 1, 6), dt.date(2025, 2, 3), dt.date(2025, 3, 3), dt.date(2025, 5, 25),
    ]  # fmt: skip
    before, during, after, end = line["y"]
    assert during - before == pytest.approx(50.0)
    assert before == after == end
    assert len(set(answer["y"])) == 1
    assert "are on 25 May 2025 what they were at the start" in drawn.title


def test_the_pair_is_the_one_that_the_page_of_the_run_looks_at(folders):
    cancelled = examined(Draft("name: q\nextends: beijing_terms\n", "draft.yaml", folders)).scenario
    assert timeline(cancelled).pair == ("USA", "CHN")
    text = (
        "name: q\nmeasures:\n  - {kind: tariff, importer: JPN, exporter: EU, rate: 0.5, start: 2025-02-03}\n"
    )
    assert timeline(examined(Draft(text, "draft.yaml", folders)).scenario).pair == ("JPN", "EU")


def test_bans_and_governments_that_decide_are_said_in_words(folders):
    banned = timeline(examined(Draft("name: q\nextends: hard_decoupling\n", "draft.yaml", folders)).scenario)
    assert banned.notes[0].endswith("of the goods from China may not go to the US.")
    decided = timeline(examined(Draft("name: q\nextends: standoff_game\n", "draft.yaml", folders)).scenario)
    assert decided.notes == (
        "The US and China decide for themselves in a run; the chart shows the script alone.",
    )


@pytest.mark.parametrize(
    "text", ["", "name: [", "name: q\nextends: nope\n", "- a\n", "name: q\nmeasures: 3\n"]
)
def test_any_text_has_a_picture(folders, text):
    shown = picture(Draft(text, "draft.yaml", folders))
    assert shown.diagnostics
    assert shown.scenario is None


@pytest.mark.parametrize(
    "name", ["", "..", "../a", "a/b", "/a", ".a", "a\x00", "a b", "impasse_145_125", "x" * 90]
)
def test_names_that_lead_elsewhere_are_no_file_names(folders, name):
    with pytest.raises(RefusedPathError):
        folders.scenario_file(name)


def test_a_plain_name_is_a_file_of_the_folder(folders):
    assert folders.scenario_file("mine") == folders.scenarios / "mine.yaml"
    assert folders.scenario_file("mine.yml") == folders.scenarios / "mine.yml"
    folders.scenarios.joinpath("out.yaml").symlink_to("../out.yaml")
    with pytest.raises(RefusedPathError):
        folders.scenario_file("out")
