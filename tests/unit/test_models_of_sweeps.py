"""Models of sweeps: the long run alone, a standoff, and the two economies that figures are about."""

import subprocess
import sys

import pytest

from sim import load_scenario
from sim.ensemble.models import MODELS, UnfitScenarioError
from sim.ensemble.pair import pair_of
from sim.ensemble.staffs import staff_of
from sim.ensemble.worlds import world_of

SMALL = {
    "horizon.weeks": "24",
    "population.producers": "500",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, MEX, ROW]",
}


@pytest.fixture(scope="module")
def game():
    return load_scenario("standoff_game", SMALL)


def test_the_long_run_alone_is_the_one_that_agents_are_held_against():
    asked = load_scenario("two_rates", SMALL | {"horizon.weeks": "5"})
    agents, alone = (MODELS[name].run(asked, 1, False).figures for name in ("agents", "long_run"))
    assert [each.name for each in MODELS["long_run"].figures(asked)] == list(alone)
    assert {f"{name}.long_run" for name in alone} == {name for name in agents if name.endswith(".long_run")}
    for name, value in alone.items():
        assert value == pytest.approx(agents[f"{name}.long_run"], rel=1e-12, abs=1e-12), name


def test_a_standoff_says_how_the_first_negotiation_ended(game):
    found = MODELS["standoff"].run(game, 1, True)
    figures = found.figures
    assert list(figures) == [each.name for each in MODELS["standoff"].figures(game)]
    assert not found.paths
    assert figures["truce"] == float(figures["weeks_to_truce"] is not None)
    assert figures["deal"] == float(figures["weeks_to_deal"] is not None)
    assert sum(value for name, value in figures.items() if name.startswith("moves_first_")) <= 1.0
    assert figures == MODELS["standoff"].run(game, 1, False).figures
    low, high = sorted((figures["sells_USA"], figures["sells_CHN"]))
    assert -1.0 < low <= figures["trade"] <= high < 0.0


def test_what_cannot_be_said_is_refused_with_a_reason(game):
    scripted = load_scenario("two_rates", SMALL)
    for method in (MODELS["standoff"].figures, lambda asked: MODELS["standoff"].run(asked, 1, False)):
        with pytest.raises(UnfitScenarioError, match="nobody negotiates in two_rates"):
            method(scripted)
    with pytest.raises(UnfitScenarioError, match=r"decide for themselves \(USA, CHN\)"):
        MODELS["long_run"].run(game, 1, False)


def test_the_pair_depends_on_who_is_named_and_not_on_rates():
    asked = load_scenario("impasse_145_125")
    assert pair_of(asked, world_of(asked)) == ("USA", "CHN")
    free = tuple(
        each.model_copy(update={"rate": 0.0}) if each.kind == "tariff" else each for each in asked.measures
    )
    assert pair_of(asked.model_copy(update={"measures": free}), world_of(asked)) == ("USA", "CHN")


def test_the_pair_can_be_chosen_and_is_that_of_the_negotiation_otherwise(game):
    chosen = load_scenario("two_rates", SMALL | {"metrics.economies": "[MEX, USA]"})
    assert pair_of(chosen, world_of(chosen)) == ("MEX", "USA")
    assert MODELS["long_run"].figures(chosen)[0].heading == "Goods trade of Mexico and the US"
    assert pair_of(game, world_of(game)) == ("USA", "CHN")
    quiet = load_scenario("status_quo_jan2025", {"world.economies": "[MEX, CAN, ROW]"})
    assert set(pair_of(quiet, world_of(quiet))) <= {"MEX", "CAN", "ROW"}


def test_worlds_and_staffs_are_made_once_for_what_defines_them(game):
    longer = game.model_copy(update={"horizon": game.horizon.model_copy(update={"weeks": 3})})
    assert world_of(longer) is world_of(game)
    assert staff_of(longer) is staff_of(game)
    other = load_scenario("standoff_game", SMALL | {"world.deficits": "gdp_share"})
    assert world_of(other) is not world_of(game)
    assert staff_of(other) is not staff_of(game)


def test_naming_the_models_loads_none_of_them():
    code = (
        "import sys; from sim.ensemble.models import MODELS; "
        "assert list(MODELS) == ['agents', 'standoff', 'long_run'] and 'agents' in MODELS; "
        "assert not {'mesa', 'numba'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
