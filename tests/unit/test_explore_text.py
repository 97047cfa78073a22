"""Changing one value of a YAML text: every other byte stays, comments above all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.explore.yaml_snippets import flow_value
from sim.explore.yaml_text import UnchangeableError, read, value_at, with_entry, with_value, without
from sim.scenario.library import shipped_scenarios

TEXT = """\
# mine
name: a   # the name
extends: impasse_145_125

# how long
horizon: {weeks: 20} # weeks
measures:
    # first
    - id: x
      rate: 0.5   # half
      hs: ["8507"]
    # second
    - {id: y, rate: 0.1}
# end
"""


def test_a_value_is_changed_where_it_stands():
    assert with_value(TEXT, ["horizon", "weeks"], 52) == TEXT.replace("weeks: 20", "weeks: 52")
    assert with_value(TEXT, ["measures", 0, "rate"], 1.45) == TEXT.replace("rate: 0.5", "rate: 1.45")
    assert with_value(TEXT, ["measures", 1, "rate"], 0.2) == TEXT.replace("rate: 0.1", "rate: 0.2")


def test_a_new_key_stands_before_the_long_lists():
    added = "behaviour:\n  resourcing_hazard: 0.5\n"
    expected = TEXT.replace("measures:\n", added + "measures:\n")
    assert with_value(TEXT, ["behaviour", "resourcing_hazard"], 0.5) == expected


def test_a_new_key_joins_its_mapping():
    assert "{weeks: 20, start: 2025-01-06} # weeks" in with_value(TEXT, ["horizon", "start"], "2025-01-06")
    assert "    - {id: y, rate: 0.1, end: 2026-01-01}\n" in with_value(
        TEXT, ["measures", 1, "end"], "2026-01-01"
    )
    assert '      hs: ["8507"]\n      end: 2026-01-01\n    # second' in with_value(
        TEXT, ["measures", 0, "end"], "2026-01-01"
    )


def test_an_entry_is_added_in_the_style_of_the_list():
    grown = with_entry(TEXT, "measures", {"id": "z", "importer": ["USA", "CHN"]})
    assert grown == TEXT.replace("# end\n", "    - id: z\n      importer: [USA, CHN]\n# end\n")
    assert read(with_entry("name: a\n", "measures", {"id": "z"}))["measures"] == [{"id": "z"}]
    assert read(with_entry("name: a\nmeasures:\n", "measures", {"id": "z"}))["measures"] == [{"id": "z"}]
    assert read(with_entry("name: a\nmeasures: []\n", "measures", {"id": "z"}))["measures"] == [{"id": "z"}]
    assert read(with_entry("{measures: [{id: y}]}", "measures", {"id": "z"}))["measures"] == [
        {"id": "y"},
        {"id": "z"},
    ]


def test_what_is_taken_out_leaves_the_comments_of_its_neighbours():
    left = without(TEXT, ["measures", 0])
    assert "# first\n    # second\n    - {id: y" in left
    assert read(without(left, ["measures", 0])) == {
        "name": "a",
        "extends": "impasse_145_125",
        "horizon": {"weeks": 20},
    }
    assert "{id: y}" in without(TEXT, ["measures", 1, "rate"])
    assert "{rate: 0.1}" in without(TEXT, ["measures", 1, "id"])


def test_the_first_key_of_an_entry_leaves_its_dash():
    assert without("measures:\n  - id: x\n    rate: 1\n", ["measures", 0, "id"]) == "measures:\n  - rate: 1\n"


def test_block_values_give_way_to_short_ones():
    text = "name: a\nquestion: >-\n  what\n  if\ndrop_measures:\n  - x # why\n  - y\nhorizon: {weeks: 4}\n"
    changed = with_value(with_value(text, ["question"], "Why: now?"), ["drop_measures"], ["z"])
    assert changed == 'name: a\nquestion: "Why: now?"\ndrop_measures: [z]\nhorizon: {weeks: 4}\n'


def test_a_text_without_a_last_line_end_grows_a_line():
    assert with_value("name: a", ["title"], "b") == "name: a\ntitle: b\n"


@pytest.mark.parametrize("text", ["", "- a\n", "a", "a: [", "a: !!python/none x\n", "\x00"])
def test_what_is_no_mapping_is_left_alone(text):
    with pytest.raises(UnchangeableError):
        with_value(text, ["name"], "b")


def test_a_value_that_an_anchor_shares_is_left_to_the_hand():
    text = "name: a\nhorizon: &h {weeks: 4}\nworld: *h\n"
    for route in (["horizon", "weeks"], ["world", "weeks"]):
        with pytest.raises(UnchangeableError, match="anchor"):
            with_value(text, route, 5)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_shipped_files_keep_all_but_the_changed_line(name):
    text = shipped_scenarios()[name].read_text(encoding="utf-8")
    changed = with_value(text, ["ensemble", "seed"], 7)
    assert value_at(read(changed), ["ensemble", "seed"]) == 7
    old, new = text.splitlines(), changed.splitlines()
    added = [line for line in new if line not in old]
    assert added == ["ensemble:", "  seed: 7"] or (len(added) == 1 and added[0].startswith("ensemble: {"))
    assert [line for line in new if line not in added] == [line for line in old if line in new]


@example("?0")
@example("yes")
@example("1e3")
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=30))
def test_any_words_come_back_as_they_were_given(words):
    assert read(f"title: {flow_value(words)}\n") == {"title": words}
    assert read(f"names: [{flow_value(words)}]\n") == {"names": [words]}
