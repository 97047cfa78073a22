"""Two duties of one authority must not meet on the same goods of a pair at the same time."""

from __future__ import annotations

import pytest
from factories import small_vocabulary

from sim.scenario import validate

VOCABULARY = small_vocabulary()
FIRST = "{id: one, kind: tariff, importer: USA, exporter: CHN, rate: 0.1, authority: a, start: 2025-04-01"


def findings(folder, *measures):
    path = folder / "x.yaml"
    path.write_text("name: x\nmeasures:\n" + "".join(f"- {measure}\n" for measure in measures))
    return validate(path, VOCABULARY)


def second(**keys):
    values = {"kind": "tariff", "importer": "USA", "exporter": "CHN", "rate": 0.2, "authority": "a",
              "start": "2025-05-01", **keys}  # fmt: skip
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items() if value is not None) + "}"


@pytest.mark.parametrize(
    ("scope", "keys"),
    [
        ("", {}),
        ("", {"exporter": "all"}),
        ("", {"exporter": "[VNM, CHN]", "products": "steel"}),
        (", products: steel", {"products": "C24A"}),
        (", products: steel", {"hs": '["7208"]'}),
        (', hs: ["72"]', {"hs": '["720851"]'}),
        (", products: semiconductors", {"list": "chips"}),
        (", list: half_of_steel", {"list": "half_of_steel"}),
        (", list: half_of_steel", {}),
        (", end: 2025-05-02", {}),
    ],
)
def test_overlapping_duties_of_one_authority_are_refused(tmp_path, scope, keys):
    found = findings(tmp_path, FIRST + scope + "}", second(**keys))
    assert len(found) == 1
    assert (found[0].line, found[0].column) == (4, 3)
    assert "overlaps `one`" in found[0].message
    assert "replaces: [one]" in found[0].hint


@pytest.mark.parametrize(
    ("scope", "keys"),
    [
        ("", {"authority": "b"}),
        ("", {"replaces": "[one]"}),
        ("", {"exporter": "VNM"}),
        ("", {"exporter": "all", "except": "CHN"}),
        ("", {"importer": "CHN", "exporter": "USA"}),
        (", end: 2025-05-01", {}),
        (", products: steel", {"products": "phones"}),
        (", products: steel", {"hs": '["85"]'}),
        (', hs: ["7208"]', {"hs": '["7308"]'}),
        (", products: steel", {"list": "chips"}),
        (", list: chips", {"list": "half_of_steel"}),
        (", products: steel", {"list": "half_of_steel"}),  # only part of each code: no certain overlap
    ],
)
def test_duties_that_do_not_meet_may_share_an_authority(tmp_path, scope, keys):
    assert findings(tmp_path, FIRST + scope + "}", second(**keys)) == []


def test_a_union_overlaps_with_its_member(tmp_path):
    found = findings(tmp_path, FIRST.replace("CHN", "EU") + "}", second(exporter="DEU"))
    assert "overlaps `one`" in found[0].message


def test_a_measure_replaced_before_it_starts_overlaps_with_nothing(tmp_path):
    never = second(id="never", start="2025-05-01", announced="2025-04-15", exporter="VNM")
    instead = second(id="instead", start="2025-05-01", exporter="VNM", replaces="[never]")
    assert findings(tmp_path, never, instead) == []


def test_a_replacement_comes_later_and_is_of_the_same_kind(tmp_path):
    early = second(start="2025-03-01", replaces="[one]")
    assert "starts later" in findings(tmp_path, FIRST + "}", early)[0].message
    freed = "{kind: exemption, importer: USA, exporter: CHN, from: a, start: 2025-05-01, replaces: one}"
    assert "cannot replace `one` of kind tariff" in findings(tmp_path, FIRST + "}", freed)[0].message


def test_two_measures_cannot_replace_each_other(tmp_path):
    mutual = second(id="two", start="2025-04-01", replaces="[one]")
    found = findings(tmp_path, FIRST + ", replaces: [two]}", mutual)
    assert len(found) == 2
    assert all("replace each other" in item.message for item in found)
