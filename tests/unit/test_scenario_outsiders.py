"""Words of governments and negotiations that nobody knows, or that belong to others."""

import datetime as dt

import pytest
from factories import small_vocabulary

from sim.scenario import validate
from sim.scenario.statements import Statement

VOCABULARY = small_vocabulary()
PAIR = "governments: {USA: {policy: negotiator}, CHN: {policy: negotiator}}\nnegotiations:\n  - between: "


def findings(folder, text):
    path = folder / "x.yaml"
    path.write_text(f"name: x\n{text}\n", encoding="utf-8")
    return validate(path, VOCABULARY)


CASES = {
    "product group of political weights": (
        "governments: {USA: {policy: scripted, politics: {political_weights: {steal: 2.0}}}}",
        "steal", "unknown product group `steal`", "`steel`",
    ),
    "sector of sector weights": (
        "governments: {USA: {policy: scripted, politics: {sector_weights: {A1: 2.0}}}}",
        "A1", "unknown sector `A1`", "`A01`",
    ),
    "types of one who is no third party": (
        "governments: {VNM: {policy: scripted, types: {bystander: 1.0}}}",
        "{bystander", "`types` goes with `policy: third_party`", "leave it out",
    ),
    "connector without the economy whose goods it passes on": (
        "governments: {VNM: {policy: connector, leader: USA}}",
        "connector", "`connector` of VNM has no rival", "`rival:`",
    ),
    "negotiator whom no negotiation names": (
        "governments: {USA: {policy: negotiator, rival: CHN}}",
        "negotiator", "USA negotiates with nobody", "`tit_for_tat`",
    ),
    "side that is no economy": (f"{PAIR}[USA, CHM]", "CHM", "no economy `CHM` in this world", "`CHN`"),
    "court of an outsider": (
        f"{PAIR}[USA, CHN]\n    courts: [VNM]", "VNM", "`VNM` is not one of the two that negotiate", "",
    ),
    "rate of an outsider in a script": (
        f"{PAIR}[USA, CHN]\n    script: [{{date: 2025-05-01, state: truce, rates: {{VNM: 0.1}}}}]",
        "VNM", "`VNM` is not one of the two that negotiate", "",
    ),
    "goods to be kept back": (
        f"{PAIR}[USA, CHN]\n    controls: {{CHN: [phones, steal]}}",
        "steal", "unknown sector or product group `steal`", "`steel`",
    ),
    "policy of one's own in no file": (
        "governments: {USA: {policy: 'nowhere.py:Mine'}}",
        "'nowhere", "there is no file", "relative to this file",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "word", "message", "hint"), CASES.values(), ids=list(CASES))
def test_each_is_named_with_place_and_hint(tmp_path, text, word, message, hint):
    found = findings(tmp_path, text)
    assert [each for each in found if message in each.message], [str(each) for each in found]
    first = next(each for each in found if message in each.message)
    before = f"name: x\n{text}".partition(word)[0].split("\n")
    assert (first.line, first.column) == (len(before), len(before[-1]) + 1)
    assert hint in first.hint


def test_a_policy_of_ones_own_that_is_no_python_is_said_to_be_none(tmp_path):
    (tmp_path / "mine.py").write_text("class Mine(:\n")
    found = findings(tmp_path, "governments: {USA: {policy: 'mine.py:Mine'}}")
    assert [each.message.startswith(f"{tmp_path / 'mine.py'} is no Python file") for each in found] == [True]


def test_a_policy_of_ones_own_is_told_which_classes_there_are(tmp_path):
    (tmp_path / "mine.py").write_text("class Patient: ...\nclass Stern: ...\n")
    (tmp_path / "none.py").write_text("")
    hints = [
        findings(tmp_path, f"governments: {{USA: {{policy: '{name}:Xylophone'}}}}")[0].hint
        for name in ("mine.py", "none.py")
    ]
    assert hints == ["it has Patient, Stern", "it has no class"]


@pytest.mark.parametrize(("says", "words"), [("persist", "denies that"), ("de_escalate", "says that")])
def test_a_word_about_talks_is_told_as_one(says, words):
    said = Statement(
        id="x", speaker="USA", importer=("USA",), exporter=("CHN",), says=says, about="talks",
        true=True, date=dt.date(2025, 4, 1),
    )  # fmt: skip
    assert said.one_line == f"USA {words} talks are under way"
