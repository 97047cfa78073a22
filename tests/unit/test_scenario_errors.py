"""What a user may get wrong in a scenario file, and the message, place and hint that come back."""

from __future__ import annotations

import pytest
from factories import small_vocabulary
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import ScenarioErrors, load_scenario, validate

VOCABULARY = small_vocabulary()
SOUND = "kind: tariff, importer: USA, exporter: CHN, rate: 0.1, start: 2025-04-09"

CASES = {
    # a measure, the word in it at which the message points, the message and the hint
    "unknown importer": (
        "- {kind: tariff, importer: UAS, exporter: CHN, rate: 0.1, start: 2025-04-09}",
        "UAS", "unknown economy `UAS`", "did you mean `USA` (United States)?",
    ),
    "economy by its name": (
        "- {kind: tariff, importer: USA, exporter: [VNM, China], rate: 0.1, start: 2025-04-09}",
        "China", "unknown economy `China`", "did you mean `CHN` (China)?",
    ),
    "economy by two letters": (
        "- {kind: tariff, importer: US, exporter: CHN, rate: 0.1, start: 2025-04-09}",
        "US, ", "unknown economy `US`", "did you mean `USA`",
    ),
    "importer that the world merges": (
        "- {kind: tariff, importer: MEX, exporter: CHN, rate: 0.1, start: 2025-04-09}",
        "MEX", "`MEX` is merged into `ROW`", "name it under world.economies",
    ),
    "unknown product": (
        f"- {{{SOUND}, products: [phones, steal]}}",
        "steal", "unknown sector or product group `steal`", "did you mean `steel` (Steel)?",
    ),
    "services": (
        f"- {{{SOUND}, products: services}}",
        "services", "services cross no customs border", "leave it out",
    ),
    "unknown HS code": (
        f'- {{{SOUND}, hs: ["8513"]}}',
        '"8513"', "no product under the HS code `8513`", '"85" exists',
    ),
    "HS code of eight digits": (
        f'- {{{SOUND}, hs: ["85423100"]}}',
        '"85423100"', "has 8 digits", '"854231"',
    ),
    "HS code without quotes": (
        f"- {{{SOUND}, hs: [0101]}}",
        "0101", "the HS code 0101 is a number", 'write it in quotes: "0101"',
    ),
    "unknown list": (
        f"- {{{SOUND}, list: half_of_stel}}",
        "half_of_stel", "unknown product list `half_of_stel`", "did you mean `half_of_steel`",
    ),
    "list without rates": (
        "- {kind: tariff, importer: USA, exporter: EU, list: half_of_steel, start: 2025-04-09, rate: listed}",
        "half_of_steel", "the list `half_of_steel` carries no rates", "write a number",
    ),
    "listed rate without a list": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: listed, start: 2025-04-09}",
        "listed", "needs a `list` that carries the rates", "",
    ),
    "two product scopes": (
        f'- {{{SOUND}, products: steel, hs: ["85"]}}',
        '["85"]', "one product scope; here `products` is given as well", "",
    ),
    "percentage": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: 145, start: 2025-04-09}",
        "145", "145 would be 14,500 %", "write 1.45 for 145 %",
    ),
    "rate beyond a hundred": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: 100.5, start: 2025-04-09}",
        "100.5", "100.5 would be 10,050 %; it goes from -1 to 100", "write 1.005 for 100.5 %",
    ),
    "rate that leaves less than nothing": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: -1.01, start: 2025-04-09}",
        "-1.01,", "`rate` is -1.01, below the smallest value -1; it goes from -1 to 100", "",
    ),
    "percentage as text": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: 25%, start: 2025-04-09}",
        "25%", "`rate: 25%` is text", "write the fraction 0.25",
    ),
    "rate in quotes": (
        '- {kind: tariff, importer: USA, exporter: CHN, rate: "0.25", start: 2025-04-09}',
        '"0.25"', "`rate` is a number in quotes", "write rate: 0.25",
    ),
    "coverage as a percentage": (
        f"- {{{SOUND}, coverage: 35}}",
        "35", "`coverage` is a fraction", "write 0.35 for 35 %",
    ),
    "not a number": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: .nan, start: 2025-04-09}",
        ".nan", "`rate` should be a finite number", "",
    ),
    "undated": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: 0.1}",
        "{kind", "`start` is missing", "every measure is dated",
    ),
    "no such day": (
        "- {kind: tariff, importer: USA, exporter: CHN, rate: 0.1, start: 2025-02-30}",
        "2025-02-30", "`2025-02-30` is no date", "write dates as 2025-04-09",
    ),
    "end before start": (
        f"- {{{SOUND}, end: 2025-04-08}}",
        "2025-04-08", "ends on 2025-04-08", "",
    ),
    "announced after its start": (
        f"- {{{SOUND}, announced: 2025-04-10}}",
        "2025-04-10", "announced on 2025-04-10, after its start", "",
    ),
    "unknown kind": (
        "- {kind: tarif, importer: USA, exporter: CHN, rate: 0.1, start: 2025-04-09}",
        "{kind", "unknown kind `tarif`", "did you mean `tariff`?",
    ),
    "unknown key of a measure": (
        f"- {{{SOUND}, anounced: 2025-04-08}}",
        "anounced", "unknown key `anounced`", "did you mean `announced`?",
    ),
    "attribute name in place of the key": (
        "- {kind: tariff, importer: USA, exporter: all, excluded: CHN, rate: 0.1, start: 2025-04-09}",
        "excluded", "unknown key `excluded`", "",
    ),
    "exceptions without all": (
        f"- {{{SOUND}, except: VNM}}",
        "VNM", "`except` goes with `exporter: all` only", "",
    ),
    "measure that is no mapping": ("- 145", "145", "a measure should be a mapping", ""),
    "exemption from nothing": (
        "- {kind: exemption, importer: USA, exporter: CHN, from: reciprocal, start: 2025-04-05}",
        "reciprocal", "no tariff of the authority `reciprocal`", "tariffs here have: none",
    ),
    "replaces nothing": (
        f"- {{{SOUND}, replaces: [first]}}",
        "first", "no measure `first`", "`replaces` takes the `id`",
    ),
}  # fmt: skip


def findings(folder, text, name="x.yaml", overrides=None):
    path = folder / name
    path.write_text(text)
    return validate(path, VOCABULARY, overrides)


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_measure_is_named_with_place_and_hint(tmp_path, case):
    line, word, message, hint = CASES[case]
    found = findings(tmp_path, f"name: x\nmeasures:\n{line}\n")
    assert len(found) == 1, [str(item) for item in found]
    assert (found[0].line, found[0].column) == (3, line.index(word) + 1)
    assert message in found[0].message
    assert hint in found[0].hint
    assert str(found[0]).startswith(f"{tmp_path}/x.yaml:3:")


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("name: x\nhorizon: {start: 2025-01-08}", "2:18", "2025-01-08 is a Wednesday", "2025-01-06"),
        ("name: x\nhorizon: {start: 2025-01-11}", "2:18", "2025-01-11 is a Saturday", "2025-01-13"),
        ("name: x\nhorizon: {weeks: 0}", "2:18", "`weeks` is 0", ""),
        ("name: x\nhorizon: {weeks: 1.5}", "2:18", "`weeks` should be a whole number", ""),
        ("name: x\nhorizn: {weeks: 1}", "2:1", "unknown key `horizn`", "did you mean `horizon`?"),
        ("name: x\nbehaviour: {wage_adjustment: 2}", "2:30", "above the largest value 0.15", ""),
        ("name: x\nworld: {base: 2020}", "2:15", "no world for the base year 2020", "2017, 2024"),
        ("name: x\nworld: {economies: [USA, CHM]}", "2:26", "unknown economy `CHM`", "`CHN`"),
        ("name: x\nworld: {economies: [USA, EU, DEU]}", "2:30", "`EU` and `DEU` overlap", "not both"),
        ("name: x\nworld: {elasticities: {set: FGQ}}", "2:29", "no set of elasticities", "`FGO`"),
        (
            "name: x\ngovernments: {CHN: {policy: bold}}",
            "2:29",
            "unknown policy `bold`",
            "policies are scripted, passive",
        ),
        ("name: x\ngovernments: {MEX: {policy: scripted}}", "2:15", "no economy `MEX`", "not kept apart"),
        ("name: x\nmeasures: 3", "2:11", "`measures` should be a list of measures", ""),
        ("name: x\nmeasures:\n\nensemble: {seed: 2}", "2:1", "no value for `measures`", "leave the key out"),
        ("name: a b", "1:7", "`a b` cannot be a name", "without spaces"),
        ("title: x", "1:1", "`name` is missing", ""),
        ("name: x\nname: y", "2:1", "`name` is given twice, first on line 1", "keep one"),
        ("- name: x", "1:1", "this is a list", "begin with"),
        ("just words", "1:1", "this is a single value", ""),
        ("", "1:1", "the file is empty", ""),
        ("# nothing but a comment\n", "1:1", "the file is empty", ""),
        ("name: [x", "1:9", "not valid YAML", ""),
        ("name: x\n\ttitle: y", "2:1", "not valid YAML", "spaces, not tabs"),
        ("name: x\ntitle: a: b", "2:9", "not valid YAML", "quote text"),
        ("name: !!python/name:os.system x", "1:7", "has no meaning in a scenario", ""),
        ("name: &a [*a]", "1:7", "contains itself", ""),
        ("name: x\ndrop_measures: [y]", "2:17", "the parent has no measure `y`", "goes with `extends`"),
    ],
)
def test_a_wrong_scenario_is_named_with_place_and_hint(tmp_path, text, place, message, hint):
    found = findings(tmp_path, text)
    assert [f"{item.line}:{item.column}" for item in found] == [place], [str(item) for item in found]
    assert message in found[0].message
    assert hint in found[0].hint


def test_all_errors_come_at_once_in_the_order_of_the_file(tmp_path):
    lines = [line for line, *_ in CASES.values()]
    found = findings(tmp_path, "name: x\nhorizon: {weeks: 0}\nmeasures:\n" + "\n".join(lines))
    places = [(item.line, item.column) for item in found]
    assert places == sorted(places)
    assert {line for line, _ in places} == {2, *range(4, 4 + len(lines))}


def test_an_unusually_high_rate_is_a_note_and_no_error(tmp_path):
    text = "name: x\nmeasures:\n- {kind: tariff, importer: USA, exporter: CHN, rate: 5, start: 2025-04-09}"
    found = findings(tmp_path, text)
    assert [item.severity for item in found] == ["note"]
    assert "write 0.05 for 5 %" in str(found[0])
    assert load_scenario(tmp_path / "x.yaml", VOCABULARY).measures[0].rate == 5.0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file"),
        (b"name: \xff\xfe", "is a binary file, or text that is not UTF-8"),
        (b"name: \x07", "not valid YAML"),
        (b"[" * 20_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, content, message):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioErrors, match=message):
        load_scenario(path, VOCABULARY)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("impasse_145_126", "did you mean `impasse_145_125`?"),
        ("missing.yaml", "no such file"),
        (".", "no scenario `.`"),
        ("./", "is a folder"),
        ("", "no scenario"),
        ("a\x00b.yaml", "cannot be read|no such file"),
    ],
)
def test_a_scenario_that_is_not_there_is_named(reference, message):
    with pytest.raises(ScenarioErrors, match=message):
        load_scenario(reference, VOCABULARY)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=80),
        st.text(alphabet="[]{}:,-&*!|>'\"%@`#? \n\tnameasur01.", max_size=80).map(str.encode),
    )
)
def test_whatever_a_file_holds_there_is_a_message_and_no_traceback(tmp_path, content):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    assert isinstance(validate(path, VOCABULARY), list)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(
        [
            "importer",
            "exporter",
            "rate",
            "start",
            "end",
            "hs",
            "list",
            "products",
            "replaces",
            "from",
            "coverage",
            "id",
        ]
    ),
    value=st.sampled_from(
        ["null", "[]", "{}", "[null]", "[[USA]]", "true", "-1", "1e999", "'x'", "{USA: 1}", "[1, x]"]
    ),
    kind=st.sampled_from(["tariff", "exemption"]),
)
def test_whatever_a_key_holds_there_is_a_message_and_no_traceback(tmp_path, key, value, kind):
    text = f"name: x\nmeasures:\n- {{kind: {kind}, importer: USA, exporter: CHN, start: 2025-04-09}}\n"
    found = findings(tmp_path, text, overrides={f"measures.0.{key}": value})
    assert all(item.message for item in found)
