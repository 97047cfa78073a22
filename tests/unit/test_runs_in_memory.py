"""A run among many is observed less closely and not written; its figures are those of a run that is."""

from dataclasses import replace

import numpy as np
import pytest
from factories import small_world, tariff
from standoffs import scenario as on_small_world

from sim import load_scenario, run
from sim.ensemble.models import MODELS
from sim.ensemble.models.agents import measured
from sim.metrics.key_figures import key_values
from sim.model.profile import Laps
from sim.model.trade_war import TradeWar
from sim.records.arms import CLOSE, FOR_FIGURES, simulate_arms
from sim.records.recorder import Recorder
from sim.records.standstill import STANDSTILL, is_like
from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM

SMALL = {
    "horizon.weeks": "14",
    "population.producers": "500",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, MEX, ROW]",
}


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("two_rates", SMALL)


@pytest.fixture(scope="module")
def written(scenario, tmp_path_factory):
    return run(scenario, tmp_path_factory.mktemp("results") / "run", report=False)


@pytest.fixture(scope="module")
def outcome(scenario):
    return MODELS["agents"].run(scenario, 1, paths=True)


def test_key_figures_are_those_of_a_run_that_is_written(written, outcome):
    full = key_values(written.metrics)
    for name, change in full.items():
        assert outcome.figures[name] == pytest.approx(change.run, rel=1e-11, abs=1e-12), name
        if f"{name}.long_run" in outcome.figures:
            assert outcome.figures[f"{name}.long_run"] == pytest.approx(change.benchmark, abs=1e-12), name
        else:
            assert change.benchmark is None, name


def test_every_column_of_the_table_of_flows_is_the_same_in_memory(scenario, written):
    here, there = measured(scenario, 1).evidence.panel, written.metrics.evidence.panel
    for name in ("origin", "destination", "group"):
        assert (getattr(here, name) == getattr(there, name)).all()
    for column in ("customs_value", "quantity_index", "duty", "exporter_margin", "shipped_value"):
        scenario_arm, reference = (panel.weekly(column) for panel in (here, there))
        assert (scenario_arm[0] == reference[0]).all(), column
        assert np.allclose(scenario_arm[1], reference[1], rtol=1e-6, atol=1e-6), column


def test_paths_are_those_of_the_draw_and_nan_where_chains_were_not_looked_through(written, outcome):
    full = written.metrics.bilateral_trade.filter(direction="both directions")
    assert np.allclose(outcome.paths["path.trade"], full["scenario"].to_numpy(), rtol=1e-9)
    assert np.allclose(outcome.paths["reference.trade"], full["reference"].to_numpy(), rtol=1e-9)
    index = outcome.paths["path.decoupling_index"]
    looked = np.isfinite(index)
    assert (
        np.flatnonzero(looked) == [5, 10, 11, 12, 13]
    ).all()  # every eighth up to the last, and the last four
    every = written.metrics.frame("decoupling_index")["index"].to_numpy()
    assert np.allclose(index[looked], every[looked], atol=1e-11)
    assert {values.shape for values in outcome.paths.values()} == {(14,)}


def test_figures_say_their_columns_before_anything_is_run(scenario, outcome):
    declared = MODELS["agents"].figures(scenario)
    columns = [
        name for each in declared for name in (each.name, f"{each.name}.long_run")[: 1 + each.long_run]
    ]
    assert list(outcome.figures) == columns
    assert declared[0].heading == "Goods trade of the US and China"


def test_the_same_draw_gives_the_same_bytes_with_any_threads_and_another_draw_does_not(scenario, outcome):
    again = MODELS["agents"].run(scenario, 1, paths=True)
    assert again.figures == outcome.figures
    for name, path in outcome.paths.items():
        assert path.tobytes() == again.paths[name].tobytes(), name
    threaded = key_values(measured(scenario, 1, threads=2))
    assert all(threaded[name].run == outcome.figures[name] for name in threaded)
    other = MODELS["agents"].run(scenario, 2, paths=False)
    assert other.figures["trade"] != outcome.figures["trade"]
    assert not other.paths


def test_figures_are_the_same_whether_paths_are_kept_or_not(scenario, outcome):
    alone = MODELS["agents"].run(scenario, 1, paths=False)
    assert alone.figures == pytest.approx(outcome.figures, abs=1e-12)


def test_without_rates_the_columns_are_still_about_the_same_pair(scenario):
    free = tuple(each.model_copy(update={"rate": 0.0}) for each in scenario.measures)
    asked = scenario.model_copy(update={"measures": free})
    assert MODELS["agents"].figures(asked) == MODELS["agents"].figures(scenario)
    figures = MODELS["agents"].run(asked, 1, paths=False).figures
    assert figures["trade"] == pytest.approx(0.0, abs=1e-9)
    assert figures["trade.long_run"] == pytest.approx(0.0, abs=1e-9)


def observed(closeness, *measures, weeks=9):
    asked = on_small_world(measures=measures, weeks=weeks)
    return simulate_arms(asked, small_world(), 1, 1, Laps({}), closeness)


def test_a_reference_that_is_repeated_is_that_which_is_simulated_to_the_end():
    war = tariff(1.0, start="2025-01-20", authority="war")
    stepped, repeated = (observed(each, war).recorders[REFERENCE_ARM] for each in (CLOSE, FOR_FIGURES))
    assert stepped.weeks == repeated.weeks
    assert len({id(week) for week in repeated.customs_value}) == 2
    assert len({id(week) for week in stepped.customs_value}) == 9
    for ours, theirs in zip(repeated._weekly, stepped._weekly, strict=True):
        assert len(ours) == len(theirs)
        assert all(is_like(one, other) for one, other in zip(ours, theirs, strict=True))
    assert np.allclose(repeated.welfare, stepped.welfare, rtol=0.0, atol=1e-9)


def test_an_arm_that_moves_is_never_repeated():
    war = tariff(1.0, start="2025-01-06", authority="war")
    model = TradeWar(on_small_world(measures=(war,), weeks=9), small_world())
    recorder = Recorder(model)
    for _ in range(9):
        model.step()
        recorder.observe()
        assert not recorder.stands_still
    scenario_arm = observed(FOR_FIGURES, war).recorders[SCENARIO_ARM]
    assert len({id(week) for week in scenario_arm.customs_value}) == 9


def test_a_reference_that_moves_is_simulated_to_its_end(monkeypatch):
    """With what the scenario does left in, the reference moves like the scenario."""
    war = tariff(1.0, start="2025-01-06", authority="war")
    monkeypatch.setattr("sim.records.arms.without_policy", lambda scenario: scenario)
    arms = observed(FOR_FIGURES, war)
    one, other = (arms.recorders[name].customs_value for name in (SCENARIO_ARM, REFERENCE_ARM))
    assert all((here == there).all() for here, there in zip(one, other, strict=True))


def test_two_weeks_in_which_somebody_moves_do_not_stand_still_however_alike():
    model = TradeWar(on_small_world(weeks=4), small_world())
    recorder = Recorder(model)
    for _ in range(2):
        model.step()
        recorder.observe()
    assert recorder.stands_still
    recorder.switches[-1] = recorder.switches[-2] = recorder.switches[-1] + 1
    assert not recorder.stands_still


def test_observations_differ_by_more_than_rounding_or_in_any_count():
    model = TradeWar(on_small_world(weeks=2), small_world())
    model.step()
    recorder = Recorder(model)
    recorder.observe()
    seen = recorder.surviving[-1]
    assert is_like(seen, replace(seen, value=seen.value * (1.0 + STANDSTILL / 10.0)))
    assert not is_like(seen, replace(seen, value=seen.value * (1.0 + STANDSTILL * 10.0)))
    assert not is_like(seen, replace(seen, count=seen.count + 1))
