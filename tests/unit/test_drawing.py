"""Drawn parameters: each from its own stream, the same for the same replication, and only what is asked."""

import numpy as np
import pytest
from scipy import stats

from sim import load_scenario
from sim.ensemble.drawing import SET, drawn_scenario, drawn_values, with_values
from sim.records.assumptions import value_in
from sim.scenario.dump import dump_scenario
from sim.scenario.parameters import PARAMETERS

HAZARD, FEE = "behaviour.resourcing_hazard", "behaviour.routing.fee"


GOLDEN = {
    "world.elasticities.mean": 1.368007752116781,
    "behaviour.resourcing_hazard": 0.34397365111274597,
    "behaviour.exporter_margin.absorption": 0.04404968372091219,
    "behaviour.beliefs.contract_weeks": 65,
    "governments.CHN.politics.patience": 0.7506255064518347,
    "negotiations.0.summit_preparation": 21,
}


def asking(parameters, name="impasse_145_125", **overrides):
    return load_scenario(name, {"ensemble.parameters": parameters, **overrides})


@pytest.fixture(scope="module")
def everything():
    return asking("all")


@pytest.fixture(scope="module")
def game():
    return asking("all", "standoff_game")


def test_without_being_asked_nothing_is_drawn():
    scenario = load_scenario("impasse_145_125")
    assert drawn_values(scenario, 3) == {}
    assert drawn_scenario(scenario, 3) is scenario
    assert "parameters" not in dump_scenario(scenario).partition("ensemble:")[2]


def test_all_is_every_figure_with_a_prior(everything):
    assert set(drawn_values(everything, 1)) == {name for name, each in PARAMETERS.items() if each.prior}


def test_the_drawn_scenario_has_the_values_and_can_be_written_and_read(everything, tmp_path):
    values, drawn = drawn_values(everything, 2), drawn_scenario(everything, 2)
    assert {name: value_in(drawn, name) for name in values} == values
    path = tmp_path / "drawn.yaml"
    path.write_text(dump_scenario(drawn))
    assert load_scenario(path) == drawn


def test_drawing_twice_changes_nothing(everything):
    drawn = drawn_scenario(everything, 2)
    assert drawn_values(drawn, 2) == {}
    assert drawn_scenario(drawn, 5) is drawn
    assert drawn.ensemble.seed == everything.ensemble.seed


def test_a_replication_is_the_same_again_and_differs_from_others(everything):
    first, again, second = (drawn_values(everything, number) for number in (1, 1, 2))
    assert first == again
    moving = [name for name in first if not isinstance(first[name], int)]
    assert all(first[name] != second[name] for name in moving)


def test_a_replication_does_not_depend_on_how_many_there_are(everything):
    many = asking("all", **{"ensemble.replications": "500"})
    assert drawn_values(many, 7) == drawn_values(everything, 7)


def test_what_else_is_drawn_moves_no_figure(everything):
    alone = drawn_values(asking(f"[{FEE}]"), 4)
    assert alone == {FEE: drawn_values(everything, 4)[FEE]}


def test_another_seed_draws_otherwise(everything):
    other = asking("all", **{"ensemble.seed": "2"})
    assert drawn_values(other, 1)[HAZARD] != drawn_values(everything, 1)[HAZARD]


def test_one_draw_is_as_it_always_was(everything, game):
    values = drawn_values(everything, 3) | drawn_values(game, 3)
    found = {name: values[name] for name in GOLDEN}
    assert found == pytest.approx(GOLDEN, rel=1e-12)


def test_all_leaves_alone_what_the_scenario_sets():
    scenario = asking("all", **{HAZARD: "0.3"})
    assert HAZARD not in drawn_values(scenario, 1)
    unscaled = asking("all", **{"world.elasticities.mean": "null"})
    assert "world.elasticities.mean" not in drawn_values(unscaled, 1)


def test_what_is_named_is_drawn_whatever_the_scenario_sets(game):
    named = asking(f"[{HAZARD}]", **{HAZARD: "0.5"})
    assert drawn_scenario(named, 1).behaviour.resourcing_hazard != 0.5
    audience = "governments.CHN.politics.audience"
    assert audience not in drawn_values(game, 1)
    assert audience in drawn_values(asking("[all, governments.*.politics.audience]", "standoff_game"), 1)


def test_figures_of_a_mechanism_that_is_off_are_left_out():
    scenario = asking("all", **{"behaviour.routing.on": "false"})
    assert not [name for name in drawn_values(scenario, 1) if name.startswith("behaviour.routing")]
    assert HAZARD in drawn_values(scenario, 1)


def test_each_government_that_decides_and_each_negotiation_draws_its_own(game):
    values = drawn_values(game, 1)
    assert values["governments.USA.politics.private_cost"] != values["governments.CHN.politics.private_cost"]
    assert values["negotiations.0.channel"] == drawn_scenario(game, 1).negotiations[0].channel
    assert not [name for name in values if name.endswith("origin_checks")]


def test_what_is_held_keeps_its_value_and_moves_no_other(everything):
    held = drawn_values(everything, 1, held={HAZARD})
    assert held == {name: value for name, value in drawn_values(everything, 1).items() if name != HAZARD}
    assert drawn_scenario(everything, 1, held={HAZARD}).behaviour.resourcing_hazard == 0.25


def test_sets_of_elasticities_are_equally_probable():
    scenario = load_scenario("impasse_145_125", {"ensemble.elasticities": "[FGO, CP]"})
    found = [drawn_values(scenario, number)[SET] for number in range(1, 1001)]
    assert set(drawn_values(scenario, 1)) == {SET}
    assert stats.binomtest(found.count("CP"), 1000, 0.5).pvalue > 0.01
    assert drawn_scenario(scenario, 1).world.elasticities.set == found[0]


def test_draws_follow_the_prior():
    scenario = asking(f"[{HAZARD}, behaviour.exporter_margin.absorption]")
    values = [drawn_values(scenario, number) for number in range(1, 2001)]
    hazard, absorption = (np.array([each[name] for each in values]) for name in values[0])
    prior = PARAMETERS[HAZARD].prior
    assert stats.kstest(hazard, stats.loguniform(prior.low, prior.high).cdf).pvalue > 0.01
    assert stats.kstest(absorption, stats.triang(0.25, 0.0, 0.2).cdf).pvalue > 0.01
    assert abs(stats.spearmanr(hazard, absorption).statistic) < 0.06


def test_values_reach_into_lists_and_mappings_and_leave_the_rest(game):
    changed = with_values(game, {"negotiations.0.renewal": 0.7, "governments.USA.politics.market": 0.2})
    assert changed.negotiations[0].renewal == 0.7
    assert changed.governments["USA"].politics.market == 0.2
    assert changed.governments["CHN"] == game.governments["CHN"]
    assert game.negotiations[0].renewal == 0.9
