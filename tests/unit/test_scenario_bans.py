"""Bans and checks of routes in scenario files: who acts, what is refused, where the message points."""

from __future__ import annotations

import pytest
from factories import small_vocabulary

from sim.scenario import Timeline, dump_scenario, load_scenario, validate

VOCABULARY = small_vocabulary()
EMBARGO = "kind: embargo, importer: USA, exporter: CHN, start: 2025-04-09"
CONTROL = "kind: export_control, exporter: CHN, importer: USA, start: 2025-04-09"
CHECK = (
    "kind: anti_circumvention, importer: USA, exporter: CHN, through: VNM, detected: 0.5, start: 2025-04-09"
)

CASES = {
    # a measure, the word in it at which the message points, the message and the hint
    "embargo with a rate": (f"- {{{EMBARGO}, rate: 0.1}}", "rate", "unknown key `rate`", "known keys"),
    "misspelt coverage": (
        f"- {{{EMBARGO}, covrage: 0.1}}", "covrage", "unknown key `covrage`", "did you mean `coverage`?",
    ),
    "misspelt kind": (
        "- {kind: embrago, importer: USA, exporter: CHN, start: 2025-04-09}",
        "{kind", "unknown kind `embrago`", "did you mean `embargo`?",
    ),
    "announced late": (
        f"- {{{EMBARGO}, announced: 2025-04-10}}", "2025-04-10", "after its start", "",
    ),
    "embargo by an importer that the world merges": (
        "- {kind: embargo, importer: MEX, exporter: CHN, start: 2025-04-09}",
        "MEX", "`MEX` is merged into `ROW` in this scenario's world and cannot act alone", "name it",
    ),
    "embargo by everybody": (
        "- {kind: embargo, importer: all, exporter: CHN, start: 2025-04-09}",
        "all", "`all` is no importer", "name the economies",
    ),
    "control by everybody": (
        "- {kind: export_control, exporter: all, importer: USA, start: 2025-04-09}",
        "all", "an export control is an act of the exporter", "",
    ),
    "control by an exporter that the world merges": (
        "- {kind: export_control, exporter: MEX, importer: USA, start: 2025-04-09}",
        "MEX", "`MEX` is merged into `ROW` in this scenario's world and cannot act alone", "name it",
    ),
    "control against an importer that the world merges": (
        "- {kind: export_control, exporter: USA, importer: MEX, start: 2025-04-09}",
        "MEX", "`MEX` is merged into `ROW` in this scenario's world and cannot be told from it", "name it",
    ),
    "exception to a control against one": (
        f"- {{{CONTROL}, except: VNM}}", "VNM", "`except` goes with `importer: all` only", "",
    ),
    "control against all and one more": (
        "- {kind: export_control, exporter: CHN, importer: [all, USA], start: 2025-04-09}",
        "[all", "`all` already contains the other importers", "",
    ),
    "check without a share found out": (
        "- {kind: anti_circumvention, importer: USA, exporter: CHN, through: VNM, start: 2025-04-09}",
        "{kind", "`detected` is missing", "the part of routed goods",
    ),
    "check of no connector": (
        "- {kind: anti_circumvention, importer: USA, exporter: CHN, detected: 0.5, start: 2025-04-09}",
        "{kind", "`through` is missing", "or `all`",
    ),
    "share found out in percent": (
        CHECK.replace("0.5", "50").join(("- {", "}")), "50", "`detected` is a fraction", "write 0.5 for 50 %",
    ),
    "penalty in percent": (
        f"- {{{CHECK}, penalty: 40}}", "40}", "`penalty` is a fraction", "write 0.4 for 40 %",
    ),
    "unknown connector": (
        f"- {{{CHECK.replace('VNM', 'VMN')}}}", "VMN", "unknown economy `VMN`", "did you mean `VNM`",
    ),
    "connector that the world merges": (
        f"- {{{CHECK.replace('VNM', 'MEX')}}}", "MEX", "`MEX` is merged into `ROW`", "name it",
    ),
}  # fmt: skip


def findings(folder, *measures):
    path = folder / "x.yaml"
    path.write_text("name: x\nmeasures:\n" + "".join(f"{measure}\n" for measure in measures))
    return validate(path, VOCABULARY)


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_ban_is_named_with_place_and_hint(tmp_path, case):
    line, word, message, hint = CASES[case]
    found = findings(tmp_path, line)
    assert len(found) == 1, [str(item) for item in found]
    assert (found[0].line, found[0].column) == (3, line.index(word) + 1)
    assert message in found[0].message
    assert hint in found[0].hint


def test_two_bans_on_the_same_goods_are_no_mistake(tmp_path):
    assert findings(tmp_path, f"- {{{EMBARGO}}}", f"- {{{EMBARGO}, hs: ['72']}}", f"- {{{CONTROL}}}") == []


@pytest.mark.parametrize("more", ["", ", hs: ['72']", ", end: 2025-05-02"])
def test_two_checks_of_one_route_at_one_time_are_refused(tmp_path, more):
    first = f"- {{id: one, {CHECK}{more}}}"
    found = findings(tmp_path, first, f"- {{{CHECK.replace('VNM', 'all').replace('04-09', '05-01')}}}")
    assert len(found) == 1
    assert (found[0].line, found[0].column) == (4, 3)
    assert "overlaps `one`" in found[0].message
    assert "replaces: [one]" in found[0].hint


@pytest.mark.parametrize(
    ("word", "instead"), [("VNM", "EU"), ("exporter: CHN", "exporter: EU"), ("04-09", "05-01, replaces: one")]
)
def test_checks_of_different_routes_are_no_mistake(tmp_path, word, instead):
    assert findings(tmp_path, f"- {{id: one, {CHECK}}}", f"- {{{CHECK.replace(word, instead)}}}") == []


def test_a_ban_cannot_replace_a_tariff(tmp_path):
    duty = "- {id: duty, kind: tariff, importer: USA, exporter: CHN, rate: 0.1, start: 2025-04-01}"
    found = findings(tmp_path, duty, f"- {{{EMBARGO}, replaces: duty}}")
    assert "of kind embargo, it cannot replace `duty` of kind tariff" in found[0].message


def test_the_exporter_acts_in_an_export_control_and_the_importer_in_an_embargo(tmp_path):
    path = tmp_path / "x.yaml"
    control = CONTROL.replace("importer: USA", "importer: all, except: VNM, hs: ['72'], coverage: 0.5")
    path.write_text(f"name: x\nmeasures:\n- {{{EMBARGO}}}\n- {{{control}}}\n- {{{CHECK}}}\n")
    scenario = load_scenario(path, VOCABULARY)
    embargo, controlled, check = scenario.measures
    assert (embargo.actors, controlled.actors, check.actors) == (("USA",), ("CHN",), ("USA",))
    assert embargo.one_line == "USA on CHN: all goods barred from entering"
    assert controlled.one_line == "CHN to all except VNM: HS 72 barred from leaving, 50 % of them"
    assert check.one_line == "USA on CHN: 50 % of all goods routed through VNM found out"
    assert [each.id for each in scenario.measures] == [
        "usa-chn-embargo-2025-04-09",
        "all-chn-export-control-2025-04-09",
        "usa-chn-anti-circumvention-2025-04-09",
    ]
    event = next(each for each in Timeline(scenario.measures).events if each.measure is controlled)
    assert (event.importers, event.exporters) == ("all except VNM", "CHN")
    (tmp_path / "y.yaml").write_text(dump_scenario(scenario))
    assert load_scenario(tmp_path / "y.yaml", VOCABULARY).measures == scenario.measures
