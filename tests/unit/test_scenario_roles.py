"""What a user may get wrong about governments and negotiations, and what comes back."""

from pathlib import Path

import government_table
import pytest
from factories import small_vocabulary

from sim.scenario import load_scenario, validate
from sim.scenario.dump import dump_scenario

VOCABULARY = small_vocabulary()
PAIR = """\
governments: {USA: {policy: negotiator}, CHN: {policy: negotiator}}
negotiations:
  - between: [USA, CHN]
"""


def findings(folder, text):
    path = folder / "x.yaml"
    path.write_text(f"name: x\n{text}\n", encoding="utf-8")
    return validate(path, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "governments: {CHN: {policy: tit_for_tit}}",
            "2:29",
            "unknown policy `tit_for_tit`",
            "`tit_for_tat`",
        ),
        (
            "governments: {CHN: {policy: tit_for_tat, rival: USB}}",
            "2:49",
            "no economy of this world",
            "`USA`",
        ),
        ("governments: {CHN: {policy: tit_for_tat, rival: CHN}}", "2:49", "CHN is its own rival", "another"),
        (
            "governments: {CHN: {policy: best_response}}",
            "2:29",
            "`best_response` of CHN has no rival",
            "`rival:`",
        ),
        ("governments: {VNM: {policy: follower}}", "2:29", "`follower` of VNM has no leader", "`leader:`"),
        (
            "governments: {VNM: {policy: third_party}}",
            "2:20",
            "`third_party` without `types`",
            "bystander: 0.8",
        ),
        (
            "governments: {VNM: {policy: third_party, types: {bystander: 0.4}}}",
            "2:49",
            "`types` sum to 0.4",
            "one",
        ),
        (
            "governments: {VNM: {policy: third_party, types: {ally: 1.0}}}",
            "2:29",
            "has no leader",
            "`leader:`",
        ),
        (
            "governments: {VNM: {policy: passive, types: {ally: 1.0}}}",
            "2:45",
            "`types` goes with",
            "leave it out",
        ),
        ("governments: {USA: {policy: negotiator}}", "2:29", "USA negotiates with nobody", "between"),
        (
            "governments: {USA: {politics: {political_weights: {steal: 2.0}}}}",
            "2:52",
            "group `steal`",
            "`steel`",
        ),
        ("governments: {USA: {politics: {patiense: 2.0}}}", "2:32", "unknown key `patiense`", "`patience`"),
        ("governments: {USA: {exemptions: {share: 2.0}}}", "2:41", "`share` is 2.0, above", ""),
        ("governments: {USA: {policy: 'x.py:Y'}}", "2:29", "there is no file", "relative"),
        (
            "negotiations: [{between: [USA, CHN]}]",
            "2:27",
            "USA negotiates, and its policy is `scripted`",
            "negotiator",
        ),
        ("negotiations: [{between: [USA]}]", "2:26", "too few entries for `between`", "at least 2"),
        (f"{PAIR}  - between: [CHN, USA]", "5:5", "CHN and USA negotiate already, line 4", "contradictory"),
        (
            f"{PAIR}    preconditions: {{USA: full_cancellation, CHN: full_cancellation}}",
            "5:20",
            "contradictory preconditions",
            "`mutual` or `none`",
        ),
        (
            f"{PAIR}    preconditions: {{USA: everything}}",
            "5:26",
            "cannot be the text `everything`",
            "`mutual`",
        ),
        (f"{PAIR}    preconditions: {{VNM: mutual}}", "5:21", "`VNM` is not one of the two", "USA and CHN"),
        (f"{PAIR}    script: [{{date: 2025-05-01, state: trice}}]", "5:40", "`state` cannot be", "`truce`"),
        (
            f"{PAIR}    script: [{{date: 2025-05-01, state: cancelled}}]",
            "5:14",
            "who cancels is not said",
            "USA: 0.0",
        ),
        (
            f"{PAIR}    script: [{{date: 2025-05-02, state: talks}}, {{date: 2025-05-01, state: truce}}]",
            "5:13",
            "the turn of 2025-05-01 comes after that of 2025-05-02",
            "",
        ),
    ],
)
def test_wrong_governments_and_negotiations_are_named_with_place_and_hint(
    tmp_path, text, place, message, hint
):
    found = [each for each in findings(tmp_path, text) if message in each.message]
    assert found, [str(each) for each in findings(tmp_path, text)]
    assert f"{found[0].line}:{found[0].column}" == place, str(found[0])
    assert hint in found[0].hint


def test_the_class_of_an_own_policy_is_looked_for_without_running_it(tmp_path):
    (tmp_path / "mine.py").write_text("raise SystemExit\nclass Patient: ...\n")
    found = findings(tmp_path, "governments: {USA: {policy: 'mine.py:Patent'}}")
    assert [each.message for each in found] == [f"no class `Patent` in {tmp_path / 'mine.py'}"]
    assert "`Patient`" in found[0].hint
    assert findings(tmp_path, "governments: {USA: {policy: 'mine.py:Patient'}}") == []


def test_a_sound_negotiation_is_loaded_and_written_again(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"name: x\n{PAIR}    preconditions: {{CHN: full_cancellation}}\n    truce_days: 60\n")
    first = load_scenario(path, VOCABULARY)
    assert first.negotiations[0].preconditions == {"CHN": "full_cancellation"}
    path.write_text(dump_scenario(first))
    assert load_scenario(path, VOCABULARY) == first


def test_the_document_draws_the_machine_and_lists_every_figure_of_governments():
    text = (Path(__file__).parents[2] / "docs" / "governments.md").read_text(encoding="utf-8")
    assert government_table.machine() in text, "python tests/government_table.py prints it"
    assert government_table.parameters() in text, "python tests/government_table.py prints it"
