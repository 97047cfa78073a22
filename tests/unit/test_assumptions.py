"""Assumptions in the manifest: every figure with its value, and those of governments with their owner."""

import json

from sim import load_scenario
from sim.records.assumptions import assumptions, value_in
from sim.scenario import PARAMETERS
from sim.scenario.parameters import GOVERNMENT_PARAMETERS


def by_name(scenario):
    return {each["name"]: each for each in assumptions(scenario)}


def test_a_scripted_run_assumes_the_parameters_and_nothing_of_governments():
    found = by_name(load_scenario("status_quo_jan2025"))
    assert list(found) == list(PARAMETERS)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_value_that_was_set_stands_beside_its_default():
    scenario = load_scenario("status_quo_jan2025", {"behaviour.resourcing_hazard": "0.5"})
    figure = by_name(scenario)["behaviour.resourcing_hazard"]
    assert (figure["value"], figure["default"]) == (0.5, PARAMETERS[figure["name"]].default)
    assert figure["minimum"] <= 0.5 <= figure["maximum"]


def test_governments_that_decide_bring_their_own_figures():
    scenario = load_scenario("standoff_game")
    found = by_name(scenario)
    assert (
        found["governments.CHN.politics.audience"]["value"] == scenario.governments["CHN"].politics.audience
    )
    assert found["negotiations.0.truce_days"]["value"] == scenario.negotiations[0].truce_days
    owners = len(scenario.negotiations)
    of_governments = [name for name in GOVERNMENT_PARAMETERS if name.startswith("governments")]
    deciding = [code for code, each in scenario.governments.items() if each.policy != "scripted"]
    expected = len(PARAMETERS) + len(deciding) * len(of_governments)
    expected += owners * (len(GOVERNMENT_PARAMETERS) - len(of_governments))
    assert len(found) == expected


def test_what_is_assumed_in_part_counts_as_assumed():
    records = {**PARAMETERS, **GOVERNMENT_PARAMETERS}
    assert records["behaviour.fastest_resourcing"].tag == "assumed"
    assert records["negotiations.*.face_saving"].tag == "assumed"
    assert records["governments.*.politics.audience"].tag == "assumed"
    assert records["behaviour.short_run_elasticity"].tag == "from evidence"


def test_a_dotted_place_leads_through_governments_and_lists():
    scenario = load_scenario("standoff_game")
    assert value_in(scenario, "horizon.weeks") == scenario.horizon.weeks
    assert value_in(scenario, "negotiations.0.channel") == scenario.negotiations[0].channel
