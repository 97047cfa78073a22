"""Parents, overrides, defaults and the text that a resolved scenario is written as."""

from __future__ import annotations

from datetime import date

import pytest
from factories import small_vocabulary
from pydantic import ValidationError

from sim.scenario import (
    PARAMETERS,
    Scenario,
    ScenarioErrors,
    Tariff,
    dump_scenario,
    load_scenario,
    validate,
)

VOCABULARY = small_vocabulary()
PARENT = """
name: parent
title: Parent
horizon: {start: 2025-01-06, weeks: 52}
behaviour: {resourcing_hazard: 0.5, price_adjustment: 0.5}
measures:
- {id: one, kind: tariff, importer: USA, exporter: CHN, rate: 0.1, authority: a, start: 2025-02-03}
- {id: two, kind: tariff, importer: USA, exporter: VNM, rate: 0.2, authority: a, start: 2025-02-03}
"""


@pytest.fixture
def load(tmp_path):
    (tmp_path / "parent.yaml").write_text(PARENT)

    def loaded(text, overrides=None):
        (tmp_path / "child.yaml").write_text("name: child\nextends: parent.yaml\n" + text)
        return load_scenario(tmp_path / "child.yaml", VOCABULARY, overrides)

    return loaded


def test_a_child_inherits_everything_but_what_names_the_parent(load):
    child = load("")
    assert (child.name, child.title, child.extends) == ("child", "", None)
    assert child.horizon.weeks == 52
    assert [measure.id for measure in child.measures] == ["one", "two"]


def test_a_childs_values_win_key_by_key(load):
    child = load("behaviour: {resourcing_hazard: 0.1}")
    assert (child.behaviour.resourcing_hazard, child.behaviour.price_adjustment) == (0.1, 0.5)


def test_a_childs_measures_follow_and_same_identifiers_replace(load):
    child = load(
        "measures:\n"
        "- {id: three, kind: tariff, importer: CHN, exporter: USA, rate: 0.3, start: 2025-02-03}\n"
        "- {id: one, kind: tariff, importer: USA, exporter: CHN, rate: 0.9, start: 2025-02-03}\n"
    )
    assert [(measure.id, measure.rate) for measure in child.measures] == [
        ("one", 0.9),
        ("two", 0.2),
        ("three", 0.3),
    ]


def test_a_child_may_drop_measures(load):
    assert [measure.id for measure in load("drop_measures: [one]").measures] == ["two"]


def test_dropping_an_unknown_measure_is_an_error_with_a_suggestion(load):
    with pytest.raises(ScenarioErrors, match=r"no measure `tow` \(hint: did you mean `two`\?\)"):
        load("drop_measures: [tow]")


def test_an_error_is_placed_in_the_file_in_which_it_stands(tmp_path, load):
    (tmp_path / "parent.yaml").write_text(PARENT.replace("VNM", "VNN"))
    with pytest.raises(ScenarioErrors) as caught:
        load("horizon: {weeks: 0}")
    assert [(item.file.rpartition("/")[2], item.line) for item in caught.value.diagnostics] == [
        ("child.yaml", 3),
        ("parent.yaml", 8),
    ]


def test_an_overlap_with_a_parents_measure_points_at_the_child(tmp_path, load):
    with pytest.raises(ScenarioErrors) as caught:
        load(
            "measures:\n"
            "- {kind: tariff, importer: USA, exporter: CHN, rate: 0.9, authority: a, start: 2025-03-03}"
        )
    assert [(item.file.rpartition("/")[2], item.line) for item in caught.value.diagnostics] == [
        ("child.yaml", 4)
    ]


@pytest.mark.parametrize(
    ("extends", "message"),
    [
        ("child.yaml", "extends itself"),
        ("nowhere.yaml", "the parent `nowhere.yaml` does not exist"),
        ("status_quo_jan2026", "no scenario `status_quo_jan2026` .*did you mean `status_quo_jan2025`"),
        ("parent", r"write ./parent.yaml for the file of that name"),
    ],
)
def test_a_parent_that_cannot_be_had_is_named_where_it_is_asked_for(tmp_path, load, extends, message):
    (tmp_path / "parent.yaml").write_text(f"name: parent\nextends: {extends}")
    with pytest.raises(ScenarioErrors, match=f"parent.yaml:2:10: .*{message}"):
        load("")


def test_a_scenario_may_extend_a_shipped_one_by_name(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("name: x\nextends: status_quo_jan2025\nhorizon: {weeks: 4}")
    assert load_scenario(path, VOCABULARY).horizon.start == date(2025, 1, 6)


def test_overrides_reach_every_value(load):
    child = load(
        "",
        {
            "behaviour.resourcing_hazard": "0.75",
            "world.economies": "[USA, CHN, ROW]",
            "measures.one.rate": "0.6",
            "measures.1.exporter": "EU",
            "governments.CHN.policy": "scripted",
        },
    )
    assert child.behaviour.resourcing_hazard == 0.75
    assert child.world.economies == ("USA", "CHN", "ROW")
    assert [(measure.rate, measure.exporter) for measure in child.measures] == [
        (0.6, ("CHN",)),
        (0.2, ("EU",)),
    ]
    assert "CHN" in child.governments


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (
            "behaviour.resourcing_hazzard",
            "1",
            r"--set behaviour.resourcing_hazzard: unknown key .*`resourcing_hazard`",
        ),
        ("horizon.weeks", "0", "--set horizon.weeks: `weeks` is 0"),
        ("horizon.weeks", "[1", "--set horizon.weeks: .* is no YAML value"),
        ("horizon.weeks", "", "--set horizon.weeks: no value for `weeks`"),
        ("measures.three.rate", "1", "--set measures.three.rate: no entry `three`"),
        ("measures.one.rate", "145", "--set measures.one.rate: .*write 1.45"),
        ("name.first", "x", "--set name.first: nothing to set under a single value"),
        ("extends", "x", "--set extends: this key cannot be set"),
        ("", "x", "--set : this key cannot be set"),
    ],
)
def test_a_wrong_override_is_named_as_an_option(load, key, value, message):
    with pytest.raises(ScenarioErrors, match=message):
        load("", {key: value})


def test_measures_without_identifier_get_distinct_ones(tmp_path):
    common = "kind: tariff, importer: USA, exporter: CHN, rate: 0.1, start: 2025-02-03"
    lines = (
        f"- {{{common}, authority: a, products: steel}}",
        f"- {{{common}, authority: a, products: phones}}",
        f"- {{{common}, authority: b, id: usa-chn-a-2025-02-03}}",
    )
    path = tmp_path / "x.yaml"
    path.write_text("name: x\nmeasures:\n" + "\n".join(lines))
    names = [measure.id for measure in load_scenario(path, VOCABULARY).measures]
    assert names == ["usa-chn-a-2025-02-03-2", "usa-chn-a-2025-02-03-3", "usa-chn-a-2025-02-03"]


def test_every_default_keeps_the_bounds_that_its_record_declares():
    for record in PARAMETERS.values():
        if record.default is not None:
            assert record.minimum <= record.default <= record.maximum, record.name


def test_defaults_of_a_bare_scenario_are_those_of_the_records():
    bare = Scenario(name="bare").model_dump()
    for name, record in PARAMETERS.items():
        found = bare
        for step in name.split("."):
            found = found[step]
        assert found == record.default, name


def test_a_scenario_is_frozen_and_takes_no_unknown_keys():
    bare = Scenario(name="bare")
    with pytest.raises(ValidationError, match="frozen"):
        bare.name = "other"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Scenario(name="bare", horizn=None)


def test_a_measure_made_in_python_keeps_the_same_rules():
    with pytest.raises(ValidationError, match="before it has been in force"):
        Tariff(importer="USA", exporter="CHN", rate=0.1, start=date(2025, 4, 9), end=date(2025, 4, 9))


def test_a_resolved_scenario_reads_back_as_itself(tmp_path, load):
    child = load(
        "title: 'A: title, with \"quotes\"'\n"
        "world: {economies: [USA, CHN, ROW], elasticities: {mean: null}}\n"
        "governments: {CHN: {policy: scripted}}\n"
        "measures:\n"
        '- {kind: tariff, importer: [USA, CHN], exporter: all, except: ROW, hs: ["0101", "85"], rate: 1.0e-3,'
        " start: 2025-02-03, authority: hs}\n"
        "- {kind: exemption, importer: USA, exporter: CHN, list: chips, from: [a, hs], start: 2025-02-03,"
        " announced: 2025-02-11, coverage: 0.5}\n".replace("0101", "1001"),
    )
    path = tmp_path / "again.yaml"
    path.write_text(dump_scenario(child))
    again = load_scenario(path, VOCABULARY)
    assert again == child
    assert dump_scenario(again) == dump_scenario(child)
    assert f"wage_adjustment: {child.behaviour.wage_adjustment}" in path.read_text()  # a default


def test_a_sound_scenario_has_no_findings(tmp_path, load):
    load("")
    assert validate(tmp_path / "child.yaml", VOCABULARY) == []
