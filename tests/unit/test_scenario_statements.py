"""Statements in scenario files: where they go wrong, how they are inherited, where they are told."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import small_vocabulary

from sim.records.policy_frames import events_frame
from sim.scenario import Timeline, load_scenario, shipped_scenarios, validate
from sim.scenario.dump import dump_scenario
from sim.world import vocabulary

VOCABULARY = small_vocabulary()
SOUND = "{speaker: USA, importer: USA, exporter: CHN, says: escalate, date: 2025-04-07}"

CASES = {
    "unknown speaker": (SOUND.replace("speaker: USA", "speaker: UAS"), "UAS", "unknown economy `UAS`"),
    "speaker that the world merges": (
        SOUND.replace("speaker: USA", "speaker: MEX"), "MEX", "`MEX` is merged into `ROW`",
    ),
    "unknown direction": (SOUND.replace("escalate", "escalates"), "escalates", "`says` cannot be"),
    "no date": (SOUND.replace("2025-04-07", "2025-04-31"), "2025-04-31", "is no date"),
    "missing speaker": (SOUND.replace("speaker: USA, ", ""), "{", "`speaker` is missing"),
    "unknown key": (SOUND.replace("says", "sais"), "sais", "unknown key `sais`"),
    "exporter unknown": (SOUND.replace("CHN", "CHA"), "CHA", "unknown economy `CHA`"),
}  # fmt: skip


def written(folder, text, name="try"):
    path = folder / f"{name}.yaml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_said_with_its_place(tmp_path, case):
    line, word, message = CASES[case]
    path = written(tmp_path, f"name: try\nstatements:\n  - {line}\n")
    found = [item for item in validate(path, VOCABULARY) if message in item.message]
    assert found, validate(path, VOCABULARY)
    assert (found[0].line, found[0].column) == (3, f"  - {line}".index(word) + 1)


def test_a_sound_statement_gets_an_identifier_and_survives_a_round_trip(tmp_path):
    scenario = load_scenario(
        written(tmp_path, f"name: try\nstatements:\n  - {SOUND}\n  - {SOUND}\n"), VOCABULARY
    )
    assert [each.id for each in scenario.statements] == [
        "usa-says-escalate-2025-04-07",
        "usa-says-escalate-2025-04-07-2",
    ]
    assert load_scenario(written(tmp_path, dump_scenario(scenario), "again"), VOCABULARY) == scenario


def test_a_child_adds_to_its_parents_words_replaces_and_drops_them(tmp_path):
    one, two, three = (SOUND.replace("{", f"{{id: {name}, ") for name in ("one", "two", "three"))
    written(tmp_path, f"name: parent\nstatements:\n  - {one}\n  - {two}\n", "parent")
    other = two.replace("escalate", "persist")
    child = f"name: child\nextends: parent.yaml\ndrop_measures: one\nstatements:\n  - {other}\n  - {three}\n"
    statements = load_scenario(written(tmp_path, child, "child"), VOCABULARY).statements
    assert [(each.id, each.says) for each in statements] == [("two", "persist"), ("three", "escalate")]


def test_an_identifier_is_given_once(tmp_path):
    twice = SOUND.replace("{", "{id: same, ")
    path = written(tmp_path, f"name: try\nstatements:\n  - {twice}\n  - {twice}\n")
    assert "with the identifier `same`" in validate(path, VOCABULARY)[0].message


def test_words_stand_among_the_events_by_date():
    scenario = load_scenario("impasse_145_125", vocabulary())
    frame = events_frame(
        Timeline(scenario.measures), scenario.statements, dt.date(2025, 4, 1), dt.date(2025, 5, 31)
    )
    said = frame.filter(event="said")
    assert said.height == len(scenario.statements)
    assert frame["date"].is_sorted()
    assert said["kind"].unique().to_list() == ["statement"]
    early = events_frame(Timeline(()), scenario.statements, dt.date(2025, 1, 1), dt.date(2025, 4, 10))
    assert early["measure"].to_list() == ["us_threatens_50_more"]


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_shipped_statement_says_where_it_is_written_down(name):
    assert [each.id for each in load_scenario(name, vocabulary()).statements if not each.source] == []
