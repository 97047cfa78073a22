"""The scenarios that come with the program."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import parameter_table
import pytest
from doc_blocks import block_of

from sim.scenario import Timeline, dump_schema, load_scenario, shipped_scenarios, validate
from sim.scenario.scope import EVERYONE
from sim.world import vocabulary

SCHEMA = Path(__file__).parents[2] / "scenarios" / "scenario.schema.json"


@pytest.mark.parametrize("name", shipped_scenarios())
def test_shipped_scenarios_are_sound_and_named_after_their_file(name):
    assert validate(name, vocabulary()) == []
    scenario = load_scenario(name, vocabulary())
    assert scenario.name == name
    assert scenario.title
    assert scenario.question
    assert scenario.description


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_shipped_measure_says_where_it_is_written_down(name):
    unsourced = [measure.id for measure in load_scenario(name, vocabulary()).measures if not measure.source]
    assert unsourced == []


@pytest.mark.parametrize("name", shipped_scenarios())
def test_shipped_files_tell_fact_from_assumption_and_expectation(name):
    text = shipped_scenarios()[name].read_text()
    for word in ("# Fact", "# Assumed", "# Expect"):
        assert word in text


def test_the_committed_schema_is_the_programs_own():
    assert json.loads(SCHEMA.read_text()) == dump_schema()


def test_the_schema_describes_every_key():
    def undescribed(definition):
        return [key for key, value in definition.get("properties", {}).items() if "description" not in value]

    schema = dump_schema()
    for name, definition in {"scenario": schema, **schema["$defs"]}.items():
        assert undescribed(definition) == [], name


def test_the_status_quo_takes_no_measure():
    assert load_scenario("status_quo_jan2025", vocabulary()).measures == ()


def test_the_impasse_works_with_fewer_and_with_all_economies_apart():
    for economies in ("[USA, CHN, ROW]", "[USA, CHN, DEU, VNM, ROW]", "all"):
        assert validate("impasse_145_125", vocabulary(), {"world.economies": economies}) == []


def test_the_impasse_holds_145_and_125_to_its_last_day():
    scenario = load_scenario("impasse_145_125", vocabulary())
    last = scenario.horizon.mondays()[-1]
    on_everything = {
        (measure.importer, measure.exporter): 0.0
        for measure in scenario.measures
        if EVERYONE not in measure.exporter
    }
    for measure in Timeline(scenario.measures).in_force(last):
        if (
            measure.kind == "tariff"
            and measure.scope_word == "all goods"
            and EVERYONE not in measure.exporter
        ):
            on_everything[measure.importer, measure.exporter] += measure.rate
    assert on_everything[("USA",), ("CHN",)] == pytest.approx(1.45)
    assert on_everything[("CHN",), ("USA",)] == pytest.approx(1.25)
    assert last > date(2026, 12, 1)


def test_the_documents_example_is_sound(tmp_path):
    path = tmp_path / "example.yaml"
    path.write_text(block_of(SCHEMA.parents[1] / "docs" / "scenarios.md", "name: solar_at_half").text)
    assert validate(path, vocabulary()) == []
    assert load_scenario(path, vocabulary()).measures[0].rate == 0.5


def test_the_document_lists_every_adjustable_figure():
    assert parameter_table.markdown() in (SCHEMA.parents[1] / "docs" / "scenarios.md").read_text()
