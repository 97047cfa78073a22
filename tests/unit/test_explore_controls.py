"""Controls and text: what is moved is written, what is inherited is not, and nothing moves by itself."""

import pytest

from sim.explore.control_changes import cell, mirror, moved, with_changes
from sim.explore.draft import Draft, examined
from sim.explore.guarded_paths import Folders
from sim.explore.levers import size_options
from sim.explore.measure_rows import rows, with_cell
from sim.explore.picture import picture
from sim.explore.yaml_text import read

CHILD = "name: mine\nextends: impasse_145_125\n# so far\n"


@pytest.fixture
def folders(tmp_path):
    return Folders(tmp_path / "scenarios", tmp_path / "results")


def after(folders, changes, text=CHILD, **more):
    draft = Draft(text, "draft.yaml", folders)
    mirrored = mirror(text, picture(draft), 0)
    return with_changes(draft, changes, mirrored, **more).text


def test_a_text_without_figures_shows_those_it_inherits(folders):
    shown = picture(Draft(CHILD, "draft.yaml", folders))
    assert shown.levers == {
        "title": "", "question": "", "weeks": 104, "hazard": 0.25, "seed": 1, "size": "1000000/20000",
    }  # fmt: skip
    assert {name: side.rate for name, side in shown.sides.items()} == {"first": 1.25, "second": 1.25}


def test_controls_that_were_not_touched_change_nothing(folders):
    mirrored = mirror(CHILD, picture(Draft(CHILD, "draft.yaml", folders)), 0)
    assert moved(mirrored["values"], mirrored) == {}
    assert after(folders, mirrored["values"]) == CHILD


def test_a_moved_control_is_the_only_one_that_is_written(folders):
    mirrored = mirror(CHILD, picture(Draft(CHILD, "draft.yaml", folders)), 0)
    changes = moved(mirrored["values"] | {"weeks": 52, "seed": None}, mirrored)
    assert changes == {"weeks": 52}
    assert read(after(folders, changes)) == {
        "name": "mine", "extends": "impasse_145_125", "horizon": {"weeks": 52},
    }  # fmt: skip


def test_the_size_is_two_figures(folders):
    assert read(after(folders, {"size": "50000/2000"}))["population"] == {
        "relationships": 50_000, "producers": 2_000,
    }  # fmt: skip
    assert size_options("7/5")[-1] == {"label": "As written: 7 relationships, 5 producers", "value": "7/5"}


def test_the_rate_of_a_side_is_exact_and_a_copy_goes_when_it_is_the_parents_again(folders):
    text = after(folders, {"first": 14.5})
    assert "# so far" in text
    scenario = examined(Draft(text, "draft.yaml", folders)).scenario
    rates = {each.id: each.rate for each in scenario.measures if each.kind == "tariff"}
    assert rates["us_reciprocal_china_125"] == 0.145
    assert rates["cn_reciprocal_125"] == 1.25
    assert len(scenario.measures) == 41
    assert after(folders, {"first": 125.0}, text) == CHILD


def test_measures_without_a_mark_are_left_out_and_come_back(folders):
    shown = picture(Draft(CHILD, "draft.yaml", folders))
    kept = [each["id"] for each in shown.inherited if each["id"] != "us_232_autos"]
    text = after(folders, {"kept": kept})
    assert read(text)["drop_measures"] == ["us_232_autos"]
    assert after(folders, {"kept": [*kept, "us_232_autos"]}, text) == CHILD


def test_statements_that_are_left_out_stay_out(folders):
    text = CHILD + "drop_measures: [cn_no_further]\n"
    shown = picture(Draft(text, "draft.yaml", folders))
    kept = [each["id"] for each in shown.inherited if each["id"] != "us_232_autos"]
    assert read(after(folders, {"kept": kept}, text))["drop_measures"] == ["cn_no_further", "us_232_autos"]


def test_a_new_tariff_is_sound_and_adds_to_the_others(folders):
    text = after(folders, {}, adds=2)
    found = examined(Draft(text, "draft.yaml", folders))
    assert found.diagnostics == ()
    assert [row["id"] for row in rows(read(text))] == ["own_1", "own_2"]
    assert after(folders, {}, text, removed=[0, 1]) == CHILD


@pytest.mark.parametrize(
    ("column", "entered", "written"),
    [
        ("rate", "14.5", {"rate": 0.145}),
        ("rate", "7 %", {"rate": 0.07}),
        ("rate", "listed", {"rate": "listed"}),
        ("rate", "much", {"rate": "much"}),
        ("importer", "USA, EU", {"importer": ["USA", "EU"]}),
        ("exporter", "all", {"exporter": "all"}),
        ("start", "2025-05-05", {"start": "2025-05-05"}),
        ("end", "2026-05-05", {"end": "2026-05-05"}),
        ("products", "HS 8507, 854142", {"hs": ["8507", "854142"]}),
        ("products", "HS 0101", {"hs": ["0101"]}),
        ("products", "list us_232_steel", {"list": "us_232_steel"}),
        ("products", "coal, crude_oil", {"products": ["coal", "crude_oil"]}),
    ],
)
def test_cells_are_written_as_a_scenario_has_them(folders, column, entered, written):
    text = after(folders, {}, adds=1)
    changed = after(folders, {cell(0, column): entered}, text)
    before = read(text)["measures"][0]
    assert read(changed)["measures"][0] == before | written
    shown = rows(read(changed))[0][column]
    assert shown == entered.removesuffix(" %")


def test_an_emptied_cell_takes_its_key_along(folders):
    text = with_cell(with_cell(after(folders, {}, adds=1), 0, "products", "HS 01"), 0, "end", "2027-01-01")
    emptied = with_cell(with_cell(text, 0, "products", ""), 0, "end", "")
    assert emptied == after(folders, {}, adds=1)


def test_a_value_of_the_wrong_kind_leaves_the_control_where_it_was(folders):
    shown = picture(Draft(CHILD + "horizon: {weeks: many}\n", "draft.yaml", folders))
    assert shown.levers["weeks"] == 104
    assert shown.scenario is None
